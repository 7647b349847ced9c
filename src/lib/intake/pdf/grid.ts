/** Ruling lines → tables: a grid of columns and rows, and the cells that the lines enclose. */

import { type Rect, around, overlap } from './geometry.ts';
import { MAX_GRID_CELLS } from './limits.ts';
import type { Ruling, Rulings } from './rulings.ts';

export interface GridCell extends Rect {
	row: number;
	column: number;
	rowSpan: number;
	span: number;
}

export interface Grid extends Rect {
	/** Edges of the columns from left to right, one more than columns. */
	xs: number[];
	/** Edges of the rows from top to bottom, one more than rows. */
	ys: number[];
	cells: GridCell[];
	/** No line closes the last row: the page cut it. */
	openBottom: boolean;
}

/** Lines within this many points meet. */
const MEET = 3;
/** Edges nearer than this are one (double borders, borders of neighbouring cells). */
const SAME_EDGE = 3.5;
/** A section row in a table without outer borders is at most so high. */
const SECTION_HEIGHT = 60;
/** Lines that stick out so far beyond the last crossing line enclose cells open on that side. */
const STICK_OUT = 8;
/** This part of a cell's side must be drawn to part it from its neighbour. */
const DRAWN = 0.6;

/** The tables that a page's ruling lines draw, from top to bottom; single boxes are none. */
export function toGrids(rulings: Rulings): Grid[] {
	return components(rulings)
		.map(makeGrid)
		.filter((grid): grid is Grid => grid !== null)
		.sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
}

function components({ level, upright }: Rulings): Rulings[] {
	const parent = Array.from({ length: level.length + upright.length }, (_, index) => index);
	const root = (index: number): number => {
		let at = index;
		while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number;
		return at;
	};
	level.forEach((line, i) => {
		upright.forEach((post, j) => {
			if (meets(line, post)) parent[root(i)] = root(level.length + j);
		});
	});
	for (const [i, j] of sectionGaps(level, upright)) parent[root(i)] = root(j);
	const groups = new Map<number, Rulings>();
	const groupOf = (index: number): Rulings => {
		const key = root(index);
		const group = groups.get(key) ?? { level: [], upright: [] };
		groups.set(key, group);
		return group;
	};
	level.forEach((line, i) => groupOf(i).level.push(line));
	upright.forEach((post, j) => groupOf(level.length + j).upright.push(post));
	return [...groups.values()];
}

/**
 * Pairs of level lines of a table without outer borders between which a section row stands: equally
 * long, following one another, and no upright line at their ends.
 */
function sectionGaps(level: readonly Ruling[], upright: readonly Ruling[]): [number, number][] {
	const isOpen = (line: Ruling): boolean =>
		upright.some((post) => meets(line, post)) &&
		!upright.some(
			(post) =>
				meets(line, post) &&
				(Math.abs(post.at - line.from) <= MEET || Math.abs(post.at - line.to) <= MEET)
		);
	const order = level
		.map((_, index) => index)
		.sort((a, b) => (level[a] as Ruling).at - (level[b] as Ruling).at);
	return order.flatMap((index, at): [number, number][] => {
		const line = level[index] as Ruling;
		const next = order
			.slice(at + 1)
			.find(
				(other) =>
					overlap(line.from, line.to, (level[other] as Ruling).from, (level[other] as Ruling).to) >
					0
			);
		const below = next === undefined ? undefined : level[next];
		if (next === undefined || !below || below.at - line.at > SECTION_HEIGHT) return [];
		const alike = Math.abs(below.from - line.from) <= MEET && Math.abs(below.to - line.to) <= MEET;
		return alike && isOpen(line) && isOpen(below) ? [[index, next]] : [];
	});
}

function meets(line: Ruling, post: Ruling): boolean {
	return (
		post.at >= line.from - MEET &&
		post.at <= line.to + MEET &&
		line.at >= post.from - MEET &&
		line.at <= post.to + MEET
	);
}

function makeGrid(lines: Rulings): Grid | null {
	if (lines.upright.length === 0 || lines.level.length === 0) return null;
	const xs = edges(lines.upright);
	const ys = edges(lines.level);
	const open = openSides(lines, xs, ys);
	if (xs.length < 2 || ys.length < 2 || (xs.length === 2 && ys.length === 2)) return null;
	if (xs.length * ys.length > MAX_GRID_CELLS) return null;
	const cells = enclosedCells(lines, xs, ys, open);
	if (cells.length < 2) return null;
	const grid = tidy(xs, ys, cells);
	return { ...grid, ...(around(grid.cells) as Rect), openBottom: open.bottom };
}

/** Places of the lines, neighbouring ones taken together. */
function edges(lines: readonly Ruling[]): number[] {
	const sorted = lines.toSorted((a, b) => a.at - b.at);
	const groups: { sum: number; weight: number; last: number }[] = [];
	for (const line of sorted) {
		const group = groups.at(-1);
		const weight = line.to - line.from;
		if (group && line.at - group.last <= SAME_EDGE) {
			group.sum += line.at * weight;
			group.weight += weight;
			group.last = line.at;
		} else groups.push({ sum: line.at * weight, weight, last: line.at });
	}
	return groups.map((group) => group.sum / group.weight);
}

