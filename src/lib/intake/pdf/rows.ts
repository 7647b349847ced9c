/** Lines of a table without borders → its rows and cells. */

import { around } from './geometry.ts';
import { type Line, toLines } from './lines.ts';
import type { PlacedCell, PlacedTable } from './place.ts';
import { piecesOf } from './rivers.ts';
import type { Word } from './words.ts';

/** Lines of one cell follow one another by the leading, at most by so much more of it. */
const SAME_LEADING = 1.07;
/** Texts of one column begin at one x, give or take so many points. */
const SAME_START = 0.4;
/** So many beginnings of rows must stand in one block for it to be parted there. */
const FEWEST_STARTS = 3;
/** Shorter bold lines of the first column are words of the head: «п/п». */
const SHORTEST_HEADING = 8;
const NUMBER = /^\d{1,3}(?:\.\d{1,3})*[.)]?$/;

/** A line with what it fills: the columns from first to last of each of its pieces. */
interface Laid {
	line: Line;
	pieces: { words: Word[]; first: number; last: number }[];
}

/**
 * Builds the table from its lines, the edges of its columns and the heights at which level lines
 * part its rows (none: the rows are told by numbers and spacing).
 */
export function toOpenTable(
	lines: readonly Line[],
	edges: readonly number[],
	bars: readonly number[]
): PlacedTable {
	const real = withoutFalseEdges(lines, edges);
	const xs = real.length === edges.length ? edges : real;
	const laid = cutAtStarts(
		lines.map((line) => lay(line, xs)),
		xs
	);
	const onTop = bars.length === 0 && hasNumbersOnTop(laid);
	const rows = bandsOf(laid, bars).flatMap(({ above, band }) =>
		splitBy(band, (before, each) => isHeading(before) !== isHeading(each)).flatMap((part) =>
			splitBand(part, xs.length - 1, above > 0 && above < bars.length).flatMap((row) =>
				// What stands above a number is the rest of the row before.
				onTop ? splitBy(row, (_, each) => isNumbered(each)) : [row]
			)
		)
	);
	const box = around(lines) ?? { x0: 0, y0: 0, x1: 0, y1: 0 };
	const ys = rows.map((row) => Math.min(...row.map((each) => each.line.y0)));
	ys.push(box.y1);
	const cells = rows.flatMap((row, index) =>
		cellsOf(row, xs).map((cell): PlacedCell => {
			const own = toLines(cell.words);
			return {
				row: index,
				rowSpan: 1,
				column: cell.first,
				span: cell.last - cell.first + 1,
				x0: xs[cell.first] as number,
				x1: xs[cell.last + 1] as number,
				y0: ys[index] as number,
				y1: ys[index + 1] as number,
				lines: own,
				bold: own.length > 0 && own.every((line) => line.bold)
			};
		})
	);
	return {
		...box,
		x0: xs[0] as number,
		x1: xs.at(-1) as number,
		xs: [...xs],
		ys,
		cells,
		openBottom: false
	};
}

/**
 * The edges without those that only happen to find room between the words of one column: more
 * texts go on over such an edge than begin behind it.
 */
function withoutFalseEdges(lines: readonly Line[], edges: readonly number[]): readonly number[] {
	const pieces = lines.flatMap((line) => {
		const parts = piecesOf(line);
		return parts.length > 1 ? parts : [];
	});
	return edges.filter((edge, index) => {
		const next = edges[index + 1];
		if (index === 0 || next === undefined) return true;
		const crossing = pieces.filter(
			(words) => (words[0] as Word).x0 < edge && (words.at(-1) as Word).x0 > edge
		).length;
		const begun = pieces.filter(([first]) => first && first.x0 > edge - 0.5 && first.x0 < next);
		return crossing <= begun.length;
	});
}

function columnOf(xs: readonly number[], x: number): number {
	const edge = xs.findIndex((each, index) => index > 0 && x < each);
	return edge < 0 ? xs.length - 2 : edge - 1;
}

