import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedRules } from '../rules.ts';
import { betaBelow, betaQuantile } from './beta.ts';
import { estimatePrior } from './prior.ts';
import { howSure } from './sure.ts';

/** Computed by SciPy: reference.py. */
const reference = JSON.parse(
	readFileSync(new URL('./reference.json', import.meta.url), 'utf8')
) as {
	distributions: { a: number; b: number; below: number[][]; quantiles: number[][] }[];
	regions: {
		name: string;
		schools: [number, number][];
		prior: [number, number];
		rows: {
			participants: number;
			low: number;
			interval: [number, number];
			probability: number;
		}[];
	}[];
};
const rules = shippedRules('2025')!;

/** Equal to ten digits, or both as good as nothing. */
function expectClose(value: number, expected: number): void {
	expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-10 * Math.abs(expected) + 1e-14);
}

describe('the beta distribution', () => {
	it.each(reference.distributions)('is SciPy’s for $a, $b', ({ a, b, below, quantiles }) => {
		for (const [x, expected] of below) expectClose(betaBelow(x!, a, b), expected!);
		for (const [p, expected] of quantiles) expectClose(betaQuantile(p!, a, b), expected!);
	});

	it('has its quantiles where it says', () => {
		const shape = fc.double({ min: 0.7, max: 500, noNaN: true });
		const part = fc.double({ min: 0.001, max: 0.999, noNaN: true });
		fc.assert(
			fc.property(shape, shape, part, (a, b, p) => {
				expect(betaBelow(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 8);
			})
		);
	});
});

describe('a region', () => {
	it.each(reference.regions)('$name: is as SciPy sees it', ({ schools, prior, rows }) => {
		const own = estimatePrior(schools.map(([participants, low]) => ({ participants, low })));
		expectClose(own.a, prior[0]);
		expectClose(own.b, prior[1]);
		for (const { interval, probability, ...counts } of rows) {
			const sure = howSure(counts, own, rules);
			expectClose(sure.interval[0], interval[0]);
			expectClose(sure.interval[1], interval[1]);
			expectClose(sure.probability, probability);
		}
	});

	it('assumes nothing from a few schools, and nothing from schools without participants', () => {
		const few = Array.from({ length: 9 }, () => ({ participants: 20, low: 2 }));
		const none = Array.from({ length: 50 }, () => ({ participants: 0, low: 0 }));
		expect(estimatePrior([...few, ...none])).toEqual({ a: 1, b: 1, schools: 9 });
		expect(estimatePrior([...few, ...few]).schools).toBe(18);
	});

	it.each([0, 1])('stays in bounds where every share is %i', (share) => {
		const { a, b } = estimatePrior(
			Array.from({ length: 30 }, () => ({ participants: 20, low: 20 * share }))
		);
		expect(a).toBeGreaterThan(0);
		expect(b).toBeGreaterThan(0);
		expect(a + b).toBeCloseTo(200, 6);
	});

	it('doubts two of six where a hundred of three hundred are sure', () => {
		const prior = { a: 2, b: 10, schools: 60 };
		expect(howSure({ participants: 6, low: 2 }, prior, rules).verdict).toBe('chance');
		expect(howSure({ participants: 300, low: 110 }, prior, rules).verdict).toBe('lasting');
		const [from, to] = howSure({ participants: 6, low: 2 }, prior, rules).interval;
		expect(to - from).toBeGreaterThan(0.3);
	});
});
