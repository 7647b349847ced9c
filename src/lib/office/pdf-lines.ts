/** A line of text: plain, or in pieces of which some must not be parted at a line's end. */
export type PdfLine = string | (string | { whole: string })[];

/** From how many letters on a word without a dash or slash may part anywhere: an address. */
const ENDLESS = 30;
const BREAK_HERE = '\u200b';

/**
 * The lines of a text as the PDF template sets them. Ranges, dates, addresses and double words
 * («3–4», «школа-лидер», a misprinted «школа- лидер») that fit into `fits` letters are not parted at their dash or slash: a
 * parted one is hard to read, and cannot be told from two words when it is read back.
 */
export function pdfLines(text: string, fits: number): PdfLine[] {
	return text.split('\n').map((line) => {
		const pieces = line
			.split(/(\p{L}+- (?=\p{L})\S+|[^\s–/-]+[–/-]\S*)/u)
			.map((piece, i) => (i % 2 === 1 && piece.length <= fits ? { whole: piece } : loose(piece)))
			.filter((piece) => piece !== '');
		return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : pieces;
	});
}

/** Whether a word of the text is longer than a line of `fits` letters. */
export function hasLongWord(text: string, fits: number): boolean {
	return text.split(/[\s/–-]/u).some((word) => word.length > fits);
}

function loose(piece: string): string {
	return piece.replace(/[^\s–/-]+/gu, (word) =>
		word.length < ENDLESS ? word : [...word].join(BREAK_HERE)
	);
}
