import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, monthLength, parseDay, partsOf, toPlainDate, weekdayOf } from './days.ts';

describe('days', () => {
	it('agree with the calendar of the runtime from 1900 to 2200', () => {
		fc.assert(
			fc.property(fc.integer({ min: -25_567, max: 84_000 }), (day) => {
				const date = new Date(day * 86_400_000);
				const parts = {
					year: date.getUTCFullYear(),
					month: date.getUTCMonth() + 1,
					day: date.getUTCDate()
				};
				expect(partsOf(day)).toEqual(parts);
				expect(dayOf(parts.year, parts.month, parts.day)).toBe(day);
				expect(weekdayOf(day)).toBe(date.getUTCDay() === 0 ? 7 : date.getUTCDay());
				expect(toPlainDate(day)).toBe(date.toISOString().slice(0, 10));
				expect(parseDay(toPlainDate(day))).toBe(day);
			}),
			{ numRuns: 2000 }
		);
	});

	it('run on over the ends of months and years', () => {
		expect(toPlainDate(dayOf(2021, 13, 1))).toBe('2022-01-01');
		expect(toPlainDate(dayOf(2021, 0, 1))).toBe('2020-12-01');
		expect(toPlainDate(dayOf(2024, 2, 30))).toBe('2024-03-01');
	});

	it.each([
		[2024, 2, 29],
		[2023, 2, 28],
		[1900, 2, 28],
		[2000, 2, 29],
		[2021, 12, 31]
	])('the month %i-%i has %i days', (year, month, length) => {
		expect(monthLength(year, month)).toBe(length);
	});

	it.each(['2021-02-29', '2021-13-01', '2021-00-10', '2021-1-1', '21-01-01', '', 'вчера'])(
		'«%s» is no date',
		(text) => {
			expect(parseDay(text)).toBeNull();
		}
	);
});