interface OpenSides {
	left: boolean;
	right: boolean;
	top: boolean;
	bottom: boolean;
}

/** Adds the outer edges that the lines imply by sticking out, and tells which they are. */
function openSides(lines: Rulings, xs: number[], ys: number[]): OpenSides {
	const left = sticking(lines.level, ys.length, (line) => (xs[0] as number) - line.from);
	const right = sticking(lines.level, ys.length, (line) => line.to - (xs.at(-1) as number));
	const top = sticking(lines.upright, xs.length, (post) => (ys[0] as number) - post.from);
	const bottom = sticking(lines.upright, xs.length, (post) => post.to - (ys.at(-1) as number));
	if (left > 0) xs.unshift((xs[0] as number) - left);
	if (right > 0) xs.push((xs.at(-1) as number) + right);
	if (top > 0) ys.unshift((ys[0] as number) - top);
	if (bottom > 0) ys.push((ys.at(-1) as number) + bottom);
	return { left: left > 0, right: right > 0, top: top > 0, bottom: bottom > 0 };
}

/** How far lines at half of the edges stick out, 0 when fewer do. */
function sticking(lines: readonly Ruling[], edges: number, by: (line: Ruling) => number): number {
	const out = lines.map(by).filter((length) => length > STICK_OUT);
	return out.length * 2 >= edges && out.length > 0 ? Math.max(...out) : 0;
}

/** Cells as rectangles: first joined along each row, then downwards where both sides agree. */
function enclosedCells(lines: Rulings, xs: number[], ys: number[], open: OpenSides): GridCell[] {
	const columns = xs.length - 1;
	const rows = ys.length - 1;
	const posts = xs.map((x) => linesAt(lines.upright, x));
	const levels = ys.map((y) => linesAt(lines.level, y));
	const drawnPost = (edge: number, row: number): boolean =>
		(edge === 0 && open.left) ||
		(edge === columns && open.right) ||
		covers(posts[edge] ?? [], ys[row] as number, ys[row + 1] as number);
	const drawnLine = (edge: number, column: number, span: number): boolean =>
		covers(levels[edge] ?? [], xs[column] as number, xs[column + span] as number);

	const cells: GridCell[] = [];
	let above: GridCell[] = [];
	for (let row = 0; row < rows; row++) {
		const here: GridCell[] = [];
		for (let column = 0; column < columns;) {
			let span = 1;
			while (column + span < columns && !drawnPost(column + span, row)) span++;
			const upper = above.find((cell) => cell.column === column && cell.span === span);
			if (upper && !drawnLine(row, column, span)) {
				upper.rowSpan++;
				upper.y1 = ys[row + 1] as number;
				here.push(upper);
			} else {
				const cell: GridCell = {
					row,
					column,
					rowSpan: 1,
					span,
					x0: xs[column] as number,
					x1: xs[column + span] as number,
					y0: ys[row] as number,
					y1: ys[row + 1] as number
				};
				here.push(cell);
				cells.push(cell);
			}
			column += span;
		}
		above = here;
	}
	return cells;
}

function linesAt(lines: readonly Ruling[], at: number): Ruling[] {
	return lines.filter((line) => Math.abs(line.at - at) <= SAME_EDGE);
}

function covers(lines: readonly Ruling[], from: number, to: number): boolean {
	const covered = lines.reduce((sum, line) => sum + overlap(line.from, line.to, from, to), 0);
	return covered >= DRAWN * (to - from);
}

/** Takes out rows and columns in which no cell begins, so that the grid is no finer than it is. */
function tidy(
	xs: number[],
	ys: number[],
	cells: GridCell[]
): { xs: number[]; ys: number[]; cells: GridCell[] } {
	const usedX = new Set(cells.map((cell) => cell.column));
	const usedY = new Set(cells.map((cell) => cell.row));
	const keepX = xs.flatMap((_, index) =>
		usedX.has(index) || index === xs.length - 1 ? [index] : []
	);
	const keepY = ys.flatMap((_, index) =>
		usedY.has(index) || index === ys.length - 1 ? [index] : []
	);
	const place = (kept: number[], from: number, count: number): [number, number] => {
		const first = kept.findIndex((index) => index >= from);
		const end = kept.findIndex((index) => index >= from + count);
		return [first, end - first];
	};
	return {
		xs: keepX.map((index) => xs[index] as number),
		ys: keepY.map((index) => ys[index] as number),
		cells: cells.map((cell) => {
			const [column, span] = place(keepX, cell.column, cell.span);
			const [row, rowSpan] = place(keepY, cell.row, cell.rowSpan);
			return { ...cell, column, span, row, rowSpan };
		})
	};
}
