/** Tables that only place other tables on the page are no tables to a reader. */

import type { Block, Paragraph } from '../source.ts';

/** What a cell holds; `content` is kept only where a table lies inside. */
export interface FrameCell {
	text: string;
	content: Block[] | null;
	page: number | null;
}

/**
 * What a mere frame held, in reading order, or null where the table is more than a frame.
 * A frame has a table inside and no more than one cell with content in each row.
 */
export function liftFrame(rows: FrameCell[][]): Block[] | null {
	if (!rows.some((row) => row.some((cell) => cell.content))) return null;
	if (!rows.every((row) => row.filter((cell) => cell.text || cell.content).length <= 1))
		return null;
	return rows.flat().flatMap((cell) => cell.content ?? paragraphsOf(cell));
}

function paragraphsOf({ text, page }: FrameCell): Paragraph[] {
	const lines = text.split('\n').filter((line) => line !== '');
	return lines.map((line) => ({
		kind: 'paragraph',
		text: line,
		page,
		line: 0,
		heading: null,
		box: null
	}));
}
