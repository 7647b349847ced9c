import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workOf } from '../execution/work.ts';
import { applyFilter, filterQuery, NONE, noFilter, readFilter, type Filter } from '../filters.ts';
import type { Measure, Roadmap } from '../model.ts';
import { standingOf, standingStates, tallyOf, type Tally } from '../progress.ts';
import { dangersOf, loadsOf } from './dangers.ts';
import { byFactor, byLane, byPerson, bySection, type Group, type GroupKind } from './groups.ts';
import { anyDay, anyMeasure } from './sample.testing.ts';

const end = '2027-08-31';
const sections = ['s1', 's2', 's3'].map((id, position) => ({
	...{ id, position, title: id, withdrawn: false, revision: 1 },
	parentId: id === 's2' ? 's1' : null
}));
const party = fc
	.record({ text: fc.constantFrom('Титова О. П.', 'директор'), linked: fc.boolean() })
	.map(({ text, linked }) => ({
		...{ text, personId: linked ? `id of ${text}` : null, organisationId: null, role: null }
	}));
const anyRoadmap = fc
	.array(
		fc.record({
			occurrences: anyMeasure,
			sectionId: fc.constantFrom('s1', 's2', 's3', 'withdrawn', null),
			lane: fc.constantFrom(0, 1, null),
			factors: fc.array(fc.constantFrom(3, 7, 17), { maxLength: 3 }),
			responsible: fc.array(party, { maxLength: 2 })
		}),
		{ maxLength: 14 }
	)
	.chain((given) => fc.record({ given: fc.constant(given), today: anyDay }))
	.map(({ given, today }) => {
		const measures = given.map((each, n) => ({
			...{ id: `m${n}`, position: n, term: { kind: 'blank', window: null, occurrences: [] } },
			...each
		})) as unknown as Measure[];
		const occurrences = Object.fromEntries(given.map((each, n) => [`m${n}`, each.occurrences]));
		const works: Record<string, NonNullable<ReturnType<typeof workOf>>> = {};
		const standings: Record<string, NonNullable<ReturnType<typeof standingOf>>> = {};
		for (const [id, own] of Object.entries(occurrences)) {
			const work = workOf(own, today);
			if (work) works[id] = work;
			const standing = standingOf(own, end, today);
			if (standing) standings[id] = standing;
		}
		const roadmap = { sections, measures } as Pick<Roadmap, 'sections' | 'measures'>;
		return { ...roadmap, standings, today, execution: { works, standings, occurrences } };
	});

/** Every number of a tally beside the filter that its link carries. */
function figures({ states, ...counts }: Tally): [Partial<Filter>, number][] {
	const { whole, planned, due, kept, waiting, lost, done } = counts;
	return [
		[{ count: 'whole' }, whole],
		[{ count: 'planned' }, planned],
		[{ count: 'due' }, due],
		[{ count: 'kept' }, kept],
		[{ count: 'behind' }, due - kept],
		[{ count: 'waiting' }, waiting],
		[{ count: 'lost' }, lost],
		[{ state: 'done' }, done],
		...standingStates.map((state): [Partial<Filter>, number] => [{ state }, states[state]])
	];
}

describe('groups', () => {
	const kinds: [GroupKind, (of: fcRoadmap) => Group[]][] = [
		['section', (of) => bySection(of, of.today)],
		['lane', (of) => byLane(of, ['Школа', 'Район'], of.today)],
		['factor', (of) => byFactor(of, of.today)],
		['person', (of) => byPerson(of, of.today)]
	];
	type fcRoadmap = typeof anyRoadmap extends fc.Arbitrary<infer T> ? T : never;

	it.each(kinds)('by %s: every number is the number of rows behind its link', (kind, groups) => {
		fc.assert(
			fc.property(anyRoadmap, (roadmap) => {
				const all: [Partial<Filter>, number][] = figures(
					tallyOf(Object.values(roadmap.standings), roadmap.today)
				);
				for (const { key, tally } of groups(roadmap))
					for (const [filter, number] of figures(tally))
						all.push([{ ...filter, [kind]: key }, number]);
				for (const [filter, number] of all) {
					const address = filterQuery('table', { ...noFilter, ...filter });
					const read = readFilter(new URLSearchParams(address));
					expect(applyFilter(roadmap, read.filter, roadmap.today), address).toHaveLength(number);
				}
			}),
			{ numRuns: 60 }
		);
	});

	it('are parts that add up to the whole where a measure lies in one of them', () => {
		fc.assert(
			fc.property(anyRoadmap, (roadmap) => {
				const { whole } = tallyOf(Object.values(roadmap.standings), roadmap.today);
				const sum = (groups: Group[]) => groups.reduce((all, { tally }) => all + tally.whole, 0);
				const outermost = bySection(roadmap, roadmap.today).filter(({ depth }) => depth === 0);
				expect(sum(outermost)).toBe(whole);
				expect(sum(byLane(roadmap, ['Школа', 'Район'], roadmap.today))).toBe(whole);
			})
		);
	});

	it('stand in the order of the paper, the numbers and the alphabet, nobody last', () => {
		const [roadmap] = fc.sample(anyRoadmap, { numRuns: 1, seed: 1 });
		const measure = (id: string, given: Partial<Measure>) =>
			({ id, position: 1, sectionId: null, factors: [], responsible: [], ...given }) as Measure;
		const of = {
			...roadmap!,
			measures: [
				measure('a', { factors: [17, 3] }),
				measure('b', { responsible: [{ text: 'Титова О. П.' }, { text: 'Ёлкин' }] as never })
			]
		};
		expect(byFactor(of, of.today).map(({ key }) => key)).toEqual(['3', '17', NONE]);
		expect(byPerson(of, of.today).map(({ name }) => name)).toEqual(['Ёлкин', 'Титова О. П.', '']);
	});
});

