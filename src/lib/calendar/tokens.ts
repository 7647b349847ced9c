import { LEXICON } from './lexicon.ts';
import type { Word } from './lexicon.ts';
import { forgive, inCyrillic, romanValue } from './spelling.ts';

/** Pieces that say no more than what they are; `blank` is a form's gap, `dots` three or more. */
type Mark =
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
	return phrase
		.slice(0, LONGEST)
		.replace(/<sup[^<>]*>[^<>]{0,5}<\/sup>/gi, '')
		.replace(/<\/?(?:b|i|u|s|em|strong|span|font|a|sub|mark)(?:\s[^<>]*)?>/gi, '')
		.replace(/<[^<>]{0,200}>/g, ' ')
		.replace(
			/&([a-z]+|#\d+|#x[0-9a-f]+);/gi,
			(_, name: string) => ENTITIES[name.toLowerCase()] ?? ' '
		)
		.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, '')
		.replace(/[\u00ad\u200b-\u200f\u2060\ufeff\u0301\u202a-\u202e]/g, '')
		.replace(/№/g, '#')
		.normalize('NFKC')
		.toLowerCase()
		.replace(/ё/g, 'е')
		.replace(/(?<=\d ?-? ?)[а-яa-z]{1,3}(?![а-яa-z])/g, inCyrillicEnding)
		.replace(/[\u2010-\u2015\u2212\u2043\ufe58\uff0d\u2e3a\u2e3b]/g, '-')
		.replace(/['"«»“”„‘’`*^†‡]/g, '')
		.replace(/\s+/g, ' ')
		.trim();
}

/** «6-гo»: an ending after a number is Cyrillic, a Roman number («1 x») is let alone. */
function inCyrillicEnding(ending: string): string {
	return romanValue(ending) === null ? inCyrillic(ending) : ending;
}

const DATE_END = '(?![\\d])';
const SHAPES: [RegExp, (found: RegExpExecArray) => Token | null][] = [
	[/_(?:[_\s.]*_)+/y, () => ({ kind: 'blank' })],
	[/\.{3,}/y, () => ({ kind: 'dots' })],
	[/\d{1,2}:\d{2}(?::\d{2})?/y, () => ({ kind: 'time' })],
	[
		new RegExp(`(\\d{4})([-./])(\\d{1,2})\\2(\\d{1,2})${DATE_END}`, 'y'),
		(found) => dateToken(found[4]!, found[3]!, found[1]!)
	],
	[
		new RegExp(`(\\d{1,2}) ?([./]) ?(\\d{1,2}) ?\\2 ?(\\d{4})${DATE_END}`, 'y'),
		(found) => dateToken(found[1]!, found[3]!, found[4]!)
	],
	[
		new RegExp(`(\\d{1,2})-(\\d{1,2})-(\\d{4})${DATE_END}`, 'y'),
		(found) => dateToken(found[1]!, found[2]!, found[3]!)
	],
	[
		new RegExp(`(\\d{1,2})([./])(\\d{1,2})\\2(\\d{2})(?![\\d]|\\.\\d)`, 'y'),
		(found) => dateToken(found[1]!, found[3]!, found[4]!)
	],
	[
		new RegExp(`(\\d{1,2})[./](\\d{4})${DATE_END}`, 'y'),
		(found) => monthToken(found[1]!, found[2]!)
	],
	[new RegExp(`(\\d{1,2})\\.00${DATE_END}`, 'y'), () => ({ kind: 'time' })],
	[new RegExp(`(\\d{1,2}) ?\\. ?(\\d{1,2})${DATE_END}`, 'y'), shortDate],
	[new RegExp(`(\\d{2})/(\\d{2})${DATE_END}`, 'y'), (found) => shortDate(found, true)],
	[
		/(\d+) ?- ?(?:ый|ий|ой|й|ая|яя|я|ое|ее|е|ого|его|го|ому|ему|му|ую|юю|ю|ом|ем|м|ых|х)(?![а-яa-z])/y,
		numberToken(true)
	],
	[/(\d+)(?:ый|ий|ой|й|ая|я|ое|ого|го|ому|му|ую)(?![а-яa-z])/y, numberToken(true)],
	[/(\d+)(?![0-9])/y, numberToken(false)],
	[/-+/y, () => ({ kind: 'dash' })],
	[/[,;|•·+&]/y, () => ({ kind: 'comma' })],
	[/:/y, () => ({ kind: 'colon' })],
	[/[([{]/y, () => ({ kind: 'open' })],
	[/[)\]}]/y, () => ({ kind: 'close' })],
	[/[/\\]/y, () => ({ kind: 'slash' })],
	[/#/y, () => ({ kind: 'sign' })]
];

const WORD = /0?(?:[\p{L}](?:[\p{L}]|[03](?!\d))*)/uy;
const ROMAN_WITH_DIGITS = /(?:[1l|][уyvхx1l|]{1,3}|1[уvy]|[\p{L}]1{1,2})(?![\p{L}\d])/uy;

/** The tokens of a phrase; what is no part of the language of terms (dots, odd signs) is left out. */
export function tokenise(phrase: string): Token[] {
	const text = clean(phrase);
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const word = wordAt(text, at);
		if (word) {
			tokens.push(word.token);
			at = word.end;
			continue;
		}
		const shape = shapeAt(text, at);
		if (shape) tokens.push(shape.token);
		at = shape ? shape.end : at + 1;
	}
	return joinBroken(tokens);
}

function shapeAt(text: string, at: number): { token: Token; end: number } | null {
	for (const [pattern, make] of SHAPES) {
		pattern.lastIndex = at;
		const found = pattern.exec(text);
		const token = found && make(found);
		if (found && token) return { token, end: pattern.lastIndex };
	}
	return null;
}

function wordAt(text: string, at: number): { token: Token; end: number } | null {
	ROMAN_WITH_DIGITS.lastIndex = at;
	const mixed = ROMAN_WITH_DIGITS.exec(text);
	const value = mixed && /\D/.test(mixed[0]) ? romanValue(mixed[0]) : null;
	if (mixed && value !== null) {
		const token: Token = {
			kind: 'word',
			text: mixed[0],
			word: null,
			roman: value,
			mistyped: false
		};
		return { token, end: ROMAN_WITH_DIGITS.lastIndex };
	}
	WORD.lastIndex = at;
	const found = WORD.exec(text);
	if (!found || (found[0].startsWith('0') && !/^0[\p{L}]{3}/u.test(found[0]))) return null;
	return { token: wordToken(found[0]), end: WORD.lastIndex };
}

function wordToken(raw: string): Token {
	const roman = romanValue(raw);
	const text = inCyrillic(raw);
	const exact = LEXICON.get(text) ?? null;
	const word = exact ?? forgive(text);
	return { kind: 'word', text, word, roman, mistyped: word !== null && exact === null };
}

/** «сен- тябрь» of a narrow column is one word again, if both halves mean nothing alone. */
function joinBroken(tokens: Token[]): Token[] {
	const joined: Token[] = [];
	for (let i = 0; i < tokens.length; i++) {
		const [left, dash, right] = [tokens[i]!, tokens[i + 1], tokens[i + 2]];
		if (left.kind === 'word' && dash?.kind === 'dash' && right?.kind === 'word') {
			const whole = LEXICON.get(left.text + right.text);
			const isBroken = whole && (left.word === null || right.word === null || left.mistyped);
			if (isBroken) {
				joined.push({ ...left, text: left.text + right.text, word: whole, mistyped: false });
				i += 2;
				continue;
			}
		}
		joined.push(left);
	}
	return joined;
}

function numberToken(ordinal: boolean) {
	return (found: RegExpExecArray): Token => ({
		kind: 'number',
		value: Number(found[1]),
		digits: found[1]!.length,
		ordinal
	});
}

/** A year of two digits belongs to this century. */
export function fullYear(text: string): number {
	return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function dateToken(dayText: string, monthText: string, yearText: string): Token {
	const [day, month, year] = [Number(dayText), Number(monthText), fullYear(yearText)];
	const real = isDayOfMonth(day, month, year) && isLikelyYear(year);
	return real ? { kind: 'date', day, month, year } : { kind: 'impossible' };
}

function monthToken(monthText: string, yearText: string): Token | null {
	const month = Number(monthText);
	if (!isLikelyYear(Number(yearText))) return null;
	return month >= 1 && month <= 12
		? { kind: 'date', day: null, month, year: Number(yearText) }
		: { kind: 'impossible' };
}

/** «01.09» is a day and a month; «09.24» can only be a month and a year. */
function shortDate(found: RegExpExecArray, slash = false): Token | null {
	const [first, second] = [Number(found[1]), Number(found[2])];
	if (isDayOfMonth(first, second, 2000))
		return { kind: 'date', day: first, month: second, year: null };
	const isPair = slash && second === first + 1;
	if (isPair) return null;
	if (
		first >= 1 &&
		first <= 12 &&
		second > 12 &&
		found[2]!.length === 2 &&
		isLikelyYear(2000 + second)
	) {
		return { kind: 'date', day: null, month: first, year: 2000 + second };
	}
	return { kind: 'impossible' };
}

/** Whether the calendar has the day; `year` decides on 29 February. */
export function isDayOfMonth(day: number, month: number, year: number): boolean {
	if (month < 1 || month > 12 || day < 1) return false;
	return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Years that a plan of a school may name. */
export function isLikelyYear(year: number): boolean {
	return year >= 1900 && year <= 2199;
}
