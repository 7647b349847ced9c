import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { identify, type Result } from '../identify.ts';
import { shippedRules, type Condition, type RuleSet } from '../rules.ts';
import { estimatePrior, priorOfSums } from '../sure/prior.ts';
import { findFindings, findRunsOf, findSums, identifySchools, insertRun } from './store-run.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

const procedures = ['ege-math-base', 'ege-math-profile', 'oge-math', 'vpr-math-6', 'rdr-Б'];
const levels = {
	'ege-math-base': 'СОО',
	'ege-math-profile': 'СОО',
	'oge-math': 'ООО',
	'vpr-math-6': 'ООО'
};
const levelOf = (procedure: string): string | null =>
	(levels as Record<string, string>)[procedure] ?? null;
const years = [2023, 2024, 2025, 2026];

/** Results of a school as a seed tells them: often at the threshold itself. */
const school = fc.array(
	fc.record({
		year: fc.constantFrom(...years),
		procedure: fc.constantFrom(...procedures),
		counts: fc.oneof(
			fc.constantFrom<number[]>(
				[3, 10],
				[30, 100],
				[2_999, 10_000],
				[3_000, 10_000],
				[0, 0],
				[0, 7],
				[2, 6]
			),
			fc.tuple(fc.nat(12), fc.nat(12)).map(([x, y]) => [Math.min(x, y), Math.max(x, y)])
		)
	}),
	{ maxLength: 18 }
);
const combination = fc.oneof(
	fc.record({ all: fc.constantFrom<Condition[]>(['many'], ['repeated'], ['many', 'repeated']) }),
	fc.record({ any: fc.constantFrom<Condition[]>(['many'], ['repeated'], ['many', 'repeated']) })
);
const rules: fc.Arbitrary<RuleSet> = fc
	.record({
		lowShare: fc.constantFrom<RuleSet['lowShare']>(
			{ numerator: 3, denominator: 10 },
			{ numerator: 1, denominator: 3 },
			{ numerator: 2_999, denominator: 10_000 }
		),
		minLowProcedures: fc.integer({ min: 1, max: 4 }),
		consecutiveYears: fc.integer({ min: 2, max: 4 }),
		lowResults: combination,
		atRisk: fc.option(combination),
		minParticipants: fc.option(fc.integer({ min: 1, max: 11 })),
		perLevel: fc.boolean(),
		excludedKinds: fc.constantFrom<string[]>([], ['вечерняя'], ['вечерняя', 'коррекционная']),
		countAsOne: fc.constantFrom<RuleSet['countAsOne']>(
			[],
			[{ name: 'ege-math', procedures: ['ege-math-base', 'ege-math-profile'] }],
			[
				{ name: 'all', procedures: ['oge-math', 'vpr-math-6'] },
				{ name: 'ege-math', procedures: ['ege-math-profile', 'oge-math', 'ege-math-base'] }
			]
		)
	})
	.map((parts) => ({ ...shippedRules('2025')!, ...parts }));

/** Of one school and procedure in one year the first; in the order that the database answers in. */
function tidied(drawn: { year: number; procedure: string; counts: number[] }[]): Result[] {
	const byKey = new Map<string, Result>();
	for (const { year, procedure, counts } of drawn) {
		const key = `${year} ${procedure}`;
		const [low, participants] = counts as [number, number];
		if (!byKey.has(key))
			byKey.set(key, { year, procedure, participants, low, level: levelOf(procedure) });
	}
	return [...byKey.values()].sort(
		(a, b) =>
			a.year - b.year || (a.procedure < b.procedure ? -1 : a.procedure > b.procedure ? 1 : 0)
	);
}

async function fill(drawn: Result[][], kinds: (string | null)[]) {
	const region = await world.organisation(null);
	const place = await world.organisation(region, 'municipality');
	const operator = await world.person(region, 'regional-operator');
	const { id: importId } = await world.admin
		.insertInto('result_import')
		.values({ place_id: place, file_name: 'a.csv', file_hash: '0'.repeat(64), file_size: 1 })
		.returning('id')
		.executeTakeFirstOrThrow();
	const schools = new Map<string, { results: Result[]; kind: string | null }>();
	for (const [n, results] of drawn.entries()) {
		const id = await world.organisation(place);
		const kind = kinds[n] ?? null;
		schools.set(id, { results, kind });
		if (kind !== null)
			await world.admin.insertInto('school_kind').values({ organisation_id: id, kind }).execute();
		if (results.length > 0)
			await world.admin
				.insertInto('result')
				.values(
					results.map(({ year, procedure, participants, low }) => ({
						...{ school_id: id, import_id: importId },
						...{ year, procedure, participants, low }
					}))
				)
				.execute();
	}
	return { region, place, operator, schools };
}

