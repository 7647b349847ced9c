/** Running heads, feet and page numbers: told by their repeating on the pages, and dropped. */

import type { Line } from './lines.ts';

export interface PageLines {
	height: number;
	/** Lines outside tables from top to bottom. */
	lines: Line[];
	/** Top and bottom of the tables on the page. */
	tables: { y0: number; y1: number }[];
}

/** Part of the page's height at the top and at the bottom where running lines stand. */
const MARGIN = 0.14;
/** So many lines from the edge inwards can belong to a running head or foot. */
const DEPTH = 3;
const NUMBER_ONLY =
	/^[-–—\s]*(?:(?:стр(?:аница|\.)?|с\.|page|лист)\s*)?(\d{1,4})(?:\s*(?:из|\/|of)\s*\d{1,4})?[-–—.\s]*$/iu;

/**
 * The running lines of each page (a set a page). A line runs when its text, digits aside, stands at
 * the same height on at least half of the pages (and on two), or when it is only the page's number.
 */
export function runningLines(pages: readonly PageLines[]): Set<Line>[] {
	const found = pages.map(() => new Set<Line>());
	for (const edge of ['top', 'bottom'] as const) {
		const outer = pages.map((page) => outerLines(page, edge));
		const seen = new Map<string, number>();
		for (const lines of outer) {
			for (const key of new Set(lines.map((line) => keyOf(line)))) {
				seen.set(key, (seen.get(key) ?? 0) + 1);
			}
		}
		const offsets = numberOffsets(outer);
		outer.forEach((lines, page) => {
			for (const line of lines) {
				const times = seen.get(keyOf(line)) ?? 0;
				const often = times >= 2 && times * 2 >= pages.length - 1;
				const offset = offsetOf(line, page);
				if (often || (offset !== null && offsets.has(offset))) found[page]?.add(line);
			}
		});
	}
	return found;
}

function outerLines(page: PageLines, edge: 'top' | 'bottom'): Line[] {
	const inMargin = page.lines.filter((line) =>
		edge === 'top'
			? line.y1 < MARGIN * page.height && page.tables.every((table) => table.y0 > line.y0)
			: line.y0 > (1 - MARGIN) * page.height && page.tables.every((table) => table.y1 < line.y1)
	);
	return edge === 'top' ? inMargin.slice(0, DEPTH) : inMargin.slice(-DEPTH);
}

function keyOf(line: Line): string {
	return `${Math.round(line.base / 4)} ${line.text.replace(/\d+/g, '#')}`;
}

/** Page number minus page index for lines that are only a number, else null. */
function offsetOf(line: Line, page: number): number | null {
	const number = NUMBER_ONLY.exec(line.text)?.[1];
	return number === undefined ? null : Number(number) - page;
}

/** Offsets between printed and real page numbers that hold for at least two pages. */
function numberOffsets(outer: readonly Line[][]): Set<number> {
	const counts = new Map<number, number>();
	outer.forEach((lines, page) => {
		for (const line of lines) {
			const offset = offsetOf(line, page);
			if (offset !== null) counts.set(offset, (counts.get(offset) ?? 0) + 1);
		}
	});
	return new Set([...counts].filter(([, count]) => count >= 2).map(([offset]) => offset));
}
