import { UNIT } from '../lexicon.ts';
import { isDayOfMonth } from '../numeric.ts';
import { attempt, firstOf, peek, peekWord, takeKind, takeWord } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import {
	dayOfMonthPoint,
	dayPoint,
	halfYearPoint,
	monthPart,
	monthsPoint,
	nthDay,
	nthWeek,
	schoolQuarterPoint,
	trimesterPoint
} from './points.ts';
import type { Item, MonthlyDay, Point } from './meaning.ts';
import { readGroups, readOrdinal } from './numbers.ts';
import type { Group, Groups } from './numbers.ts';
import { readYear, readYearWord, takeAfterReport } from './years.ts';

type ByMonth = MonthlyDay['at'];

/**
 * Everything that begins with numbers: «5, 12 октября», «I и III квартал», «вторая рабочая среда
 * марта», «25 числа каждого месяца», «первая декада мая», «10–14.10.2022».
 */
export function readNumbered(cursor: Cursor): Item[] | null {
	takeWord(cursor, 'each');
	const numbers = readGroups(cursor);
	if (!numbers) return null;
	if (numbers.date) return datedDays(cursor, numbers);
	return firstOf(cursor, [
		() => daysOfMonth(cursor, numbers.groups),
		() => unitsOfYear(cursor, numbers.groups),
		() => partsOfMonth(cursor, numbers.groups),
		() => namedDays(cursor, numbers.groups),
		() => monthDays(cursor, numbers.groups)
	]);
}

/** A single number of a run: the whole run where `make` knows its ends. */
function toItems(groups: Group[], make: (n: number) => Point): Item[] {
	return groups.map(({ first, last }) =>
		first === last
			? { type: 'point', point: make(first) }
			: { type: 'range', from: make(first), to: make(last) }
	);
}

/** The printed year covers the whole list: it is given to the last, the resolver hands it on. */
function withYear(cursor: Cursor, items: Item[]): Item[] {
	const year = attempt(cursor, readYear);
	const last = items.at(-1);
	if (!year || !last) return items;
	if (last.type === 'point') last.point = { ...last.point, year: year.ref };
	if (last.type === 'range') last.to = { ...last.to, year: year.ref };
	return items;
}

function datedDays(cursor: Cursor, { groups, date }: Groups): Item[] | null {
	if (!date) return null;
	const { month, year } = date;
	const ref = year === null ? null : ({ kind: 'calendar', year } as const);
	const items =
		date.day === null
			? toItems(groups, (n) => checked(cursor, n >= 1 && n <= 12, () => monthsPoint(n)))
			: toItems(groups, (n) => validDay(cursor, n, month));
	const last = items.at(-1);
	if (last?.type === 'range' && ref) last.to = { ...last.to, year: ref };
	return year === null ? withYear(cursor, items) : items;
}

function checked(cursor: Cursor, isReal: boolean, make: () => Point): Point {
	if (isReal) return make();
	cursor.impossible = true;
	return monthsPoint(1);
}

function validDay(cursor: Cursor, day: number, month: number): Point {
	return checked(cursor, isDayOfMonth(day, month, 2000), () => dayPoint(day, month));
}

function daysOfMonth(cursor: Cursor, groups: Group[]): Item[] | null {
	takeWord(cursor, 'day-number');
	const month = takeWord(cursor, 'month');
	if (month === null) return null;
	if (groups.some(({ first, last }) => first < 0 || last < 0)) return null;
	const items = toItems(groups, (day) => validDay(cursor, day, month));
	return withYear(cursor, items);
}

