/** How sure a share is that few pupils make: an interval, and the probability that it is truly low. */

import type { RuleSet } from '../rules.ts';
import { betaBelow, betaQuantile } from './beta.ts';
import type { Counts, Prior } from './prior.ts';

/**
 * `lasting`: at least 95 of 100 that the true share is low; `likely`: 75; `open`: 50; else
 * `chance`. Words for people, by the same numbers for every school.
 */
export type Verdict = 'lasting' | 'likely' | 'open' | 'chance';

export interface Sureness {
	/** Between these the true share lies with 95 of 100. */
	interval: [number, number];
	/** That the true share is at or above the rule set's: 0 … 1. */
	probability: number;
	verdict: Verdict;
}

/** How sure the share `low` of `participants` is, given the shares of other schools. */
export function howSure({ participants, low }: Counts, prior: Prior, rules: RuleSet): Sureness {
	const a = prior.a + low;
	const b = prior.b + participants - low;
	const threshold = rules.lowShare.numerator / rules.lowShare.denominator;
	const probability = betaBelow(1 - threshold, b, a);
	return {
		interval: [betaQuantile(0.025, a, b), betaQuantile(0.975, a, b)],
		probability,
		verdict: verdictOf(probability)
	};
}

/** The word for a probability. */
export function verdictOf(probability: number): Verdict {
	if (probability >= 0.95) return 'lasting';
	if (probability >= 0.75) return 'likely';
	return probability >= 0.5 ? 'open' : 'chance';
}
