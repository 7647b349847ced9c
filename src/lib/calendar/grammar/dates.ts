import { attempt, firstOf, peekWord, skipWords, takeKind, takeWord } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Item, Point } from './meaning.ts';
import { readNumbered } from './numbered.ts';
import {
	MONTH_THIRDS,
	dayPoint,
	monthPart,
	monthPartPoint,
	monthsPoint,
	seasonMonth,
	vacationPoint,
	yearPoint
} from './points.ts';
import { UNIT } from '../lexicon.ts';
import { isDayOfMonth } from '../tokens.ts';
import { readEachMonth } from './numbered.ts';
import { readYear, readYearWord } from './years.ts';

/** Days, periods, lists and ranges of them, limits («до …») and beginnings («с …»). */
export function readDates(cursor: Cursor): Item[] | null {
	return firstOf(cursor, [readLimit, readBeginning, readDirectly]);
}

/** Words before a date that say nothing more than that it comes. */
function skipLeadIn(cursor: Cursor): void {
	skipWords(cursor, 'in', 'for', 'during', 'period', 'deadline', 'noise', 'ready', 'all');
}

function readDirectly(cursor: Cursor): Item[] | null {
	const start = cursor.at;
	skipLeadIn(cursor);
	const isWhole = cursor.tokens
		.slice(start, cursor.at)
		.some((token) => token.kind === 'word' && token.word?.class === 'during');
	const items = readChainLink(cursor);
	return items && continueChain(cursor, items).map((item) => markWhole(item, isWhole));
}

function markWhole(item: Item, isWhole: boolean): Item {
	return item.type === 'point' && isWhole ? { ...item, isWhole } : item;
}

/** One link of a chain: a date, a list that shares its month, or a part of a period. */
function readChainLink(cursor: Cursor): Item[] | null {
	return firstOf(cursor, [weekdayAndDay, numberedOrPoint, partOfEachMonth]);
}

function numberedOrPoint(cursor: Cursor): Item[] | null {
	const numbered = attempt(cursor, readNumbered);
	if (numbered) return withRemark(cursor, numbered);
	const point = readPoint(cursor);
	return point && withRemark(cursor, [{ type: 'point', point }]);
}

/** «среда, 5 октября»: the weekday only confirms the day. */
function weekdayAndDay(cursor: Cursor): Item[] | null {
	const weekday = takeWord(cursor, 'weekday');
	if (weekday === null) return null;
	takeKind(cursor, 'comma');
	const items = numberedOrPoint(cursor);
	const first = items?.[0];
	if (!items || first?.type !== 'point' || first.point.size !== 'day') return null;
	return [{ type: 'point', point: { ...first.point, weekday } }, ...items.slice(1)];
}

/** «24 мая (ср)». */
function withRemark(cursor: Cursor, items: Item[]): Item[] {
	const last = items.at(-1);
	if (last?.type !== 'point' || last.point.size !== 'day') return items;
	const weekday = attempt(cursor, () => {
		const opened = takeKind(cursor, 'open') ?? takeKind(cursor, 'comma');
		const value = takeWord(cursor, 'weekday');
		if (opened?.kind === 'open') takeKind(cursor, 'close');
		return value;
	});
	if (weekday !== null) last.point = { ...last.point, weekday };
	return items;
}

/** «май – сентябрь»; a chain of months in a row («сентябрь-октябрь-ноябрь») is one range. */
function continueChain(cursor: Cursor, items: Item[]): Item[] {
	const next = attempt(cursor, () => {
		if (takeKind(cursor, 'dash') === null && takeWord(cursor, 'by') === null) return null;
		skipLeadIn(cursor);
		return readChainLink(cursor);
	});
	if (!next) return items;
	return continueChain(cursor, joinLinks(items, next));
}

function joinLinks(items: Item[], next: Item[]): Item[] {
	const left = items.at(-1)!;
	const [right, ...rest] = next;
	const before = items.slice(0, -1);
	if (left.type === 'point' && right!.type === 'point') {
		return [...before, { type: 'range', from: left.point, to: right!.point }, ...rest];
	}
	if (left.type === 'range' && right!.type === 'point' && isNextMonth(left.to, right!.point)) {
		return [...before, { ...left, to: right!.point }, ...rest];
	}
	return [...items, ...next];
}

function isNextMonth(a: Point, b: Point): boolean {
	return a.size === 'month' && b.size === 'month' && b.month === (a.month % 12) + 1;
}

/** A date or period that is not begun by a number of a list. */
function readPoint(cursor: Cursor): Point | null {
	skipWords(cursor, 'ready', 'noise');
	return firstOf(cursor, [datePoint, partPoint, monthPoint, vacation, seasonPeriod, season, year]);
}

