/**
 * How many measures will be done by the end of the period, if the work goes on as it has so far
 * (docs/decisions/0020). Pure.
 *
 * Of `n` measures that fell due, without those whose reports wait for a verdict, `k` were kept in full. Each of the `m`
 * measures that can still be done is taken to be done with one unknown chance; before anything is
 * known every chance is as likely as another, afterwards it follows Beta(k + 1, n − k + 1). The number
 * J of those that will be done then follows the beta-binomial distribution
 *
 *     P(J = j) = C(m, j) · B(j + k + 1, m − j + n − k + 1) / B(k + 1, n − k + 1)
 *
 * with the mean m · (k + 1) / (n + 2). The range leaves out a tenth of the cases at each end.
 */
import { lineOf, type Tally } from '../progress.ts';

/** Outside the range on each side. */
const TAIL = 0.1;

export interface Forecast {
	whole: number;
	/** Numbers of measures: the mean, and the ends of the range that holds four cases of five. */
	expected: number;
	low: number;
	high: number;
	/** How many measures it is read from: those that fell due and wait for no verdict. */
	basis: number;
}

/** Of one roadmap whose period is not over; `basis` 0 knows nothing yet and says so by its range. */
export function forecastOf({ whole, done, due, kept, waiting, lost }: Tally): Forecast {
	const basis = due - waiting;
	const open = Math.max(0, whole - done - lost);
	const [a, b] = [kept + 1, basis - kept + 1];
	const chances = betaBinomial(open, a, b);
	return {
		whole,
		expected: done + (open * a) / (a + b),
		low: done + quantile(chances, TAIL),
		high: done + quantile(chances, 1 - TAIL),
		basis
	};
}

/**
 * Of many roadmaps together. Ends are added to ends, as if all erred to the same side: what delays
 * one school of a district (a late order, a sick winter) delays its neighbours.
 */
export function sumForecasts(forecasts: Iterable<Forecast>): Forecast {
	const sum: Forecast = { whole: 0, expected: 0, low: 0, high: 0, basis: 0 };
	for (const each of forecasts)
		for (const key of ['whole', 'expected', 'low', 'high', 'basis'] as const) sum[key] += each[key];
	return sum;
}

/** Whether the line of 55 % is reached in the whole range, in a part of it or nowhere in it. */
export function reachOf({ whole, low, high }: Forecast): 'likely' | 'open' | 'unlikely' {
	const line = lineOf(whole);
	if (low >= line) return 'likely';
	return high >= line ? 'open' : 'unlikely';
}

/** P(J = 0 … m) of the beta-binomial distribution; sums to 1. */
export function betaBinomial(m: number, a: number, b: number): number[] {
	// by logarithms from one term to the next: C and B of many measures overflow
	const logs = [0];
	for (let j = 0; j < m; j++)
		logs.push(logs[j]! + Math.log((m - j) / (j + 1)) + Math.log(j + a) - Math.log(m - j - 1 + b));
	const top = Math.max(...logs);
	const terms = logs.map((log) => Math.exp(log - top));
	const sum = terms.reduce((all, term) => all + term, 0);
	return terms.map((term) => term / sum);
}

/** The least j with P(J ≤ j) ≥ `part`. */
function quantile(chances: number[], part: number): number {
	let sum = 0;
	for (const [j, chance] of chances.entries()) {
		sum += chance;
		// what rounding lost must not move the end by one
		if (sum >= part - 1e-12) return j;
	}
	return chances.length - 1;
}
