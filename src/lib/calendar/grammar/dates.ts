import { attempt, firstOf, takeKind, takeWord } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { readBeginning, readLimit } from './limits.ts';
import type { Item, Point } from './meaning.ts';
import { readNumbered } from './numbered.ts';
import { partOfEachMonth, readPoint, skipLeadIn, withRemark } from './single.ts';

/** Days, periods, lists and ranges of them, limits («до …») and beginnings («с …»). */
export function readDates(cursor: Cursor): Item[] | null {
	return firstOf(cursor, [readLimit, readBeginning, readDirectly]);
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
