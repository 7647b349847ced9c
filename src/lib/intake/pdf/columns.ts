/** Tables without upright lines: found by level lines, by a head, or by the page before. */

import { overlap } from './geometry.ts';
import { HEAD_ABOVE, LONGEST_STEP, grow } from './grow.ts';
import type { Line } from './lines.ts';
import type { PlacedTable } from './place.ts';
import { type Interval, clearRivers, commonRivers, dams, extentsOf, gapsOf } from './rivers.ts';
import { toOpenTable } from './rows.ts';
import type { Ruling } from './rulings.ts';

/** Words that heads of such tables are made of. */
const HEAD_WORDS =
	/(?:^|\s)(?:№|n\s?п\/п|п\/п|мероприяти|наименовани|содержани|действи|срок|дата|период|ответственн|исполнител|результат|показател|этап|направлени|форма|месяц|фио|ф\.и\.о|должност|орган|служб|школ[аы])/giu;
/** Level lines of a table are at least so long, and so many of them make one. */
const SHORTEST_BAR = 120;
const FEWEST_BARS = 3;
/** Ends of equally long level lines differ at most by so much. */
const SAME_END = 4;
/** A table that goes on shows its columns within so many lines from the page's top. */
const LATEST_SEED = 4;
/** Lines that a section row takes. */
const MOST_SECTION_LINES = 2;
/** Lines from the head on in which its columns are looked for. */
const SAMPLE = 40;

/** Without a head, so many lines of so many pieces show a table. */
const FEWEST_ROWS = 5;
const FEWEST_PIECES = 3;

/** Columns of an open table that reached the end of the page before. */
export interface KnownColumns {
	xs: readonly number[];
	/** The words of its first row, in alphabetical order. */
	head: readonly string[];
}

export interface OpenTables {
	tables: PlacedTable[];
	rest: Line[];
}

/**
 * Finds the tables among a page's lines outside grids. `bars` are level lines of no grid, `known`
 * tells about an open table that may go on.
 */
export function findOpenTables(
	lines: readonly Line[],
	bars: readonly Ruling[],
	known: KnownColumns | null
): OpenTables {
	let rest = lines.toSorted((a, b) => a.base - b.base);
	const tables: PlacedTable[] = [];
	const take = (region: Region | null): void => {
		if (!region) return;
		tables.push(toOpenTable(region.lines, region.xs, withHeadEnd(region, known)));
		const taken = new Set(region.lines);
		rest = rest.filter((line) => !taken.has(line));
	};
	for (const group of barGroups(bars)) take(regionOfBars(rest, group, known));
	if (known && tables.length === 0) take(regionGoingOn(rest, known));
	for (let seed = findHead(rest); seed >= 0; seed = findHead(rest, seed + 1)) {
		const region = regionOfHead(rest, seed, known);
		take(region);
		if (region) seed = -1;
	}
	if (tables.length === 0) take(regionOfLook(rest, known));
	return { tables: tables.sort((a, b) => a.y0 - b.y0), rest };
}

interface Region {
	lines: Line[];
	xs: number[];
	bars: number[];
}

/** The words of lines in alphabetical order: the same head is known by them however it is broken. */
export function wordsOf(lines: readonly Line[]): string[] {
	return lines.flatMap((line) => line.words.map((word) => word.text)).sort();
}

/** Where the region begins with the known head, a row ends below it, line or no line. */
function withHeadEnd(region: Region, known: KnownColumns | null): number[] {
	const head = known?.head.join(' ') ?? '';
	for (let count = 1; head !== '' && count <= region.lines.length; count++) {
		const words = wordsOf(region.lines.slice(0, count)).join(' ');
		if (words.length > head.length) break;
		const last = region.lines[count - 1] as Line;
		if (words === head) return [last.base + 0.25 * last.size, ...region.bars];
	}
	return region.bars;
}

