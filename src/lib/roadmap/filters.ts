import type { PlainDate } from '../calendar/term.ts';
import type { Occurrence } from './execution/model.ts';
import { workStates, type Work, type WorkState } from './execution/work.ts';
import type { Measure, Roadmap, Section } from './model.ts';
import type { Standing } from './progress.ts';
import { countPicks, fallsDueIn, isPicked, type CountPick } from './progress/pick.ts';
import { hasDates, timeState, timeStates, type TimeState } from './state.ts';

export const views = ['table', 'timeline', 'lanes'] as const;
export type View = (typeof views)[number];

/** Value of a filter for what has no section, lane, deficit or person. */
export const NONE = 'none';

/** What a roadmap's page shows; all of it lives in the address. */
export interface Filter {
	/** A section with everything under it. */
	section: string | null;
	/** A person's id, or `=` and the text of a party that is linked to nobody. */
	person: string | null;
	/** Index of a lane. */
	lane: string | null;
	/** Number of a deficit. */
	factor: string | null;
	/** `2026-11` */
	month: string | null;
	/** Before an order approved it where the term lies, afterwards how far the work is. */
	state: TimeState | WorkState | null;
	/** A figure of progress. */
	count: CountPick | null;
	/** `2026-11`: somebody still has to finish a part of it in that month. */
	until: string | null;
}

export const noFilter: Filter = {
	section: null,
	person: null,
	lane: null,
	factor: null,
	month: null,
	state: null,
	count: null,
	until: null
};

/** What stands in the address; whatever is not understood filters nothing. */
export function readFilter(address: URLSearchParams): { view: View; filter: Filter } {
	return {
		view: views.find((view) => view === address.get('view')) ?? 'table',
		filter: {
			section: address.get('section') || null,
			person: address.get('person') || null,
			lane: numberOrNone(address.get('lane')),
			factor: numberOrNone(address.get('factor')),
			month: monthOf(address.get('month')),
			state: [...timeStates, ...workStates].find((state) => state === address.get('state')) ?? null,
			count: countPicks.find((count) => count === address.get('count')) ?? null,
			until: monthOf(address.get('until'))
		}
	};
}

const monthOf = (given: string | null): string | null =>
	given && /^\d{4}-(0[1-9]|1[0-2])$/.test(given) ? given : null;
const numberOrNone = (given: string | null): string | null =>
	given && (given === NONE || /^\d{1,3}$/.test(given)) ? given : null;

/** The address part of a view: `?view=timeline&section=…`, empty for the plain table. */
export function filterQuery(view: View, filter: Filter, without?: keyof Filter): string {
	const address = new URLSearchParams();
	if (view !== 'table') address.set('view', view);
	for (const [key, value] of Object.entries(filter))
		if (value !== null && key !== without) address.set(key, value);
	const text = address.toString();
	return text ? `?${text}` : '';
}

export function isFiltered(filter: Filter): boolean {
	return Object.values(filter).some((value) => value !== null);
}

/** How far the measures of an approved roadmap are, as far as filters ask. */
export interface Executed {
	works: Record<string, Work>;
	standings: Record<string, Standing>;
	occurrences: Record<string, Occurrence[]>;
}

/** The measures that the filter lets through, in the order given; `execution` is of an approved one. */
export function applyFilter(
	{
		sections,
		measures,
		execution = null
	}: Pick<Roadmap, 'sections' | 'measures'> & { execution?: Executed | null },
	filter: Filter,
	today: PlainDate
): Measure[] {
	const known = new Set(sections.map(({ id }) => id));
	const within =
		filter.section === null || filter.section === NONE
			? null
			: sectionsUnder(sections, filter.section);
	return measures.filter((measure) => {
		const { sectionId, lane, factors, responsible } = measure;
		const own = execution?.occurrences[measure.id] ?? [];
		return (
			(within === null || (sectionId !== null && within.has(sectionId))) &&
			(filter.section !== NONE || sectionId === null || !known.has(sectionId)) &&
			(filter.person === null ||
				(filter.person === NONE
					? responsible.length === 0
					: partyKeys(measure).includes(filter.person))) &&
			isOf(filter.lane, lane === null ? [] : [lane]) &&
			isOf(filter.factor, factors) &&
			(filter.month === null || fallsIn(measure, filter.month)) &&
			(filter.state === null ||
				timeState(measure.term, today) === filter.state ||
				execution?.works[measure.id]?.state === filter.state) &&
			(filter.count === null ||
				isPicked(filter.count, execution?.standings[measure.id], own, today)) &&
			(filter.until === null || fallsDueIn(own, filter.until))
		);
	});
}

function isOf(wanted: string | null, given: number[]): boolean {
	if (wanted === null) return true;
	return wanted === NONE ? given.length === 0 : given.includes(Number(wanted));
}

/** The section's id and those of all sections below it. */
export function sectionsUnder(
	sections: Pick<Section, 'id' | 'parentId'>[],
	id: string
): Set<string> {
	const children = Map.groupBy(sections, ({ parentId }) => parentId);
	const found = new Set<string>();
	const add = (section: string): void => {
		if (found.has(section)) return;
		found.add(section);
		for (const child of children.get(section) ?? []) add(child.id);
	};
	add(id);
	return found;
}

/** Who is responsible, as `Filter.person` names them. */
export function partyKeys({ responsible }: Pick<Measure, 'responsible'>): string[] {
	return responsible.map(({ personId, text }) => personId ?? `=${text}`);
}

/** Everybody responsible in the roadmap, each once, by name. */
export function peopleOf(
	measures: Pick<Measure, 'responsible'>[]
): { key: string; text: string }[] {
	const names = new Map<string, string>();
	for (const { responsible } of measures)
		for (const { personId, text } of responsible) {
			const key = personId ?? `=${text}`;
			if (!names.has(key)) names.set(key, text);
		}
	return [...names]
		.map(([key, text]) => ({ key, text }))
		.sort((a, b) => a.text.localeCompare(b.text, 'ru'));
}

function fallsIn({ term }: Pick<Measure, 'term'>, month: string): boolean {
	if (!term.window || !hasDates(term)) return false;
	const windows = term.occurrences.length > 0 ? term.occurrences : [term.window];
	return windows.some(({ from, to }) => from.slice(0, 7) <= month && month <= to.slice(0, 7));
}

/** Months of the period, `2026-09` …, at most ten years of them. */
export function monthsOf({ from, to }: { from: PlainDate; to: PlainDate }): string[] {
	const months: string[] = [];
	let [year, month] = from.split('-').map(Number) as [number, number];
	while (months.length < 120) {
		const name = `${year}-${String(month).padStart(2, '0')}`;
		if (name > to.slice(0, 7)) break;
		months.push(name);
		month += 1;
		if (month > 12) [year, month] = [year + 1, 1];
	}
	return months;
}
