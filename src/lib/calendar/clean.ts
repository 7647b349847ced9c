import { inCyrillic, romanValue } from './spelling.ts';

/** Phrases longer than this are prose, not a term: the rest is not looked at. */
const LONGEST = 20_000;

const ENTITIES: Record<string, string> = {
	ndash: '-',
	mdash: '-',
	minus: '-',
	shy: '',
	amp: ',',
	lt: ' ',
	gt: ' ',
	laquo: ' ',
	raquo: ' ',
	hellip: '...'
};

/**
 * The phrase in lower case with one kind of dash, space and «е», without markup, quotation and
 * footnote marks: what differs only in dress becomes equal.
 */
export function clean(phrase: string): string {
	const text = phrase.slice(0, LONGEST);
	return inOneDress(/[<&]/.test(text) ? withoutMarkup(text) : text);
}

function withoutMarkup(text: string): string {
	return text
		.replace(/<sup[^<>]*>[^<>]{0,5}<\/sup>/gi, '')
		.replace(/<\/?(?:b|i|u|s|em|strong|span|font|a|sub|mark)(?:\s[^<>]*)?>/gi, '')
		.replace(/<[^<>]{0,200}>/g, ' ')
		.replace(
			/&([a-z]+|#\d+|#x[0-9a-f]+);/gi,
			(_, name: string) => ENTITIES[name.toLowerCase()] ?? ' '
		);
}

function inOneDress(text: string): string {
	return text
		.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, '')
		.replace(/[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]/g, '')
		.replace(/\u0301/g, '')
		.replace(/№/g, '#')
		.normalize('NFKC')
		.toLowerCase()
		.replace(/ё/g, 'е')
		.replace(/(\d ?-? ?)([а-яa-z]{1,3})(?![а-яa-z])/g, inCyrillicEnding)
		.replace(/[\u2010-\u2015\u2212\u2043\ufe58\uff0d\u2e3a\u2e3b]/g, '-')
		.replace(/['"«»“”„‘’`*^†‡]/g, '')
		.replace(/\s+/g, ' ')
		.trim();
}

/** «6-гo»: an ending after a number is Cyrillic, a Roman number («1 x») is let alone. */
function inCyrillicEnding(_: string, number: string, ending: string): string {
	return number + (romanValue(ending) === null ? inCyrillic(ending) : ending);
}
