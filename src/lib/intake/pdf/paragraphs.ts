/** Lines outside tables → paragraphs, told apart by spacing, indents and short last lines. */

import type { Paragraph } from '../source.ts';
import { type Rect, around, toBox } from './geometry.ts';
import type { Line } from './lines.ts';
import { untangleSides } from './sides.ts';
import { type Wording, joinLines } from './text.ts';

/** Lines of one page between tables, from top to bottom. */
export interface PageText {
	page: number;
	lines: Line[];
}

interface Group {
	page: number;
	lines: Line[];
	/** The widest extent of the lines around: what the paragraph could have filled. */
	room: Rect;
}

/** What begins a list item or a numbered clause begins a paragraph. */
const ITEM = /^(?:[•▪●○–—➢✓❖-]\s|\d{1,3}(?:\.\d{1,3}){0,4}[.)]\s|\p{L}\)\s)/u;
/** A first line is indented by at most so many font sizes; further right stands something else. */
const INDENT = 6;
const SENTENCE_END = /[.:;!?…]["»)]*$/u;

/**
 * Paragraphs of a text that goes on over pages without a table between; a paragraph that a page
 * break cuts is one, placed where it begins. Line numbers are given later.
 */
export function toParagraphs(pages: readonly PageText[], wording: Wording): Paragraph[] {
	const groups: Group[] = [];
	for (const { page, lines } of pages) {
		untangleSides(lines).forEach((column, index) => {
			const [first, ...others] = groupLines(column, page);
			const last = groups.at(-1);
			if (!first) return;
			if (last && index === 0 && last.page < page && goesOn(last, first)) {
				last.lines.push(...first.lines);
			} else groups.push(first);
			groups.push(...others);
		});
	}
	return groups.map(({ page, lines, room }) => ({
		kind: 'paragraph',
		text: joinLines(lines, room.x1, wording),
		page,
		line: 0,
		heading: null,
		box: toBox(around(ofOnePage(lines)) as Rect)
	}));
}

/** Lines of a paragraph up to the page break: there the next line stands higher again. */
function ofOnePage(lines: readonly Line[]): Line[] {
	const end = lines.findIndex((line, index) => {
		const before = lines[index - 1];
		return before !== undefined && line.base < before.base;
	});
	return lines.slice(0, end < 0 ? lines.length : end);
}

function groupLines(lines: readonly Line[], page: number): Group[] {
	const room = around(lines);
	if (!room) return [];
	const groups: Group[] = [];
	lines.forEach((line, index) => {
		const before = lines[index - 1];
		if (!before || begins(before, line, room, leadingOf(lines, index))) {
			groups.push({ page, lines: [line], room });
		} else groups.at(-1)?.lines.push(line);
	});
	return groups;
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
	if (isOtherKind(before, line)) return true;
	if (centred(before, room) && centred(line, room)) return false;
	if (aboutOneMiddle(before, line) && !isShort(before, line, room)) return false;
	if (line.x0 - before.x0 > 0.8 * size || before.x0 - line.x0 > INDENT * size) return true;
	return isShort(before, line, room) && !centred(line, room);
}

/** Whether a paragraph at a page's end goes on at the top of the next. */
function goesOn(above: Group, below: Group): boolean {
	const before = above.lines.at(-1) as Line;
	const line = below.lines[0] as Line;
	if (isOtherKind(before, line) || centred(line, below.room)) return false;
	if (isShort(before, line, above.room)) return false;
	return /^\p{Ll}/u.test(line.text) || !SENTENCE_END.test(before.text);
}

function isOtherKind(before: Line, line: Line): boolean {
	const size = Math.max(line.size, before.size);
	const resized = Math.abs(line.size - before.size) > 0.12 * size;
	return resized || line.bold !== before.bold || ITEM.test(line.text);
}

/** Whether the next line's first word would have had room on the line before. */
function isShort(before: Line, line: Line, room: Rect): boolean {
	const word = line.words[0];
	const size = Math.max(line.size, before.size);
	return word ? before.x1 + 0.6 * size + (word.x1 - word.x0) < room.x1 : false;
}

/** A shorter line in the middle below a full one: a centred heading that goes on. */
function aboutOneMiddle(before: Line, line: Line): boolean {
	const apart = (before.x0 + before.x1 - line.x0 - line.x1) / 2;
	return Math.abs(apart) < 0.6 * line.size && line.x0 - before.x0 > 0.8 * line.size;
}

function centred(line: Line, room: Rect): boolean {
	const left = line.x0 - room.x0;
	const right = room.x1 - line.x1;
	return left > 2 * line.size && Math.abs(left - right) < line.size;
}
