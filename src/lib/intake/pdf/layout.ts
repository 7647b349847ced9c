/** One page: its tables with their text, and the lines of text outside them. */

import type { PageContent } from './content.ts';
import { toGrids } from './grid.ts';
import { type Line, toLines } from './lines.ts';
import { type TablePart, toPart } from './pages.ts';
import { placeWords } from './place.ts';
import { toRulings, withoutUnderlines } from './rulings.ts';
import { shadingOf } from './shading.ts';
import { toWords } from './words.ts';

export interface PageLayout {
	page: number;
	width: number;
	height: number;
	tables: TablePart[];
	lines: Line[];
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
	const { tables, free } = placeWords(toGrids({ level, upright: rulings.upright }), words);
	const isShaded = shadingOf(content.painted);
	return {
		page,
		...size,
		tables: tables.map((table) => toPart(table, page, isShaded)),
		lines: toLines(free)
	};
}
