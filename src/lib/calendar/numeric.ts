import type { Piece, Token } from './token.ts';

const DATE_END = '(?![\\d])';
const SHAPES: [RegExp, (found: RegExpExecArray) => Token | null][] = [
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
	[/(\d+)(?![0-9])/y, numberToken(false)]
];

/** What begins with a digit: a time, a date in figures, a number. */
export function readNumeric(text: string, at: number): Piece | null {
	for (const [pattern, make] of SHAPES) {
		pattern.lastIndex = at;
		const found = pattern.exec(text);
		const token = found && make(found);
		if (found && token) return { token, end: pattern.lastIndex };
	}
	return null;
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
