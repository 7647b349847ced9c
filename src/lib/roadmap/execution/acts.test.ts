import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actsOn, groupOccurrences, type Hand } from './acts.ts';
import { stages, type Occurrence } from './model.ts';

const occurrence = (given: Partial<Occurrence>): Occurrence => ({
	...{ id: '1', measureId: '1', kind: 'term', from: '2026-09-01', to: '2026-09-30' },
	...{ neverLate: false, stage: 'open', doneOn: null, reason: null, reportId: null, revision: 1 },
	...given
});
const hand: Hand = { byRole: true, own: false, wrote: false, verifies: false, shut: false };

describe('acts', () => {
	it('follow the stage', () => {
		const on = (given: Partial<Occurrence>, by: Partial<Hand> = {}) =>
			actsOn(occurrence(given), { ...hand, ...by });
		expect(on({})).toEqual(['report', 'begin', 'not-done', 'cancel']);
		expect(on({ kind: 'undated' })).toContain('date');
		expect(on({ stage: 'returned' }, { wrote: true })).toEqual(['amend', 'not-done', 'cancel']);
		expect(on({ stage: 'reported' })).toEqual([]);
		expect(on({ stage: 'reported' }, { wrote: true })).toEqual(['amend']);
		expect(on({ stage: 'verified' }, { wrote: true })).toEqual([]);
		expect(on({ stage: 'cancelled' })).toEqual(['reopen']);
		expect(on({ stage: 'reported' }, { byRole: false, verifies: true })).toEqual(['verify']);
		expect(on({ stage: 'verified' }, { byRole: false, verifies: true })).toEqual([]);
	});

	it('of who is only responsible never take work out of the plan', () => {
		const responsible = { ...hand, byRole: false, own: true };
		for (const stage of stages)
			expect(actsOn(occurrence({ stage }), responsible)).not.toContain('cancel');
		expect(actsOn(occurrence({ stage: 'cancelled' }), responsible)).toEqual([]);
	});

	it('are none for strangers and in what is closed', () => {
		for (const stage of stages)
			for (const by of [{ byRole: false }, { shut: true }])
				expect(actsOn(occurrence({ stage }), { ...hand, ...by })).toEqual([]);
	});
});

it('folding loses no occurrence and keeps the next one at hand', () => {
	const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-10-${String(n).padStart(2, '0')}`);
	fc.assert(
		fc.property(
			fc.array(fc.record({ stage: fc.constantFrom(...stages), from: fc.option(day) })),
			(given) => {
				const { now, next, over } = groupOccurrences(given, '2026-10-14');
				expect([...now, ...next, ...over]).toHaveLength(given.length);
				expect(new Set([...now, ...next, ...over])).toEqual(new Set(given));
				if (next.length > 0)
					expect(now.some(({ stage, from }) => stage === 'open' && from! > '2026-10-14')).toBe(
						true
					);
			}
		)
	);
});
