/** From lines that surely are a table's to all its lines. */

import type { Line } from './lines.ts';
import { type Interval, dams, extentsOf, narrowed } from './rivers.ts';

/** So many lines across all columns may follow one another inside a table. */
const MOST_ACROSS = 4;
/** Lines of one row follow one another within so many font sizes. */
const LEADING = 1.4;
/** A head row over several columns of the next has at least so many pieces. */
const CROWN_PIECES = 3;
/** A step of more than so many font sizes ends a table. */
export const LONGEST_STEP = 4;
/** A head above the first level line stands at most so many font sizes above the next line. */
export const HEAD_ABOVE = 3;

/** A word too long for its column reaches into the next one: the other rivers stay open. */
function spills(rivers: readonly Interval[], line: Line): boolean {
	return rivers.length > 2 && rivers.filter((river) => dams([river], line)).length === 1;
}

/**
 * Grows a table's lines down and up from those it surely has, as long as the rivers stay open.
 * `crown` is the end of a first head row that lies over several columns of the second.
 */
export function grow(
	lines: readonly Line[],
	seed: number,
	sure: readonly Line[],
	start: readonly Interval[],
	headAbove = LEADING
): { lines: Line[]; rivers: Interval[]; crown: number | null } {
	let rivers = [...start];
	for (const line of sure) rivers = narrowed(rivers, line) ?? rivers;
	const taken = [...sure];
	let across: Line[] = [];
	for (let index = seed + sure.length; index < lines.length; index++) {
		const line = lines[index] as Line;
		const before = across.at(-1) ?? (taken.at(-1) as Line);
		if (line.base - before.base > LONGEST_STEP * line.size) break;
		const extents = extentsOf(line);
		const left = narrowed(rivers, line);
		// One piece on its own far below is more likely a paragraph than a cell's next line.
		const alone = extents.length === 1 && line.base - before.base > 1.6 * line.size;
		if (!left && extents.length > 1 && across.length === 0 && spills(rivers, line)) {
			taken.push(line);
		} else if (left && !alone && (across.length === 0 || extents.length > 1)) {
			taken.push(...across, line);
			across = [];
			rivers = left;
		} else {
			across.push(line);
			if (across.length > MOST_ACROSS) break;
		}
	}
	const above: Line[] = [];
	let crown: number | null = null;
	for (let index = seed - 1; index >= 0; index--) {
		const line = lines[index] as Line;
		const next = above[0] ?? (taken[0] as Line);
		const reach = above.length === 0 || extentsOf(line).length > 1 ? headAbove : LEADING;
		const left = narrowed(rivers, line);
		const step = (next.base - line.base) / line.size;
		if (!left && extentsOf(line).length >= CROWN_PIECES && step <= HEAD_ABOVE) {
			crown = line.base + 0.25 * line.size;
			above.unshift(line);
		}
		if (!left || step > reach) break;
		above.unshift(line);
		rivers = left;
	}
	// Above the first level line only a head of several columns may stand.
	const near = above.filter((line) => (taken[0] as Line).base - line.base <= LEADING * line.size);
	const isHead = above.some((line) => extentsOf(line).length > 1);
	taken.unshift(...(isHead ? above : near));
	return { lines: taken, rivers, crown: isHead ? crown : null };
}
