import { expect, test } from 'vitest';
import { placeInYear } from './year.ts';

test('a school year begins on 1 September, in the middle of a week or not', () => {
	expect(placeInYear('2026-11-24')).toEqual({ from: 2026, to: 2027, month: 2, week: 13 });
	expect(placeInYear('2026-09-01')).toEqual({ from: 2026, to: 2027, month: 0, week: 1 });
	expect(placeInYear('2026-09-07')).toMatchObject({ week: 2 });
	expect(placeInYear('2026-08-31')).toMatchObject({ from: 2025, month: 11 });
	expect(placeInYear('2027-01-11')).toMatchObject({ from: 2026, month: 4, week: 20 });
});