describe('dangersOf', () => {
	it('finds loads whose number is the number of rows behind them', () => {
		fc.assert(
			fc.property(anyRoadmap, (roadmap) => {
				const { occurrences } = roadmap.execution;
				const counted = roadmap.measures.filter(({ id }) => roadmap.standings[id]);
				for (const { key, month, count } of loadsOf(counted, occurrences, roadmap.today)) {
					const filter = { ...noFilter, person: key, until: month, count: 'whole' as const };
					expect(applyFilter(roadmap, filter, roadmap.today)).toHaveLength(count);
				}
			})
		);
	});

	it('names what is late, not begun, too much, let down from above and not planned at all', () => {
		const today = '2026-11-24';
		const one = (from: string, to: string, stage = 'open') =>
			({ from, to, stage, doneOn: null, neverLate: false }) as never;
		const measure = (id: string, factors: number[] = []) =>
			({
				...{ id, factors, text: id, position: 1 },
				responsible: [{ text: 'Титова О. П.', personId: 'p1' }]
			}) as unknown as Measure;
		const occurrences = {
			late: [one('2026-10-01', '2026-10-31')],
			later: [one('2026-11-01', '2026-11-20')],
			half: [one('2026-11-01', '2026-12-10')],
			early: [one('2026-11-20', '2026-12-20')],
			fine: [one('2026-11-01', '2026-12-05', 'begun')],
			gone: [one('2026-10-01', '2026-10-31', 'cancelled')]
		};
		const measures = [
			...[measure('late', [3]), measure('later'), measure('half'), measure('early')],
			...[measure('fine'), measure('gone', [9])]
		];
		const standings = Object.fromEntries(
			Object.entries(occurrences).flatMap(([id, own]) => {
				const standing = standingOf(own, end, today);
				return standing ? [[id, standing]] : [];
			})
		);
		const link = (id: string, measureId: string, outgoing = false) => ({
			...{ id, measureId, outgoing, kind: 'supports' as const },
			owner: { shortName: 'Управление образования', kind: 'authority', path: 'region.authority' },
			other: { id: `above ${id}`, roadmapId: 'r', number: null, text: id } as never
		});
		const dangers = dangersOf(
			{
				...{ head: { factors: [9, 3, 7], today }, measures, standings, occurrences },
				links: [link('1', 'fine'), link('2', 'half', true), link('3', 'early')],
				others: {
					'above 1': [one('2026-10-01', '2026-11-10')],
					'above 2': [one('2026-10-01', '2026-11-10')],
					'above 3': [one('2026-10-01', '2026-11-10', 'verified')]
				}
			},
			2
		);
		expect(dangers.late.map(({ measure: { id }, days }) => [id, days])).toEqual([
			['late', 24],
			['later', 4]
		]);
		expect(dangers.unbegun.map(({ measure: { id }, day }) => [id, day])).toEqual([
			['half', '2026-12-10']
		]);
		expect(dangers.loads).toEqual([
			{ key: 'p1', name: 'Титова О. П.', month: '2026-12', count: 3 }
		]);
		expect(dangers.supports.map(({ measure: { id }, lateDays }) => [id, lateDays])).toEqual([
			['fine', 14]
		]);
		// 9 is answered by nothing but a cancelled measure
		expect(dangers.unanswered).toEqual([7, 9]);
	});
});
