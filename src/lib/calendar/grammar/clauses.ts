import { UNIT } from '../lexicon.ts';
import type { WordClass } from '../lexicon.ts';
import { attempt, firstOf, peek, peekWord, skipWords, takeKind, takeWord } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Item } from './meaning.ts';
import { readCardinal } from './numbers.ts';
import { readYear, readYearWord } from './years.ts';

type Clause = 'continuous' | 'external' | 'event' | 'need';

/** Clauses without a date of their own whose words could not begin a date. */
export function readClause(cursor: Cursor): Item[] | null {
	return clauseItem(
		cursor,
		firstOf<Clause>(cursor, [need, continuous, external, stage, countedFrom, before, duration])
	);
}

/** Clauses that are tried only where no date could be read: «до окончания …», «после …». */
export function readLooseClause(cursor: Cursor): Item[] | null {
	return clauseItem(cursor, firstOf<Clause>(cursor, [untilSomething, afterSomething]));
}

function clauseItem(cursor: Cursor, clause: Clause | null): Item[] | null {
	if (clause === null) return null;
	skipProse(cursor, clause === 'event');
	return [{ type: clause }];
}

/**
 * Passes over the words that say what the schedule or event is, to the end of the clause. An event
 * keeps its dates («за 3 месяца до начала учебного года»), other clauses leave them to be read.
 */
function skipProse(cursor: Cursor, withDates: boolean): void {
	for (let token = peek(cursor); token; token = peek(cursor)) {
		cursor.prose.add(token);
		if (token.kind === 'comma' || token.kind === 'open' || token.kind === 'colon') return;
		if (isDocumentDate(cursor)) {
			cursor.at += 2;
			continue;
		}
		if (!withDates && beginsDate(cursor)) return;
		cursor.at++;
	}
}

/** «приказом от 15.10.2024», «№ 2020»: numbers of papers, not terms. */
function isDocumentDate(cursor: Cursor): boolean {
	const token = peek(cursor);
	const next = peek(cursor, 1);
	if (token?.kind === 'sign') return next?.kind === 'number' || next?.kind === 'date';
	return token?.kind === 'word' && token.text === 'от' && next?.kind === 'date';
}

function beginsDate(cursor: Cursor): boolean {
	const token = peek(cursor);
	if (token?.kind === 'date') return true;
	if (token?.kind === 'number') return token.digits === 4 || isNumberedPeriod(cursor);
	if (token?.kind !== 'word') return false;
	if (token.roman !== null && peekWord(cursor, 'unit', 1) !== null) return true;
	const word = token.word?.class;
	if (word === 'in' && peekWord(cursor, 'during', 1) !== null) return true;
	if (word === 'in' && isPlanYear(cursor)) return true;
	return word === 'month' || word === 'season' || (word === 'recur' && !token.mistyped);
}

function isNumberedPeriod(cursor: Cursor): boolean {
	return peekWord(cursor, 'month', 1) !== null || peekWord(cursor, 'unit', 1) !== null;
}

function isPlanYear(cursor: Cursor): boolean {
	const { at } = cursor;
	cursor.at++;
	const found = readYear(cursor) !== null || readYearWord(cursor) !== null;
	cursor.at = at;
	return found;
}

/** «по (мере) необходимости», «при необходимости», «по запросу», «по мере поступления заявок». */
function need(cursor: Cursor): Clause | null {
	takeWord(cursor, 'by', 'at', 'in');
	takeWord(cursor, 'measure');
	for (let passed = 0; passed < 3; passed++) {
		if (takeWord(cursor, 'need') !== null) return 'need';
		const isUnknown = isUnknownWord(cursor);
		if (passed === 0 && takeWord(cursor, 'on-request') !== null) return 'need';
		if (!isUnknown) return null;
		cursor.at++;
	}
	return null;
}

function isUnknownWord(cursor: Cursor): boolean {
	const token = peek(cursor);
	return token?.kind === 'word' && token.word === null;
}

