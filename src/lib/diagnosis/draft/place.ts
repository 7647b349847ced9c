/**
 * Terms in a school year: typical months of the library where they are still ahead, later ones where
 * they are not, after what must come first, around holidays, with less in the months of reports, and
 * spread so that no month has it all. Pure.
 */
import { readTerm, schoolYearOf } from '../../calendar/calendar.ts';
import type { Window } from '../../calendar/term.ts';
import type { Effort } from '../library/measures.ts';
import {
	boundsPhrase,
	deadlinePhrase,
	monthOf,
	monthsPhrase,
	numberOf,
	withoutHolidays,
	type Month
} from './months.ts';

export interface ToPlace {
	key: string;
	/** The library's phrase. */
	term: string;
	effort: Effort;
	/** Keys of those in the same draft that must come first. */
	after: readonly string[];
	/** The last month for it, where somebody outside the draft waits for it. */
	before?: Month;
}

/** `typical` as the library has it; `moved` its months are over; `tight` no room after what comes first. */
export type PlaceReason = 'typical' | 'moved' | 'after' | 'load' | 'holidays' | 'tight' | 'before';

export interface Placed {
	term: string;
	from: Month;
	to: Month;
	reasons: PlaceReason[];
}

/**
 * How much of an ordinary month's work fits: reports of schools are due in April and November
 * (domain.md §3.4), January and March are cut by holidays, in summer schools are empty.
 */
const room = [0.7, 1, 0.9, 0.6, 0.9, 0.4, 0.1, 0.6, 1, 1, 0.7, 0.9];
const weight: Record<Effort, number> = { small: 1, medium: 2, large: 3 };
/** Months that a measure may wait for a quieter one, unless others wait for it. */
const mostPatience = 3;
const may = 4;
/** What lasts longer need not be over for others to begin. */
const longest = 4;

type Shape =
	| { kind: 'steady' }
	/** The whole year, without dates of its own. */
	| { kind: 'year' }
	| { kind: 'points'; months: Month[] }
	| { kind: 'deadline'; month: Month }
	| { kind: 'span'; from: Month; length: number };

/** Places all of them in `plan`, whose first day is the first on which anything may begin. */
export function placeAll(given: readonly ToPlace[], plan: Window): Map<string, Placed> {
	const year = schoolYearOf(plan.to).window;
	const shapes = new Map(given.map((one) => [one.key, shapeOf(one.term, year)]));
	const first = monthOf(plan.from);
	const last = monthOf(plan.to);
	const load = loadOf(given, first, last);
	// what others wait for does not wait itself
	const needed = new Set(given.flatMap(({ after }) => after));
	const placed = new Map<string, Placed>();
	for (const one of inOrder(given, shapes, first)) {
		const shape = shapes.get(one.key)!;
		const waits = one.after.flatMap((key) => placed.get(key) ?? []);
		const free = Math.max(first, ...waits.map((each) => readyOf(each, shapes, placed) + 1));
		const patience = needed.has(one.key) ? 0 : mostPatience;
		const found = placeOne(one, shape, { first, last, free, year, load, patience });
		load.add(found, weight[one.effort], shape.kind === 'steady');
		placed.set(one.key, found);
	}
	return placed;
}

/** Where one more fits among those that are placed, e.g. instead of another. */
export function placeAnother(
	one: ToPlace,
	others: readonly { term: string; effort: Effort }[],
	plan: Window
): Placed {
	const rest = others.map(({ term, effort }, i) => ({
		key: `other ${i}`,
		term,
		effort,
		after: []
	}));
	return placeAll([...rest, { ...one, after: [] }], plan).get(one.key)!;
}

interface Ground {
	first: Month;
	last: Month;
	/** The first month after what must come first. */
	free: Month;
	year: Window;
	load: Load;
	/** Months that it may wait for a quieter one. */
	patience: number;
}

function placeOne(one: ToPlace, shape: Shape, ground: Ground): Placed {
	const { first, last, free, year } = ground;
	const closing = Math.max(first, Math.min(last, lastMonth(shape, year), one.before ?? last));
	const waited: PlaceReason[] = free > first ? ['after'] : [];
	if (shape.kind === 'steady' || shape.kind === 'year') {
		const from = Math.min(free, closing);
		const term =
			shape.kind === 'year'
				? monthsPhrase(from, closing)
				: steadyPhrase(one.term, from, closing, year);
		return { term, from, to: closing, reasons: waited.length > 0 ? waited : ['typical'] };
	}
	if (shape.kind === 'points') {
		const ahead = shape.months.filter((month) => month >= free && month <= last);
		const months = ahead.length > 0 ? ahead : [Math.min(free, closing)];
		const isWhole = ahead.length === shape.months.length;
		const phrase = months.map((month) => monthsPhrase(month, month)).join(', ');
		return {
			term: isWhole ? one.term : phrase[0] + phrase.slice(1).toLowerCase(),
			from: months[0]!,
			to: months.at(-1)!,
			reasons: isWhole ? ['typical'] : [...waited, 'moved']
		};
	}
	return placeSpan(one, shape, { ...ground, closing });
}