function lay(line: Line, xs: readonly number[]): Laid {
	const pieces = piecesOf(line, xs.slice(1, -1));
	return {
		line,
		pieces: pieces.map((words) => {
			const first = columnOf(xs, (words[0] as Word).x0 + 0.5);
			const last = words.at(-1) as Word;
			// A word too long for its column only spills into the next one.
			const spills = pieces.length > 1 || (words.length === 1 && first > 0);
			return { words, first, last: columnOf(xs, spills ? last.x0 + 0.5 : last.x1 - 0.5) };
		})
	};
}

/**
 * Cuts lines of one piece where a word begins exactly at the place at which its column's texts
 * begin: columns may stand so close that a line over two of them shows no gap.
 */
function cutAtStarts(laid: readonly Laid[], xs: readonly number[]): Laid[] {
	const starts = new Map<number, number[]>();
	for (const each of laid) {
		for (const { first, words } of each.pieces) {
			const known = starts.get(first) ?? [];
			starts.set(first, known);
			if (each.pieces.length > 1) known.push((words[0] as Word).x0);
		}
	}
	const begins = (word: Word, column: number): boolean =>
		(starts.get(column) ?? []).filter((x) => Math.abs(x - word.x0) < SAME_START).length >= 3;
	return laid.map((each) => {
		if (!isAcross(each, xs.length - 1)) return each;
		const pieces: Laid['pieces'] = [];
		for (const word of each.line.words) {
			const column = columnOf(xs, word.x0 + 0.5);
			const piece = pieces.at(-1);
			if (piece && (column === piece.first || !begins(word, column))) {
				piece.words.push(word);
				piece.last = columnOf(xs, word.x1 - 0.5);
			} else {
				pieces.push({ words: [word], first: column, last: columnOf(xs, word.x1 - 0.5) });
			}
		}
		return { line: each.line, pieces };
	});
}

/** Lines between neighbouring level lines belong together; `above` counts the level lines above. */
function bandsOf(
	laid: readonly Laid[],
	bars: readonly number[]
): { above: number; band: Laid[] }[] {
	const bands = new Map<number, Laid[]>();
	for (const each of laid) {
		const middle = each.line.base - 0.3 * each.line.size;
		const key = bars.filter((bar) => bar < middle).length;
		const band = bands.get(key);
		if (band) band.push(each);
		else bands.set(key, [each]);
	}
	return [...bands].map(([above, band]) => ({ above, band })).sort((a, b) => a.above - b.above);
}

/** Rows of one band: with level lines around, only numbers part it further. */
function splitBand(band: Laid[], columns: number, ruled: boolean): Laid[][] {
	const numbers = band.filter((each) => isNumbered(each)).length;
	if (ruled && numbers < 2) return [band];
	const byStep = splitByBlocks(band);
	const most = Math.max(...byStep.map((row) => row.filter(isNumbered).length));
	if (numbers === 0) return byStep.flatMap((block) => splitByStarts(block, columns));
	if (byStep.length > 1 && most <= 1 && byStep.length >= numbers) return byStep;
	if (numbers >= 2) {
		return splitBy(
			band,
			(before, each) => isNumbered(each) || isAcross(each, columns) !== isAcross(before, columns)
		);
	}
	return byStep;
}

