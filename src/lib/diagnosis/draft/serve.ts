/** Which measure of a school one of the authority or of the methodical service serves. Pure. */
import type { LibraryMeasure } from '../library/measures.ts';

export interface LaneMeasure {
	id: string;
	text: string;
	/** The library's entry it came from, where that is known. */
	library: string | null;
	factors: readonly number[];
}

/** A school with the measures that may be served. */
export interface Serving {
	school: string;
	measures: readonly LaneMeasure[];
}

/** The entry a measure came from: kept with it, else found by its very words. */
export function sourced<M extends LaneMeasure>(library: readonly LibraryMeasure[]): (one: M) => M {
	const byText = new Map(library.map(({ id, text }) => [text, id]));
	return (one) => ({ ...one, library: one.library ?? byText.get(one.text) ?? null });
}

/** Entries of authority and service that schools' measures wait for, with those measures. */
export function neededBy<M extends LaneMeasure>(
	schools: readonly { measures: readonly M[] }[],
	byId: Map<string, LibraryMeasure>
): Map<string, Set<M>> {
	const needed = new Map<string, Set<M>>();
	const follow = (id: string, waiting: M): void => {
		for (const before of byId.get(id)?.after ?? []) {
			const measure = byId.get(before);
			if (!measure) continue;
			if (measure.level !== 'school') {
				const already = needed.get(before);
				if (already?.has(waiting)) continue;
				needed.set(before, (already ?? new Set()).add(waiting));
			}
			follow(before, waiting);
		}
	};
	for (const { measures } of schools)
		for (const one of measures) if (one.library) follow(one.library, one);
	return needed;
}

/** One measure of each school: what waits for this one, else what answers the same factor most of all. */
export function servedBy(
	{ id, factors }: { id: string; factors: readonly number[] },
	factor: number,
	schools: readonly Serving[],
	waiting: Set<LaneMeasure> | undefined
): { id: string; school: string }[] {
	return schools.flatMap(({ school, measures }) => {
		const shared = (one: LaneMeasure): number =>
			one.factors.filter((each) => factors.includes(each)).length / one.factors.length;
		const best =
			measures.find((one) => one.library === id) ??
			measures.find((one) => waiting?.has(one)) ??
			measures
				.filter((one) => one.factors.includes(factor))
				.sort((a, b) => shared(b) - shared(a))[0];
		return best ? [{ id: best.id, school }] : [];
	});
}

/**
 * What ties a school's new measures to a municipality's roadmap that stands already: one measure of
 * the school for each municipal one, by the rule of the municipality's draft.
 */
export function servingTies(
	above: readonly LaneMeasure[],
	measures: readonly LaneMeasure[],
	library: readonly LibraryMeasure[]
): { fromId: string; toId: string }[] {
	const own = [{ school: '', measures: measures.map(sourced<LaneMeasure>(library)) }];
	const needed = neededBy(own, new Map(library.map((measure) => [measure.id, measure])));
	return above
		.map(sourced<LaneMeasure>(library))
		.flatMap(({ id: fromId, library: entry, factors }) => {
			const waiting = entry === null ? undefined : needed.get(entry);
			// 0 is no deficit: one without any can still be what a measure of the school waits for
			const served = [...factors, 0].flatMap((factor) =>
				servedBy({ id: entry ?? '', factors }, factor, own, waiting)
			);
			return served.slice(0, 1).map(({ id: toId }) => ({ fromId, toId }));
		});
}
