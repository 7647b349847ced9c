/** What the system knows for a half-year report. Pure: the day is given. */
import type { PlainDate, Window } from '../../calendar/term.ts';
import type { Occurrence, State } from '../execution/model.ts';
import { stateOf } from '../execution/state.ts';
import type { Roadmap } from '../model.ts';
import { outlineOf } from '../outline.ts';
import { standingOf, tallyOf } from '../progress.ts';
import type {
	FactEvidence,
	FactOccurrence,
	FactRow,
	Figures,
	HalfYearFacts,
	RowState
} from './model.ts';

/** What was told about an occurrence, by its newest report. */
export interface Told {
	text: string;
	result: string | null;
	/** Decimal digits. */
	number: string | null;
	evidence: FactEvidence[];
}

export interface FillFrom {
	roadmap: Pick<Roadmap, 'sections' | 'measures'>;
	/** Without withdrawn ones. */
	occurrences: readonly Occurrence[];
	/** By id of the report. */
	reports: ReadonlyMap<string, Told>;
	period: Window;
	/** Of the whole roadmap. */
	plan: Window;
	/** The half-year after it, as far as the plan goes. */
	next: Window | null;
	today: PlainDate;
}

/** The facts of a half-year, in print order; measures that it does not concern are left out. */
export function fillFacts(from: FillFrom): HalfYearFacts {
	const { roadmap, occurrences, period, today } = from;
	const byMeasure = Map.groupBy(occurrences, ({ measureId }) => measureId);
	const rows = outlineOf(roadmap).flatMap(({ path, measures }) =>
		measures.flatMap((measure): FactRow[] => {
			const own = (byMeasure.get(measure.id) ?? []).filter((one) => concerns(one, period));
			if (own.length === 0) return [];
			const told = own.map((one) => factOf(one, from));
			return [
				{
					measureId: measure.id,
					number: measure.number,
					text: measure.text,
					section: path,
					term: measure.term.phrase,
					responsible: measure.responsible.map(({ text }) => text),
					expected: measure.result,
					state: rowState(told, period),
					occurrences: told
				}
			];
		})
	);
	return {
		period,
		countedOn: today,
		figures: { ...figuresOf(rows), ...standingFigures(from, byMeasure) },
		rows,
		next: from.next && { period: from.next, measures: nextOf(from, from.next) }
	};
}

/**
 * Whether an occurrence belongs into the report of a half-year: due in it or running in it, done in
 * it whenever it was due, left open from before it, or without a date and not done before it.
 */
export function concerns(
	{ from, to, stage, doneOn }: Pick<Occurrence, 'from' | 'to' | 'stage' | 'doneOn'>,
	period: Window
): boolean {
	if (doneOn !== null && doneOn >= period.from && doneOn <= period.to) return true;
	if (to === null) return doneOn === null || doneOn > period.to;
	if (from !== null && from > period.to) return false;
	if (to >= period.from) return true;
	const settled = stage === 'verified' || stage === 'cancelled' || stage === 'not-done';
	return !settled || (doneOn !== null && doneOn > period.to);
}

/** What is due after the half-year is not late in it, whenever it is counted. */
function stateIn(one: Occurrence, period: Window, today: PlainDate): State {
	const state = stateOf(one, today);
	return state === 'late' && one.to! > period.to ? 'under-way' : state;
}

function factOf(one: Occurrence, { today, reports, period }: FillFrom): FactOccurrence {
	const told = one.reportId === null ? undefined : reports.get(one.reportId);
	const { id, from, to, doneOn, reason } = one;
	return {
		...{ id, from, to, state: stateIn(one, period, today), doneOn, reason },
		done: told?.text ?? null,
		result: [told?.result, told?.number].filter(Boolean).join('; ') || null,
		evidence: told?.evidence ?? []
	};
}

/** The first that any occurrence is in decides. */
const order: [RowState, State[]][] = [
	['late', ['late']],
	['not-done', ['not-done']],
	['returned', ['returned']],
	['waiting', ['reported']],
	['done-late', ['done-late']],
	['done', ['verified']],
	['under-way', ['planned', 'due-soon', 'under-way']],
	['undated', ['undated']]
];

/**
 * What was due by the half-year's end decides. Where nothing was, what was done all the same is told as
 * done ahead, and what is reported but not verified yet is under way: neither was planned for now.
 */
