import type { Word } from './lexicon.ts';

/** Pieces that say no more than what they are; `blank` is a form's gap, `dots` three or more. */
export type Mark =
	'blank' | 'dots' | 'time' | 'dash' | 'comma' | 'colon' | 'open' | 'close' | 'slash' | 'sign';

/** A piece of a «Срок» phrase. */
export type Token =
	/** `digits`: how many were written; `ordinal`: «6-го», «1-й». */
	| { kind: 'number'; value: number; digits: number; ordinal: boolean }
	/** «01.09.2024», «01.09», «09.2024»: what was not written is null. */
	| { kind: 'date'; day: number | null; month: number; year: number | null }
	/** Digits in the form of a date that no calendar has. */
	| { kind: 'impossible' }
	/** `word` is null where the word is not known. */
	| { kind: 'word'; text: string; word: Word | null; roman: number | null; mistyped: boolean }
	| { [K in Mark]: { kind: K } }[Mark];

/** A token and where the text goes on after it. */
export interface Piece {
	token: Token;
	end: number;
}
