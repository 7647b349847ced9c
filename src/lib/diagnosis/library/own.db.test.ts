import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { createRoadmap } from '../../roadmap/roadmap.ts';
import { sampleMeasure, sampleSnapshot } from '../../roadmap/sample.testing.ts';
import { readLibraryFilter } from './find.ts';
import { openLibrary, openLibraryMeasure } from './library.ts';
import { addEntry, mayKeepEntries, openEntry, saveEntry, withdrawEntry } from './own.ts';

let world: World;
let place: string;
let school: string;
let coordinator: Actor;
let own: Actor;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
	place = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(place);
	coordinator = await world.actor(place, 'municipal-coordinator');
	own = await world.actor(school, 'school-coordinator');
});

const entry = {
	level: 'school',
	factors: [13],
	text: 'Открыть комнату тишины',
	term: 'Октябрь – декабрь',
	responsible: ['Педагог-психолог'],
	result: 'Комната работает каждый день',
	evidence: ['order'],
	effort: 'small'
};
const found = async (actor: Actor, words: string): Promise<string[]> => {
	const filter = { ...readLibraryFilter(new URLSearchParams()), words };
	return (await openLibrary(actor, filter)).measures.map(({ text }) => text);
};

it('is found by the municipality’s schools together with Opora’s, and by no other place', async () => {
	const id = await addEntry(coordinator, place, entry);
	expect(await found(own, 'комнаты тишины')).toEqual([entry.text]);
	expect((await openLibraryMeasure(own, id)).measure).toMatchObject({ ...entry, id });
	const elsewhere = await world.organisation(await world.organisation(null), 'municipality');
	const stranger = await world.actor(elsewhere, 'municipal-coordinator');
	expect(await found(stranger, 'комнаты тишины')).toEqual([]);
	await expect(openLibraryMeasure(stranger, id)).rejects.toThrow(NotFound);
});

it('is kept by those who edit the place’s roadmaps, policy and door alike', async () => {
	const id = await addEntry(coordinator, place, entry);
	expect([await mayKeepEntries(coordinator), await mayKeepEntries(own)]).toEqual([true, false]);
	await expect(addEntry(own, place, entry)).rejects.toThrow(Invalid);
	await expect(addEntry(own, school, entry)).rejects.toThrow(Invalid);
	await expect(saveEntry(own, id, entry, 1)).rejects.toThrow(Forbidden);
	await expect(
		world.as(own.personId, (db) =>
			sql`insert into library_entry (owner_id, level, factors, text, term, responsible, result,
					evidence, effort, by)
				values (${school}, 'school', '{1}', 'Своё', 'Май', '{Директор}', 'Есть', '{order}', 'small',
					${own.personId})`.execute(db)
		)
	).rejects.toThrow(/row-level security/);
});

it('is changed once at a time, withdrawn and brought back', async () => {
	const id = await addEntry(coordinator, place, entry);
	await saveEntry(coordinator, id, { ...entry, text: 'Открыть комнату отдыха' }, 1);
	await expect(saveEntry(coordinator, id, entry, 1)).rejects.toThrow(Conflict);
	await withdrawEntry(coordinator, id, true);
	expect(await found(own, 'комната отдыха')).toEqual([]);
	expect((await openEntry(coordinator, id)).entry.own.withdrawn).toBe(true);
	await withdrawEntry(coordinator, id, false);
	expect(await found(own, 'комната отдыха')).toEqual(['Открыть комнату отдыха']);
});

it('says which field is wrong', async () => {
	const wrong = { ...entry, factors: [], term: 'когда-нибудь потом', responsible: [], text: '' };
	const failure = await addEntry(coordinator, place, wrong).catch((error: unknown) => error);
	expect(failure).toMatchObject({
		fields: {
			factors: 'own_error_factors',
			term: 'draft_error_term',
			responsible: 'own_error_responsible',
			text: 'own_error_text'
		}
	});
});

it('tells what others did only of three schools or more', async () => {
	const plan = async (): Promise<void> => {
		const ownerId = await world.organisation(place);
		const { id, measureIds } = await createRoadmap(
			{ personId: coordinator.personId, today: null },
			{
				ownerId,
				snapshot: sampleSnapshot({
					sections: [],
					measures: [sampleMeasure({ sectionPath: [], factors: [13] })]
				})
			}
		);
		await sql`update roadmap set status = 'approved', order_number = '1', order_date = '2020-01-01',
			order_issuer = 'РОО' where id = ${id}`.execute(world.admin);
		await sql`insert into occurrence (measure_id, roadmap_id, owner_id, kind, due_from, due_to, stage)
			values (${measureIds[0]!}, ${id}, ${ownerId}, 'term', '2020-01-01', '2020-02-01', 'verified')`.execute(
			world.admin
		);
	};
	const known = async () => {
		const filter = { ...readLibraryFilter(new URLSearchParams('factor=13')) };
		return (await openLibrary(own, filter)).experience;
	};
	await plan();
	await plan();
	expect(await known()).toBeNull();
	await plan();
	expect(await known()).toEqual({ factor: 13, roadmaps: 3, measures: 3, due: 3, kept: 3 });
});
