/** How sure it is that a school belongs where the rule puts it. Pure. */
import type { Finding } from '../identify.ts';
import type { RuleSet } from '../rules.ts';
import { estimatePrior, priorOfSums, type Prior, type Sums } from '../sure/prior.ts';
import { howSure, verdictOf, type Sureness, type Verdict } from '../sure/sure.ts';

/** Priors of a run by procedure. */
export function priorsOfSums(sums: ReadonlyMap<string, Sums> | undefined): Map<string, Prior> {
	return new Map([...(sums ?? [])].map(([procedure, of]) => [procedure, priorOfSums(of)]));
}

export interface LowSureness extends Sureness {
	procedure: string;
}

/** Each low procedure of a finding with how sure its share is. */
export function sureOfLow(
	{ lowProcedures }: Finding,
	rules: RuleSet,
	priors: ReadonlyMap<string, Prior>
): LowSureness[] {
	return lowProcedures.map(({ procedure, participants, low }) => ({
		procedure,
		...howSure({ participants, low }, priors.get(procedure) ?? estimatePrior([]), rules)
	}));
}

/**
 * One word for a school: how sure the least sure of those procedures is that the rule needs. With two
 * needed and three low, the second surest; null where nothing is low.
 */
export function sureOfSchoolAtAll(low: readonly Sureness[], rules: RuleSet): Verdict | null {
	if (low.length === 0) return null;
	const sorted = low.map(({ probability }) => probability).sort((a, b) => b - a);
	return verdictOf(sorted[Math.min(rules.minLowProcedures, sorted.length) - 1]!);
}
