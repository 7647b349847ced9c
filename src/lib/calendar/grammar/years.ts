import { isLikelyYear } from '../numeric.ts';
import { attempt, firstOf, peek, peekWord, skipWords, takeKind, takeWord } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { YearRef } from './meaning.ts';

/** What stands for a year after a month or alone; `isPair` for two bare years («2021–2022»). */
export interface YearReading {
	ref: YearRef;
	isPair: boolean;
	/** «год», «гг.» or «учебный год» was written. */
	hasWord: boolean;
}

/** A year that belongs to what stands before it: «2021 г.», «2020/2021 учебного года», «'24 г.». */
export function readYear(cursor: Cursor): YearReading | null {
	return firstOf(cursor, [relativeYear, afterReportYear, numberedYear, shortYear]);
}

/** «(учебного) года», «уч. г.»; gives whether it is a school year. */
export function readYearWord(cursor: Cursor): { school: boolean } | null {
	return attempt(cursor, () => {
		let school = takeWord(cursor, 'school') !== null;
		takeWord(cursor, 'calendar');
		if (!school && isWordText(cursor, 'у') && peekWord(cursor, 'year', 1) !== null) {
			cursor.at++;
			school = true;
		}
		if (takeWord(cursor, 'year') === null) return null;
		while (takeWord(cursor, 'year') !== null);
		return { school };
	});
}

function isWordText(cursor: Cursor, text: string): boolean {
	const token = peek(cursor);
	return token?.kind === 'word' && token.text === text;
}

/** «текущего учебного года», «следующего года», «этого года». */
function relativeYear(cursor: Cursor): YearReading | null {
	takeWord(cursor, 'in');
	const offset = takeWord(cursor, 'current', 'next', 'previous');
	if (offset === null) return null;
	takeWord(cursor, 'calendar');
	const word = readYearWord(cursor);
	if (!word || isAfterReport(cursor)) return null;
	return yearReading({ kind: 'relative', offset, school: word.school });
}

/** «года, следующего за отчётным (периодом, годом)». */
function afterReportYear(cursor: Cursor): YearReading | null {
	if (!readYearWord(cursor)) return null;
	return takeAfterReport(cursor) ? yearReading({ kind: 'after-report' }) : null;
}

function isAfterReport(cursor: Cursor): boolean {
	const { at } = cursor;
	const found = takeAfterReport(cursor);
	cursor.at = at;
	return found;
}

/** «, следующего за отчётным (периодом)», also «, следующего за отчётным кварталом». */
export function takeAfterReport(cursor: Cursor): boolean {
	const found = attempt(cursor, () => {
		takeKind(cursor, 'comma');
		if (takeWord(cursor, 'next') === null) return null;
		if (takeWord(cursor, 'for', 'after') === null) return null;
		if (takeWord(cursor, 'report') === null) return null;
		skipWords(cursor, 'period', 'year', 'unit');
		return true;
	});
	return found !== null;
}

function yearReading(ref: YearRef, isPair = false, hasWord = true): YearReading {
	return { ref, isPair, hasWord };
}

function numberedYear(cursor: Cursor): YearReading | null {
	takeWord(cursor, 'in');
	const first = takeFullYear(cursor);
	if (first === null) return null;
	const second = attempt(cursor, () => takeSecondYear(cursor, first));
	const word = readYearWord(cursor);
	if (second === null) {
		const ref: YearRef = word?.school
			? { kind: 'school', first }
			: { kind: 'calendar', year: first };
		return yearReading(ref, false, word !== null);
	}
	const { last, slash } = second;
	const isOneSchoolYear = (word?.school || slash) && last === first + 1;
	if (isOneSchoolYear) return yearReading({ kind: 'school', first }, false, true);
	const school = word?.school ?? false;
	const ref: YearRef = { kind: 'years', first, last: school ? last - 1 : last, school };
	return yearReading(ref, word === null, word !== null);
}

/** A number of four digits that is a year. */
function takeFullYear(cursor: Cursor): number | null {
	const token = peek(cursor);
	if (token?.kind !== 'number' || token.digits !== 4 || !isLikelyYear(token.value)) return null;
	cursor.at++;
	return token.value;
}

/** «–2024», «/25», «-25»: the end of a pair of years. */
function takeSecondYear(cursor: Cursor, first: number): { last: number; slash: boolean } | null {
	const slash = takeKind(cursor, 'slash') !== null;
	if (!slash) {
		takeWord(cursor, 'year');
		const joined = takeKind(cursor, 'dash') ?? takeKind(cursor, 'slash');
		if (!joined) return null;
	}
	const full = takeFullYear(cursor);
	if (full !== null) return isFollowedByMonth(cursor) ? null : { last: full, slash };
	const short = takeKind(cursor, 'number');
	if (short?.digits !== 2 || isFollowedByMonth(cursor)) return null;
	const last = Math.floor(first / 100) * 100 + short.value;
	return last === first + 1 ? { last, slash } : null;
}

function isFollowedByMonth(cursor: Cursor): boolean {
	return peekWord(cursor, 'month') !== null;
}

/** «24 г.», «24/25 уч. года»: two digits are a year only with the word. */
function shortYear(cursor: Cursor): YearReading | null {
	const first = takeKind(cursor, 'number');
	if (first?.digits !== 2 || first.ordinal) return null;
	if (takeKind(cursor, 'slash') ?? takeKind(cursor, 'dash')) {
		const second = takeKind(cursor, 'number');
		const word = readYearWord(cursor);
		const isPair = second?.digits === 2 && second.value === first.value + 1 && word?.school;
		return isPair ? yearReading({ kind: 'school', first: 2000 + first.value }) : null;
	}
	const word = readYearWord(cursor);
	if (!word) return null;
	const year = 2000 + first.value;
	return yearReading(word.school ? { kind: 'school', first: year } : { kind: 'calendar', year });
}
