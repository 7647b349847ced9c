/** Painted line pieces → ruling lines: collinear pieces joined, dashes closed, underlines gone. */

import { type Rect, overlap } from './geometry.ts';
import { MAX_RULINGS_PER_PAGE } from './limits.ts';
import type { Painted } from './paths.ts';
import type { Word } from './words.ts';

/** A straight line at `at` (y of a level one, x of an upright one) from `from` to `to`. */
export interface Ruling {
	at: number;
	from: number;
	to: number;
}

export interface Rulings {
	level: Ruling[];
	upright: Ruling[];
}

/** Pieces nearer than this across their direction are one line (double borders included). */
const SAME_LINE = 1.6;
/** A gap that never parts a line; dashes may have one as long as themselves, up to the limit. */
const SMALL_GAP = 3;
const DASH_GAP = 8;
/** Pieces smaller than this both ways are dots of a dotted border. */
const DOT = 3;
/** So many dots in a row make a line. */
const FEWEST_DOTS = 6;
/** Lower painted grounds than this, in points, carry no row of text. */
const LOWEST_GROUND = 8;
/** Shorter lines rule nothing. */
const SHORTEST = 5;
const WHITE = /^#f[a-f0-9]f[a-f0-9]f[a-f0-9]$/i;

/** Whether a colour is as good as the paper's. */
export function isWhite(color: string): boolean {
	return WHITE.test(color);
}

/** All ruling lines of a page. White lines rule too where they part coloured grounds. */
export function toRulings(painted: readonly Painted[]): Rulings {
	const level: Ruling[] = [];
	const upright: Ruling[] = [];
	const dots: Rect[] = [];
	const grounds = painted.filter((each) => each.kind === 'area' && !isWhite(each.color));
	for (const piece of painted) {
		if (piece.kind !== 'line') continue;
		if (isWhite(piece.color) && !grounds.some((ground) => touches(piece, ground))) continue;
		const width = piece.x1 - piece.x0;
		const height = piece.y1 - piece.y0;
		if (Math.max(width, height) < DOT) dots.push(piece);
		else if (width >= height)
			level.push({ at: (piece.y0 + piece.y1) / 2, from: piece.x0, to: piece.x1 });
		else upright.push({ at: (piece.x0 + piece.x1) / 2, from: piece.y0, to: piece.y1 });
	}
	level.push(...dottedLines(dots));
	upright.push(
		...dottedLines(dots.map(({ x0, y0, x1, y1 }) => ({ x0: y0, y0: x0, x1: y1, y1: x1 })))
	);
	return { level: joinPieces(level), upright: joinPieces(upright) };
}

/** Upper and lower edges of painted grounds at least a line of text high. */
export function groundEdges(painted: readonly Painted[]): Ruling[] {
	const grounds = painted.filter(
		(each) => each.kind === 'area' && !isWhite(each.color) && each.y1 - each.y0 > LOWEST_GROUND
	);
	return joinPieces(
		grounds.flatMap(({ x0, x1, y0, y1 }) => [
			{ at: y0, from: x0, to: x1 },
			{ at: y1, from: x0, to: x1 }
		])
	);
}

/** Level lines drawn as dots: dots of exactly one height at small even steps. */
function dottedLines(dots: readonly Rect[]): Ruling[] {
	const rows = new Map<number, Rect[]>();
	for (const dot of dots) {
		const key = Math.round((dot.y0 + dot.y1) * 2);
		const row = rows.get(key);
		if (row) row.push(dot);
		else rows.set(key, [dot]);
	}
	const lines: Ruling[] = [];
	for (const row of rows.values()) {
		row.sort((a, b) => a.x0 - b.x0);
		let run: Rect[] = [];
		const flush = (): void => {
			const first = run[0];
			const last = run.at(-1);
			if (first && last && run.length >= FEWEST_DOTS) {
				lines.push({ at: (first.y0 + first.y1) / 2, from: first.x0, to: last.x1 });
			}
			run = [];
		};
		for (const dot of row) {
			const last = run.at(-1);
			if (last && dot.x0 - last.x1 > DOT) flush();
			run.push(dot);
		}
		flush();
	}
	return lines;
}

function touches(a: Rect, b: Rect): boolean {
	return a.x0 <= b.x1 + 1 && b.x0 <= a.x1 + 1 && a.y0 <= b.y1 + 1 && b.y0 <= a.y1 + 1;
}

/** Joins pieces of one direction into whole lines, in order of place. */
export function joinPieces(pieces: readonly Ruling[]): Ruling[] {
	const sorted = pieces.toSorted((a, b) => a.at - b.at);
	const joined: Ruling[] = [];
	for (let first = 0; first < sorted.length;) {
		let next = first + 1;
		while (
			next < sorted.length &&
			(sorted[next] as Ruling).at - (sorted[next - 1] as Ruling).at <= SAME_LINE &&
			(sorted[next] as Ruling).at - (sorted[first] as Ruling).at <= 2 * SAME_LINE
		) {
			next++;
		}
		joined.push(...joinAlong(sorted.slice(first, next)));
		first = next;
	}
	const rulings = joined.filter((line) => line.to - line.from >= SHORTEST);
	return rulings.length > MAX_RULINGS_PER_PAGE ? [] : rulings;
}

function joinAlong(pieces: Ruling[]): Ruling[] {
	pieces.sort((a, b) => a.from - b.from);
	const lines: Ruling[] = [];
	let line: Ruling | null = null;
	let dash = 0;
	let weight = 0;
	for (const piece of pieces) {
		const length = piece.to - piece.from;
		const gap: number = line ? piece.from - line.to : Infinity;
		const bridged =
			gap <= SMALL_GAP || (gap <= DASH_GAP && gap <= 2.5 * Math.max(dash, length) && dash < 15);
		if (line && bridged) {
			line.to = Math.max(line.to, piece.to);
			line.at = (line.at * weight + piece.at * length) / (weight + length || 1);
			weight += length;
		} else {
			line = { ...piece };
			weight = length;
			lines.push(line);
		}
		dash = length;
	}
	return lines;
}

/** Without the lines that are drawn under (or through) words exactly as long as the words. */
export function withoutUnderlines(level: readonly Ruling[], words: readonly Word[]): Ruling[] {
	const plain = words.filter((word) => word.turn === 0);
	return level.filter((line) => {
		let x0 = Infinity;
		let x1 = -Infinity;
		for (const word of plain) {
			const under = line.at - word.base;
			if (under > 0.35 * word.size || under < -0.5 * word.size) continue;
			if (overlap(word.x0, word.x1, line.from, line.to) < 0.5 * (word.x1 - word.x0)) continue;
			x0 = Math.min(x0, word.x0);
			x1 = Math.max(x1, word.x1);
		}
		return !(Math.abs(x0 - line.from) < 2 && Math.abs(x1 - line.to) < 4);
	});
}
