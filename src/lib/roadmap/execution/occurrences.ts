/** Which occurrences a measure has, and what becomes of them when its term changes. Pure. */
import { readTerm } from '../../calendar/calendar.ts';
import type { PlainDate, Term, Window } from '../../calendar/term.ts';
import type { CheckIn } from '../model.ts';
import type { Occurrence, OccurrenceKind } from './model.ts';

/** An occurrence as the term asks for it; both days or none. */
export interface Planned {
	kind: OccurrenceKind;
	from: PlainDate | null;
	to: PlainDate | null;
	neverLate: boolean;
}

/**
 * Beyond so many occurrences («ежедневно», weekly over several years) nobody reports each one: the
 * measure is asked at its check-ins instead, as a continuous one is.
 */
export const MOST_OCCURRENCES = 60;

/** How the calendar reads the interval of check-ins, so that both have the same half-years. */
const checkInPhrase: Record<Exclude<CheckIn, 'none'>, string> = {
	monthly: 'ежемесячно',
	quarterly: 'ежеквартально',
	'half-yearly': '1 раз в полугодие',
	yearly: '1 раз в год'
};

/**
 * The occurrences of a term in its plan, in order, no two alike: each period of dates or of a
 * recurrence; check-ins of what is continuous; one without dates, never late, where another
 * schedule, an event or need decides or the phrase says nothing. With `checkIn` `none` a measure of
 * check-ins has none: it is asked only where a person adds an occurrence.
 */
export function planOccurrences(
	term: Pick<Term, 'kind' | 'window' | 'occurrences' | 'recurrence'>,
	plan: Window,
	checkIn: CheckIn
): Planned[] {
	const { kind, window, occurrences, recurrence } = term;
	if (kind !== 'dates' && kind !== 'recurring' && kind !== 'continuous') return [undated];
	const windows = occurrences.length > 0 ? occurrences : window ? [window] : [];
	if (kind === 'continuous' || recurrence === 'daily' || windows.length > MOST_OCCURRENCES)
		return checkIns(window ?? plan, plan, checkIn);
	if (windows.length === 0) return [undated];
	return distinct(windows).map((one) => planned('term', one));
}

const undated: Planned = { kind: 'undated', from: null, to: null, neverLate: true };

function planned(kind: OccurrenceKind, { from, to }: Window): Planned {
	return { kind, from, to, neverLate: false };
}

/** Units of the plan, cut at the ends of the term. */
function checkIns(window: Window, plan: Window, checkIn: CheckIn): Planned[] {
	if (checkIn === 'none') return [];
	const units = readTerm(checkInPhrase[checkIn], { plan }).occurrences.flatMap(({ from, to }) => {
		const cut = { from: later(from, window.from), to: earlier(to, window.to) };
		return cut.from <= cut.to ? [cut] : [];
	});
	return (units.length > 0 ? units : [window]).map((unit) => planned('check-in', unit));
}

function distinct(windows: Window[]): Window[] {
	const known = new Map(windows.map((window) => [`${window.from}/${window.to}`, window]));
	return [...known.values()].sort(
		(one, other) => one.from.localeCompare(other.from) || one.to.localeCompare(other.to)
	);
}

/** An occurrence that is stored, as far as a new term concerns it. */
export type Existing = Pick<
	Occurrence,
	'id' | 'kind' | 'from' | 'to' | 'neverLate' | 'stage' | 'doneOn' | 'reportId'
>;

export interface Reconciled {
	add: Planned[];
	/** Those that the term asks for under other rules: kind and lateness change, days do not. */
	redate: { id: string; planned: Planned }[];
	/** Untouched ones that nothing asks for any more. */
	withdraw: string[];
	/** Those that stay as they are. */
	keep: string[];
}

/** Whether somebody did something with it, so that no term may take it away. */
export function isTouched({ kind, stage, reportId, from }: Existing): boolean {
	return (
		stage !== 'open' ||
		reportId !== null ||
		kind === 'added' ||
		(kind === 'undated' && from !== null)
	);
}

/**
 * What a changed term makes of the stored occurrences of one measure (without withdrawn ones). What
 * was touched always stays, with its own days, and answers for the planned periods that lie within
 * it or, failing those, the one it shares most days with: nothing is asked twice. Untouched ones
 * answer for the period that is exactly theirs and are withdrawn otherwise. What a person added
 * stays beside all that.
 */
export function reconcile(existing: readonly Existing[], planned: readonly Planned[]): Reconciled {
	const result: Reconciled = { add: [], redate: [], withdraw: [], keep: [] };
	const open = new Set(planned);
	const touched = existing.filter(isTouched);
	const unmatched: Existing[] = [];
	for (const one of touched) {
		const equal = one.kind === 'added' ? undefined : [...open].find((each) => isSame(one, each));
		if (equal) {
			open.delete(equal);
			settle(result, one, equal);
		} else {
			result.keep.push(one.id);
			if (one.kind !== 'added') unmatched.push(one);
		}
	}
	for (const one of unmatched) for (const each of filledBy(one, planned)) open.delete(each);
	for (const one of existing) {
		if (isTouched(one)) continue;
		const equal = [...open].find((each) => isSame(one, each));
		if (!equal) {
			result.withdraw.push(one.id);
			continue;
		}
		open.delete(equal);
		settle(result, one, equal);
	}
	result.add = [...open];
	return result;
}

/** An undated one stays the same when somebody gave it days. */
function isSame(one: Existing, each: Planned): boolean {
	if (each.kind === 'undated') return one.kind === 'undated' || one.from === null;
	return one.from === each.from && one.to === each.to;
}

function settle(result: Reconciled, one: Existing, equal: Planned): void {
	if (one.kind === equal.kind && one.neverLate === equal.neverLate) result.keep.push(one.id);
	else result.redate.push({ id: one.id, planned: equal });
}

/** The planned periods that a touched occurrence answers for. */
function filledBy(one: Existing, planned: readonly Planned[]): Planned[] {
	const own =
		one.from !== null && one.to !== null
			? { from: one.from, to: one.to }
			: one.doneOn !== null
				? { from: one.doneOn, to: one.doneOn }
				: null;
	if (!own) return [];
	const shared = planned
		.map((each) => ({ each, days: sharedDays(own, each) }))
		.filter(({ days }) => days > 0);
	const within = shared.filter(({ each }) => own.from <= each.from! && each.to! <= own.to);
	if (within.length > 0) return within.map(({ each }) => each);
	const most = Math.max(...shared.map(({ days }) => days));
	return shared
		.filter(({ days }) => days === most)
		.slice(0, 1)
		.map(({ each }) => each);
}

function sharedDays(own: Window, { from, to }: Planned): number {
	if (from === null || to === null) return 0;
	const days = Date.parse(earlier(own.to, to)) - Date.parse(later(own.from, from));
	return days / 86_400_000 + 1;
}

const later = (one: PlainDate, other: PlainDate): PlainDate => (one > other ? one : other);
const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other);
