/** White space and invisible signs of text, the same for every format. */

const unusual =
	/[^\S \n]|(?!\s)\p{Cc}|[\u00ad\u200b-\u200f\u2011\u2028\u202a-\u202e\u2060\ufeff\ufffe\uffff]| {2}|\n\n|(?:^|\n) | (?:\n|$)|^\n|\n$/u;
const invisible = /(?!\s)\p{Cc}|[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]/gu;

/**
 * Text as a reader sees it: soft hyphens and zero-width signs gone, the hard hyphen a plain one,
 * runs of white space one space, empty lines gone, nothing at the ends. Line breaks stay '\n'.
 */
export function cleanText(raw: string): string {
	if (!unusual.test(raw)) return raw;
	return raw
		.replace(/\r\n?|[\v\f\u2028\u2029\u0085]/g, '\n')
		.replace(invisible, '')
		.replaceAll('\u2011', '-')
		.replace(/[^\S\n]+/g, ' ')
		.replace(/ ?\n[ \n]*/g, '\n')
		.trim();
}
