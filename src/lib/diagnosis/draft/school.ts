/** A school's draft from its profile: goal, tasks, indicators, measures with terms and people. Pure. */
import { monthOf } from './months.ts';
import type { PlainDate, Window } from '../../calendar/term.ts';
import type { LibraryMeasure } from '../library/measures.ts';
import { goalOf, indicatorsOf, taskOf, type LowResults } from './aims.ts';
import type { DraftContent, DraftMeasure } from './content.ts';
import type { LevelOf } from './levels.ts';
import { pickMeasures, type Picked } from './pick.ts';
import { placeAll, placeAnother, type Placed } from './place.ts';
import { shareOut, type Shared } from './share.ts';

export interface SchoolNeed {
	school: { shortName: string };
	/** The chosen factors, those that matter most first. */
	chosen: readonly LevelOf[];
	profile: DraftContent['profile'];
	results: LowResults | null;
	plan: Window;
}

/** The school year that a draft is for, from the first month in which anything may begin. */
export function planFor(first: number, today: PlainDate): Window {
	const begin = `${first}-09-01`;
	const to = `${first + 1}-08-31`;
	if (today <= begin) return { from: begin, to };
	// in the second half of a month nothing begins in it any more
	const month = monthOf(today) + (Number(today.slice(8)) > 15 ? 1 : 0);
	const from = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
	return { from: from > to ? `${first + 1}-08-01` : from, to };
}

/** «2026/27». */
export function yearsText(plan: Window): string {
	const last = Number(plan.to.slice(0, 4));
	return `${last - 1}/${String(last).slice(2)}`;
}

export function draftSchool(need: SchoolNeed, library: readonly LibraryMeasure[]): DraftContent {
	const { school, chosen, plan, profile, results } = need;
	const years = yearsText(plan);
	const picked = pickMeasures(chosen, 'school', library);
	const measures = composed(picked, chosen, plan);
	return {
		title: `Дорожная карта: ${school.shortName}, ${years} учебный год`,
		goal: goalOf(
			chosen.map(({ number }) => number),
			years
		),
		tasks: chosen.map(({ number }) => ({ factor: number, text: taskOf(number) })),
		indicators: indicatorsOf(chosen, profile?.year ?? null, results),
		measures,
		profile
	};
}

/** Picked measures with terms and people, by factor and then by month. */
export function composed(
	picked: readonly Picked[],
	chosen: readonly LevelOf[],
	plan: Window
): DraftMeasure[] {
	const placed = placeAll(
		picked.map(({ measure: { id, term, effort, after } }) => ({ key: id, term, effort, after })),
		plan
	);
	const order = new Map(chosen.map(({ number }, i) => [number, i]));
	const sorted = picked.toSorted(
		(a, b) =>
			order.get(a.factor)! - order.get(b.factor)! ||
			placed.get(a.measure.id)!.from - placed.get(b.measure.id)!.from
	);
	const shared = shareOut(
		sorted.map(({ measure: { id, responsible } }) => ({ key: id, responsible }))
	);
	const ids = new Set(picked.map(({ measure }) => measure.id));
	return sorted.map((one) => {
		const { id } = one.measure;
		const level = chosen.find(({ number }) => number === one.factor)!;
		const made = measureOf(one.measure, level, placed.get(id)!, shared.get(id)!);
		const waiting = picked.find(({ measure }) => measure.id === one.neededFor);
		return {
			...made,
			after: one.measure.after.filter((key) => ids.has(key)),
			neededFor: waiting?.measure.text ?? null
		};
	});
}

/** The draft with one measure swapped for another of the library that answers the same factor. */
export function swapped(
	content: DraftContent,
	key: string,
	other: LibraryMeasure,
	library: readonly LibraryMeasure[],
	plan: Window
): DraftContent {
	const before = content.measures.find((one) => one.key === key);
	const fits = before && other.level === before.lane && other.factors.includes(before.factor);
	if (!fits || content.measures.some((one) => one.key === other.id)) return content;
	const effortOf = (id: string) => library.find((one) => one.id === id)?.effort ?? 'medium';
	const rest = content.measures.filter((one) => one.keep && one.key !== key);
	const { id, term, effort } = other;
	const place = placeAnother(
		{ key: id, term, effort, after: [] },
		rest.map((one) => ({ term: one.term, effort: effortOf(one.library) })),
		plan
	);
	const share = shareOut(
		[
			...rest.map((one) => ({ key: one.key, responsible: one.responsible })),
			{
				key: id,
				responsible: other.responsible
			}
		].filter(({ responsible }) => responsible.length > 0)
	).get(id)!;
	const { number, level, score } = {
		number: before.factor,
		level: before.level,
		score: before.score
	};
	const made = {
		...measureOf(other, { factor: '', number, level, score, reason: null }, place, share),
		row: before.row,
		serves: before.serves,
		schools: before.schools
	};
	return {
		...content,
		measures: content.measures.map((one) =>
			one.key === key
				? made
				: // what waited for the old one waits for nothing now
					{ ...one, after: one.after.filter((each) => each !== key) }
		)
	};
}

export function measureOf(
	measure: LibraryMeasure,
	{ number, level, score }: LevelOf,
	{ term, reasons }: Placed,
	{ responsible, instead }: Shared
): DraftMeasure {
	return {
		key: measure.id,
		library: measure.id,
		lane: measure.level,
		factor: number,
		factors: [...measure.factors],
		text: measure.text,
		term,
		responsible,
		result: measure.result,
		evidence: [...measure.evidence],
		keep: true,
		level,
		score,
		reasons,
		after: [],
		neededFor: null,
		instead,
		row: null,
		serves: [],
		schools: []
	};
}