describe('a run', () => {
	it('says of every school what the rule says, to the letter', async () => {
		const schoolsAndRules = fc.tuple(
			fc.array(school, { minLength: 12, maxLength: 12 }),
			fc.array(fc.constantFrom(null, null, 'вечерняя', 'лицей'), { minLength: 12, maxLength: 12 }),
			fc.array(rules, { minLength: 12, maxLength: 12 })
		);
		await fc.assert(
			fc.asyncProperty(schoolsAndRules, async ([drawn, kinds, sets]) => {
				const { place, operator, schools } = await fill(drawn.map(tidied), kinds);
				await world.as(operator, async (db) => {
					for (const set of sets) {
						const found = await identifySchools(db, {
							placeId: place,
							year: 2026,
							rules: set,
							levels
						});
						expect(found).toHaveLength(schools.size);
						for (const { schoolId, finding } of found) {
							const { results, kind } = schools.get(schoolId)!;
							expect(inOrder(finding)).toEqual(inOrder(identify(results, set, 2026, kind)));
						}
					}
				});
			}),
			{ numRuns: 25 }
		);
	});

	it('keeps its rules, its data’s version and what was known beforehand, and says the same again', async () => {
		const drawn = Array.from({ length: 14 }, (_, n) =>
			tidied([
				{ year: 2025, procedure: 'oge-math', counts: [n % 7, 10 + n] },
				{ year: 2026, procedure: 'oge-math', counts: [n % 5, 9 + n] },
				{ year: 2026, procedure: 'vpr-math-6', counts: [n % 9, 20] }
			])
		);
		const { place, operator } = await fill(drawn, []);
		const asked = { placeId: place, year: 2026, rules: shippedRules('2025')!, levels };
		await world.as(operator, async (db) => {
			const ids = [
				await insertRun(db, asked, 'Ясенева В.'),
				await insertRun(db, asked, 'Ясенева В.')
			];
			const [first, second] = ids.map(async (id) => (await findRunsOf(db, null, null, [id]))[0]!);
			expect((await first!).rules).toEqual(asked.rules);
			expect((await first!).resultCount).toBe(14 * 2);
			expect((await first!).dataVersion).toBe((await second!).dataVersion);
			expect(await findFindings(db, ids[0]!)).toEqual(await findFindings(db, ids[1]!));
			expect(await findFindings(db, ids[0]!)).toEqual(await identifySchools(db, asked));
			const sums = (await findSums(db, ids)).get(ids[0]!)!;
			const counts = drawn.map((results) =>
				results.find((one) => one.year === 2026 && one.procedure === 'oge-math')!
			);
			const { a, b } = estimatePrior(counts);
			expect(priorOfSums(sums.get('oge-math')!)).toEqual({
				a: expect.closeTo(a, 9),
				b: expect.closeTo(b, 9),
				schools: 14
			});
		});
	});

	it('is made by whoever may, and read no further than rights reach', async () => {
		const results = tidied([{ year: 2026, procedure: 'oge-math', counts: [3, 10] }]);
		const { region, place, operator, schools } = await fill([results, results], []);
		const [mine, other] = [...schools.keys()] as [string, string];
		const asked = { placeId: place, year: 2026, rules: shippedRules('2025')!, levels };
		const id = await world.commit(operator, (db) => insertRun(db, asked, ''));
		const head = await world.person(mine, 'school-head');
		const neighbour = await world.person(
			await world.organisation(region, 'municipality'),
			'municipal-coordinator'
		);
		const methodist = await world.person(place, 'methodist');
		await expect(world.as(methodist, (db) => insertRun(db, asked, ''))).rejects.toThrow('no right');
		await expect(world.as(head, (db) => insertRun(db, asked, ''))).rejects.toThrow('no right');
		const seen = (person: string) => world.as(person, (db) => findFindings(db, id));
		expect((await seen(methodist)).map(({ schoolId }) => schoolId).sort()).toEqual(
			[mine, other].sort()
		);
		expect((await seen(head)).map(({ schoolId }) => schoolId)).toEqual([mine]);
		expect(await seen(neighbour)).toEqual([]);
		expect(await world.as(neighbour, (db) => identifySchools(db, asked))).toEqual([]);
		expect(await world.as(head, (db) => identifySchools(db, asked))).toEqual([]);
	});
});

/** With joined procedures the rule keeps the order of their first parts. */
function inOrder(finding: ReturnType<typeof identify>): ReturnType<typeof identify> {
	const byName = (a: { procedure: string }, b: { procedure: string }): number =>
		a.procedure < b.procedure ? -1 : 1;
	return {
		...finding,
		lowProcedures: [...finding.lowProcedures].sort(byName),
		notEvaluated: [...finding.notEvaluated].sort(byName),
		repeated: [...finding.repeated].sort()
	};
}
