import { describe, expect, it } from 'vitest';
import {
	coveredBy,
	currentPeriod,
	periodAfter,
	periodBefore,
	periodKey,
	periodsOf,
	readPeriod
} from './period.ts';

const autumn = { year: 2026, season: 'autumn' } as const;

describe('the half-years of a plan', () => {
	it('of a school year end on 31 October and 31 March, the rest is told in the next November', () => {
		const plan = { from: '2026-09-01', to: '2027-08-31' };
		expect(periodsOf(plan).map(({ period, covers }) => [periodKey(period), covers.from, covers.to]))
			// prettier-ignore
			.toEqual([
				['2026-autumn', '2026-09-01', '2026-10-31'],
				['2027-spring', '2026-11-01', '2027-03-31'],
				['2027-autumn', '2027-04-01', '2027-08-31']
			]);
	});

	it('of a calendar year begin with January', () => {
		const plan = { from: '2026-01-01', to: '2026-12-31' };
		expect(periodsOf(plan).map(({ period, covers }) => [periodKey(period), covers.from, covers.to]))
			// prettier-ignore
			.toEqual([
				['2026-spring', '2026-01-01', '2026-03-31'],
				['2026-autumn', '2026-04-01', '2026-10-31'],
				['2027-spring', '2026-11-01', '2026-12-31']
			]);
	});

	it('follow the days that an authority set', () => {
		const plan = { from: '2026-09-01', to: '2027-08-31' };
		const set = { coversTo: '2026-11-10', dueOn: '2026-11-20' };
		expect(coveredBy(autumn, plan, set)).toEqual({ from: '2026-09-01', to: '2026-11-10' });
		expect(coveredBy(periodAfter(autumn), plan, undefined, set)?.from).toBe('2026-11-11');
		expect(coveredBy(autumn, { from: '2026-11-15', to: '2027-08-31' })).toBeNull();
	});
});

describe('a period', () => {
	it('is the one whose days of reporting it is', () => {
		expect(currentPeriod('2026-10-31')).toEqual({ year: 2026, season: 'spring' });
		expect(currentPeriod('2026-11-01')).toEqual(autumn);
		expect(currentPeriod('2027-03-31')).toEqual(autumn);
		expect(currentPeriod('2027-04-01')).toEqual({ year: 2027, season: 'spring' });
	});

	it('has a neighbour on each side and a name for addresses', () => {
		expect(periodBefore(periodAfter(autumn))).toEqual(autumn);
		expect(readPeriod(periodKey(autumn))).toEqual(autumn);
		for (const bad of [null, '', '2026', '2026-winter', '9999-spring'])
			expect(readPeriod(bad)).toBeNull();
	});
});
