import { describe, expect, it } from 'vitest';
import { movedTo, nextYear } from './next-year.ts';
import { sampleMeasure, sampleSnapshot, sampleTerm } from './sample.testing.ts';

describe('nextYear', () => {
	it('moves title, period and terms, keeps the rest and leaves the order open', () => {
		const snapshot = sampleSnapshot({
			measures: [sampleMeasure({ term: sampleTerm('до 15.03.2027', '2026-09-01', '2027-03-15') })]
		});
		const copy = nextYear(snapshot);
		expect(copy.title).toContain('2027–2028');
		expect(copy.period).toEqual({ from: '2027-09-01', to: '2028-08-31' });
		expect(copy.order).toBeNull();
		expect(copy.measures[0]!.term).toMatchObject({
			phrase: 'до 15.03.2028',
			window: { from: '2027-09-01', to: '2028-03-15' }
		});
		expect({ ...copy.measures[0], term: null }).toEqual({ ...snapshot.measures[0], term: null });
	});

	it('moves a plan of three years by three', () => {
		const period = { from: '2024-01-01', to: '2026-12-31' };
		expect(nextYear(sampleSnapshot({ period })).period).toEqual({
			from: '2027-01-01',
			to: '2029-12-31'
		});
	});

	it('ends on the 28th where the year has no 29 February', () => {
		const period = { from: '2027-03-01', to: '2028-02-29' };
		expect(nextYear(sampleSnapshot({ period })).period.to).toBe('2029-02-28');
	});
});

it('reads bare months in the new period', () => {
	const moved = movedTo(sampleSnapshot(), { from: '2030-09-01', to: '2031-08-31' });
	expect(moved.measures[1]!.term.window).toEqual({ from: '2030-10-01', to: '2030-10-31' });
});
