import type { Table } from '../source.ts';
import { toGrid, type GridRow } from './grid.ts';
import { isHeadRow, lastHeadRow } from './head-rows.ts';
import { guessHead } from './heads.ts';
import { squeeze } from './words.ts';

const FOREIGN = new Set(['who', 'org', 'money', 'indicator', 'sign']);

/**
 * A sheet may hold several tables under one another: it is cut where a row heads other columns.
 * Lonely rows directly over such a head are its title and go with it.
 */
export function segmentsOf(table: Table): Table[] {
	const grid = toGrid(table);
	const { rows } = grid;
	const cuts: number[] = [];
	let head: GridRow | null = null;
	let last = -1;
	rows.forEach((row, at) => {
		if (at <= last || !headsTable(row)) return;
		if (head && !isSame(head, row)) cuts.push(beginOf(rows, at));
		head = row;
		last = lastHeadRow(grid, at);
	});
	if (cuts.length === 0) return [table];
	const edges = [0, ...cuts, table.rows.length];
	return edges
		.slice(0, -1)
		.map((from, at) => ({ ...table, rows: table.rows.slice(from, edges[at + 1]) }))
		.filter((segment) => segment.rows.length > 0);
}

function headsTable(row: GridRow): boolean {
	if (row.filled.length < 2) return false;
	const guesses = row.filled.map((cell) => guessHead(cell.text)[0]);
	if (guesses.some((guess) => guess === undefined || guess.score < 0.5)) return false;
	return isHeadRow(row) || guesses.some((guess) => FOREIGN.has(guess!.kind) && guess!.score >= 0.8);
}

function isSame(one: GridRow, other: GridRow): boolean {
	const texts = (row: GridRow) => row.filled.map((cell) => `${cell.column}${squeeze(cell.text)}`);
	return texts(one).join('|') === texts(other).join('|');
}

function beginOf(rows: GridRow[], head: number): number {
	let begin = head;
	while (begin > 1 && rows[begin - 1]!.filled.length <= 1) begin--;
	return begin;
}