function datePoint(cursor: Cursor): Point | null {
	const date = takeKind(cursor, 'date');
	if (!date) return null;
	const point = date.day === null ? monthsPoint(date.month) : dayPoint(date.day, date.month);
	if (date.year === null) return withYear(cursor, point);
	readYearWord(cursor);
	return { ...point, year: { kind: 'calendar', year: date.year } };
}

function withYear(cursor: Cursor, point: Point): Point {
	const year = attempt(cursor, readYear);
	return year ? { ...point, year: year.ref } : point;
}

function monthPoint(cursor: Cursor): Point | null {
	const month = takeWord(cursor, 'month');
	if (month === null) return null;
	if (peekWord(cursor, 'unit') === UNIT.month) cursor.at++;
	return reversedDay(cursor, month) ?? withYear(cursor, monthsPoint(month));
}

/** «сентябрь, 5» is not read, «сентября 5-го» is. */
function reversedDay(cursor: Cursor, month: number): Point | null {
	return attempt(cursor, () => {
		const day = takeKind(cursor, 'number');
		if (!day?.ordinal || day.digits > 2) return null;
		if (!isDayOfMonth(day.value, month, 2000)) cursor.impossible = true;
		return withYear(cursor, dayPoint(day.value, month));
	});
}

/** «начало сентября», «конец 2024 года», «в конце учебного года», «середина I квартала». */
function partPoint(cursor: Cursor): Point | null {
	const part = takeWord(cursor, 'part');
	if (part === null) return null;
	takeWord(cursor, 'current');
	return firstOf(cursor, [
		() => partOfMonth(cursor, part),
		() => partOfYear(cursor, part),
		() => partOfUnit(cursor, part)
	]);
}

function partOfMonth(cursor: Cursor, part: number): Point | null {
	const month = takeWord(cursor, 'month');
	if (month === null) return null;
	const [from, to] = MONTH_THIRDS[part]!;
	return withYear(cursor, { ...monthPartPoint(month, from, to), part });
}

/** Months that are the beginning, the middle and the end of a year. */
const YEAR_PARTS = { calendar: [1, 6, 12], school: [9, 1, 5] };

function partOfYear(cursor: Cursor, part: number): Point | null {
	const school = peekWord(cursor, 'school') !== null;
	const year = attempt(cursor, readYear);
	const word = year ? null : readYearWord(cursor);
	if (!year && !word) return null;
	const ref = year?.ref ?? null;
	const isSchool =
		word?.school || school || ref?.kind === 'school' || (ref?.kind === 'relative' && ref.school);
	const months = YEAR_PARTS[isSchool ? 'school' : 'calendar'];
	const point = { ...monthsPoint(months[part - 1]!), part, isEdge: true, year: ref };
	if (isSchool || ref) return point;
	return {
		...point,
		inSchoolYear: { ...monthsPoint(YEAR_PARTS.school[part - 1]!), part, isEdge: true }
	};
}

function partOfUnit(cursor: Cursor, part: number): Point | null {
	const items = readNumbered(cursor) ?? seasonItems(cursor);
	const only = items?.[0];
	if (items?.length !== 1 || only?.type !== 'point') return null;
	const whole = only.point;
	const shown = (year: number) => {
		const span = whole.at(year);
		if (!span) return null;
		if (part === 1) return { from: span.from, to: Math.min(span.to, span.from + 29) };
		if (part === 3) return { from: Math.max(span.from, span.to - 29), to: span.to };
		const middle = Math.floor((span.from + span.to) / 2);
		return { from: middle - 10, to: middle + 10 };
	};
	return { ...whole, size: 'part', at: shown, part, isEdge: true };
}

function seasonItems(cursor: Cursor): Item[] | null {
	const point = season(cursor);
	return point && [{ type: 'point', point }];
}

/** «осенние каникулы». */
function vacation(cursor: Cursor): Point | null {
	const value = takeWord(cursor, 'season-adjective');
	if (value === null || takeWord(cursor, 'holidays') === null) return null;
	skipWords(cursor, 'period', 'noise');
	return withYear(cursor, vacationPoint(value));
}

/** «летний период», «осенне-зимний период 2012–2013 годов». */
function seasonPeriod(cursor: Cursor): Point | null {
	const first = takeWord(cursor, 'season-adjective');
	if (first === null) return null;
	const last = attempt(cursor, () => {
		takeKind(cursor, 'dash');
		return takeWord(cursor, 'season-adjective');
	});
	if (takeWord(cursor, 'period', 'noise', 'deadline') === null) return null;
	const month = seasonMonth(first);
	const months = (((seasonMonth(last ?? first) - month) % 12) + 12) % 12;
	return withYear(cursor, monthsPoint(month, months + 3));
}

function season(cursor: Cursor): Point | null {
	const value = takeWord(cursor, 'season');
	return value === null ? null : withYear(cursor, monthsPoint(seasonMonth(value), 3));
}

