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

/**
 * Estimates the prior from all schools of a region with participants in one procedure of one year,
 * by the method of moments (docs/guide/confidence.md).
 */
export function estimatePrior(schools: readonly Counts[]): Prior {
	const taken = schools.filter(({ participants }) => participants > 0);
	if (taken.length < fewestSchools) return { a: 1, b: 1, schools: taken.length };
	let all = 0;
	let low = 0;
	for (const school of taken) {
		all += school.participants;
		low += school.low;
	}
	// Half a pupil on either side, so that a procedure that all passed is not certain for ever.
	const mean = (low + 0.5) / (all + 1);
	let spread = 0;
	let ifAlike = 0;
	let ifApart = 0;
	for (const { participants: n, low: x } of taken) {
		const share = 1 - n / all;
		spread += n * (x / n - mean) ** 2;
		ifAlike += share;
		ifApart += share * (n - 1);
	}
	const excess = spread / (mean * (1 - mean)) - ifAlike;
	const likeness = ifApart === 0 ? 0 : excess / ifApart;
	const weight = Math.min(mostWeight, Math.max(leastWeight, 1 / Math.max(likeness, 1e-9) - 1));
	return { a: mean * weight, b: (1 - mean) * weight, schools: taken.length };
}
