/** What is known of a procedure before a school is looked at: how its share differs from school to school. */

/** Participants and those of them below the minimum, at one school. */
export interface Counts {
	participants: number;
	low: number;
}

/** Beta(a, b) of the schools' true shares; a + b says how many pupils the knowledge weighs. */
export interface Prior {
	a: number;
	b: number;
	/** Schools that it was estimated from. */
	schools: number;
}

/** With fewer schools nothing is assumed: every share is as likely as another, Beta(1, 1). */
export const fewestSchools = 10;
/** The knowledge of other schools weighs at least this many pupils, */
const leastWeight = 2;
/** and at most so many: schools are never taken to be all alike. */
const mostWeight = 200;

/** All that the estimate needs of many schools, so that a database can add it up. */
export interface Sums {
	/** Schools with participants. */
	schools: number;
	/** Σ n and Σ x: participants, and those of them below the minimum. */
	participants: number;
	low: number;
	/** Σ n² and Σ x²/n. */
	participantsSquared: number;
	lowSquaredShare: number;
}

/**
 * Estimates the prior from all schools of a region with participants in one procedure of one year,
 * by the method of moments (docs/guide/confidence.md).
 */
export function estimatePrior(schools: readonly Counts[]): Prior {
	const sums: Sums = {
		...{ schools: 0, participants: 0, low: 0 },
		...{ participantsSquared: 0, lowSquaredShare: 0 }
	};
	for (const { participants: n, low: x } of schools) {
		if (n <= 0) continue;
		sums.schools++;
		sums.participants += n;
		sums.low += x;
		sums.participantsSquared += n * n;
		sums.lowSquaredShare += (x * x) / n;
	}
	return priorOfSums(sums);
}

/** The same from sums. */
export function priorOfSums(sums: Sums): Prior {
	const { schools, participants: all, low, participantsSquared, lowSquaredShare } = sums;
	if (schools < fewestSchools) return { a: 1, b: 1, schools };
	// Half a pupil on either side, so that a procedure that all passed is not certain for ever.
	const mean = (low + 0.5) / (all + 1);
	// Σ n (x/n − m)², Σ w and Σ w (n − 1) with w = 1 − n/N, multiplied out
	const spread = lowSquaredShare - 2 * mean * low + mean * mean * all;
	const ifAlike = schools - 1;
	const ifApart = all - schools - participantsSquared / all + 1;
	const excess = spread / (mean * (1 - mean)) - ifAlike;
	const likeness = ifApart <= 0 ? 0 : excess / ifApart;
	const weight = Math.min(mostWeight, Math.max(leastWeight, 1 / Math.max(likeness, 1e-9) - 1));
	return { a: mean * weight, b: (1 - mean) * weight, schools };
}