function unitsOfYear(cursor: Cursor, groups: Group[]): Item[] | null {
	takeWord(cursor, 'school');
	const unit = takeWord(cursor, 'unit');
	if (unit === null) {
		if (takeWord(cursor, 'half-of') === null) return null;
		takeWord(cursor, 'calendar');
		const isOfYear =
			peekWord(cursor, 'month') === null && (isYearNext(cursor) || isNumberNext(cursor));
		return isOfYear ? yearUnits(cursor, groups, 2, halfYearPoint) : null;
	}
	if (unit === UNIT.quarter) {
		return yearUnits(cursor, groups, 4, (n) => monthsPoint(n * 3 - 2, 3));
	}
	if (unit === UNIT.halfYear) return yearUnits(cursor, groups, 2, halfYearPoint);
	if (unit === UNIT.term) return yearUnits(cursor, groups, 4, schoolQuarterPoint);
	return unit === UNIT.trimester ? yearUnits(cursor, groups, 3, trimesterPoint) : null;
}

function isNumberNext(cursor: Cursor): boolean {
	const token = peek(cursor);
	return token?.kind === 'number' && token.digits === 4;
}

function isYearNext(cursor: Cursor): boolean {
	const { at } = cursor;
	const found = readYear(cursor) !== null || readYearWord(cursor) !== null;
	cursor.at = at;
	return found;
}

function yearUnits(
	cursor: Cursor,
	groups: Group[],
	count: number,
	make: (n: number) => Point
): Item[] {
	const items = toItems(groups, (n) => {
		const number = n === -1 ? count : n;
		return checked(cursor, number >= 1 && number <= count, () => make(number));
	});
	const dated = withYear(cursor, items);
	const word = attempt(cursor, readYearWord);
	return word?.school ? dated.map(inSchoolYear) : dated;
}

/** «I полугодие учебного года» is the school half-year in any plan. */
function inSchoolYear(item: Item): Item {
	if (item.type !== 'point' || !item.point.inSchoolYear) return item;
	return { type: 'point', point: item.point.inSchoolYear };
}

/** «первая декада октября», «вторая половина ноября», «последняя неделя каждого месяца». */
function partsOfMonth(cursor: Cursor, groups: Group[]): Item[] | null {
	const isHalf = takeWord(cursor, 'half-of') !== null;
	const unit = isHalf ? null : takeWord(cursor, 'unit');
	const part = isHalf
		? halfOfMonth
		: unit === UNIT.decade
			? decade
			: unit === UNIT.week
				? nthWeek
				: null;
	if (!part) return null;
	return inMonth(cursor, groups, part, 'part');
}

function halfOfMonth(n: number): ByMonth {
	const half = n === -1 ? 2 : n;
	return (year, month) =>
		half === 1 || half === 2
			? monthPart(year, month, half === 1 ? 1 : 16, half === 1 ? 15 : 31)
			: null;
}

function decade(n: number): ByMonth {
	const third = n === -1 ? 3 : n;
	return (year, month) =>
		third >= 1 && third <= 3
			? monthPart(year, month, third * 10 - 9, third === 3 ? 31 : third * 10)
			: null;
}

/** «вторая рабочая среда», «последняя пятница», «6-го рабочего дня», «последний день». */
function namedDays(cursor: Cursor, groups: Group[]): Item[] | null {
	const working = takeWord(cursor, 'working') !== null;
	takeWord(cursor, 'calendar');
	const weekday = takeWord(cursor, 'weekday');
	if (weekday === null && takeWord(cursor, 'unit') !== UNIT.day) return null;
	return inMonth(cursor, groups, (n) => nthDay(n, weekday, working), 'day');
}

/** Gives the named part its month: a printed one, or every month. */
function inMonth(
	cursor: Cursor,
	groups: Group[],
	part: (n: number) => ByMonth,
	size: 'day' | 'part'
): Item[] | null {
	takeWord(cursor, 'in');
	const months = readMonths(cursor);
	if (months.length > 0) {
		const items = months.flatMap((month) =>
			toItems(groups, (n) => partOfMonth(cursor, part(n), month, size))
		);
		return withYear(cursor, items);
	}
	const { afterReport } = readEachMonth(cursor) ?? { afterReport: false };
	return groups.flatMap(({ first, last }): Item[] => {
		const [begin, end] = [part(first), part(last)];
		const at: ByMonth = (year, monthNumber) => {
			const from = begin(year, monthNumber);
			const to = end(year, monthNumber);
			return from && to && from.from <= to.to ? { from: from.from, to: to.to } : null;
		};
		return [{ type: 'monthly-day', day: { at, until: false, afterReport } }];
	});
}

