import { attempt, firstOf, skipWords, takeKind, takeWord } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Item, Point } from './meaning.ts';
import { readNumbered } from './numbered.ts';
import { partOfEachMonth, readPoint, skipLeadIn, withRemark } from './single.ts';

/** «до 5 мая», «не позднее …», «к 1 сентября», «по 31 мая», «до 25 числа каждого месяца». */
export function readLimit(cursor: Cursor): Item[] | null {
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

/** The last day of a limit: «до мая» 30 April, «до 2020 года» by habit 31 December 2020. */
function limitOf(point: Point, isInclusive: boolean): Item {
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
export function readBeginning(cursor: Cursor): Item[] | null {
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
