/** Lines outside tables → paragraphs, told apart by spacing, indents and short last lines. */

import { type Rect, around, toBox } from './geometry.ts';
import type { Paragraph } from '../source.ts';
import type { Line } from './lines.ts';
import { type Wording, joinLines } from './text.ts';

/** What begins a list item or a numbered clause begins a paragraph. */
const ITEM = /^(?:[•▪●○–—➢✓❖-]\s|\d{1,3}(?:\.\d{1,3}){0,4}[.)]\s|\p{L}\)\s)/u;

/** Paragraphs of one column of lines from top to bottom; line numbers are given later. */
export function toParagraphs(lines: readonly Line[], page: number, wording: Wording): Paragraph[] {
	const first = lines[0];
	if (!first) return [];
	const room = around(lines) as Rect;
	const groups: Line[][] = [[first]];
	for (let index = 1; index < lines.length; index++) {
		const before = lines[index - 1] as Line;
		const line = lines[index] as Line;
		if (begins(before, line, room, leadingOf(lines, index))) groups.push([line]);
		else groups.at(-1)?.push(line);
	}
	return groups.map((group) => ({
		kind: 'paragraph',
		text: joinLines(group, room.x1, wording),
		page,
		line: 0,
		heading: null,
		box: toBox(around(group) as Rect)
	}));
}

/** The smallest distance of baselines around a line: what its paragraph is set with. */
function leadingOf(lines: readonly Line[], index: number): number {
	let least = Infinity;
	for (let at = Math.max(1, index - 3); at <= Math.min(lines.length - 1, index + 3); at++) {
		const step = (lines[at] as Line).base - (lines[at - 1] as Line).base;
		if (step > 0.5 * (lines[at] as Line).size) least = Math.min(least, step);
	}
	return least;
}

function begins(before: Line, line: Line, room: Rect, leading: number): boolean {
	const step = line.base - before.base;
	const size = Math.max(line.size, before.size);
	if (step > 1.25 * leading || step > 2.4 * size) return true;
	if (Math.abs(line.size - before.size) > 0.12 * size || line.bold !== before.bold) return true;
	if (ITEM.test(line.text)) return true;
	if (centred(before, room) && centred(line, room)) return false;
	if (line.x0 - before.x0 > 0.8 * size) return true;
	const word = line.words[0];
	const fits = word ? before.x1 + 0.3 * size + (word.x1 - word.x0) < room.x1 - 0.3 * size : false;
	return fits && !centred(line, room);
}

function centred(line: Line, room: Rect): boolean {
	const left = line.x0 - room.x0;
	const right = room.x1 - line.x1;
	return left > 2 * line.size && Math.abs(left - right) < line.size;
}
