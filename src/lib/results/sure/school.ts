/** Of one school: each result of a year with how sure it is, alone and with the years before. */

import { assess, countTogether, type Result } from '../identify.ts';
import type { RuleSet } from '../rules.ts';
import { estimatePrior, type Counts, type Prior } from './prior.ts';
import { howSure, type Sureness } from './sure.ts';

/** Years that are taken together at most: longer ago other pupils sat there. */
export const mostYears = 3;

/** One procedure in up to three years running, as if they were one. */
export type Together = Counts & Sureness & { years: number[] };

export interface SureResult extends Counts, Sureness {
	procedure: string;
	isLow: boolean;
	/** With the years before; null where only this one has the procedure. */
	together: Together | null;
}

/** The prior of each procedure of `year`, from all schools of a region. */
export function priorsOf(
	schools: Iterable<{ results: readonly Result[] }>,
	rules: RuleSet,
	year: number
): Map<string, Prior> {
	const counts = new Map<string, Counts[]>();
	for (const { results } of schools) {
		for (const { result, isEvaluated } of assess(countTogether(results, rules), rules, year)) {
			if (!isEvaluated) continue;
			const { procedure, participants, low } = result;
			const of = counts.get(procedure);
			if (of) of.push({ participants, low });
			else counts.set(procedure, [{ participants, low }]);
		}
	}
	return new Map([...counts].map(([procedure, all]) => [procedure, estimatePrior(all)]));
}

/** How sure each evaluated result of the school in `year` is; `priors` as of `priorsOf`. */
export function sureOfSchool(
	results: readonly Result[],
	rules: RuleSet,
	year: number,
	priors: ReadonlyMap<string, Prior>
): SureResult[] {
	const counted = countTogether(results, rules);
	return assess(counted, rules, year)
		.filter((one) => one.isEvaluated)
		.map(({ result: { procedure, participants, low }, isLow }) => {
			const prior = priors.get(procedure) ?? estimatePrior([]);
			return {
				procedure,
				participants,
				low,
				isLow,
				...howSure({ participants, low }, prior, rules),
				together: yearsTogether(yearsRunning(counted, procedure, year), prior, rules)
			};
		});
}

/** Results of the procedure in years without a gap, up to `year`, the first year first. */
export function yearsRunning(all: readonly Result[], procedure: string, year: number): Result[] {
	const running: Result[] = [];
	for (let at = year; at > year - mostYears; at--) {
		const found = all.find((one) => one.year === at && one.procedure === procedure);
		if (!found || found.participants === 0) break;
		running.unshift(found);
	}
	return running;
}

/** Years running added up, by the latest year's prior; null for fewer than two. */
export function yearsTogether(
	running: readonly Result[],
	prior: Prior,
	rules: RuleSet
): Together | null {
	if (running.length < 2) return null;
	const counts = { participants: 0, low: 0 };
	for (const { participants, low } of running) {
		counts.participants += participants;
		counts.low += low;
	}
	return { years: running.map(({ year }) => year), ...counts, ...howSure(counts, prior, rules) };
}