function partOfMonth(cursor: Cursor, at: ByMonth, month: number, size: 'day' | 'part'): Point {
	const isReal = [2019, 2024].some((year) => at(year, month) !== null);
	return checked(cursor, isReal, () => ({ ...dayOfMonthPoint(month, at), size }));
}

/** «октября», «октября, ноября и декабря»: all in the same case. */
function readMonths(cursor: Cursor): number[] {
	const months: number[] = [];
	for (;;) {
		const month = attempt(cursor, () => {
			if (months.length > 0) {
				const comma = takeKind(cursor, 'comma') !== null;
				if (takeWord(cursor, 'and') === null && !comma) return null;
				const token = peek(cursor);
				if (token?.kind !== 'word' || !/[ая]$/.test(token.text)) return null;
			}
			return takeWord(cursor, 'month');
		});
		if (month === null) return months;
		months.push(month);
	}
}

/** «(каждого) месяца», «следующего месяца», «месяца, следующего за отчётным». */
export function readEachMonth(cursor: Cursor): { afterReport: boolean; isEach: boolean } | null {
	return attempt(cursor, () => {
		takeWord(cursor, 'in');
		const isNext = takeWord(cursor, 'next') !== null;
		const isEach = takeWord(cursor, 'each', 'current', 'all', 'report') !== null;
		if (takeWord(cursor, 'unit') !== UNIT.month) return null;
		return { afterReport: takeAfterReport(cursor) || isNext, isEach };
	});
}

/** «последнего месяца (каждого) квартала»: which month, of how many. */
function readMonthOfUnit(cursor: Cursor): { place: number; months: number } | null {
	return attempt(cursor, () => {
		const place = readOrdinal(cursor);
		if (place === null || takeWord(cursor, 'unit') !== UNIT.month) return null;
		takeWord(cursor, 'each', 'current', 'report');
		const unit = takeWord(cursor, 'unit');
		const months = unit === UNIT.quarter ? 3 : unit === UNIT.halfYear ? 6 : 0;
		if (place < -1 || place === 0 || place > months) return null;
		return { place: place === -1 ? months : place, months };
	});
}

/** «25 числа (каждого месяца)», «с 1 по 5 число», «15-го каждого месяца». */
function monthDays(cursor: Cursor, groups: Group[]): Item[] | null {
	const hasWord = takeWord(cursor, 'day-number') !== null;
	const ofUnit = readMonthOfUnit(cursor);
	const each = ofUnit ? null : readEachMonth(cursor);
	const isDay = hasWord || (each?.isEach === true && groups.every(({ first }) => first > 0));
	if (!isDay) return null;
	const days = groups.map(({ first, last }): Item => {
		const isReal = [first, last].every((day) => day === -1 || (day >= 1 && day <= 31));
		if (!isReal || first > last) cursor.impossible = true;
		const at: ByMonth = (year, month) => daysOrEnd(year, month, first, last);
		const afterReport = each?.afterReport ?? false;
		return { type: 'monthly-day', day: { at, until: false, afterReport, place: ofUnit?.place } };
	});
	if (!ofUnit) return days;
	return [{ type: 'every', every: { unit: 'month', count: ofUnit.months } }, ...days];
}

/** Day 31 of a shorter month is its last day. */
function daysOrEnd(year: number, month: number, first: number, last: number) {
	const end = monthPart(year, month, 1, 31).to;
	const span = monthPart(year, month, first === -1 ? 31 : first, last === -1 ? 31 : last);
	return { from: Math.min(span.from, end), to: Math.min(span.to, end) };
}
