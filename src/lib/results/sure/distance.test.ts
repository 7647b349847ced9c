import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identify, type Result } from '../identify.ts';
import { shippedRules, type RuleSet } from '../rules.ts';
import { distance } from './distance.ts';

const rules2025 = shippedRules('2025')!;
const rules2020 = shippedRules('847-2020')!;
const result = (procedure: string, year: number, low: number, participants: number): Result => ({
	procedure,
	year,
	participants,
	low,
	level: procedure === 'c' ? 'СОО' : 'ООО'
});

describe('distance', () => {
	it('names the fewest pupils that change the list', () => {
		const listed = [
			result('a', 2024, 7, 22),
			result('a', 2025, 9, 26),
			result('b', 2025, 8, 26),
			result('c', 2025, 5, 10)
		];
		// «a» alone is repeated: two of its nine had to pass (7 of 26 is 26.9 %).
		expect(distance(listed, rules2025, 2025)).toEqual({ toLeave: 2, toJoin: null });
		// By the number of procedures alone two of three had to go: 1 of «b» and 2 of «a».
		expect(distance(listed, rules2020, 2025)).toEqual({ toLeave: 3, toJoin: null });
		const free = [result('a', 2024, 3, 10), result('a', 2025, 2, 10), result('b', 2025, 1, 10)];
		expect(distance(free, rules2025, 2025)).toEqual({ toLeave: null, toJoin: 3 });
		expect(distance([result('a', 2025, 1, 10)], rules2025, 2025)).toEqual({
			toLeave: null,
			toJoin: null
		});
	});

	const variants: RuleSet[] = [
		rules2020,
		rules2025,
		{ ...rules2025, lowResults: { any: ['many', 'repeated'] } },
		{ ...rules2025, lowResults: { all: ['repeated'] } },
		{ ...rules2025, perLevel: true },
		{ ...rules2025, minLowProcedures: 1, lowResults: { any: ['repeated', 'many'] } }
	];
	const results = fc
		.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean(), fc.nat(4), fc.nat(4)), {
			selector: ([procedure, before]) => `${procedure}${before}`,
			maxLength: 6
		})
		.map((rows) =>
			rows.map(([p, before, x, y]) =>
				result(p, before ? 2024 : 2025, Math.min(x, y), Math.max(x, y))
			)
		);

	it('is what trying everything finds', () => {
		fc.assert(
			fc.property(results, fc.constantFrom(...variants), (all, rules) => {
				const isListed = identify(all, rules, 2025).status === 'low-results';
				const found = tryAll(all, rules, isListed);
				expect(distance(all, rules, 2025)).toEqual({
					toLeave: isListed ? found : null,
					toJoin: isListed ? null : found
				});
			}),
			{ numRuns: 300 }
		);
	});
});

/** The fewest pupils by which the results of 2025 must change, by trying every change. */
function tryAll(all: Result[], rules: RuleSet, isListed: boolean): number | null {
	let least: number | null = null;
	const walk = (at: number, changed: Result[], moved: number): void => {
		if (at < all.length) {
			const one = all[at]!;
			const most = one.year !== 2025 ? 0 : isListed ? one.low : one.participants - one.low;
			for (let step = 0; step <= most; step++) {
				const low = one.low + (isListed ? -step : step);
				walk(at + 1, [...changed, { ...one, low }], moved + step);
			}
		} else if ((identify(changed, rules, 2025).status === 'low-results') !== isListed) {
			least = Math.min(least ?? Infinity, moved);
		}
	};
	walk(0, [], 0);
	return least;
}
