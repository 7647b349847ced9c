const NBSP = '\u00a0';

/** Longest bound piece in characters: a longer one would not fit into the narrowest column. */
const LONGEST = 15;

/**
 * Binds what must not part at a line's end: a short preposition and its word, initials and a
 * surname, a figure and its sign or unit, «№» and its number, a dash and the word before it. Only
 * spaces change, into no-break spaces, so that a reader of the paper finds the same words. A piece that would get
 * longer than a narrow column stays loose, but for initials.
 */
export function bind(text: string): string {
	return text
		.replace(/(?<![\p{L}\d])([\p{L}]{1,2}) (?=[\p{L}\d«№])/giu, `$1${NBSP}`)
		.replace(/(?<=\p{Lu}\.) (?=\p{Lu}\.|\p{Lu}\p{Ll})/gu, NBSP)
		.replace(/(?<=\p{Lu}\p{Ll}+) (?=\p{Lu}\.\s?\p{Lu}\.)/gu, NBSP)
		.replace(
			/(?<=\d) (?=%|₽|руб|час|год|г\.|чел|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)/gu,
			NBSP
		)
		.replace(/№ (?=\d)/gu, `№${NBSP}`)
		.replace(/(?<=[\p{L}\d]) (?=[–—] )/gu, NBSP)
		.replace(/\S[^ \n\t]*/gu, (piece) => (piece.length > LONGEST ? loosened(piece) : piece));
}

function loosened(piece: string): string {
	return piece.replace(/(?<!\p{Lu}\.)\u00a0|\u00a0(?!\p{Lu}\.)/gu, ' ');
}
