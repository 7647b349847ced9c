/** Progress of one roadmap by section, lane, deficit and person; each group names its filter. Pure. */
import type { PlainDate } from '../../calendar/term.ts';
import { NONE, partyKeys, sectionsUnder, type Filter } from '../filters.ts';
import type { Measure, Roadmap } from '../model.ts';
import { outlineOf } from '../outline.ts';
import { tallyOf, type Standing, type Tally } from '../progress.ts';

export interface Group {
	/** Value of the filter that shows its measures. */
	key: string;
	/** Title, name or number of the deficit; empty for what belongs to none. */
	name: string;
	/** Of a subsection, from 0. */
	depth: number;
	tally: Tally;
}

/** A roadmap's parts with the standings of those measures that count. */
export interface Counted extends Pick<Roadmap, 'sections' | 'measures'> {
	standings: Record<string, Standing>;
}

/** Kinds of groups by the filter that opens one. */
export type GroupKind = keyof Pick<Filter, 'section' | 'lane' | 'factor' | 'person'>;

/** In print order, each with everything under it; first what stands outside any section. */
export function bySection(counted: Counted, today: PlainDate): Group[] {
	return outlineOf(counted).flatMap(({ section, path, measures }) => {
		const within = section ? sectionsUnder(counted.sections, section.id) : null;
		const own = within
			? counted.measures.filter(({ sectionId }) => sectionId !== null && within.has(sectionId))
			: measures;
		const group = groupOf(counted, own, today);
		const key = section?.id ?? NONE;
		return { key, name: section?.title ?? '', depth: Math.max(0, path.length - 1), ...group };
	});
}

/** In the order of the roadmap's lanes; empty where it has none. */
export function byLane(counted: Counted, lanes: readonly string[], today: PlainDate): Group[] {
	if (lanes.length === 0) return [];
	return grouped(counted, today, ({ lane }) => [lane === null ? NONE : String(lane)]).map(
		(group) => ({ ...group, name: lanes[Number(group.key)] ?? '' })
	);
}

/** By number of the deficit; a measure that answers several counts in each. */
export function byFactor(counted: Counted, today: PlainDate): Group[] {
	return grouped(counted, today, ({ factors }) =>
		factors.length > 0 ? [...new Set(factors)].map(String) : [NONE]
	);
}

/** By name; a measure of several people counts in each. */
export function byPerson(counted: Counted, today: PlainDate): Group[] {
	const names = new Map<string, string>();
	for (const { responsible } of counted.measures)
		for (const { personId, text } of responsible) {
			const key = personId ?? `=${text}`;
			if (!names.has(key)) names.set(key, text);
		}
	return grouped(counted, today, (measure) =>
		measure.responsible.length > 0 ? [...new Set(partyKeys(measure))] : [NONE]
	)
		.map((group) => ({ ...group, name: names.get(group.key) ?? '' }))
		.sort(
			(one, other) => Number(one.name === '') - Number(other.name === '') || compare(one, other)
		);
}

const compare = (one: Group, other: Group): number => one.name.localeCompare(other.name, 'ru');

function grouped(
	counted: Counted,
	today: PlainDate,
	keysOf: (measure: Measure) => string[]
): Group[] {
	const groups = new Map<string, Measure[]>();
	for (const measure of counted.measures)
		for (const key of keysOf(measure)) {
			const own = groups.get(key);
			if (own) own.push(measure);
			else groups.set(key, [measure]);
		}
	return [...groups]
		.sort(([one], [other]) => place(one) - place(other))
		.map(([key, own]) => ({
			key,
			name: key === NONE ? '' : key,
			depth: 0,
			...groupOf(counted, own, today)
		}));
}

/** Numbers in their order, what belongs to none last. */
const place = (key: string): number => (/^\d+$/.test(key) ? Number(key) : Number.MAX_SAFE_INTEGER);

function groupOf({ standings }: Counted, own: Measure[], today: PlainDate): { tally: Tally } {
	return {
		tally: tallyOf(
			own.flatMap(({ id }) => standings[id] ?? []),
			today
		)
	};
}
