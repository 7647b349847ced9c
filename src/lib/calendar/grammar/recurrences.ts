import { RECUR, UNIT } from '../lexicon.ts';
import { attempt, firstOf, peek, peekWord, skipWords, takeKind, takeWord } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Every, EveryUnit, Item } from './meaning.ts';
import { readAmount, readOrdinal } from './numbers.ts';
import { readYearWord } from './years.ts';

/** «ежемесячно», «не реже 1 раза в 3-4 недели», «каждый вторник», «по пятницам», «2 раза в год». */
export function readRecurrence(cursor: Cursor): Item[] | null {
	return firstOf(cursor, [
		adverb,
		endOfEachUnit,
		timesPer,
		eachUnit,
		eachWeekday,
		byWeekdays,
		bareWeekdays,
		once
	]);
}

const MONTHS_IN: Partial<Record<number, number>> = {
	[UNIT.month]: 1,
	[UNIT.quarter]: 3,
	[UNIT.halfYear]: 6,
	[UNIT.year]: 12
};
const DAYS_IN: Partial<Record<number, number>> = {
	[UNIT.day]: 1,
	[UNIT.week]: 7,
	[UNIT.decade]: 10
};
const WEEKS_IN: Partial<Record<number, number>> = {
	[UNIT.month]: 4,
	[UNIT.quarter]: 13,
	[UNIT.term]: 9,
	[UNIT.trimester]: 13,
	[UNIT.halfYear]: 26,
	[UNIT.year]: 52
};

function every(unit: EveryUnit, count: number): Every {
	return { unit, count };
}

/** `times` times in `count` units, as the longest interval that keeps to it; null where absurd. */
export function frequency(times: number, count: number, unit: number): Every | null {
	if (times < 1 || count < 1 || times > 366 || count > 120) return null;
	const days = DAYS_IN[unit];
	if (unit === UNIT.week && count === 1) return every('week', 1);
	if (days !== undefined) return byDays(Math.floor((days * count) / times));
	if (times === 1 && unit === UNIT.term) return every('term', count);
	if (times === 1 && unit === UNIT.trimester) return every('trimester', count);
	const months = (MONTHS_IN[unit] ?? 0) * count;
	if (months > 0 && months % times === 0) {
		return months % 12 === 0 && times === 1
			? every('year', months / 12)
			: every('month', months / times);
	}
	const weeks = WEEKS_IN[unit];
	return weeks === undefined
		? null
		: every('week', Math.max(1, Math.floor((weeks * count) / times)));
}

function byDays(days: number): Every {
	if (days < 1) return every('day', 1);
	if (days > 3 && days < 7) return every('week', 1);
	return days % 7 === 0 ? every('week', days / 7) : every('day', days);
}

function item(found: Every | null): Item[] | null {
	return found && [{ type: 'every', every: found }];
}

function adverb(cursor: Cursor): Item[] | null {
	skipWords(cursor, 'not', 'least');
	const value = takeWord(cursor, 'recur', 'recur-adjective');
	if (value === null) return null;
	const [unit, count] = RECUR[value]!;
	const isWorkdays = unit === UNIT.day && attempt(cursor, exceptWeekends);
	return item(isWorkdays ? every('workday', 1) : frequency(1, count, unit));
}

/** «ежедневно, кроме выходных». */
function exceptWeekends(cursor: Cursor): true | null {
	if (!takeKind(cursor, 'open')) takeKind(cursor, 'comma');
	if (takeWord(cursor, 'except') === null) return null;
	takeKind(cursor, 'word');
	return true;
}

/** «в конце четверти», «до конца каждого квартала»: due once in each of them. */
function endOfEachUnit(cursor: Cursor): Item[] | null {
	skipWords(cursor, 'in', 'till', 'toward');
	if (takeWord(cursor, 'part') === null) return null;
	skipWords(cursor, 'each', 'school');
	const unit = takeWord(cursor, 'unit');
	const isLong =
		unit === UNIT.quarter ||
		unit === UNIT.term ||
		unit === UNIT.trimester ||
		unit === UNIT.halfYear;
	return isLong ? item(frequency(1, 1, unit)) : null;
}

/** «не реже» and the like before a count: the limit itself is what is asked. */
function skipAtLeast(cursor: Cursor): void {
	takeWord(cursor, 'not');
	skipWords(cursor, 'least', 'than', 'by', 'noise', 'ready');
}

/** «1 раз в неделю», «не реже одного раза в 3-4 недели», «дважды в год», «1 раз/мес.», «раз в год». */
function timesPer(cursor: Cursor): Item[] | null {
	skipAtLeast(cursor);
	const times = readTimes(cursor);
	if (times === null) return null;
	skipAtLeast(cursor);
	const per = attempt(cursor, () => {
		const joined = takeKind(cursor, 'slash') !== null || takeWord(cursor, 'in', 'for') !== null;
		if (!joined) return null;
		skipWords(cursor, 'during', 'each', 'current', 'all');
		return readUnit(cursor);
	});
	if (!per) return [{ type: 'once' }];
	return item(frequency(times, per.count, per.unit));
}

