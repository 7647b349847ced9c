import { describe, expect, it } from 'vitest';
import type { Occurrence, Stage } from './model.ts';
import { workOf } from './work.ts';

const today = '2026-11-24';
let count = 0;
const one = (days: [string, string] | null, stage: Stage = 'open', doneOn = ''): Occurrence => ({
	id: String((count += 1)),
	measureId: 'm',
	kind: days ? 'term' : 'undated',
	from: days?.[0] ?? null,
	to: days?.[1] ?? null,
	neverLate: days === null,
	stage,
	doneOn: doneOn || null,
	reason: null,
	reportId: null,
	revision: 1
});
const october: [string, string] = ['2026-10-01', '2026-10-31'];
const november: [string, string] = ['2026-11-01', '2026-11-30'];
const december: [string, string] = ['2026-12-01', '2026-12-31'];

describe('workOf', () => {
	it('is done when everything that counts was verified, on the last day of it', () => {
		expect(
			workOf([one(october, 'verified', '2026-10-28'), one(november, 'cancelled')], today)
		).toMatchObject({ state: 'done', counted: 1, verified: 1, day: '2026-10-28', next: null });
	});

	it('is late before it is anything else, and says for how many days', () => {
		const late = one(['2026-11-01', '2026-11-20']);
		const work = workOf([one(october, 'reported'), late, one(december)], today);
		expect(work).toMatchObject({ state: 'late', lateDays: 4, next: { id: late.id } });
	});

	it('offers what was returned first', () => {
		const returned = one(november, 'returned');
		expect(workOf([one(['2026-11-01', '2026-11-28']), returned], today)).toMatchObject({
			state: 'returned',
			next: { id: returned.id }
		});
	});

	it('is under way after the first of several, and begins again with the next', () => {
		expect(workOf([one(october, 'verified', '2026-10-28'), one(december)], today)).toMatchObject({
			state: 'under-way',
			counted: 2,
			verified: 1,
			begins: '2026-12-01',
			day: '2026-12-31',
			next: null
		});
	});

	it('is not begun while nobody did anything, also inside its period', () => {
		expect(workOf([one(november)], today)).toMatchObject({
			state: 'not-begun',
			day: '2026-11-30',
			begins: null
		});
		expect(workOf([one(null)], today)).toMatchObject({ state: 'not-begun', day: null });
	});

	it('tells what was not done and what was cancelled as a whole', () => {
		expect(workOf([one(october, 'not-done')], today)!.state).toBe('not-done');
		expect(workOf([one(october, 'cancelled')], today)!.state).toBe('cancelled');
		expect(workOf([], today)).toBeNull();
	});
});