/** «постоянно», «на постоянной основе», «в течение всего периода», «весь срок реализации». */
function continuous(cursor: Cursor): Clause | null {
	if (takeWord(cursor, 'continuous') !== null) return 'continuous';
	takeWord(cursor, 'in');
	if (takeWord(cursor, 'permanent') !== null) {
		takeWord(cursor, 'basis');
		return 'continuous';
	}
	const isDuring = takeWord(cursor, 'during', 'for') !== null;
	const isAll = takeWord(cursor, 'all') !== null;
	if (isDuring && isAll && takeWord(cursor, 'noise') !== null) return 'continuous';
	if (takeWord(cursor, 'period', 'deadline') === null) return null;
	if (takeWord(cursor, 'realisation') !== null) return isLasting(cursor) ? null : 'continuous';
	if (!isDuring && !isAll) return null;
	const next = peek(cursor);
	const isEnd = next === undefined || next.kind === 'comma' || next.kind === 'open';
	return isEnd || isAll ? 'continuous' : null;
}

/** «… не менее 2 лет»: how long, not how. */
function isLasting(cursor: Cursor): boolean {
	return peekWord(cursor, 'not') !== null || peek(cursor)?.kind === 'number';
}

/** «по отдельному графику», «согласно …», «в соответствии с …», «в установленные сроки», «график …». */
function external(cursor: Cursor): Clause | null {
	return firstOf<Clause>(cursor, [
		() => {
			takeWord(cursor, 'in');
			return takeWord(cursor, 'according') === null ? null : externalTail(cursor);
		},
		() => {
			takeWord(cursor, 'in', 'by');
			skipWords(cursor, 'set', 'separate', 'agreed', 'current');
			if (takeWord(cursor, 'deadline', 'period') === null) return null;
			takeKind(cursor, 'comma');
			const isSet = takeWord(cursor, 'set', 'separate', 'agreed') !== null;
			return isSet || isSetBefore(cursor) ? 'external' : null;
		},
		() => {
			if (takeWord(cursor, 'by') === null) return null;
			for (let passed = 0; passed < 5; passed++) {
				if (takeWord(cursor, 'schedule', 'agreed') !== null) return 'external';
				if (!isDescribing(cursor)) return null;
				cursor.at++;
			}
			return null;
		},
		() => {
			skipWords(cursor, 'set', 'separate');
			return takeWord(cursor, 'schedule', 'agreed') === null ? null : 'external';
		}
	]);
}

/** After «согласно» a number of a paper may follow: it is no date. */
function externalTail(cursor: Cursor): Clause {
	takeWord(cursor, 'from');
	return 'external';
}

function isSetBefore(cursor: Cursor): boolean {
	const before = cursor.tokens[cursor.at - 2];
	const wordClass = before?.kind === 'word' ? before.word?.class : undefined;
	return wordClass === 'set' || wordClass === 'agreed' || wordClass === 'separate';
}

/** An adjective before «план», «график»: an unknown word or one that describes. */
function isDescribing(cursor: Cursor): boolean {
	const token = peek(cursor);
	if (token?.kind === 'dash') return true;
	if (token?.kind !== 'word') return false;
	if (token.word === null) return true;
	const describing: WordClass[] = [
		'separate',
		'set',
		'current',
		'noise',
		'school',
		'calendar',
		'and',
		'ready',
		'working',
		'recur-adjective'
	];
	return describing.includes(token.word.class);
}

/** «на стадии реализации», «в ходе проведения», «по итогам», «при проведении», «перед началом». */
function stage(cursor: Cursor): Clause | null {
	const preposition = attempt(cursor, () => takeWord(cursor, 'in', 'by', 'at'));
	if (takeWord(cursor, 'stage', 'completion', 'before') !== null) return 'event';
	takeWord(cursor, 'measure');
	const token = peek(cursor);
	const previous = cursor.tokens[cursor.at - 1];
	const isAt =
		previous?.kind === 'word' &&
		(previous.word?.class === 'at' || previous.word?.class === 'measure');
	return preposition !== null && isAt && token?.kind === 'word' ? 'event' : null;
}

