import { UNIT } from '../lexicon.ts';
import { isDayOfMonth } from '../numeric.ts';
import { attempt, firstOf, peekWord, skipWords, takeKind, takeWord } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Item, Point } from './meaning.ts';
import { readEachMonth, readNumbered } from './numbered.ts';
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
import { readYear, readYearWord } from './years.ts';

/** Words before a date that say nothing more than that it comes. */
export function skipLeadIn(cursor: Cursor): void {
	skipWords(cursor, 'in', 'for', 'during', 'period', 'deadline', 'noise', 'ready', 'all');
}

/** A date or period that is not begun by a number of a list. */
export function readPoint(cursor: Cursor): Point | null {
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

/** «до конца (каждого) месяца». */
export function partOfEachMonth(cursor: Cursor): Item[] | null {
	const part = takeWord(cursor, 'part');
	if (part === null) return null;
	const each = readEachMonth(cursor);
	if (!each) return null;
	const [from, to] = MONTH_THIRDS[part]!;
	return [
		{
			type: 'monthly-day',
			day: { at: (y, m) => monthPart(y, m, from, to), until: false, afterReport: each.afterReport }
		}
	];
}

/** «24 мая (ср)». */
export function withRemark(cursor: Cursor, items: Item[]): Item[] {
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