function readTimes(cursor: Cursor): number | null {
	const many = takeWord(cursor, 'many-times');
	if (many !== null) return many;
	const amount = attempt(cursor, readAmount);
	return takeWord(cursor, 'times') === null ? null : (amount?.least ?? 1);
}

/** «3-4 недели», «полугодие», «учебный год», «2 месяца»; the longer of two is what must be kept. */
function readUnit(cursor: Cursor): { count: number; unit: number } | null {
	const amount = attempt(cursor, readAmount);
	if (takeWord(cursor, 'working') !== null) return null;
	const year = attempt(cursor, readYearWord);
	const count = amount?.most ?? 1;
	if (year) return { count, unit: UNIT.year };
	takeWord(cursor, 'school');
	takeWord(cursor, 'calendar');
	const unit = takeWord(cursor, 'unit');
	return unit === null ? null : { count, unit };
}

/** «каждый месяц», «каждые две недели», «каждый рабочий день», «каждую осень». */
function eachUnit(cursor: Cursor): Item[] | null {
	takeWord(cursor, 'in');
	if (takeWord(cursor, 'each') === null) return null;
	if (peekWord(cursor, 'season') !== null || peekWord(cursor, 'month') !== null) {
		return item(every('year', 1));
	}
	if (peekWord(cursor, 'working') !== null) {
		cursor.at++;
		return takeWord(cursor, 'unit') === UNIT.day ? item(every('workday', 1)) : null;
	}
	const second = attempt(cursor, () => {
		const ordinal = takeWord(cursor, 'ordinal');
		return ordinal !== null && ordinal > 1 ? ordinal : null;
	});
	const per = readUnit(cursor);
	return per && item(frequency(1, per.count * (second ?? 1), per.unit));
}

/** «каждый вторник (и четверг)», «каждый второй вторник» but not «… второй вторник месяца». */
function eachWeekday(cursor: Cursor): Item[] | null {
	takeWord(cursor, 'in');
	if (takeWord(cursor, 'each') === null) return null;
	const step = attempt(cursor, readOrdinal);
	const days = readWeekdays(cursor);
	if (!days || (step !== null && (step < 2 || isMonthNext(cursor)))) return null;
	return [{ type: 'weekdays', days, step: step ?? 1 }];
}

function isMonthNext(cursor: Cursor): boolean {
	const ahead = peekWord(cursor, 'each') === null ? 0 : 1;
	return peekWord(cursor, 'unit', ahead) !== null || peekWord(cursor, 'month', ahead) !== null;
}

/** «по вторникам и четвергам», «по рабочим дням», «по будням». */
function byWeekdays(cursor: Cursor): Item[] | null {
	if (takeWord(cursor, 'by', 'in') === null) return null;
	if (takeWord(cursor, 'workdays') !== null) return item(every('workday', 1));
	const working = attempt(cursor, () => {
		if (takeWord(cursor, 'working') === null) return null;
		return takeWord(cursor, 'unit') === UNIT.day ? true : null;
	});
	if (working) return item(every('workday', 1));
	const days = peekWord(cursor, 'weekdays') === null ? null : readWeekdays(cursor);
	return days && [{ type: 'weekdays', days, step: 1 }];
}

/** «вторник, четверг», «(пятница)»: a weekday alone is every one of them. */
function bareWeekdays(cursor: Cursor): Item[] | null {
	takeWord(cursor, 'in');
	const days = readWeekdays(cursor);
	if (!days || isDayNext(cursor)) return null;
	takeWord(cursor, 'each');
	if (peekWord(cursor, 'unit') === UNIT.week) cursor.at++;
	return [{ type: 'weekdays', days, step: 1 }];
}

function isDayNext(cursor: Cursor): boolean {
	const ahead = peek(cursor)?.kind === 'comma' ? 1 : 0;
	const next = peek(cursor, ahead);
	return (
		next?.kind === 'date' ||
		(next?.kind === 'number' && peekWord(cursor, 'month', ahead + 1) !== null)
	);
}

function takeWeekday(cursor: Cursor): number | null {
	return takeWord(cursor, 'weekday', 'weekdays');
}

/** «вторник и четверг», «понедельник – пятница». */
function readWeekdays(cursor: Cursor): number[] | null {
	const first = takeWeekday(cursor);
	if (first === null) return null;
	const days = [first];
	for (;;) {
		const next = attempt(cursor, () => {
			const isRange = takeKind(cursor, 'dash') !== null;
			if (!isRange) {
				takeKind(cursor, 'comma');
				skipWords(cursor, 'and', 'by', 'each');
			}
			const day = takeWeekday(cursor);
			return day === null ? null : { day, isRange };
		});
		if (!next) return days.sort((a, b) => a - b);
		const last = days.at(-1)!;
		const from = next.isRange ? last + 1 : next.day;
		for (let day = from; day <= next.day; day++) days.push(day);
	}
}

/** «однократно», «1 раз». */
function once(cursor: Cursor): Item[] | null {
	return takeWord(cursor, 'once') === null ? null : [{ type: 'once' }];
}