/** «со дня получения», «с даты», «с момента». */
function countedFrom(cursor: Cursor): Clause | null {
	if (takeWord(cursor, 'from') === null) return null;
	if (takeWord(cursor, 'moment') !== null) return 'event';
	return takeWord(cursor, 'unit') === UNIT.day ? 'event' : null;
}

/** «не позднее чем за 2 недели до», «не позднее 2 месяцев со дня», «за неделю до», «через день после». */
function before(cursor: Cursor): Clause | null {
	const isLimit = attempt(cursor, () => {
		if (takeWord(cursor, 'not') === null || takeWord(cursor, 'late') === null) return null;
		takeKind(cursor, 'comma');
		takeWord(cursor, 'than');
		return true;
	});
	const isCounted = takeWord(cursor, 'for', 'through') !== null;
	if (!isLimit && !isCounted) return null;
	const amount = attempt(cursor, readCardinal);
	skipWords(cursor, 'working', 'calendar', 'school');
	const unit = takeWord(cursor, 'unit', 'year');
	if (unit === null) return null;
	const isRelative = peekWord(cursor, 'till') !== null || peekWord(cursor, 'after') !== null;
	return amount !== null || isRelative || isLimit ? 'event' : null;
}

/** «в течение 5 дней», «в 3-месячный срок», «сроком реализации не менее 2 лет», «в день приезда». */
function duration(cursor: Cursor): Clause | null {
	return firstOf<Clause>(cursor, [
		() => {
			if (takeWord(cursor, 'in') === null || takeWord(cursor, 'during') === null) return null;
			const amount = attempt(cursor, readCardinal);
			skipWords(cursor, 'working', 'calendar', 'school');
			const unit = takeWord(cursor, 'unit') ?? (amount === null ? null : takeWord(cursor, 'year'));
			if (unit === null) return null;
			const isShort =
				unit === UNIT.day || unit === UNIT.week || unit === UNIT.month || unit === UNIT.hour;
			return amount !== null || isShort ? 'event' : null;
		},
		() => {
			takeWord(cursor, 'in');
			if (attempt(cursor, readCardinal) !== null) takeKind(cursor, 'dash');
			skipWords(cursor, 'working', 'calendar');
			return takeWord(cursor, 'lasting') === null ? null : 'event';
		},
		() => {
			takeWord(cursor, 'in');
			if (takeWord(cursor, 'deadline') === null) return null;
			skipWords(cursor, 'realisation', 'in', 'not', 'least', 'till', 'from');
			const amount = attempt(cursor, readCardinal);
			return amount !== null && takeWord(cursor, 'unit', 'year') !== null ? 'event' : null;
		},
		() => {
			if (takeWord(cursor, 'in') === null) return null;
			return takeWord(cursor, 'unit') === UNIT.day && isUnknownWord(cursor) ? 'event' : null;
		}
	]);
}

/** «до окончания ВПР», «к началу экзаменов», «не позднее проведения». */
function untilSomething(cursor: Cursor): Clause | null {
	skipWords(cursor, 'in', 'deadline', 'not', 'late', 'than');
	const previous = cursor.tokens[cursor.at - 1];
	const isLate = previous?.kind === 'word' && previous.word?.class === 'late';
	if (takeWord(cursor, 'till', 'toward') === null && !isLate) return null;
	takeWord(cursor, 'part');
	return peek(cursor)?.kind === 'word' ? 'event' : null;
}

/** «после получения результатов», «в период подготовки», «во время каникул», «в рамках недели науки». */
function afterSomething(cursor: Cursor): Clause | null {
	if (takeWord(cursor, 'after') !== null) return 'event';
	if (takeWord(cursor, 'in') === null) return null;
	if (takeWord(cursor, 'period', 'noise', 'part') !== null)
		return isUnknownWord(cursor) ? 'event' : null;
	const token = peek(cursor);
	const isFrame = token?.kind === 'word' && (token.text === 'рамках' || token.text === 'дни');
	return isFrame ? 'event' : null;
}
