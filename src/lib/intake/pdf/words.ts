/** Glyphs → words: runs of glyphs of one baseline without a space or a gap between them. */

import type { Glyph, Turn } from './content.ts';
import type { Rect } from './geometry.ts';

export interface Word extends Rect {
	text: string;
	turn: Turn;
	/** Place of the baseline across the direction of writing, growing from line to line. */
	base: number;
	/** Begin and end along the direction of writing. */
	start: number;
	end: number;
	size: number;
	bold: boolean;
	/** The page itself writes a space before or after the word. */
	spaceBefore: boolean;
	spaceAfter: boolean;
	/** Place in the order of drawing. */
	order: number;
	artifact: boolean;
}

/** A gap of more than this part of the font size parts words even without a space glyph. */
export const WORD_GAP = 0.2;
/** Glyphs may step back by this part of the size (kerning) within one word. */
const BACKWARD = 0.35;
/** A gap of this part of the size parts words where a ruling line runs through it. */
const BORDER_GAP = 0.06;
/** Font sizes, in points, that can be read. */
const SMALLEST = 0.5;
const LARGEST = 2000;
const ASCENT = 0.75;
const DESCENT = 0.22;

/** Glyphs of symbol fonts that stand for themselves only in that font. */
const SYMBOLS: Readonly<Record<string, string>> = {
	'\uf0b7': '•',
	'\uf0a7': '▪',
	'\uf0d8': '➢',
	'\uf0fc': '✓',
	'\uf0fe': '☑',
	'\uf0a8': '☐',
	'\uf06f': '☐',
	'\uf0b0': '°',
	'\uf02d': '–',
	'\uf0be': '–',
	'\uf076': '❖',
	'\uf0e0': '→'
};

/** What a glyph writes: ligatures taken apart, control characters gone, every space one space. */
export function plainText(text: string): string {
	const code = text.charCodeAt(0);
	if (text.length === 1 && code > 32 && code < 127) return text;
	return (
		text
			.replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
			// Fonts that draw both hyphens with one glyph name it the soft one; what is drawn is a hyphen.
			.replaceAll('\u00ad', '-')
			.replace(/[\uf000-\uf0ff]/g, (symbol) => SYMBOLS[symbol] ?? symbol)
			.replace(/[\s\u00a0\u2000-\u200a\u202f\u3000]+/g, ' ')
			.replace(/[\p{Cc}\u200b-\u200f\u2060\ufeff\ufffe\uffff]/gu, '')
	);
}

/**
 * Words of the page in the order of drawing. `parted` tells whether a ruling line runs upright
 * between two places on a baseline: there a small gap is enough to part words.
 */
export function toWords(
	glyphs: readonly Glyph[],
	parted: (x0: number, x1: number, y: number) => boolean
): Word[] {
	const words: Word[] = [];
	let word: Word | null = null;
	let edge = 0;
	let spaced = false;
	for (const glyph of glyphs) {
		const text = plainText(glyph.text);
		if (text === '' || !isPlaced(glyph)) continue;
		const [start, base] = along(glyph.turn, glyph.x, glyph.y);
		const [end] = along(glyph.turn, glyph.endX, glyph.endY);
		const near: boolean =
			word !== null &&
			word.turn === glyph.turn &&
			Math.abs(word.base - base) < 0.1 * glyph.size &&
			Math.abs(word.size - glyph.size) < 0.15 * glyph.size &&
			start - edge > -BACKWARD * glyph.size;
		if (text === ' ') {
			if (word && near) word.spaceAfter = true;
			spaced = true;
			if (word && near) edge = end;
			word = null;
			continue;
		}
		const gap: number = start - edge;
		const joined: boolean =
			word !== null &&
			near &&
			!spaced &&
			gap < WORD_GAP * glyph.size &&
			!(
				glyph.turn === 0 &&
				gap > BORDER_GAP * glyph.size &&
				parted(edge, start, base - 0.3 * glyph.size)
			);
		if (word && joined) {
			word.text += text;
			word.end = Math.max(word.end, end);
			word.bold = word.bold && glyph.bold;
		} else {
			word = {
				text,
				turn: glyph.turn,
				base,
				start,
				end,
				size: glyph.size,
				bold: glyph.bold,
				spaceBefore: spaced,
				spaceAfter: false,
				order: words.length,
				artifact: glyph.artifact,
				x0: 0,
				y0: 0,
				x1: 0,
				y1: 0
			};
			words.push(word);
		}
		spaced = false;
		edge = end + glyph.spacing;
	}
	for (const each of words) Object.assign(each, bounds(each));
	return words;
}

/** A damaged page can place glyphs nowhere, or make them smaller than any print. */
function isPlaced(glyph: Glyph): boolean {
	return (
		glyph.size > SMALLEST &&
		glyph.size < LARGEST &&
		Number.isFinite(glyph.x + glyph.y + glyph.endX + glyph.endY)
	);
}

/** Coordinates along and across the direction of writing; both grow in reading direction. */
function along(turn: Turn, x: number, y: number): [number, number] {
	switch (turn) {
		case 1:
			return [-y, x];
		case 2:
			return [-x, -y];
		case 3:
			return [y, -x];
		default:
			return [x, y];
	}
}

function bounds(word: Word): Rect {
	const top = word.base - ASCENT * word.size;
	const bottom = word.base + DESCENT * word.size;
	switch (word.turn) {
		case 1:
			return { x0: top, x1: bottom, y0: -word.end, y1: -word.start };
		case 2:
			return { x0: -word.end, x1: -word.start, y0: -bottom, y1: -top };
		case 3:
			return { x0: -bottom, x1: -top, y0: word.start, y1: word.end };
		default:
			return { x0: word.start, x1: word.end, y0: top, y1: bottom };
	}
}
