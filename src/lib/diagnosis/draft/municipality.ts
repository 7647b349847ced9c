/**
 * A municipality's draft from what its schools work on: measures of the authority and of the
 * methodical service that the schools' measures need, in three lanes beside the schools' own, each tied
 * to the schools' measures that it serves. Pure.
 */
import type { Term, Window } from '../../calendar/term.ts';
import type { LibraryMeasure } from '../library/measures.ts';
import { goalOf, indicatorsOf, taskOf } from './aims.ts';
import type { DraftContent, DraftMeasure } from './content.ts';
import type { LevelOf } from './levels.ts';
import { monthOf, type Month } from './months.ts';
import { pickMeasures, standsUnder, type Picked } from './pick.ts';
import { placeAll } from './place.ts';
import { measureOf, yearsText } from './school.ts';
import { neededBy, servedBy, sourced, type LaneMeasure } from './serve.ts';
import { shareOut } from './share.ts';

export interface SchoolMeasure extends LaneMeasure {
	term: Term;
}

export interface SchoolWork {
	school: string;
	/** What it works on: by its roadmap, else what its profile suggests. */
	levels: readonly LevelOf[];
	measures: readonly SchoolMeasure[];
}

export interface MunicipalNeed {
	place: string;
	schools: readonly SchoolWork[];
	plan: Window;
}

/** Measures of a lane for one factor, besides those that schools cannot do without. */
const forFactor = 2;

export function draftMunicipality(
	{ place, schools, plan }: MunicipalNeed,
	library: readonly LibraryMeasure[]
): DraftContent {
	const years = yearsText(plan);
	const chosen = factorsOf(schools);
	const numbers = chosen.map(({ number }) => number);
	const byId = new Map(library.map((measure) => [measure.id, measure]));
	const known = schools.map((one) => ({ ...one, measures: one.measures.map(sourced(library)) }));
	const needed = neededBy(known, byId);
	const picked = [
		...pickMeasures(chosen, 'authority', library, forFactor),
		...pickMeasures(chosen, 'service', library, forFactor),
		...usualOf(known, chosen, library)
	];
	const have = new Set(picked.map(({ measure }) => measure.id));
	for (const id of needed.keys())
		if (!have.has(id)) {
			const measure = byId.get(id)!;
			const own = measure.factors.find((each) => numbers.includes(each)) ?? numbers[0]!;
			const factor = standsUnder(measure, own, new Set(numbers));
			picked.push({ measure, factor, neededFor: null });
		}
	return {
		title: `Дорожная карта поддержки школ: ${place}, ${years} учебный год`,
		goal: goalOf(numbers, years),
		tasks: numbers.map((factor) => ({ factor, text: taskOf(factor) })),
		indicators: indicatorsOf([], null, null).concat(countsOf(chosen, schools)),
		measures: inRows(picked, { known, chosen, needed, byId, plan }),
		profile: null
	};
}

/** Factors that schools work on, those of most schools first; the level is the highest among them. */
function factorsOf(schools: readonly SchoolWork[]): (LevelOf & { schools: string[] })[] {
	const found = new Map<number, LevelOf & { schools: string[] }>();
	for (const { school, levels } of schools)
		for (const one of levels) {
			const before = found.get(one.number);
			const isMore = !before || (one.score ?? 0) > (before.score ?? 0);
			found.set(one.number, {
				...(isMore ? one : before),
				schools: [...(before?.schools ?? []), school]
			});
		}
	return [...found.values()].sort(
		(a, b) => b.schools.length - a.schools.length || a.number - b.number
	);
}

/** «Значимость фактора снижена»: how many schools have it now. */
function countsOf(
	chosen: ReturnType<typeof factorsOf>,
	schools: readonly SchoolWork[]
): DraftContent['indicators'] {
	return chosen.map(({ number, schools: having }) => ({
		factor: number,
		name: `Число школ, работающих с дефицитом ${number}, которые снизили его значимость по рисковому профилю`,
		baseline: `0 из ${having.length} (всего школ: ${schools.length})`,
		target: `не менее ${Math.ceil(having.length / 2)}`
	}));
}

/** The school's lane: entries that most schools took against a factor; where none did, the usual ones. */
function usualOf(
	schools: readonly SchoolWork[],
	chosen: readonly LevelOf[],
	library: readonly LibraryMeasure[]
): Picked[] {
	const times = new Map<string, number>();
	for (const { measures } of schools)
		for (const { library: id } of measures) if (id) times.set(id, (times.get(id) ?? 0) + 1);
	const taken = library.filter(({ id, level }) => level === 'school' && times.has(id));
	const used = new Set<string>();
	return chosen.flatMap((one) => {
		const own = taken
			.filter(({ id, factors }) => factors.includes(one.number) && !used.has(id))
			.sort((a, b) => times.get(b.id)! - times.get(a.id)!)
			.slice(0, forFactor)
			.map((measure): Picked => ({ measure, factor: one.number, neededFor: null }));
		const rest =
			own.length > 0
				? own
				: pickMeasures(
						[one],
						'school',
						library.filter(({ id, after }) => after.length === 0 && !used.has(id)),
						1
					);
		for (const { measure } of rest) used.add(measure.id);
		return rest;
	});
}

interface Known {
	known: readonly SchoolWork[];
	chosen: ReturnType<typeof factorsOf>;
	needed: Map<string, Set<SchoolMeasure>>;
	byId: Map<string, LibraryMeasure>;
	plan: Window;
}

/** By factor, the lanes' measures side by side. */
function inRows(picked: readonly Picked[], ground: Known): DraftMeasure[] {
	const { known, chosen, needed, plan } = ground;
	const ids = new Set(picked.map(({ measure }) => measure.id));
	const placed = placeAll(
		picked.map(({ measure: { id, term, effort, after } }) => {
			const first = firstMonth(needed.get(id));
			return { key: id, term, effort, after, ...(first !== null && { before: first - 1 }) };
		}),
		plan
	);
	const shared = shareOut(
		picked.map(({ measure: { id, responsible } }) => ({ key: id, responsible }))
	);
	let row = 0;
	return chosen.flatMap((one) => {
		const own = picked
			.filter(({ factor }) => factor === one.number)
			.sort((a, b) => placed.get(a.measure.id)!.from - placed.get(b.measure.id)!.from);
		const lanes = (['authority', 'service', 'school'] as const).map((lane) =>
			own.filter(({ measure }) => measure.level === lane)
		);
		const begin = row + 1;
		row += Math.max(...lanes.map(({ length }) => length));
		return lanes
			.flatMap((lane) => lane.map((each, i) => ({ each, row: begin + i })))
			.sort((a, b) => a.row - b.row)
			.map(({ each: { measure }, row: at }): DraftMeasure => ({
				...measureOf(measure, one, placed.get(measure.id)!, shared.get(measure.id)!),
				row: at,
				after: measure.after.filter((id) => ids.has(id)),
				serves: servedBy(measure, one.number, known, needed.get(measure.id)),
				schools: one.schools
			}));
	});
}

/** When the first of those that wait begins; a deadline alone does not say when. */
function firstMonth(waiting: Set<SchoolMeasure> | undefined): Month | null {
	const months = [...(waiting ?? [])].flatMap(({ term }) => {
		const first = term.occurrences[0];
		if (!first) return [];
		return monthOf(/^(до|не позднее)\s/i.test(term.phrase) ? first.to : first.from);
	});
	return months.length > 0 ? Math.min(...months) : null;
}