export function rowState(
	occurrences: Pick<FactOccurrence, 'to' | 'state'>[],
	period: Window
): RowState {
	const isDue = ({ to }: { to: PlainDate | null }) => to !== null && to <= period.to;
	const due = occurrences.filter((one) => isDue(one) && one.state !== 'cancelled');
	const state = stateAmong(due.length > 0 ? due : occurrences);
	if (due.length > 0) return state;
	const hasDay = occurrences.some(({ to }) => to !== null);
	if (state === 'done' || state === 'done-late') return hasDay ? 'ahead' : 'done-undated';
	if (state === 'waiting' || state === 'returned') return hasDay ? 'under-way' : 'undated';
	return state;
}

function stateAmong(occurrences: Pick<FactOccurrence, 'state'>[]): RowState {
	return (
		order.find(([, each]) => occurrences.some(({ state }) => each.includes(state)))?.[0] ??
		'cancelled'
	);
}

/** The state of one period in the words of rows. */
export function occurrenceState({ state }: Pick<FactOccurrence, 'state'>): RowState {
	return stateAmong([{ state }]);
}

/** More periods than these (a weekly measure) are told by their number, and one by one where not done. */
const MANY = 4;

/** What to tell of a measure's periods: how many were done where they are many, and which one by one. */
export function toldOf({ occurrences }: Pick<FactRow, 'occurrences'>): {
	done: number | null;
	each: FactOccurrence[];
} {
	if (occurrences.length <= MANY) return { done: null, each: occurrences };
	const isDone = ({ state }: FactOccurrence) => state === 'verified';
	return {
		done: occurrences.filter(({ state }) => state === 'verified' || state === 'done-late').length,
		each: occurrences.filter((one) => !isDone(one))
	};
}

type Counted = Omit<Figures, 'dueDone' | 'due' | 'allDone' | 'all'>;

function figuresOf(rows: Pick<FactRow, 'state'>[]): Counted {
	const count = (state: RowState) => rows.filter((row) => row.state === state).length;
	const counted = {
		done: count('done'),
		doneLate: count('done-late'),
		waiting: count('waiting'),
		returned: count('returned'),
		late: count('late'),
		notDone: count('not-done')
	};
	return {
		planned: Object.values(counted).reduce((sum, each) => sum + each, 0),
		...counted,
		doneAhead: count('ahead') + count('done-undated'),
		underWay: count('under-way'),
		undated: count('undated'),
		cancelled: count('cancelled')
	};
}

/** By the one definition of progress, as of the half-year's last day. */
function standingFigures(
	{ roadmap, period, plan }: FillFrom,
	byMeasure: Map<string, Occurrence[]>
): Pick<Figures, 'dueDone' | 'due' | 'allDone' | 'all'> {
	const standings = roadmap.measures.flatMap(
		({ id }) => standingOf(byMeasure.get(id) ?? [], plan.to, period.to) ?? []
	);
	const { kept, due, done, whole } = tallyOf(standings, period.to);
	return { dueDone: kept, due, allDone: done, all: whole };
}

function nextOf({ roadmap, occurrences }: FillFrom, next: Window): string[] {
	const due = new Set(
		occurrences
			.filter(
				({ stage, from, to }) =>
					['open', 'begun', 'returned'].includes(stage) &&
					from !== null &&
					to !== null &&
					from <= next.to &&
					to >= next.from
			)
			.map(({ measureId }) => measureId)
	);
	return outlineOf(roadmap)
		.flatMap(({ measures }) => measures)
		.filter(({ id }) => due.has(id))
		.map(({ number, text }) => number ?? text);
}

/** Rows that cannot be sent without a word on why. */
export function needsReason({ state, occurrences }: FactRow, countedOn: PlainDate): boolean {
	if (state === 'late' || state === 'not-done') return true;
	return (
		state === 'returned' &&
		occurrences.some((one) => one.state === 'returned' && one.to !== null && one.to < countedOn)
	);
}

/** What the system itself knows of why: reasons given when an occurrence was closed or cancelled. */
export function knownReason({ occurrences }: Pick<FactRow, 'occurrences'>): string {
	return [...new Set(occurrences.flatMap(({ reason }) => reason?.trim() || []))].join('; ');
}

/** Rows of each section in print order, with how many of its planned measures were carried out. */
export function sectionsOf(
	rows: FactRow[]
): { section: string[]; rows: FactRow[]; done: number; planned: number }[] {
	const groups = Map.groupBy(rows, ({ section }) => JSON.stringify(section));
	return [...groups.values()].map((own) => {
		const { planned, done, doneLate } = figuresOf(own);
		return { section: own[0]!.section, rows: own, done: done + doneLate, planned };
	});
}
