/** One page: its tables with their text, and the lines of text outside them. */

import type { PageContent } from './content.ts';
import type { Rect } from './geometry.ts';
import { toGrids } from './grid.ts';
import { type Line, toLines } from './lines.ts';
import { type TablePart, toPart } from './pages.ts';
import { placeWords } from './place.ts';
import { type Ruling, groundEdges, toRulings, withoutUnderlines } from './rulings.ts';
import { shadingOf } from './shading.ts';
import { toWords } from './words.ts';

export interface PageLayout {
	page: number;
	width: number;
	height: number;
	/** Number of words. */
	words: number;
	/** Whether lines or grounds are drawn on it. */
	drawn: boolean;
	tables: TablePart[];
	/** Lines outside the tables that upright and level lines draw. */
	lines: Line[];
	/** Level lines of no table, and edges of painted grounds: hints at tables without borders. */
	bars: Ruling[];
	isShaded: (cell: Rect) => boolean;
}

/** Lays out what a page draws; `page` is its 1-based number. */
export function layOut(
	content: PageContent,
	page: number,
	size: { width: number; height: number }
): PageLayout {
	const rulings = toRulings(content.painted);
	const words = toWords(content.glyphs, (x0, x1, y) =>
		rulings.upright.some(
			(post) => post.at > x0 - 1 && post.at < x1 + 1 && post.from < y && post.to > y
		)
	);
	const level = withoutUnderlines(rulings.level, words);
	const grids = toGrids({ level, upright: rulings.upright });
	const { tables, free } = placeWords(grids, words);
	const isShaded = shadingOf(content.painted);
	return {
		page,
		...size,
		words: words.length,
		drawn: content.painted.length > 0,
		tables: tables.map((table) => toPart(table, page, isShaded)),
		lines: toLines(free),
		bars: [...level, ...groundEdges(content.painted)].filter(
			(bar) => !grids.some((grid) => bar.at > grid.y0 - 3 && bar.at < grid.y1 + 3)
		),
		isShaded
	};
}
