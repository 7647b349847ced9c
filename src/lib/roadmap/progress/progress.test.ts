import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Occurrence, Stage } from '../execution/model.ts';
import {
	emptyTally,
	lineOf,
	shareOf,
	standingOf,
	standingStates,
	sumTallies,
	tallyOf
} from '../progress.ts';
import { curveOf } from './curve.ts';
import { anyDay, anyMeasure } from './sample.testing.ts';

const today = '2026-11-24';
const end = '2027-08-31';
const one = (from: string, to: string, stage: Stage = 'open', doneOn: string | null = null) =>
	({ from, to, stage, doneOn, neverLate: false }) as Occurrence;
const undated = (stage: Stage = 'open') =>
	({ from: null, to: null, stage, doneOn: null, neverLate: true }) as Occurrence;

describe('standingOf', () => {
	it('asks of a repeated measure what was due so far, and of the whole everything', () => {
		const monthly = [
			one('2026-10-01', '2026-10-31', 'verified', '2026-10-30'),
			one('2026-11-01', '2026-11-24', 'verified', '2026-11-20'),
			one('2026-12-01', '2026-12-31')
		];
		expect(standingOf(monthly, end, today)).toEqual({
			state: 'under-way',
			plannedOn: '2026-12-31',
			due: true,
			kept: true,
			waiting: false,
			lost: false,
			doneOn: null
		});
	});

	it('counts the last day itself as due', () => {
		const last = [one('2026-11-01', today)];
		expect(standingOf(last, end, '2026-11-23')).toMatchObject({ due: false });
		expect(standingOf(last, end, today)).toMatchObject({ due: true, kept: false });
	});

	it('never calls due what has no day of its own, and plans it for the end of the period', () => {
		const dated = { ...one('2026-09-01', '2026-09-30'), neverLate: true };
		expect(standingOf([undated()], end, today)).toMatchObject({ due: false, plannedOn: end });
		expect(standingOf([dated], end, today)).toMatchObject({ due: false, plannedOn: end });
	});

	it('holds apart what waits for a verdict and what cannot be carried out any more', () => {
		const waiting = [one('2026-10-01', '2026-10-31', 'reported'), one('2027-01-01', '2027-01-31')];
		expect(standingOf(waiting, end, today)).toMatchObject({ kept: false, waiting: true });
		expect(
			standingOf([...waiting, one('2026-09-01', '2026-09-30', 'returned')], end, today)
		).toMatchObject({ waiting: false });
		expect(
			standingOf([one('2026-10-01', '2026-10-31', 'not-done'), undated()], end, today)
		).toMatchObject({ state: 'not-begun', lost: true });
	});

	it('does not count a measure of which everything is cancelled', () => {
		expect(standingOf([one('2026-10-01', '2026-10-31', 'cancelled')], end, today)).toBeNull();
		expect(standingOf([], end, today)).toBeNull();
	});
});

/** The same numbers, counted in another way: measure by measure, straight from the words of 0011. */
function recount(measures: Occurrence[][]) {
	const live = measures
		.map((all) => all.filter((each) => each.stage !== 'cancelled'))
		.filter((all) => all.length > 0);
	const verified = (all: Occurrence[]) => all.every((each) => each.stage === 'verified');
	const dueOf = (all: Occurrence[]) =>
		all.filter((each) => !each.neverLate && each.to !== null && !(each.to > today));
	const touched = live.filter((all) => dueOf(all).length > 0);
	return {
		whole: live.length,
		done: live.filter(verified).length,
		due: touched.length,
		kept: touched.filter((all) => verified(dueOf(all))).length,
		late: live.filter((all) =>
			all.some(
				(each) =>
					['open', 'begun'].includes(each.stage) &&
					!each.neverLate &&
					each.to !== null &&
					each.to < today
			)
		).length
	};
}

