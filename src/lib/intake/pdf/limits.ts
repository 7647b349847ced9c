/** Bounds of the PDF reader: what a hostile file may cost at most. */

/** More pages than any roadmap with its orders and annexes has. */
export const MAX_PAGES = 300;
/** Glyphs of one page; a dense A4 page of text has about 6,000. */
export const MAX_GLYPHS_PER_PAGE = 60_000;
/** Glyphs of the whole document. */
export const MAX_GLYPHS = 2_000_000;
/** Line pieces and filled rectangles of one page. */
export const MAX_STROKES_PER_PAGE = 60_000;
/** Ruling lines of one page after joining; more than this is a drawing, not a table. */
export const MAX_RULINGS_PER_PAGE = 3_000;
/** Cells of one page's grid, merged or not: a page of graph paper is no table. */
export const MAX_GRID_CELLS = 20_000;
/** Milliseconds for one document. */
export const MAX_MILLISECONDS = 25_000;
