/** Words → lines of text in reading order. */

import { type Rect, around } from './geometry.ts';
import { WORD_GAP, type Word } from './words.ts';

export interface Line extends Rect {
	words: Word[];
	text: string;
	base: number;
	size: number;
	bold: boolean;
}

/** Raised and lowered words are smaller than this part of the word that carries them. */
const SMALL = 0.9;
/** Letters set apart for emphasis: at least so many single letters with even gaps. */
const SPACED_LETTERS = 4;

/** Lines of words that lie together (one cell, one column), upright text first. */
export function toLines(words: readonly Word[]): Line[] {
	const lines: Line[] = [];
	for (const turn of [0, 1, 3, 2, -1] as const) {
		const turned = words.filter((word) => word.turn === turn);
		if (turned.length > 0) lines.push(...linesOfTurn(turned));
	}
	return lines;
}

function linesOfTurn(words: Word[]): Line[] {
	const groups: { base: number; size: number; words: Word[] }[] = [];
	// Full-size words found the lines; raised and lowered small ones join the line they touch.
	const sorted = words.toSorted((a, b) => a.base - b.base || a.start - b.start);
	const typical = Math.max(...words.map((word) => word.size));
	const small: Word[] = [];
	for (const [index, word] of sorted.entries()) {
		const last = groups.at(-1);
		if (word.size < SMALL * typical && isCarried(sorted, index, typical)) small.push(word);
		else if (last && word.base - last.base < 0.35 * Math.max(word.size, last.size)) {
			last.words.push(word);
			last.size = Math.max(last.size, word.size);
		} else groups.push({ base: word.base, size: word.size, words: [word] });
	}
	for (const word of small) {
		const middle = word.base - 0.3 * word.size;
		const distance = (group: { base: number; size: number }): number =>
			Math.abs(group.base - 0.3 * group.size - middle);
		const nearest = groups.reduce((best, group) =>
			distance(group) < distance(best) ? group : best
		);
		nearest.words.push(word);
	}
	return groups.map((group) => makeLine(group.words));
}

/** Whether a bigger word carries the word at `index`; only words at about its height can. */
function isCarried(sorted: readonly Word[], index: number, reach: number): boolean {
	const word = sorted[index] as Word;
	for (const step of [-1, 1]) {
		for (let at = index + step; at >= 0 && at < sorted.length; at += step) {
			const other = sorted[at] as Word;
			if (Math.abs(other.base - word.base) > reach) break;
			if (carries(other, word)) return true;
		}
	}
	return false;
}

/** Whether `small` is a superscript or subscript standing close by a bigger word. */
function carries(big: Word, small: Word): boolean {
	if (big.size * SMALL <= small.size) return false;
	const apart = Math.max(big.start - small.end, small.start - big.end);
	const middle = small.base - 0.3 * small.size;
	return (
		Math.abs(apart) < 0.3 * big.size &&
		middle > big.base - big.size &&
		middle < big.base + 0.25 * big.size
	);
}

/** One line from its words, whatever their order. */
export function makeLine(words: readonly Word[]): Line {
	const sorted = withoutDoubles(words.toSorted((a, b) => a.start - b.start));
	const rect = around(sorted) as Rect;
	const size = Math.max(...sorted.map((word) => word.size));
	const main = sorted.find((word) => word.size === size) as Word;
	return {
		...rect,
		words: sorted,
		text: joinWords(sorted),
		base: main.base,
		size,
		bold: sorted.every((word) => word.bold)
	};
}

/** Some producers make bold by drawing a word twice with a tiny shift. */
function withoutDoubles(sorted: Word[]): Word[] {
	return sorted.filter((word, index) => {
		const before = sorted[index - 1];
		return !(
			before &&
			before.text === word.text &&
			Math.abs(before.start - word.start) < 0.12 * word.size &&
			Math.abs(before.base - word.base) < 0.12 * word.size
		);
	});
}

function joinWords(sorted: readonly Word[]): string {
	const even = spacedLetters(sorted);
	let text = '';
	sorted.forEach((word, index) => {
		const before = sorted[index - 1];
		if (before && !even.has(index) && isSpace(before, word)) text += ' ';
		text += word.text;
	});
	return text.replace(/ +/g, ' ').trim();
}

function isSpace(before: Word, word: Word): boolean {
	const gap = word.start - before.end;
	if (gap > WORD_GAP * Math.max(before.size, word.size) * 0.98) return true;
	return (before.spaceAfter || word.spaceBefore) && gap > 0.05 * word.size;
}

/** Indexes of words to be joined to the one before because letters are set apart evenly. */
function spacedLetters(sorted: readonly Word[]): Set<number> {
	const joined = new Set<number>();
	let run: number[] = [];
	const flush = (): void => {
		if (run.length >= SPACED_LETTERS - 1) for (const index of run) joined.add(index);
		run = [];
	};
	for (let index = 1; index < sorted.length; index++) {
		const before = sorted[index - 1] as Word;
		const word = sorted[index] as Word;
		const single = /^\p{L}$/u.test(before.text) && /^\p{L}$/u.test(word.text);
		const close = word.start - before.end < 0.6 * word.size;
		if (single && close && !before.spaceAfter && !word.spaceBefore) run.push(index);
		else flush();
	}
	flush();
	return joined;
}
