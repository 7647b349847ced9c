import fc from 'fast-check';
import { expect, it } from 'vitest';
import { monthsGone, shapeCurve } from './chart.ts';

const pairs = (line: string) =>
	line === '' ? [] : line.split(' ').map((pair) => pair.split(',').map(Number) as [number, number]);

it('draws a year as its months end, and the work up to today', () => {
	const points = [
		{ plan: 2, fact: 1 },
		{ plan: 5, fact: 4 },
		{ plan: 10, fact: 4 }
	];
	const shape = shapeCurve({ points, whole: 10, today: { at: 1.5, done: 4 }, line: 55 });
	expect(pairs(shape.plan).map(([, y]) => y)).toEqual([124, 102, 69, 14]);
	expect(pairs(shape.fact).map(([, y]) => y)).toEqual([124, 113, 80]);
	expect(shape.today).toEqual({ x: expect.closeTo(184, 5), y: 80 });
	expect(shape.level.line).toBeCloseTo(124 - 0.55 * 110, 5);
});

it('stays inside its frame and never runs backwards', () => {
	fc.assert(
		fc.property(
			fc.array(fc.record({ plan: fc.nat(50), fact: fc.nat(50) }), { maxLength: 24 }),
			fc.nat(50),
			fc.double({ min: -1, max: 30, noNaN: true }),
			(points, whole, at) => {
				const shape = shapeCurve({ points, whole, today: { at, done: whole }, line: 55 });
				for (const line of [shape.plan, shape.fact]) {
					let last = shape.left;
					for (const [x, y] of pairs(line)) {
						expect(x).toBeGreaterThanOrEqual(last - 0.11);
						expect(x).toBeLessThanOrEqual(shape.right + 0.11);
						expect(y >= 14 && y <= 124).toBe(true);
						last = x;
					}
				}
			}
		)
	);
});

it('knows how far into the months a day lies', () => {
	const months = ['2026-11', '2026-12', '2027-01'];
	expect(monthsGone(months, '2026-11-30')).toBe(1);
	expect(monthsGone(months, '2026-12-31')).toBe(2);
	expect(monthsGone(months, '2027-01-01')).toBeCloseTo(2 + 1 / 31, 10);
	expect(monthsGone(months, '2026-10-31')).toBe(-1);
	expect(monthsGone(months, '2027-03-31')).toBe(5);
	expect(monthsGone([], '2027-03-31')).toBe(-1);
});