function placeSpan(
	one: ToPlace,
	shape: Extract<Shape, { kind: 'deadline' | 'span' }>,
	{ first, free, closing, load, patience }: Ground & { closing: Month }
): Placed {
	const typical = shape.kind === 'span' ? shape.from : shape.month;
	const asked = shape.kind === 'span' ? shape.length : 1;
	const wish = Math.max(typical, free);
	const length = Math.max(1, Math.min(asked, closing - Math.min(wish, closing) + 1));
	const latest = Math.max(Math.min(free, closing), closing - length + 1);
	const begin = Math.min(wish, latest);
	const each = weight[one.effort] / length;
	let best = begin;
	let least = Infinity;
	for (let from = begin; from <= Math.min(latest, begin + patience); from++) {
		const cost = load.over(from, from + length - 1, each) * 3 + (from - begin) * 0.5;
		if (cost < least - 1e-9) [best, least] = [from, cost];
	}
	const to = best + length - 1;
	const reasons: PlaceReason[] = [];
	if (typical < first) reasons.push('moved');
	if (free > first && free > typical) reasons.push(free > latest ? 'tight' : 'after');
	if (best > begin) reasons.push('load');
	if (begin < wish && one.before !== undefined && one.before >= first) reasons.push('before');
	if (one.before !== undefined && one.before < first && !reasons.includes('tight'))
		reasons.push('tight');
	if (best === typical && length === asked)
		return { term: one.term, from: best, to, reasons: ['typical'] };
	if (shape.kind === 'deadline') return { term: deadlinePhrase(best), from: best, to, reasons };
	const trimmed = length === 1 ? withoutHolidays(best) : null;
	if (trimmed) reasons.push('holidays');
	return { term: trimmed ?? monthsPhrase(best, to), from: best, to, reasons };
}

/** What a phrase of the library asks for. */
function shapeOf(term: string, year: Window): Shape {
	const { kind, occurrences } = readTerm(term, { plan: year });
	if (kind !== 'dates' || occurrences.length === 0) return { kind: 'steady' };
	if (occurrences.length > 1)
		return { kind: 'points', months: occurrences.map(({ from }) => monthOf(from)) };
	const { from, to } = occurrences[0]!;
	const length = monthOf(to) - monthOf(from) + 1;
	if (/^(до|не позднее)\s/i.test(term)) {
		// «до 1 ноября» is work of October
		const isEarly = Number(to.slice(8)) <= 10;
		return {
			kind: 'deadline',
			month: Math.max(monthOf(year.from), monthOf(to) - (isEarly ? 1 : 0))
		};
	}
	if (length >= 9) return { kind: 'year' };
	return { kind: 'span', from: monthOf(from), length };
}

/** May, where the work is not one of summer. */
function lastMonth(shape: Shape, year: Window): Month {
	const end = monthOf(year.to) - 7 + may;
	const own =
		shape.kind === 'span'
			? shape.from + shape.length - 1
			: shape.kind === 'deadline'
				? shape.month
				: end;
	return Math.max(end, own);
}

/** «Ежемесячно с декабря по май», where that reads as it should. */
function steadyPhrase(term: string, from: Month, to: Month, year: Window): string {
	if (from === to) return monthsPhrase(from, to);
	const bounded = `${term} ${boundsPhrase(from, to)}`;
	const read = readTerm(bounded, { plan: year });
	const isGood = read.doubts.length === 0 && read.confidence >= 0.8 && read.occurrences.length > 0;
	return isGood ? bounded : term;
}

/** The month after which what waits for it may begin: of what goes on for long, its first. */
function readyOf(one: Placed, shapes: Map<string, Shape>, placed: Map<string, Placed>): Month {
	const key = [...placed].find(([, each]) => each === one)![0];
	const { kind } = shapes.get(key)!;
	const isShort = one.to - one.from < longest;
	return (kind === 'span' && isShort) || kind === 'deadline' ? one.to : one.from;
}

/** What must come first before what waits for it; else by typical month, the larger work first. */
function inOrder(given: readonly ToPlace[], shapes: Map<string, Shape>, first: Month): ToPlace[] {
	const startOf = ({ key }: ToPlace): Month => {
		const shape = shapes.get(key)!;
		if (shape.kind === 'span') return Math.max(first, shape.from);
		if (shape.kind === 'deadline') return Math.max(first, shape.month);
		// what stands fast loads its months before what can move
		return first - 1;
	};
	const left = [...given].sort(
		(a, b) => startOf(a) - startOf(b) || weight[b.effort] - weight[a.effort]
	);
	const keys = new Set(given.map(({ key }) => key));
	const ordered: ToPlace[] = [];
	const done = new Set<string>();
	while (left.length > 0) {
		const free = left.findIndex(({ after }) =>
			after.every((key) => done.has(key) || !keys.has(key))
		);
		// a circle cannot be kept in order
		const [next] = left.splice(Math.max(0, free), 1);
		ordered.push(next!);
		done.add(next!.key);
	}
	return ordered;
}

interface Load {
	/** How far months would be overfull with `each` more in every one of them. */
	over(from: Month, to: Month, each: number): number;
	add(placed: Placed, weight: number, isSteady: boolean): void;
}

function loadOf(given: readonly ToPlace[], first: Month, last: Month): Load {
	const months = Array.from({ length: last - first + 1 }, (_, i) => first + i);
	const roomOf = (month: Month): number => room[numberOf(month)]!;
	const all = given.reduce((sum, { effort }) => sum + weight[effort], 0);
	const even = all / months.reduce((sum, month) => sum + roomOf(month), 0);
	const used = new Map<Month, number>();
	const usedIn = (month: Month): number => used.get(month) ?? 0;
	return {
		over(from, to, each) {
			let sum = 0;
			for (let month = from; month <= to; month++)
				sum += Math.max(0, usedIn(month) + each - even * roomOf(month));
			return sum;
		},
		add({ from, to }, amount, isSteady) {
			const each = (isSteady ? amount / 2 : amount) / (to - from + 1);
			for (let month = from; month <= to; month++) used.set(month, usedIn(month) + each);
		}
	};
}
