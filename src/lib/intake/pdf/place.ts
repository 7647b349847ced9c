/** Words → the cells of the tables in which they stand. */

import { overlap } from './geometry.ts';
import type { Grid, GridCell } from './grid.ts';
import { type Line, toLines } from './lines.ts';
import type { Word } from './words.ts';

export interface PlacedCell extends GridCell {
	lines: Line[];
	bold: boolean;
}

export interface PlacedTable extends Omit<Grid, 'cells'> {
	cells: PlacedCell[];
}

/** Points by which a word may stand out of a cell and still be wholly in it. */
const TOLERANCE = 1;

/** The tables with their text, and the words that stand in none of them. */
export function placeWords(
	grids: readonly Grid[],
	words: readonly Word[]
): { tables: PlacedTable[]; free: Word[] } {
	// A table inside a cell of another takes its words first.
	const area = (grid: Grid): number => (grid.x1 - grid.x0) * (grid.y1 - grid.y0);
	const bySize = grids.toSorted((a, b) => area(a) - area(b));
	const byCell = new Map<GridCell, Word[]>();
	const free: Word[] = [];
	for (const word of words) {
		const cell = cellOf(bySize, word);
		if (!cell) free.push(word);
		else {
			const held = byCell.get(cell);
			if (held) held.push(word);
			else byCell.set(cell, [word]);
		}
	}
	const tables = grids.map((grid) => ({
		...grid,
		cells: grid.cells.map((cell) => placedCell(cell, byCell.get(cell) ?? []))
	}));
	return { tables, free };
}

function placedCell(cell: GridCell, words: readonly Word[]): PlacedCell {
	const lines = toLines(words);
	return {
		...cell,
		lines,
		bold: lines.length > 0 && lines.every((line) => line.bold)
	};
}

function cellOf(grids: readonly Grid[], word: Word): GridCell | null {
	const x = (word.x0 + word.x1) / 2;
	const y = (word.y0 + word.y1) / 2;
	for (const grid of grids) {
		if (y < grid.y0 - TOLERANCE || y > grid.y1 + TOLERANCE) continue;
		if (Math.max(word.x0, grid.x0) > Math.min(word.x1, grid.x1)) continue;
		const band = grid.cells.filter((cell) => y >= cell.y0 && y < cell.y1);
		const row = band.length > 0 ? band : nearestRow(grid, y);
		const touched = row.filter((cell) => overlap(word.x0, word.x1, cell.x0, cell.x1) > 0);
		const whole = touched.find(
			(cell) => word.x0 >= cell.x0 - TOLERANCE && word.x1 <= cell.x1 + TOLERANCE
		);
		if (whole) return whole;
		if (touched.length > 0) return owner(touched, word, x);
	}
	return null;
}

function nearestRow(grid: Grid, y: number): GridCell[] {
	const edge = y < grid.y0 ? grid.y0 : grid.y1;
	return grid.cells.filter((cell) => (edge === grid.y0 ? cell.y0 : cell.y1) === edge);
}

/** A word too long for its cell: centred in it, or begun in it. */
function owner(cells: readonly GridCell[], word: Word, middle: number): GridCell | null {
	const centred = cells.find((cell) => Math.abs((cell.x0 + cell.x1) / 2 - middle) < 1.5);
	if (centred) return centred;
	return (
		cells.find((cell) => word.x0 >= cell.x0 - TOLERANCE && word.x0 < cell.x1 - TOLERANCE) ??
		cells[0] ??
		null
	);
}
