/** White rivers: upright strips without text that part the columns of a table without borders. */

import type { Line } from './lines.ts';
import type { Word } from './words.ts';

export interface Interval {
	from: number;
	to: number;
}

/** Words nearer than this part of the font size belong to one piece of a line. */
const PIECE_GAP = 0.55;
/** The narrowest river, in points. */
const NARROWEST = 1.6;
/** What narrow words may leave of a river. */
const LEFT_OVER = 0.8;
/** So many lines must leave a river free that only their pieces show. */
const FEWEST_PROOFS = 8;
/** At most this part of the lines may cross a river: section rows. */
const CROSSED = 0.2;

/**
 * A line's pieces: words that no wide gap parts. Where the columns are known (`edges`), a line with
 * more than one piece is parted at their edges too, for columns may stand as close as words.
 */
export function piecesOf(line: Line, edges: readonly number[] = []): Word[][] {
	const pieces = cutLine(line, () => false);
	if (edges.length === 0 || pieces.length < 2) return pieces;
	return cutLine(line, (from, to) => edges.some((edge) => edge > from - 0.2 && edge < to + 0.2));
}

function cutLine(line: Line, parted: (from: number, to: number) => boolean): Word[][] {
	const pieces: Word[][] = [];
	for (const word of line.words) {
		const piece = pieces.at(-1);
		const before = piece?.at(-1);
		const together =
			before &&
			word.x0 - before.x1 < PIECE_GAP * Math.max(before.size, word.size) &&
			!parted(before.x1, word.x0);
		if (piece && together) piece.push(word);
		else pieces.push([word]);
	}
	return pieces;
}

/** From where to where each piece of the line goes. */
export function extentsOf(line: Line): Interval[] {
	return piecesOf(line).map((piece) => ({
		from: (piece[0] as Word).x0,
		to: Math.max(...piece.map((word) => word.x1))
	}));
}

/** What a line covers: a line of one piece as a whole, another word by word. */
function coverOf(line: Line): Interval[] {
	const extents = extentsOf(line);
	return extents.length < 2 ? extents : line.words.map(({ x0, x1 }) => ({ from: x0, to: x1 }));
}

/** The gaps between the pieces of a line. */
export function gapsOf(line: Line): Interval[] {
	const extents = extentsOf(line);
	return extents.slice(1).map((extent, index) => ({
		from: (extents[index] as Interval).to,
		to: extent.from
	}));
}

/** Whether a line dams up one of the rivers: it is then no line of these columns. */
export function dams(rivers: readonly Interval[], line: Line): boolean {
	return narrowed(rivers, line) === null;
}

/** What is left of the rivers when a line is laid over them; null when it dams one of them up. */
export function narrowed(rivers: readonly Interval[], line: Line): Interval[] | null {
	const cover = coverOf(line);
	const left: Interval[] = [];
	for (const river of rivers) {
		const widest = widestOf(cut(river, cover));
		if (!widest) return null;
		left.push(widest);
	}
	return left;
}

function cut(river: Interval, cover: readonly Interval[]): Interval[] {
	let parts: Interval[] = [river];
	for (const { from, to } of cover) {
		parts = parts.flatMap((part) => {
			if (to <= part.from || from >= part.to) return [part];
			return [
				{ from: part.from, to: Math.min(part.to, from) },
				{ from: Math.max(part.from, to), to: part.to }
			];
		});
	}
	return parts.filter((part) => part.to - part.from >= LEFT_OVER);
}

function widestOf(intervals: readonly Interval[]): Interval | null {
	return intervals.reduce<Interval | null>(
		(best, each) => (best && best.to - best.from >= each.to - each.from ? best : each),
		null
	);
}

/**
 * Rivers that run through the lines between `from` and `to`: strips that nearly no line crosses,
 * and strips beside columns so seldom filled (months with marks) that their pieces show them.
 */
export function commonRivers(lines: readonly Line[], from: number, to: number): Interval[] {
	const rivers = strips(lines.map(coverOf), from, to, CROSSED * lines.length);
	const inner = clearRivers(lines, from, to);
	return rivers
		.flatMap((river) => {
			const within = inner.filter((each) => each.from >= river.from - 1 && each.to <= river.to + 1);
			return within.length > 1 ? within : [river];
		})
		.filter((river) => partsPieces(river, lines));
}

/** Rivers that no line's pieces touch; only many lines prove them. */
export function clearRivers(lines: readonly Line[], from: number, to: number): Interval[] {
	if (lines.length < FEWEST_PROOFS) return [];
	return strips(lines.map(extentsOf), from, to, 0);
}

/** Strips between `from` and `to` that at most `most` of the covers reach into. */
function strips(
	covers: readonly (readonly Interval[])[],
	from: number,
	to: number,
	most: number
): Interval[] {
	const start = Math.floor(from);
	const counts = new Array<number>(Math.max(0, Math.ceil(to) - start) * 2 + 2).fill(0);
	for (const { from: x0, to: x1 } of covers.flat()) {
		const first = Math.max(0, Math.floor((x0 - start) * 2));
		const last = Math.min(counts.length - 1, Math.ceil((x1 - start) * 2) - 1);
		for (let bin = first; bin <= last; bin++) counts[bin] = (counts[bin] as number) + 1;
	}
	const found: Interval[] = [];
	let open: number | null = null;
	counts.forEach((count, bin) => {
		const x = start + bin / 2;
		if (count <= most && open === null) open = x;
		if ((count > most || bin === counts.length - 1) && open !== null) {
			if (open > from && x < to && x - open >= NARROWEST) found.push({ from: open, to: x });
			open = null;
		}
	});
	return found;
}

/**
 * Whether the words beside the river mostly stand further apart than words do: the same phrase in
 * all rows of a column shows strips between its words too.
 */
function partsPieces(river: Interval, lines: readonly Line[]): boolean {
	let wide = 0;
	let close = 0;
	for (const line of lines) {
		const after = line.words.findIndex((word) => word.x0 >= river.to - 1);
		const right = line.words[after];
		const left = line.words[after - 1];
		if (!left || !right) continue;
		if (right.x0 - left.x1 >= PIECE_GAP * right.size) wide++;
		else close++;
	}
	return wide >= close;
}