/** Level lines of the same length and place, from top to bottom. */
function barGroups(bars: readonly Ruling[]): Ruling[][] {
	const groups: Ruling[][] = [];
	for (const bar of bars.toSorted((a, b) => a.at - b.at)) {
		if (bar.to - bar.from < SHORTEST_BAR) continue;
		const group = groups.find(
			([first]) =>
				first &&
				Math.abs(first.from - bar.from) <= SAME_END &&
				Math.abs(first.to - bar.to) <= SAME_END
		);
		if (group) group.push(bar);
		else groups.push([bar]);
	}
	return groups.filter((group) => group.length >= FEWEST_BARS);
}

function regionOfBars(
	lines: readonly Line[],
	group: readonly Ruling[],
	known: KnownColumns | null
): Region | null {
	const first = group[0] as Ruling;
	const last = group.at(-1) as Ruling;
	const within = (line: Line): boolean =>
		overlap(line.x0, line.x1, first.from, first.to) > 0.9 * (line.x1 - line.x0);
	const inside = lines.filter(
		(line) => within(line) && line.base > first.at && line.base < last.at + 1
	);
	if (inside.length < 2) return null;
	const rivers =
		knownRivers(inside, known) ?? columnRivers(inside, [{ from: first.from, to: first.to }]);
	if (rivers.length === 0) return null;
	const grown = grow(lines, lines.indexOf(inside[0] as Line), inside, rivers, HEAD_ABOVE);
	return {
		lines: grown.lines,
		xs: edgesOf(grown.rivers, first.from, first.to, known),
		bars: withCrown(
			grown.crown,
			group.map((bar) => bar.at)
		)
	};
}

/**
 * The rivers of the lines inside the given strips. Each must have words on both its sides: else it
 * is only the room that short lines leave.
 */
function columnRivers(lines: readonly Line[], strips: readonly Interval[]): Interval[] {
	const from = Math.min(...lines.map((line) => line.x0));
	const to = Math.max(...lines.map((line) => line.x1));
	const parted = lines.filter((line) => extentsOf(line).length > 1);
	const found = commonRivers(parted.length > 0 ? parted : lines, from, to);
	const rivers = found.filter((river, at) => beginsColumn(river, found[at + 1], parted));
	return rivers.filter(
		(river) =>
			lines.filter((line) => dams([river], line)).length <= lines.length / 2 &&
			strips.some((strip) => overlap(strip.from, strip.to, river.from, river.to) > 0)
	);
}

/** Whether more texts begin behind the river than run over it, as the words of one column do. */
function beginsColumn(
	river: Interval,
	next: Interval | undefined,
	lines: readonly Line[]
): boolean {
	const pieces = lines.flatMap(extentsOf);
	const over = pieces.filter((piece) => piece.from < river.from && piece.to > river.to).length;
	const end = next?.from ?? Infinity;
	return over <= pieces.filter(({ from }) => from > river.to - 1 && from < end).length;
}

/** Index of the first line from `from` on that reads like a table's head, −1 if there is none. */
function findHead(lines: readonly Line[], from = 0): number {
	return lines.findIndex((line, index) => {
		if (index < from) return false;
		const pieces = extentsOf(line).length;
		const words = line.text.match(HEAD_WORDS)?.length ?? 0;
		return pieces >= 2 && words >= 2 && words * 2 >= pieces && line.text.length < 50 * pieces;
	});
}

function regionOfHead(
	lines: readonly Line[],
	seed: number,
	known: KnownColumns | null
): Region | null {
	const head = lines[seed] as Line;
	const near = lines.slice(seed, seed + SAMPLE);
	const end = near.findIndex((line, index) => {
		const before = near[index - 1];
		return before && line.base - before.base > LONGEST_STEP * line.size;
	});
	const rivers = columnRivers(end < 0 ? near : near.slice(0, end), gapsOf(head));
	if (rivers.length === 0) return null;
	const grown = grow(lines, seed, [head], rivers);
	const rows = grown.lines.filter((line) => extentsOf(line).length > 1).length;
	if (rows < 3) return null;
	const fitting = knownRivers(grown.lines, known);
	const from = Math.min(...grown.lines.map((line) => line.x0));
	const to = Math.max(...grown.lines.map((line) => line.x1));
	const all = fitting ?? withHidden(grown.rivers, grown.lines);
	return {
		lines: grown.lines,
		xs: edgesOf(all, from, to, known),
		bars: withCrown(grown.crown, [])
	};
}

