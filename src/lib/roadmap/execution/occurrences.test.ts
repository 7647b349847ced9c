import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTerm } from '../../calendar/calendar.ts';
import { stages } from './model.ts';
import {
	isTouched,
	MOST_OCCURRENCES,
	planOccurrences,
	reconcile,
	type Existing,
	type Planned,
	type Reconciled
} from './occurrences.ts';

const plan = { from: '2026-09-01', to: '2027-08-31' };
const planned = (phrase: string, checkIn: Parameters<typeof planOccurrences>[2] = 'half-yearly') =>
	planOccurrences(readTerm(phrase, { plan }), plan, checkIn);
const days = (list: Planned[]) => list.map(({ from, to }) => [from, to]);

describe('planOccurrences', () => {
	it('has one occurrence for each month of «ежемесячно»', () => {
		const list = planned('ежемесячно');
		expect(list).toHaveLength(12);
		expect(list[0]).toEqual({
			kind: 'term',
			from: '2026-09-01',
			to: '2026-09-30',
			neverLate: false
		});
	});

	it('has one for each printed period', () => {
		expect(days(planned('апрель, октябрь – декабрь'))).toEqual([
			['2026-10-01', '2026-12-31'],
			['2027-04-01', '2027-04-30']
		]);
	});

	it('asks a continuous measure by half-year, or as it is set, or never', () => {
		expect(planned('постоянно').every(({ kind }) => kind === 'check-in')).toBe(true);
		expect(days(planned('постоянно'))).toEqual(days(planned('1 раз в полугодие')));
		expect(planned('постоянно', 'monthly')).toHaveLength(12);
		expect(planned('постоянно', 'yearly')).toHaveLength(1);
		expect(planned('постоянно', 'none')).toEqual([]);
	});

	it('asks a daily measure at check-ins instead of 365 times', () => {
		expect(planned('ежедневно').length).toBeLessThan(MOST_OCCURRENCES);
		expect(planned('ежедневно')[0]!.kind).toBe('check-in');
	});

	it('asks by check-ins where a recurrence over years is too often', () => {
		const long = { from: '2024-01-01', to: '2026-12-31' };
		const weekly = planOccurrences(readTerm('еженедельно', { plan: long }), long, 'half-yearly');
		expect(weekly).toHaveLength(6);
	});

	it('cuts check-ins at the ends of the term', () => {
		const term = {
			...readTerm('постоянно', { plan }),
			window: { from: '2026-11-10', to: '2027-02-05' }
		};
		expect(days(planOccurrences(term, plan, 'half-yearly'))).toEqual([
			['2026-11-10', '2026-12-31'],
			['2027-01-01', '2027-02-05']
		]);
	});

	it.each([
		'по отдельному графику',
		'по необходимости',
		'после ремонта',
		'«__» ______ 20__ г.',
		'ы'
	])('leaves «%s» without dates and never late', (phrase) => {
		expect(planned(phrase)).toEqual([{ kind: 'undated', from: null, to: null, neverLate: true }]);
	});

	it('leaves a schedule of others without dates even where it has bounds', () => {
		const term = { ...readTerm('по отдельному графику', { plan }), window: plan };
		expect(planOccurrences(term, plan, 'half-yearly')[0]!.kind).toBe('undated');
	});
});

const existing = (given: Partial<Existing> & { id: string }): Existing => ({
	kind: 'term',
	from: '2026-09-01',
	to: '2026-09-30',
	neverLate: false,
	stage: 'open',
	doneOn: null,
	reportId: null,
	...given
});

describe('reconcile', () => {
	it('leaves a reported month and asks the rest by quarter', () => {
		const stored = [
			existing({ id: 'reported', stage: 'verified', doneOn: '2026-09-20', reportId: 'r' }),
			existing({ id: 'open', from: '2026-10-01', to: '2026-10-31' })
		];
		const { add, withdraw, keep } = reconcile(stored, planned('ежеквартально'));
		expect(keep).toEqual(['reported']);
		expect(withdraw).toEqual(['open']);
		expect(days(add).map(([from]) => from)).toEqual([
			'2026-10-01',
			'2027-01-01',
			'2027-04-01',
			'2027-07-01'
		]);
	});

	it('does not ask again for the months of a reported half-year', () => {
		const stored = [existing({ id: 'half', to: '2026-12-31', stage: 'reported', reportId: 'r' })];
		expect(reconcile(stored, planned('ежемесячно')).add[0]!.from).toBe('2027-01-01');
	});

	it('lets what was done without dates answer for the period of its day', () => {
		const stored = [
			existing({
				id: 'done',
				kind: 'undated',
				from: null,
				to: null,
				neverLate: true,
				stage: 'verified',
				doneOn: '2026-10-12',
				reportId: 'r'
			})
		];
		const { add, keep } = reconcile(stored, planned('октябрь, март'));
		expect(keep).toEqual(['done']);
		expect(days(add)).toEqual([['2027-03-01', '2027-03-31']]);
	});

	it('keeps a date that a person set for a schedule of others', () => {
		const stored = [existing({ id: 'set', kind: 'undated', neverLate: true })];
		expect(reconcile(stored, planned('по отдельному графику'))).toEqual({
			add: [],
			redate: [],
			withdraw: [],
			keep: ['set']
		});
	});

	it('lets what a person added stand beside the term', () => {
		const stored = [existing({ id: 'more', kind: 'added' })];
		expect(reconcile(stored, planned('сентябрь')).add).toHaveLength(1);
	});
});

