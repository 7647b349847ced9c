import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { linkParties } from './link.ts';

let world: World;
let school: string;
let neighbour: string;
let coordinator: string;

async function named(organisation: string, name: string, post = ''): Promise<string> {
	const [surname = '', given = '', patronymic = ''] = name.split(' ');
	const { id } = await world.admin
		.insertInto('person')
		.values({ organisation_id: organisation, surname, given, patronymic, post })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

beforeAll(async () => {
	world = openWorld();
	const district = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(district);
	neighbour = await world.organisation(district);
	coordinator = await world.person(school, 'school-coordinator');
});
afterAll(() => world.close());

it('links what is sure and leaves the rest open', async () => {
	const deputy = await named(school, 'Сюжёва Мила Никитична', 'заместитель директора');
	const parties = await world.as(coordinator, async (db) => {
		const texts = ['Сюжевой М. Н.', 'Сюжёва М.К.', 'зам. директора', 'РМО', 'Незнамова А.А.'];
		return texts.map(await linkParties(db, school, texts));
	});
	expect(parties).toMatchObject([
		{ personId: deputy, matched: 'sure' },
		{ personId: null, matched: null },
		{ personId: deputy, matched: 'sure' },
		{ personId: null, role: 'group', matched: 'sure' },
		{ personId: null, role: null, matched: null }
	]);
});

it('knows who holds a role there, and only those who have not left', async () => {
	const head = await named(school, 'Рябинина Алла Юрьевна');
	await world.admin
		.insertInto('appointment')
		.values({
			person_id: head,
			role: 'school-head',
			organisation_id: school,
			from_date: '2020-01-01'
		})
		.execute();
	const link = () =>
		world.as(coordinator, async (db) => (await linkParties(db, school, ['директор']))('директор'));
	expect(await link()).toMatchObject({ personId: head, role: 'school-head' });
	await world.admin
		.updateTable('person')
		.set({ left_on: '2020-02-01' })
		.where('id', '=', head)
		.execute();
	expect(await link()).toMatchObject({ personId: null, role: 'school-head' });
});

it('does not surely mean somebody of a neighbouring school', async () => {
	await named(neighbour, 'Далева Яна Львовна');
	const party = await world.as(await world.person(neighbour, 'administrator'), async (db) =>
		(await linkParties(db, neighbour, ['Далева Я.Л.']))('Далева Я.Л.')
	);
	expect(party.matched).toBe('sure');
	const away = await world.as(coordinator, async (db) =>
		(await linkParties(db, school, ['Далева Я.Л.']))('Далева Я.Л.')
	);
	expect(away.matched).toBeNull();
});

it('remembers what was chosen for a writing in the organisation, and only there', async () => {
	const chosen = await named(neighbour, 'Осокина Инна Глебовна');
	await world.admin
		.insertInto('party_decision')
		.values({ owner_id: school, writing: 'осокина и г', person_id: chosen })
		.execute();
	const party = await world.as(coordinator, async (db) =>
		(await linkParties(db, school, ['Осокина И. Г.']))('Осокина И. Г.')
	);
	expect(party.matched).toBe(null); // the coordinator of one school does not see the other's people
	const district = await world.person(await ancestorOf(school), 'municipal-coordinator');
	const seen = await world.as(district, async (db) =>
		(await linkParties(db, school, ['Осокина И. Г.']))('Осокина И. Г.')
	);
	expect(seen).toMatchObject({ personId: chosen, matched: 'remembered' });
});

async function ancestorOf(id: string): Promise<string> {
	const { parent_id: parent } = await world.admin
		.selectFrom('organisation')
		.select('parent_id')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	return parent!;
}
