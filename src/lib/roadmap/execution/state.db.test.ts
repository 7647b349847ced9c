import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { stages } from './model.ts';
import { stateOf } from './state.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

const day = fc
	.integer({ min: 0, max: 60 })
	.map((n) => new Date(Date.UTC(2026, 9, 20 + n)).toISOString().slice(0, 10));
const occurrence = fc
	.record({
		stage: fc.constantFrom(...stages),
		dates: fc.option(fc.tuple(day, day).map((pair) => pair.sort())),
		neverLate: fc.boolean(),
		doneOn: fc.option(day)
	})
	.map(({ dates, ...rest }) => ({ ...rest, from: dates?.[0] ?? null, to: dates?.[1] ?? null }));

it('says on every day what its twin in the database says', async () => {
	const given = fc.sample(fc.record({ occurrence, today: day }), { numRuns: 4_000, seed: 24 });
	const { rows } = await sql<{ state: string }>`
		select opora.occurrence_state(stage, "from", "to", "neverLate", "doneOn", today) as state
		from jsonb_to_recordset(${JSON.stringify(
			given.map(({ occurrence: one, today }, n) => ({ n, ...one, today }))
		)}::jsonb) as given (n integer, stage text, "from" date, "to" date, "neverLate" boolean,
			"doneOn" date, today date)
		order by n`.execute(world.admin);
	expect(rows.map(({ state }) => state)).toEqual(
		given.map(({ occurrence: one, today }) => stateOf(one, today))
	);
});
