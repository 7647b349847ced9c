/** How sure it is that a school belongs where the rule puts it. Pure. */
import { countTogether, type Finding, type Result } from '../identify.ts';
import type { RuleSet } from '../rules.ts';
import { estimatePrior, priorOfSums, type Prior, type Sums } from '../sure/prior.ts';
import { yearsRunning, yearsTogether, type Together } from '../sure/school.ts';
import { howSure, verdictOf, type Sureness, type Verdict } from '../sure/sure.ts';

/** Priors of a run by procedure. */
export function priorsOfSums(sums: ReadonlyMap<string, Sums> | undefined): Map<string, Prior> {
	return new Map([...(sums ?? [])].map(([procedure, of]) => [procedure, priorOfSums(of)]));
}

export interface LowSureness extends Sureness {
	procedure: string;
	/** With the years before; null where only this one has the procedure. */
	together: Together | null;
}

/**
 * Each low procedure of a finding of `year` with how sure its share is; `earlier` are the school's
 * results of the years before.
 */
export function sureOfLow(
	{ lowProcedures }: Finding,
	rules: RuleSet,
	priors: ReadonlyMap<string, Prior>,
	{ year, earlier }: { year: number; earlier: readonly Result[] }
): LowSureness[] {
	const counted = countTogether(earlier, rules);
	return lowProcedures.map(({ procedure, participants, low }) => {
		const prior = priors.get(procedure) ?? estimatePrior([]);
		const latest = { procedure, year, participants, low, level: null };
		return {
			procedure,
			...howSure(latest, prior, rules),
			together: yearsTogether(yearsRunning([...counted, latest], procedure, year), prior, rules)
		};
	});
}

/**
 * One word for a school: how sure the least sure of those procedures is that the rule needs. With two
 * needed and three low, the second surest; null where nothing is low. A procedure that the years
 * before know too is judged by them together: more pupils leave less to chance.
 */
export function sureOfSchoolAtAll(
	low: readonly Pick<LowSureness, 'probability' | 'together'>[],
	rules: RuleSet
): Verdict | null {
	if (low.length === 0) return null;
	const sorted = low
		.map(({ probability, together }) => together?.probability ?? probability)
		.sort((a, b) => b - a);
	return verdictOf(sorted[Math.min(rules.minLowProcedures, sorted.length) - 1]!);
}
