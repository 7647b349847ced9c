import { attempt, firstOf, peek, peekWord, takeKind, takeWord } from './cursor.ts';
import type { Cursor, DateToken } from './cursor.ts';

/** One number or a run of them («3–5») that a common word follows: days, quarters, weeks. */
export interface Group {
	first: number;
	last: number;
}

/** Numbers before their common word; `date` where the last is a date itself («10–14.10.2022»). */
export interface Groups {
	groups: Group[];
	date: DateToken | null;
}

/** «5», «5-го», «пятого», «двадцать пятого», «III», «последний» (-1). */
export function readOrdinal(cursor: Cursor): number | null {
	return firstOf(cursor, [shortNumber, tensAndOrdinal, ordinalWord, romanNumber]);
}

/** «2», «две», «двух»: how many. */
export function readCardinal(cursor: Cursor): number | null {
	const token = peek(cursor);
	if (token?.kind === 'number' && token.digits <= 3 && token.value > 0) {
		cursor.at++;
		return token.value;
	}
	return takeWord(cursor, 'cardinal');
}

/** «3-4», «3 или 4», «3»: how many, as a range. */
export function readAmount(cursor: Cursor): { least: number; most: number } | null {
	const least = readCardinal(cursor);
	if (least === null) return null;
	const most = attempt(cursor, () => {
		if (!takeKind(cursor, 'dash') && takeWord(cursor, 'and') === null) return null;
		return readCardinal(cursor);
	});
	return { least, most: most ?? least };
}

function shortNumber(cursor: Cursor): number | null {
	const token = takeKind(cursor, 'number');
	return token && token.digits <= 2 ? token.value : null;
}

function tensAndOrdinal(cursor: Cursor): number | null {
	const tens = takeWord(cursor, 'cardinal');
	const ones = takeWord(cursor, 'ordinal');
	if (tens === null || ones === null || tens < 20 || ones < 1 || ones > 9) return null;
	return tens + ones;
}

function ordinalWord(cursor: Cursor): number | null {
	return takeWord(cursor, 'ordinal');
}

function romanNumber(cursor: Cursor): number | null {
	const roman = takeKind(cursor, 'word')?.roman ?? null;
	if (roman !== null) attempt(cursor, takeEnding);
	return roman;
}

const ENDINGS = new Set([
	'й',
	'ый',
	'ий',
	'я',
	'ая',
	'е',
	'ое',
	'ей',
	'ой',
	'го',
	'ого',
	'м',
	'ом'
]);

/** «II-й», «I-ая». */
function takeEnding(cursor: Cursor): true | null {
	const word = takeKind(cursor, 'dash') && takeKind(cursor, 'word');
	return word && ENDINGS.has(word.text) ? true : null;
}

/** «5», «3–5, 10 и 12», «с 11 по 19», «I и III», «10–14.10.2022»: whatever word may follow. */
export function readGroups(cursor: Cursor): Groups | null {
	const groups: Group[] = [];
	for (;;) {
		const next = attempt(cursor, () => {
			if (groups.length > 0 && !takeSeparator(cursor)) return null;
			return readGroup(cursor);
		});
		if (next === null) break;
		groups.push(next.group);
		if (next.date) return { groups, date: next.date };
	}
	return groups.length > 0 ? { groups, date: null } : null;
}

/** A comma, «и», «а также». */
function takeSeparator(cursor: Cursor): boolean {
	const comma = takeKind(cursor, 'comma') !== null;
	return takeWord(cursor, 'and') !== null || comma;
}

function readGroup(cursor: Cursor): { group: Group; date: DateToken | null } | null {
	const isFrom = takeWord(cursor, 'from') !== null;
	const first = readOrdinal(cursor);
	if (first === null) return null;
	takeSharedWord(cursor);
	const end = attempt(cursor, () => {
		const isJoined =
			takeKind(cursor, 'dash') !== null || (isFrom && takeWord(cursor, 'by', 'till') !== null);
		if (!isJoined) return null;
		const date = takeKind(cursor, 'date');
		if (date) return { last: date.day ?? date.month, date };
		const last = readOrdinal(cursor);
		return last === null ? null : { last, date: null };
	});
	if (isFrom && !end) return null;
	if (end) return { group: { first, last: end.last }, date: end.date };
	return { group: { first, last: first }, date: null };
}

/** «с 1 числа по 5 число»: the word is said again at the end. */
function takeSharedWord(cursor: Cursor): void {
	if (peekWord(cursor, 'day-number') === null) return;
	const next = cursor.tokens[cursor.at + 1];
	const isRunOn =
		next?.kind === 'dash' ||
		peekWord(cursor, 'by', 1) !== null ||
		peekWord(cursor, 'till', 1) !== null;
	if (isRunOn) cursor.at++;
}