/** A table whose head has words of its own, or none: many lines part into the same columns. */
function regionOfLook(lines: readonly Line[], known: KnownColumns | null): Region | null {
	const isRow = (line: Line): boolean => extentsOf(line).length >= FEWEST_PIECES;
	const seed = lines.findIndex(isRow);
	if (seed < 0) return null;
	const region = regionOfHead(lines, seed, known);
	return region && region.lines.filter(isRow).length >= FEWEST_ROWS ? region : null;
}

function withCrown(crown: number | null, bars: number[]): number[] {
	return crown === null ? bars : [crown, ...bars];
}

/**
 * The rivers and those that the head's own line does not show (a number column whose head stands
 * higher, months below one common head).
 */
function withHidden(rivers: readonly Interval[], lines: readonly Line[]): Interval[] {
	const parted = lines.filter((line) => extentsOf(line).length > 1);
	const from = Math.min(...lines.map((line) => line.x0));
	const to = Math.max(...lines.map((line) => line.x1));
	const hidden = clearRivers(parted, from, to).filter(
		(river) =>
			!rivers.some((known) => overlap(known.from, known.to, river.from - 2, river.to + 2) > 0)
	);
	return [...rivers, ...hidden].sort((a, b) => a.from - b.from);
}

function regionGoingOn(lines: readonly Line[], known: KnownColumns): Region | null {
	const rivers = riversAt(known.xs);
	const seed = lines.findIndex((line) => {
		return extentsOf(line).length > 1 && !dams(rivers, line);
	});
	if (seed < 0) return null;
	const rest = lines.slice(0, seed);
	const isRest = isRestOfCell(rivers, rest);
	if (!isRest && seed > LATEST_SEED) return null;
	const sure = isRest ? lines.slice(0, seed + 1) : [lines[seed] as Line];
	const grown = grow(lines, isRest ? 0 : seed, sure, rivers);
	return { lines: grown.lines, xs: [...known.xs], bars: [] };
}

/** Whether the lines above the first full one go on with a cell, a section row behind them. */
function isRestOfCell(rivers: readonly Interval[], lines: readonly Line[]): boolean {
	const [first] = lines;
	if (!first || dams(rivers, first)) return false;
	const near = lines.every((line, at) => {
		const before = lines[at - 1];
		return !before || line.base - before.base < LONGEST_STEP * line.size;
	});
	return near && lines.filter((line) => dams(rivers, line)).length <= MOST_SECTION_LINES;
}

/** The rivers at the known edges, when most of the lines leave them free; else null. */
function knownRivers(lines: readonly Line[], known: KnownColumns | null): Interval[] | null {
	if (!known) return null;
	const rivers = riversAt(known.xs);
	const crossing = lines.filter((line) => dams(rivers, line)).length;
	return crossing * 4 <= lines.length ? rivers : null;
}

function riversAt(known: readonly number[]): Interval[] {
	return known.slice(1, -1).map((x) => ({ from: x - 0.9, to: x + 0.9 }));
}

function edgesOf(
	rivers: readonly Interval[],
	from: number,
	to: number,
	known: KnownColumns | null
): number[] {
	const middles = rivers.map((river) => (river.from + river.to) / 2);
	const same =
		known &&
		middles.length === known.xs.length - 2 &&
		middles.every((x, index) => Math.abs(x - (known.xs[index + 1] as number)) < 0.1);
	return same ? [...known.xs] : [from, ...middles, to];
}
