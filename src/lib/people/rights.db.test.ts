import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistories } from '../platform/history.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { findActor } from './actor.ts';
import type { Actor } from './access.ts';
import { giveRole } from './duties.ts';
import {
	addOrganisation,
	editOrganisation,
	listSchools,
	readOrganisation
} from './organisations.ts';
import { addPerson, editPerson, listPeople, readPerson } from './persons.ts';
import { watchQueries } from '../platform/database.ts';

let world: World;
let municipality: string;
let school: string;
let coordinator: Actor;
let head: Actor;

/** A person with an account, as the actor of a request. */
async function actor(person: string): Promise<Actor> {
	const account = `test-${person}`;
	await world.admin
		.updateTable('person')
		.set({ account_id: account })
		.where('id', '=', person)
		.execute();
	const found = await world.as(null, (db) => findActor(db, account));
	return found!;
}

const blank = { given: '', patronymic: '', post: '', email: '' };

beforeAll(async () => {
	world = openWorld();
	municipality = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(municipality);
	coordinator = await actor(await world.person(municipality, 'municipal-coordinator'));
	head = await actor(await world.person(school, 'school-head'));
});
afterAll(() => world.close());

describe('who may act for whom', () => {
	it('a head does not take over a curator of his school by address or invitation', async () => {
		const person = await world.person(school);
		await world.admin
			.insertInto('appointment')
			.values({
				person_id: person,
				role: 'curator',
				organisation_id: municipality,
				from_date: '2020-01-01'
			})
			.execute();
		await actor(person);
		const { person: stored, rights } = await readPerson(head, person);
		expect(rights).toEqual({ edit: true, invite: false, govern: false });
		const given = {
			...blank,
			surname: 'Ясенева',
			organisationId: school,
			leftOn: '',
			revision: String(stored.revision)
		};
		await expect(editPerson(head, person, { ...given, email: 'mine@x.example' })).rejects.toThrow(
			'error_holds_more'
		);
		// the database holds it as well
		await expect(
			world.as(head.personId, (db) =>
				db.updateTable('person').set({ email: 'mine@x.example' }).where('id', '=', person).execute()
			)
		).rejects.toThrow(/rights that the editor lacks/);
		await expect(
			world.as(head.personId, (db) =>
				db
					.insertInto('invitation')
					.values({
						person_id: person,
						organisation_id: school,
						token_hash: Buffer.from(person),
						expires_at: new Date()
					})
					.execute()
			)
		).rejects.toThrow(/row-level security/);
	});

	it('nobody turns a role into a higher one, or ties a person to an account', async () => {
		await giveRole(head, head.personId, {
			organisationId: school,
			role: 'observer',
			from: '2026-09-01',
			to: '',
			orderNumber: '',
			orderDate: ''
		});
		for (const columns of [{ role: 'administrator' }, { organisation_id: municipality }])
			await expect(
				world.as(head.personId, (db) => db.updateTable('appointment').set(columns).execute())
			).rejects.toThrow(/permission denied/);
		await expect(
			world.as(head.personId, (db) =>
				db.updateTable('person').set({ account_id: 'another' }).execute()
			)
		).rejects.toThrow(/permission denied/);
		await expect(
			giveRole(head, head.personId, {
				organisationId: school,
				role: 'administrator',
				from: '2026-09-01',
				to: '',
				orderNumber: '',
				orderDate: ''
			})
		).rejects.toThrow('error_may_not_give');
	});
});

