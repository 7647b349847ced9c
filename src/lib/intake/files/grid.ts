/** The grid of a table: columns that every row agrees upon, whatever the file's own grid was. */

import { limits } from '../limits.ts';

/** Where a cell lies, in columns of the file's own grid. */
export interface Spanned {
	column: number;
	span: number;
}

/**
 * Gives every cell its column and span in the tightest common grid and returns its width.
 * A grid line at which no cell begins is dropped, so is the difference between lines that lie
 * closer than a person can see (`edges` are the lines' positions, `near` that distance); spans
 * that reach beyond the last column are cut.
 */
export function tightenGrid(rows: Spanned[][], edges: number[] = [], near = 0): number {
	const used = new Set<number>();
	for (const row of rows) for (const cell of row) used.add(cell.column);
	const begins = [...used].sort((a, b) => a - b);
	const merged = mergeNear(rows, begins, edges, near);

	const rank = new Map<number, number>();
	let width = 0;
	for (const begin of begins) rank.set(begin, merged.has(begin) ? width - 1 : width++);
	width = Math.min(width, limits.columns);

	for (const row of rows) {
		for (const cell of row) {
			const column = Math.min(rank.get(cell.column)!, width - 1);
			const end = rankAtOrAfter(begins, rank, cell.column + cell.span, width);
			cell.column = column;
			cell.span = Math.max(1, end - column);
		}
	}
	return width;
}

function rankAtOrAfter(
	begins: number[],
	rank: Map<number, number>,
	line: number,
	width: number
): number {
	const exact = rank.get(line);
	if (exact !== undefined) return exact;
	let low = 0;
	let high = begins.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (begins[middle]! < line) low = middle + 1;
		else high = middle;
	}
	return low < begins.length ? rank.get(begins[low]!)! : width;
}

/** Grid lines that are taken for the line before them: too near to it to be meant apart. */
function mergeNear(
	rows: Spanned[][],
	begins: number[],
	edges: number[],
	near: number
): Set<number> {
	const merged = new Set<number>();
	if (near === 0) return merged;
	for (let i = 1; i < begins.length; i++) {
		const before = begins[i - 1]!;
		const line = begins[i]!;
		const left = edges[before];
		const right = edges[line];
		if (left === undefined || right === undefined || right - left >= near) continue;
		if (merged.has(before)) continue;
		// Where one row uses both lines, there is a real, if narrow, column between them.
		const both = rows.some(
			(row) =>
				row.some((cell) => cell.column === before) && row.some((cell) => cell.column === line)
		);
		if (!both) merged.add(line);
	}
	return merged;
}
