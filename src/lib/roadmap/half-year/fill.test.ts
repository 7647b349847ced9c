import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Occurrence, Stage } from '../execution/model.ts';
import type { Measure, Section } from '../model.ts';
import { changesBetween } from './changes.ts';
import { fillFacts, knownReason, needsReason, sectionsOf, toldOf, type FillFrom } from './fill.ts';
import { dueShare, sumFigures } from './summary.ts';

const section = (id: string, position: number, title: string): Section => ({
	...{ id, position, title },
	parentId: null,
	originId: null,
	withdrawn: false,
	revision: 1
});

const measure = (id: string, sectionId: string, position: number): Measure => ({
	...{ id, sectionId, position },
	number: `${sectionId}.${position}`,
	text: `Мероприятие ${id}`,
	term: {
		phrase: 'октябрь',
		kind: 'dates',
		window: null,
		occurrences: [],
		recurrence: null,
		confidence: 1,
		doubts: []
	},
	...{ lane: null, row: null, termByHand: false, source: null, originId: null },
	responsible: [{ text: 'Ясенева В. П.', personId: null, organisationId: null, role: null }],
	result: 'Справка',
	...{ notes: null, factors: [], checkIn: 'half-yearly', evidenceKinds: [] },
	...{ originId: null, withdrawn: false, revision: 1 }
});

let made = 0;
function occurrence(
	measureId: string,
	days: [string, string] | null,
	stage: Stage = 'open',
	more: Partial<Occurrence> = {}
): Occurrence {
	return {
		id: `o${(made += 1)}`,
		measureId,
		kind: days ? 'term' : 'undated',
		from: days?.[0] ?? null,
		to: days?.[1] ?? null,
		neverLate: days === null,
		stage,
		doneOn: null,
		reason: null,
		reportId: null,
		revision: 1,
		...more
	};
}

/**
 * A plan of the school year 2026/27, counted on 12 November for 1 September – 31 October:
 * 1.1 monthly, September and October verified in time        → done
 * 1.2 verified five days after its last day                   → done late
 * 1.3 reported, nobody checked yet                            → waiting
 * 1.4 nobody did it                                           → late
 * 2.1 closed as not done, with a reason                       → not done
 * 2.2 runs until 25 December                                  → under way
 * 2.3 waits for a schedule                                    → undated
 * 2.4 cancelled                                               → cancelled
 * 2.5 begins in November                                      → not in the report
 */
const occurrences = [
	occurrence('a', ['2026-09-01', '2026-09-30'], 'verified', {
		doneOn: '2026-09-28',
		reportId: 'r1'
	}),
	occurrence('a', ['2026-10-01', '2026-10-31'], 'verified', { doneOn: '2026-10-30' }),
	occurrence('a', ['2026-11-01', '2026-11-30']),
	occurrence('b', ['2026-10-01', '2026-10-15'], 'verified', { doneOn: '2026-10-20' }),
	occurrence('c', ['2026-10-01', '2026-10-31'], 'reported', { doneOn: '2026-10-31' }),
	occurrence('d', ['2026-09-01', '2026-10-30']),
	occurrence('e', ['2026-10-01', '2026-10-31'], 'not-done', { reason: 'Нет педагога-психолога' }),
	occurrence('f', ['2026-09-01', '2026-12-25']),
	occurrence('g', null),
	occurrence('h', ['2026-10-01', '2026-10-31'], 'cancelled', { reason: 'Перенесено на год' }),
	occurrence('i', ['2026-11-01', '2026-11-30'])
];

const given: FillFrom = {
	roadmap: {
		sections: [section('1', 1, 'Первый раздел'), section('2', 2, 'Второй раздел')],
		measures: [
			...['a', 'b', 'c', 'd'].map((id, n) => measure(id, '1', n + 1)),
			...['e', 'f', 'g', 'h', 'i'].map((id, n) => measure(id, '2', n + 1))
		]
	},
	occurrences,
	reports: new Map([
		[
			'r1',
			{
				text: 'Провели',
				result: 'Справка готова',
				number: '12',
				evidence: [{ kind: 'note', name: '№ 4', date: '2026-09-28' }]
			}
		]
	]),
	period: { from: '2026-09-01', to: '2026-10-31' },
	plan: { from: '2026-09-01', to: '2027-08-31' },
	next: { from: '2026-11-01', to: '2027-03-31' },
	today: '2026-11-12'
};

