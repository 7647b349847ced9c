/** Which measures of the library answer the chosen factors. Pure. */
import { chiefFactor, type LibraryLevel, type LibraryMeasure } from '../library/measures.ts';
import type { LevelOf } from './levels.ts';

/** Measures for a factor, by its level: a high one gets more. */
const enough = { high: 4, medium: 3, low: 2, unknown: 3 };
/** Other measures that a chosen one may be swapped for. */
const mostAlternatives = 8;

export interface Picked {
	measure: LibraryMeasure;
	/** The chosen factor that it stands under. */
	factor: number;
	/** The measure that cannot be carried out without it, where that is all it is here for. */
	neededFor: string | null;
}

/**
 * For each factor so many measures of a level as its level deserves, those first that answer little
 * else or several of the chosen factors; then what they need first at the same level. `most` bounds
 * the number for one factor.
 */
export function pickMeasures(
	chosen: readonly Pick<LevelOf, 'number' | 'level'>[],
	level: LibraryLevel,
	library: readonly LibraryMeasure[],
	most = Infinity
): Picked[] {
	const own = library.filter((measure) => measure.level === level);
	const wanted = new Set(chosen.map(({ number }) => number));
	const picked = new Map<string, Picked>();
	// what is chiefly about another factor answers this one by half
	const answered = (factor: number): number =>
		[...picked.values()]
			.filter(({ measure }) => measure.factors.includes(factor))
			.reduce((sum, one) => sum + (one.factor === factor ? 1 : 0.5), 0);
	for (const { number, level: significance } of chosen) {
		const fitting = own
			.filter(({ id, factors }) => factors.includes(number) && !picked.has(id))
			.map((measure) => ({ measure, worth: worthOf(measure, number, wanted) }))
			.sort((a, b) => b.worth - a.worth);
		for (const { measure } of fitting) {
			if (answered(number) >= Math.min(most, enough[significance])) break;
			picked.set(measure.id, {
				measure,
				factor: standsUnder(measure, number, wanted),
				neededFor: null
			});
		}
	}
	addNeeded(picked, own, wanted);
	return [...picked.values()];
}

/** Under the factor it chiefly answers, where that is chosen, too. */
export function standsUnder(
	measure: LibraryMeasure,
	factor: number,
	wanted: ReadonlySet<number>
): number {
	const own = chiefFactor(measure);
	return wanted.has(own) ? own : factor;
}

/**
 * A measure for this factor alone counts 1; each further chosen factor adds, each foreign one takes,
 * and one that is chiefly about this factor comes before those that also answer it.
 */
function worthOf(measure: LibraryMeasure, factor: number, wanted: Set<number>): number {
	const { factors } = measure;
	const isChief = chiefFactor(measure) === factor;
	const more = factors.filter((factor) => wanted.has(factor)).length - 1;
	const foreign = factors.length - more - 1;
	return 1 + more / 2 - foreign / 4 + (isChief ? 0.75 : 0);
}

function addNeeded(
	picked: Map<string, Picked>,
	own: readonly LibraryMeasure[],
	wanted: Set<number>
): void {
	const queue = [...picked.values()];
	for (let one = queue.shift(); one; one = queue.shift())
		for (const id of one.measure.after) {
			const measure = own.find((other) => other.id === id);
			if (!measure || picked.has(id)) continue;
			const factor = standsUnder(
				measure,
				measure.factors.find((number) => wanted.has(number)) ?? one.factor,
				wanted
			);
			const needed = { measure, factor, neededFor: one.measure.id };
			picked.set(id, needed);
			queue.push(needed);
		}
}

/** Measures of the same level that answer the same factor and are not in the draft. */
export function alternativesTo(
	{ factor, level }: { factor: number; level: LibraryLevel },
	taken: ReadonlySet<string>,
	library: readonly LibraryMeasure[]
): LibraryMeasure[] {
	return library
		.filter(
			(measure) =>
				measure.level === level && measure.factors.includes(factor) && !taken.has(measure.id)
		)
		.sort((a, b) => a.factors.length - b.factors.length)
		.slice(0, mostAlternatives);
}
