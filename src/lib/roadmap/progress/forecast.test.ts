import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTally, type Tally } from '../progress.ts';
import { betaBinomial, forecastOf, reachOf, sumForecasts } from './forecast.ts';

/**
 * The same distribution by another way, Pólya's urn: `a` white and `b` black balls, and each draw
 * puts two of its colour back. J is the number of white draws.
 */
function urn(m: number, a: number, b: number): number[] {
	let row = [1];
	for (let drawn = 0; drawn < m; drawn++) {
		const next = Array<number>(drawn + 2).fill(0);
		for (const [white, chance] of row.entries()) {
			const first = (a + white) / (a + b + drawn);
			next[white + 1]! += chance * first;
			next[white]! += chance * (1 - first);
		}
		row = next;
	}
	return row;
}

const tally = (given: Partial<Tally>): Tally => ({ ...emptyTally(), ...given });
const anyTally = fc
	.tuple(...([fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(10), fc.nat(5), fc.nat(60)] as const))
	.map(([kept, missed, waiting, lost, early, ahead]) =>
		tally({
			whole: kept + missed + waiting + lost + early + ahead,
			done: early + Math.floor(kept / 2),
			due: kept + missed + waiting,
			kept,
			waiting,
			lost
		})
	);

describe('forecastOf', () => {
	it('is what the guide works out by hand', () => {
		// 31 measures, 9 done; of 12 due, 1 waits and 8 were kept; one was closed as not done
		const given = tally({ whole: 31, done: 9, due: 12, kept: 8, waiting: 1, lost: 1 });
		const forecast = forecastOf(given);
		// n = 11, k = 8, m = 31 − 9 − 1 = 21; 9 + 21 · 9 / 13
		expect(forecast.expected).toBeCloseTo(9 + (21 * 9) / 13, 10);
		const chances = urn(21, 9, 4);
		const upTo = (j: number) => chances.slice(0, j + 1).reduce((sum, each) => sum + each, 0);
		expect(upTo(forecast.low - 9)).toBeGreaterThanOrEqual(0.1);
		expect(upTo(forecast.low - 10)).toBeLessThan(0.1);
		expect(upTo(forecast.high - 9)).toBeGreaterThanOrEqual(0.9);
		expect(upTo(forecast.high - 10)).toBeLessThan(0.9);
		expect([forecast.low, forecast.high, forecast.basis]).toEqual([19, 28, 11]);
		expect(reachOf(forecast)).toBe('likely');
	});

	it('knows nothing before anything fell due, and says so by its range', () => {
		const { expected, low, high, basis } = forecastOf(tally({ whole: 19 }));
		// every number from 0 to 19 is as likely as another
		expect([expected, low, high, basis]).toEqual([9.5, 1, 17, 0]);
	});

	it('has nothing left to guess when all is done or lost', () => {
		const over = tally({ whole: 10, done: 8, lost: 2, due: 10, kept: 8 });
		expect(forecastOf(over)).toMatchObject({ expected: 8, low: 8, high: 8 });
		expect(forecastOf(emptyTally())).toMatchObject({ expected: 0, low: 0, high: 0 });
	});

	it('lies between what is done and what can be, and grows with what was kept', () => {
		fc.assert(
			fc.property(anyTally, (given) => {
				const { low, high, expected } = forecastOf(given);
				expect(low).toBeGreaterThanOrEqual(given.done);
				expect(high).toBeLessThanOrEqual(Math.max(given.done, given.whole - given.lost));
				expect(low).toBeLessThanOrEqual(high);
				if (given.kept < given.due - given.waiting) {
					const better = forecastOf({ ...given, kept: given.kept + 1 });
					expect(better.expected).toBeGreaterThanOrEqual(expected);
					expect(better.low).toBeGreaterThanOrEqual(low);
				}
			})
		);
	});
});

describe('betaBinomial', () => {
	it('is what the urn draws', () => {
		fc.assert(
			fc.property(
				fc.nat(60),
				fc.integer({ min: 1, max: 60 }),
				fc.integer({ min: 1, max: 60 }),
				(m, a, b) => {
					const drawn = urn(m, a, b);
					for (const [j, chance] of betaBinomial(m, a, b).entries())
						expect(chance).toBeCloseTo(drawn[j]!, 9);
				}
			)
		);
	});

	it('bears a region at once', () => {
		const chances = betaBinomial(20_000, 4_000, 3_000);
		expect(chances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
		const mean = chances.reduce((sum, each, j) => sum + each * j, 0);
		expect(mean).toBeCloseTo((20_000 * 4_000) / 7_000, 4);
	});
});

it('adds ends to ends over many roadmaps', () => {
	const one = forecastOf(tally({ whole: 20, done: 4, due: 6, kept: 3 }));
	const other = forecastOf(tally({ whole: 10, done: 6, due: 6, kept: 6 }));
	const sum = sumForecasts([one, other]);
	expect(sum.low).toBe(one.low + other.low);
	expect(sum.high).toBe(one.high + other.high);
	expect(sum.expected).toBeCloseTo(one.expected + other.expected, 10);
	expect(sum).toMatchObject({ whole: 30, basis: 12 });
	expect(reachOf({ ...sum, low: 10, high: 16 })).toBe('unlikely');
	expect(reachOf({ ...sum, low: 10, high: 17 })).toBe('open');
});