describe('tallyOf', () => {
	it('counts a roadmap as by hand', () => {
		const measures = [
			[one('2026-10-01', '2026-10-31', 'verified', '2026-10-28')],
			[one('2026-10-01', '2026-10-15', 'verified', '2026-10-20')],
			[one('2026-10-01', '2026-10-31', 'verified', '2026-10-31'), one('2026-12-01', '2026-12-31')],
			[one('2026-11-01', '2026-11-20')],
			[one('2026-11-01', '2026-11-15', 'reported')],
			[one('2026-11-01', '2026-11-15', 'returned')],
			[one('2027-03-01', '2027-03-31')],
			[undated()],
			[one('2026-10-01', '2026-10-31', 'not-done')],
			[one('2026-10-01', '2026-10-31', 'cancelled')]
		];
		const standings = measures.flatMap((all) => standingOf(all, end, today) ?? []);
		expect(tallyOf(standings, today)).toEqual({
			whole: 9,
			done: 2,
			planned: 6,
			due: 7,
			kept: 3,
			waiting: 1,
			lost: 1,
			states: {
				...{ done: 2, 'under-way': 1, late: 1, reported: 1, returned: 1 },
				...{ 'not-begun': 2, 'not-done': 1 }
			}
		});
	});

	it('adds up, whatever the measures and their order', () => {
		fc.assert(
			fc.property(fc.array(anyMeasure, { maxLength: 12 }), (measures) => {
				const all = (given: Occurrence[][]) =>
					tallyOf(
						given.flatMap((each) => standingOf(each, end, today) ?? []),
						today
					);
				const tally = all(measures);
				expect(tally).toEqual(all(measures.toReversed().map((each) => each.toReversed())));
				expect(tally).toEqual(sumTallies(measures.map((each) => all([each]))));
				const { late, ...counts } = recount(measures);
				expect(tally).toMatchObject(counts);
				// what is late stays late unless all of it is verified, which the late is not
				expect(tally.states.late).toBe(late);
				expect(standingStates.reduce((sum, state) => sum + tally.states[state], 0)).toBe(
					tally.whole
				);
				expect(tally.kept + tally.waiting).toBeLessThanOrEqual(tally.due);
				for (const share of [
					shareOf(tally.done, tally.whole),
					shareOf(tally.kept, tally.due),
					shareOf(tally.planned, tally.whole)
				])
					if (share !== null) expect(share >= 0 && share <= 1).toBe(true);
			})
		);
	});

	it('never forgets what was kept: verifying one more occurrence takes nothing away', () => {
		fc.assert(
			fc.property(anyMeasure, anyDay, fc.nat(4), (measure, day, place) => {
				const open = measure.filter(({ stage }) => stage !== 'cancelled');
				fc.pre(open.length > 0);
				const before = standingOf(open, end, day)!;
				const after = standingOf(
					open.map((each, n) =>
						n === place % open.length ? { ...each, stage: 'verified' as const } : each
					),
					end,
					day
				)!;
				expect(Number(after.kept)).toBeGreaterThanOrEqual(Number(before.kept));
				expect(after.due).toBe(before.due);
			})
		);
	});
});

it('has its line at the first measure that makes 55 per cent', () => {
	for (let whole = 1; whole < 1000; whole++) {
		const line = lineOf(whole);
		expect(line * 100).toBeGreaterThanOrEqual(whole * 55);
		expect((line - 1) * 100).toBeLessThan(whole * 55);
	}
	expect(shareOf(0, 0)).toBeNull();
	expect(sumTallies([])).toEqual(emptyTally());
});

describe('curveOf', () => {
	it('rises to the whole of the plan, and no higher than what is done', () => {
		const plans = [
			[one('2026-09-01', '2026-09-30', 'verified', '2026-10-02')],
			[one('2026-09-01', '2026-11-30', 'verified', '2026-11-20')],
			[one('2027-05-01', '2027-10-31')],
			[undated()]
		];
		const standings = plans.flatMap((all) => standingOf(all, end, today) ?? []);
		const curve = curveOf(standings, { from: '2026-09-01', to: end });
		expect(curve.map(({ plan }) => plan)).toEqual([1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 4]);
		expect(curve.map(({ fact }) => fact)).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
		expect(curve[0]!.month).toBe('2026-09');
	});
});