describe('people', () => {
	it('names every bad field and keeps an address to one person', async () => {
		await expect(
			addPerson(coordinator, { ...blank, surname: ' ', email: 'no address', organisationId: 'x' })
		).rejects.toMatchObject({
			fields: {
				surname: 'error_surname',
				email: 'error_email',
				organisationId: 'error_organisation'
			}
		});
		const email = `${school}@x.example`;
		const given = { ...blank, surname: 'Первая', email, organisationId: school };
		const id = await addPerson(coordinator, given);
		await expect(
			addPerson(coordinator, { ...given, email: email.toUpperCase() })
		).rejects.toMatchObject({ fields: { email: 'error_email_taken' } });
		const found = await listPeople(
			coordinator,
			{ q: 'перв', organisation: school, role: null, left: false },
			1
		);
		expect(found.rows.map((row) => row.id)).toEqual([id]);
		const none = { q: '100%', organisation: null, role: null, left: false };
		expect((await listPeople(coordinator, none, 1)).total).toBe(0);
	});

	it('a stale save is a conflict that carries what is stored', async () => {
		const id = await addPerson(coordinator, {
			...blank,
			surname: 'Вторая',
			organisationId: school
		});
		const given = {
			...blank,
			surname: 'Вторая',
			organisationId: school,
			leftOn: '',
			revision: '1'
		};
		await editPerson(coordinator, id, { ...given, post: 'методист' });
		await expect(editPerson(coordinator, id, { ...given, post: 'психолог' })).rejects.toMatchObject(
			{
				stored: { post: 'методист', revision: 2 }
			}
		);
		const { history } = await readPerson(coordinator, id);
		expect(history.changes[0]).toMatchObject({
			action: 'update',
			by: 'Ясенева\u00a0В.',
			fields: [{ name: 'post', before: '', after: 'методист' }]
		});
	});

	it('a foreign person answers like a missing one', async () => {
		const elsewhere = await world.person(
			await world.organisation(await world.organisation(null), 'municipality')
		);
		for (const id of [elsewhere, crypto.randomUUID(), 'nonsense'])
			await expect(readPerson(coordinator, id)).rejects.toThrow('error_no_person');
	});
});

describe('organisations', () => {
	it('are added below, edited over their revision, and told of in history', async () => {
		const given = {
			name: 'МКОУ Осиновская СОШ',
			shortName: 'Осиновская СОШ',
			kind: 'school',
			timeZone: 'Europe/Moscow'
		};
		const id = await addOrganisation(coordinator, { ...given, parentId: municipality });
		const saved = { ...given, shortName: 'Осиновская', closedOn: '', revision: '1' };
		await editOrganisation(coordinator, id, saved);
		await expect(editOrganisation(coordinator, id, saved)).rejects.toThrow('error_conflict');
		const page = await readOrganisation(coordinator, id);
		expect(page.organisation.shortName).toBe('Осиновская');
		expect(page.history.changes).toHaveLength(2);
		await expect(addOrganisation(head, { ...given, parentId: municipality })).rejects.toThrow(
			'error_form'
		);
		const all = await listSchools(coordinator, { q: 'осинов', all: false }, 1);
		expect(all.rows).toMatchObject([{ id, roadmap: null, curators: [] }]);
	});
});

it('history goes on from page to page and hides what the reader may not see', async () => {
	const person = await world.person(school);
	for (const post of ['а', 'б', 'в'])
		await world.commit(coordinator.personId, (db) =>
			sql`update opora.person set post = ${post} where id = ${person}`.execute(db)
		);
	const rows = [{ table: 'person', ids: [person] }];
	await world.as(coordinator.personId, async (db) => {
		const first = await readHistories(db, rows, 3);
		expect(
			first.changes.map(({ fields }) => fields.find(({ name }) => name === 'post')?.after)
		).toEqual(['в', 'б', 'а']);
		const rest = await readHistories(db, rows, 3, first.next!);
		expect(rest).toMatchObject({ changes: [{ action: 'insert' }], next: null });
	});
	const stranger = await world.person(await world.organisation(null), 'administrator');
	await world.as(stranger, async (db) =>
		expect((await readHistories(db, rows)).changes).toEqual([])
	);
});

it('a page asks no more than 12 statements, however long its list', async () => {
	const asked: string[] = [];
	watchQueries((text) => asked.push(text));
	try {
		for (const page of [
			() => readPerson(coordinator, head.personId),
			() => readOrganisation(coordinator, school),
			() => listPeople(coordinator, { q: '', organisation: null, role: null, left: false }, 1),
			() => listSchools(coordinator, { q: '', all: true }, 1)
		]) {
			asked.length = 0;
			await page();
			// the frame of every page asks one more, and its actor one
			expect(asked.length).toBeLessThanOrEqual(10);
		}
	} finally {
		watchQueries(null);
	}
});
