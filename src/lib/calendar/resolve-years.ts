import { partsOf } from './days.ts';
import type { Item, Point, YearRef } from './grammar/meaning.ts';
import { yearPoint } from './grammar/points.ts';
import type { Plan } from './plan.ts';
import { firstSchoolYear } from './school-year.ts';
import type { TermDoubt } from './term.ts';

/** Items that name days or periods. */
export type DateItem = Extract<Item, { type: 'point' | 'range' | 'until' | 'since' | 'plan-year' }>;

export function isDateItem(item: Item): item is DateItem {
	return ['point', 'range', 'until', 'since', 'plan-year'].includes(item.type);
}

type PointedItem = Exclude<DateItem, { type: 'plan-year' }>;

/** The point whose printed year speaks for the item: the end of a range. */
function yearBearer(item: PointedItem): Point {
	return item.type === 'range' ? item.to : item.point;
}

function withYearRef(item: PointedItem, year: YearRef): PointedItem {
	return item.type === 'range'
		? { ...item, to: { ...item.to, year } }
		: { ...item, point: { ...item.point, year } };
}

function hasYear(item: PointedItem): boolean {
	return item.type === 'range'
		? item.from.year !== null || item.to.year !== null
		: item.point.year !== null;
}

/**
 * The items with their years settled as far as the phrase alone and the plan's kind can: relative
 * years become numbers, a year that only frames its list («2024 г.: март, октябрь») is handed to
 * the list, a trailing year covers what stands before it, a leading one what follows.
 */
export function settleYears(items: DateItem[], plan: Plan, doubts: Set<TermDoubt>): DateItem[] {
	const plain = items.map((item) => mapPoints(item, (point) => settlePoint(point, plan, doubts)));
	return carryForward(carryBack(frameYears(plain), plan));
}

function mapPoints(item: DateItem, change: (point: Point) => Point | null): DateItem {
	if (item.type === 'plan-year') return item;
	if (item.type === 'range') {
		const [from, to] = [change(item.from), change(item.to)];
		return from && to ? { ...item, from, to } : { type: 'plan-year' };
	}
	const point = change(item.point);
	return point ? { ...item, point } : { type: 'plan-year' };
}

/** Null where the point is the plan's own year. */
function settlePoint(point: Point, plan: Plan, doubts: Set<TermDoubt>): Point | null {
	const year = point.year && settleRef(point.year, point, plan, doubts);
	if (point.size === 'year' && point.part === undefined) {
		return year === null ? null : yearPoint(year);
	}
	const isSchool = year ? year.kind === 'school' : plan.kind === 'school';
	const shape = isSchool && point.inSchoolYear ? point.inSchoolYear : point;
	return { ...shape, year };
}

function settleRef(ref: YearRef, point: Point, plan: Plan, doubts: Set<TermDoubt>): YearRef | null {
	if (ref.kind === 'years' && isPlansSchoolYear(ref, point, plan)) {
		return { kind: 'school', first: ref.first };
	}
	if (ref.kind !== 'relative') return ref;
	const isOwn = ref.offset === 0;
	if (plan.isLong || !isOwn || (ref.school && plan.kind === 'calendar'))
		doubts.add('relative-year');
	if (isOwn || (plan.isLong && point.size !== 'year')) return null;
	const isWrittenInside =
		plan.written !== null && plan.written >= plan.from && plan.written <= plan.to;
	const base = isWrittenInside ? plan.written! : plan.from;
	return ref.school
		? { kind: 'school', first: firstSchoolYear(base) + ref.offset }
		: { kind: 'calendar', year: partsOf(base).year + ref.offset };
}

/** «2026–2027» in the plan of that school year means it, not two calendar years. */
function isPlansSchoolYear(
	ref: Extract<YearRef, { kind: 'years' }>,
	point: Point,
	plan: Plan
): boolean {
	const mayMeanIt = point.size !== 'year' || point.isYearPair === true;
	const isOwn = ref.first === firstSchoolYear(plan.from) && ref.last === ref.first + 1;
	return mayMeanIt && isOwn && !ref.school && plan.kind === 'school' && !plan.isLong;
}

function isFrame(item: DateItem): item is Extract<DateItem, { type: 'point' }> {
	return (
		item.type === 'point' &&
		item.point.size === 'year' &&
		item.point.part === undefined &&
		!item.isWhole
	);
}

/** «2024 год: март, октябрь», «апрель, ноябрь, 2024 г.»: the year is no term of its own. */
function frameYears(items: DateItem[]): DateItem[] {
	const frames = items.filter(isFrame);
	const bare = items.filter(
		(item) => !isFrame(item) && item.type !== 'plan-year' && !hasYear(item)
	);
	if (frames.length === 0 || bare.length === 0) return items;
	let current: YearRef | null = null;
	const isLeading = isFrame(items[0]!);
	const order = isLeading ? items : [...items].reverse();
	const framed: DateItem[] = [];
	for (const item of order) {
		if (isFrame(item)) {
			current = item.point.year;
			const isUsed = isFramingSome(order, item);
			if (!isUsed) framed.push(item);
		} else if (item.type !== 'plan-year' && !hasYear(item) && current) {
			framed.push(withYearRef(item, current));
		} else {
			framed.push(item);
		}
	}
	return isLeading ? framed : framed.reverse();
}

function isFramingSome(order: DateItem[], frame: DateItem): boolean {
	const next = order[order.indexOf(frame) + 1];
	return next !== undefined && !isFrame(next) && next.type !== 'plan-year' && !hasYear(next);
}

/** «Апрель, Октябрь – декабрь 2021 г.»: the year covers the list before it. */
function carryBack(items: DateItem[], plan: Plan): DateItem[] {
	const carried = [...items];
	for (let i = carried.length - 2; i >= 0; i--) {
		const [item, next] = [carried[i]!, carried[i + 1]!];
		if (item.type === 'plan-year' || next.type === 'plan-year') continue;
		if (hasYear(item)) continue;
		const year = yearBearer(next).year;
		if (year) carried[i] = withYearRef(item, yearBefore(item, next, year, plan));
	}
	return carried;
}

/** «сентябрь, январь 2025» in the school year 2024/25 begins in 2024. */
function yearBefore(item: PointedItem, next: PointedItem, year: YearRef, plan: Plan): YearRef {
	if (year.kind !== 'calendar') return year;
	const point = yearBearer(item);
	if (point.month <= yearBearer(next).month) return year;
	const inPlan = (at: number) => {
		const span = point.at(at);
		return span !== null && span.from <= plan.to && span.to >= plan.from;
	};
	return !inPlan(year.year) && inPlan(year.year - 1)
		? { kind: 'calendar', year: year.year - 1 }
		: year;
}

/** «сентябрь 2024, январь»: what follows comes after, in the same or the next year. */
function carryForward(items: DateItem[]): DateItem[] {
	const carried = [...items];
	for (let i = 1; i < carried.length; i++) {
		const [item, before] = [carried[i]!, carried[i - 1]!];
		if (item.type === 'plan-year' || before.type === 'plan-year' || hasYear(item)) continue;
		const year = yearBearer(before).year;
		if (!year || (isFrame(before) && before.point.size === 'year')) continue;
		const isNext = year.kind === 'calendar' && yearBearer(item).month < yearBearer(before).month;
		carried[i] = withYearRef(item, isNext ? { kind: 'calendar', year: year.year + 1 } : year);
	}
	return carried;
}