describe('the facts of a half-year', () => {
	const facts = fillFacts(given);
	const states = Object.fromEntries(facts.rows.map(({ number, state }) => [number, state]));

	it('say of each measure what became of it', () => {
		expect(states).toEqual({
			'1.1': 'done',
			'1.2': 'done-late',
			'1.3': 'waiting',
			'1.4': 'late',
			'2.1': 'not-done',
			'2.2': 'under-way',
			'2.3': 'undated',
			'2.4': 'cancelled'
		});
	});

	it('count as the hand does', () => {
		expect(facts.figures).toEqual({
			planned: 5,
			...{ done: 1, doneLate: 1, waiting: 1, returned: 0, late: 1, notDone: 1 },
			...{ doneAhead: 0, underWay: 1, undated: 1, cancelled: 1 },
			// due by 31 October: a, b, c, d, e; verified: a, b
			...{ dueDone: 2, due: 5 },
			// h is cancelled; a has November open, so b alone is done
			...{ allDone: 1, all: 8 }
		});
		expect(dueShare(facts.figures)).toBe(40);
	});

	it('bring the result and the papers, and leave other half-years out', () => {
		const [first] = facts.rows;
		expect(first!.occurrences.map(({ to }) => to)).toEqual(['2026-09-30', '2026-10-31']);
		expect(first!.occurrences[0]).toMatchObject({
			done: 'Провели',
			result: 'Справка готова; 12',
			evidence: [{ kind: 'note', name: '№ 4' }]
		});
		expect(facts.next?.measures).toEqual(['1.1', '2.2', '2.5']);
	});

	it('ask why of what is late and not done, and know the reasons that were given', () => {
		const asked = facts.rows.filter((row) => needsReason(row, facts.countedOn));
		expect(asked.map(({ number }) => number)).toEqual(['1.4', '2.1']);
		expect(asked.map(knownReason)).toEqual(['', 'Нет педагога-психолога']);
	});

	it('tell what was done before its time, or without a day, apart from what was planned', () => {
		const early = [
			occurrence('f', ['2026-09-01', '2026-12-25'], 'verified', { doneOn: '2026-10-05' }),
			occurrence('g', null, 'verified', { doneOn: '2026-10-06' }),
			// September was due and is open: that December is done already does not help
			occurrence('a', ['2026-09-01', '2026-09-30']),
			occurrence('a', ['2026-12-01', '2026-12-31'], 'verified', { doneOn: '2026-10-07' })
		];
		const told = fillFacts({ ...given, occurrences: early });
		expect(told.rows.map(({ state }) => state)).toEqual(['late', 'ahead', 'done-undated']);
		// reported, but nobody has verified it: still not planned for this half-year
		const reported = early.map((one) => ({ ...one, stage: 'reported' as const }));
		expect(fillFacts({ ...given, occurrences: reported }).rows.map(({ state }) => state)).toEqual([
			'waiting',
			'under-way',
			'undated'
		]);
		expect(told.figures).toMatchObject({ planned: 1, late: 1, done: 0, doneAhead: 2, due: 1 });
	});

	it('tell many periods by their number, and one by one those that were not done', () => {
		const weekly = Array.from({ length: 6 }, (_, n) => {
			const day = `2026-10-0${n + 1}`;
			return occurrence('a', [day, day], n < 4 ? 'verified' : 'open', {
				doneOn: n < 4 ? day : null
			});
		});
		const [row] = fillFacts({ ...given, occurrences: weekly }).rows;
		const told = toldOf(row!);
		expect([told.done, told.each.map(({ to }) => to)]).toEqual([4, ['2026-10-05', '2026-10-06']]);
		expect(toldOf(facts.rows[0]!).done).toBeNull();
	});

	it('add up by section', () => {
		expect(
			sectionsOf(facts.rows).map(({ section, done, planned }) => [section, done, planned])
		).toEqual([
			[['Первый раздел'], 2, 4],
			[['Второй раздел'], 0, 1]
		]);
	});

	it('bring what was left open before the half-year, and nothing settled before it', () => {
		const spring = fillFacts({
			...given,
			period: { from: '2026-11-01', to: '2027-03-31' },
			next: null,
			today: '2027-04-05'
		});
		expect(Object.fromEntries(spring.rows.map(({ number, state }) => [number, state]))).toEqual({
			'1.1': 'late',
			'1.3': 'waiting',
			'1.4': 'late',
			'2.2': 'late',
			'2.3': 'undated',
			'2.5': 'late'
		});
	});
});

describe('a second filling', () => {
	const before = fillFacts(given);

	it('is no change where nothing happened, whatever the order of keys', () => {
		const stored = JSON.parse(JSON.stringify(before), (_, value: unknown) =>
			value && typeof value === 'object' && !Array.isArray(value)
				? Object.fromEntries(Object.entries(value).reverse())
				: value
		) as typeof before;
		expect(changesBetween(stored, before)).toEqual([]);
	});

	it('tells what is different', () => {
		const now = occurrences.map((one) =>
			one.measureId === 'c' ? { ...one, stage: 'verified' as const } : one
		);
		expect(changesBetween(before, fillFacts({ ...given, occurrences: now }))).toEqual([
			{ measureId: 'c', name: '1.3', before: 'waiting', after: 'done' }
		]);
		const without = occurrences.filter(({ measureId }) => measureId !== 'd');
		expect(changesBetween(before, fillFacts({ ...given, occurrences: without }))).toEqual([
			{ measureId: 'd', name: '1.4', before: 'late', after: null }
		]);
	});
});

describe('figures of any occurrences', () => {
	const day = fc
		.integer({ min: 0, max: 400 })
		.map((n) => new Date(Date.UTC(2026, 8, 1) + n * 86_400_000).toISOString().slice(0, 10));
	const any = fc
		.record({
			measureId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'),
			days: fc.option(fc.tuple(day, day)),
			stage: fc.constantFrom<Stage>(
				...(['open', 'begun', 'reported', 'returned', 'verified', 'not-done', 'cancelled'] as const)
			),
			doneOn: day
		})
		.map(({ measureId, days, stage, doneOn }) =>
			occurrence(measureId, days && ([...days].sort() as [string, string]), stage, {
				doneOn: ['reported', 'returned', 'verified'].includes(stage) ? doneOn : null
			})
		);

	it('count each measure once and add up', () => {
		fc.assert(
			fc.property(fc.array(any, { maxLength: 30 }), day, (all, today) => {
				const { figures, rows } = fillFacts({ ...given, occurrences: all, today });
				const { planned, doneAhead = 0, underWay, undated, cancelled } = figures;
				expect(planned + doneAhead + underWay + undated + cancelled).toBe(rows.length);
				expect(new Set(rows.map(({ measureId }) => measureId)).size).toBe(rows.length);
				expect(figures.dueDone).toBeLessThanOrEqual(figures.due);
				const twice = sumFigures([figures, figures]);
				expect(twice.planned).toBe(2 * planned);
			})
		);
	});
});