const day = fc
	.integer({ min: 0, max: 364 })
	.map((n) => new Date(Date.UTC(2026, 8, 1 + n)).toISOString().slice(0, 10));
const window = fc.tuple(day, day).map((pair) => pair.sort() as [string, string]);
const windows = fc
	.uniqueArray(window, { selector: (one) => one.join(), maxLength: 12 })
	.map((list) => list.map(([from, to]): Planned => ({ kind: 'term', from, to, neverLate: false })));
const plans = fc.oneof(
	windows,
	fc.constant<Planned[]>([{ kind: 'undated', from: null, to: null, neverLate: true }]),
	fc
		.constantFrom('ежемесячно', 'ежеквартально', 'постоянно', 'еженедельно', 'октябрь – март')
		.map((phrase) => planned(phrase))
);
const stored = fc
	.array(
		fc
			.record({
				kind: fc.constantFrom('term', 'check-in', 'undated', 'added'),
				window: fc.option(window),
				stage: fc.constantFrom(...stages, 'open', 'open'),
				doneOn: fc.option(day),
				reported: fc.boolean()
			})
			.map(({ kind, window: days, stage, doneOn, reported }): Omit<Existing, 'id'> => ({
				kind: kind as Existing['kind'],
				from: days?.[0] ?? null,
				to: days?.[1] ?? null,
				neverLate: kind === 'undated',
				stage,
				doneOn,
				reportId: stage !== 'open' && reported ? 'r' : null
			})),
		{ maxLength: 12 }
	)
	.map((list) => list.map((one, n) => ({ ...one, id: String(n) })));

/** What the database holds afterwards. */
function applied(list: Existing[], { add, redate, withdraw }: Reconciled): Existing[] {
	const changed = new Map(redate.map(({ id, planned: each }) => [id, each]));
	return [
		...list
			.filter(({ id }) => !withdraw.includes(id))
			.map((one) => {
				const each = changed.get(one.id);
				return each ? { ...one, kind: each.kind, neverLate: each.neverLate } : one;
			}),
		...add.map((each, n) => existing({ id: `new-${n}`, ...each }))
	];
}

describe('reconcile, whatever it is given', () => {
	it('never withdraws or changes the days of what was touched', () => {
		fc.assert(
			fc.property(stored, plans, (list, plan) => {
				const after = applied(list, reconcile(list, plan));
				for (const one of list.filter(isTouched)) {
					const still = after.find(({ id }) => id === one.id);
					expect(still && [still.from, still.to]).toEqual([one.from, one.to]);
				}
			})
		);
	});

	it('has nothing left to do the second time', () => {
		fc.assert(
			fc.property(stored, plans, (list, plan) => {
				const again = reconcile(applied(list, reconcile(list, plan)), plan);
				expect({ ...again, keep: [] }).toEqual({ add: [], redate: [], withdraw: [], keep: [] });
			})
		);
	});

	it('says about every stored occurrence exactly one thing', () => {
		fc.assert(
			fc.property(stored, plans, (list, plan) => {
				const { redate, withdraw, keep } = reconcile(list, plan);
				const told = [...redate.map(({ id }) => id), ...withdraw, ...keep];
				expect(told.sort()).toEqual(list.map(({ id }) => id).sort());
			})
		);
	});

	it('covers every planned period once: by one that is its own or by what was done in it', () => {
		fc.assert(
			fc.property(stored, plans, (list, plan) => {
				const result = reconcile(list, plan);
				const after = applied(list, result).filter(({ kind }) => kind !== 'added');
				for (const each of plan) {
					const untouched = after.filter(
						(one) => !isTouched(one) && one.from === each.from && one.to === each.to
					);
					const done = after.filter(
						(one) =>
							isTouched(one) &&
							(each.from === null
								? one.kind === 'undated' || one.from === null
								: (one.from ?? one.doneOn ?? '9') <= each.to! &&
									(one.to ?? one.doneOn ?? '0') >= each.from)
					);
					expect(untouched.length).toBeLessThanOrEqual(1);
					expect(untouched.length + done.length).toBeGreaterThanOrEqual(1);
				}
			})
		);
	});
});