/** Whether the numbers of a table stand beside the first lines of their rows. */
function hasNumbersOnTop(laid: readonly Laid[]): boolean {
	const numbered = laid.filter(isNumbered);
	const onTop = numbered.filter(({ pieces }) =>
		/^["«(]?\p{Lu}/u.test(textOf(pieces[1]?.words ?? []))
	);
	return onTop.length >= FEWEST_STARTS && onTop.length >= 0.8 * numbered.length;
}

/**
 * Rows without numbers and without room between them begin where all columns have text and the
 * first one begins with a capital letter; only where this happens often, for names do so too.
 */
function splitByStarts(block: readonly Laid[], columns: number): Laid[][] {
	const starts = (each: Laid): boolean =>
		each.pieces.length === columns && /^["«(]?\p{Lu}/u.test(textOf(each.pieces[0]?.words ?? []));
	if (block.filter(starts).length < FEWEST_STARTS) return [[...block]];
	return splitBy(
		block,
		(before, each) => isAcross(each, columns) !== isAcross(before, columns) || starts(each)
	);
}

function splitBy(band: readonly Laid[], starts: (before: Laid, each: Laid) => boolean): Laid[][] {
	const rows: Laid[][] = [];
	band.forEach((each, index) => {
		const before = band[index - 1];
		if (!before || starts(before, each)) rows.push([each]);
		else rows.at(-1)?.push(each);
	});
	return rows;
}

/**
 * Rows told by spacing: lines of one column that follow one another by the leading are one block,
 * and blocks beside one another are one row, whether they stand at its top or in its middle.
 */
function splitByBlocks(band: readonly Laid[]): Laid[][] {
	const columns = new Map<string, Laid[]>();
	for (const each of band) {
		for (const piece of each.pieces) {
			const key = `${piece.first}-${piece.last}`;
			const column = columns.get(key);
			if (column) column.push(each);
			else columns.set(key, [each]);
		}
	}
	const steps = [...columns.values()]
		.flatMap((column) => pairsOf(column).map(([a, b]) => b.line.base - a.line.base))
		.sort((a, b) => a - b);
	const size = Math.max(...band.map((each) => each.line.size));
	const leading = steps.find((step) => step > 0.8 * size) ?? Infinity;
	const blocks: { from: number; to: number }[] = band.map((each) => ({
		from: each.line.base - 0.3 * size,
		to: each.line.base + 0.3 * size
	}));
	for (const column of columns.values()) {
		for (const [a, b] of pairsOf(column)) {
			if (b.line.base - a.line.base <= SAME_LEADING * leading) {
				blocks.push({ from: a.line.base, to: b.line.base });
			}
		}
	}
	const ends: number[] = [];
	for (const block of blocks.sort((a, b) => a.from - b.from)) {
		const last = ends.length - 1;
		if (last >= 0 && block.from <= (ends[last] as number)) {
			ends[last] = Math.max(ends[last] as number, block.to);
		} else ends.push(block.to);
	}
	const rowOf = (each: Laid): number => ends.findIndex((end) => each.line.base <= end);
	return splitBy(band, (before, each) => rowOf(before) !== rowOf(each));
}

function pairsOf(column: readonly Laid[]): [Laid, Laid][] {
	return column.slice(1).map((each, index) => [column[index] as Laid, each]);
}

function isNumbered(each: Laid): boolean {
	const piece = each.pieces[0];
	return piece?.first === 0 && piece.last === 0 && NUMBER.test(textOf(piece.words));
}

/** A bold line that stands alone in the first column: a section row, whatever its length. */
function isHeading(each: Laid): boolean {
	const [piece] = each.pieces;
	return (
		each.pieces.length === 1 &&
		piece?.first === 0 &&
		each.line.bold &&
		each.line.text.length >= SHORTEST_HEADING
	);
}

/** A line of one piece over several columns: a section row. */
function isAcross(each: Laid, columns: number): boolean {
	const piece = each.pieces[0];
	return each.pieces.length === 1 && !!piece && columns > 1 && piece.last > piece.first;
}

function textOf(words: readonly Word[]): string {
	return words.map((word) => word.text).join(' ');
}

/** The row's cells: columns that a piece joins are one cell, empty columns are empty cells. */
function cellsOf(
	row: readonly Laid[],
	xs: readonly number[]
): { first: number; last: number; words: Word[] }[] {
	const columns = xs.length - 1;
	const pieces = row.flatMap((each) => each.pieces);
	if (row.every((each) => isAcross(each, columns))) {
		return [{ first: 0, last: columns - 1, words: pieces.flatMap((piece) => piece.words) }];
	}
	const cells: { first: number; last: number; words: Word[] }[] = [];
	for (let column = 0; column < columns;) {
		let last = column;
		for (let grown = true; grown;) {
			grown = false;
			for (const piece of pieces) {
				if (piece.first <= last && piece.first >= column && piece.last > last) {
					last = piece.last;
					grown = true;
				}
			}
		}
		cells.push({
			first: column,
			last,
			words: pieces
				.filter((piece) => piece.first >= column && piece.first <= last)
				.flatMap((piece) => piece.words)
		});
		column = last + 1;
	}
	return cells;
}