function year(cursor: Cursor): Point | null {
	const reading = readYear(cursor);
	return reading && yearPoint(reading.ref, reading.isPair);
}

/** «до 5 мая», «не позднее …», «к 1 сентября», «по 31 мая», «до 25 числа каждого месяца». */
function readLimit(cursor: Cursor): Item[] | null {
	skipLeadIn(cursor);
	const strict = readLimitWords(cursor);
	if (strict === null) return null;
	skipWords(cursor, 'in', 'noise', 'ready', 'period');
	const items = firstOf(cursor, [readNumbered, partOfEachMonth, onePoint]);
	if (!items) return null;
	const isInclusive = takeWord(cursor, 'inclusive') !== null || !strict;
	return items.map((item): Item => {
		if (item.type === 'monthly-day') return { ...item, day: { ...item.day, until: true } };
		return item.type === 'point' ? limitOf(item.point, isInclusive) : item;
	});
}

/** Whether a period after the words is itself left out («до мая») or not («не позднее мая»). */
function readLimitWords(cursor: Cursor): boolean | null {
	const notLater = attempt(cursor, () => {
		if (takeWord(cursor, 'not') === null || takeWord(cursor, 'late') === null) return null;
		takeKind(cursor, 'comma');
		takeWord(cursor, 'than');
		return true;
	});
	if (takeWord(cursor, 'till') !== null) return true;
	if (notLater) return false;
	if (takeWord(cursor, 'toward') !== null) return true;
	return takeWord(cursor, 'by') === null ? null : false;
}

function onePoint(cursor: Cursor): Item[] | null {
	const point = readPoint(cursor);
	return point && withRemark(cursor, [{ type: 'point', point }]);
}

/** «до конца (каждого) месяца». */
function partOfEachMonth(cursor: Cursor): Item[] | null {
	const part = takeWord(cursor, 'part');
	if (part === null) return null;
	const each = readEachMonth(cursor);
	if (!each) return null;
	const [from, to] = MONTH_THIRDS[part]!;
	return [
		{
			type: 'monthly-day',
			day: { at: (y, m) => monthPart(y, m, from, to), until: false, ...each }
		}
	];
}

/** The last day of a limit: «до мая» 30 April, «до 2020 года» by habit 31 December 2020. */
export function limitOf(point: Point, isInclusive: boolean): Item {
	if (point.part === 2 && point.size === 'part') {
		const middle = { ...point, at: (year: number) => halfWay(point, year) };
		return { type: 'until', point: middle, limit: 'end' };
	}
	if (point.part === 1) return { type: 'until', point, limit: isInclusive ? 'end' : 'before' };
	if (isInclusive || point.isEdge) return { type: 'until', point, limit: 'end' };
	return { type: 'until', point, limit: point.size === 'year' ? 'habit' : 'before' };
}

/** «до середины мая» is until the 15th. */
function halfWay(point: Point, year: number) {
	const span = point.at(year);
	if (!span) return null;
	const middle = Math.floor((span.from + span.to) / 2);
	return { from: span.from, to: middle };
}

/** «с 4 сентября», «с мая по сентябрь», «начиная с 2023 года», «после 20 октября». */
function readBeginning(cursor: Cursor): Item[] | null {
	skipLeadIn(cursor);
	const isAfter = takeWord(cursor, 'after') !== null;
	const isNotBefore =
		!isAfter &&
		attempt(cursor, () => {
			if (takeWord(cursor, 'not') === null) return null;
			return takeWord(cursor, 'early');
		}) !== null;
	if (!isAfter && !isNotBefore && takeWord(cursor, 'from') === null) return null;
	skipWords(cursor, 'from', 'in', 'noise');
	const begin = firstOf(cursor, [readNumbered, onePoint]);
	const first = begin?.[0];
	if (begin?.length !== 1 || first?.type !== 'point') return null;
	return (
		attempt(cursor, () => readRangeEnd(cursor, first.point)) ?? [
			{ type: 'since', point: first.point, after: isAfter }
		]
	);
}

function readRangeEnd(cursor: Cursor, from: Point): Item[] | null {
	takeKind(cursor, 'comma');
	takeWord(cursor, 'and');
	const isTill = takeKind(cursor, 'dash') === null && readLimitWords(cursor);
	if (isTill === null) return null;
	skipWords(cursor, 'in', 'noise');
	const [end, ...rest] = firstOf(cursor, [readNumbered, onePoint]) ?? [];
	if (end?.type !== 'point') return null;
	const isInclusive = takeWord(cursor, 'inclusive') !== null;
	if (!isTill) return [{ type: 'range', from, to: end.point }, ...rest];
	const limit = limitOf(end.point, isInclusive);
	if (limit.type !== 'until' || limit.limit === 'end') {
		return [{ type: 'range', from, to: end.point }, ...rest];
	}
	return [{ type: 'range', from, to: end.point, until: limit.limit }, ...rest];
}
