import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { search } from './search.ts';
import { openWorld, type World } from './testing/world.ts';

let world: World;
let coordinator: string;
let foreigner: string;

beforeAll(async () => {
	world = openWorld();
	const region = await world.organisation(null);
	const municipality = await world.organisation(region, 'municipality');
	const school = await world.organisation(municipality);
	coordinator = await world.person(municipality, 'municipal-coordinator');
	foreigner = await world.person(await world.organisation(region, 'municipality'), 'methodist');
	await world.admin
		.updateTable('organisation')
		.set({ short_name: 'Берёзовская СОШ' })
		.where('id', '=', school)
		.execute();
	const { id } = await world.admin
		.insertInto('roadmap')
		.values({
			owner_id: school,
			title: 'Дорожная карта Берёзовской школы',
			level: 'school',
			period_from: '2026-09-01',
			period_to: '2027-08-31',
			year_kind: 'school'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const [position, text] of [
		'Проведение мониторинга качества чтения',
		'Родительские собрания с участием психолога'
	].entries())
		await world.admin
			.insertInto('measure')
			.values({ roadmap_id: id, owner_id: school, position, text, term: '{}' })
			.execute();
});
afterAll(() => world.close());

const find = (line: string, who = coordinator) =>
	world.as(who, async (db) => (await search(db, line)).map(({ title }) => title));

describe('search', () => {
	it.each([
		['мониторинг чтение', 'Проведение мониторинга качества чтения'],
		['мониторнг', 'Проведение мониторинга качества чтения'],
		['психологом', 'Родительские собрания с участием психолога'],
		['радительские собрание', 'Родительские собрания с участием психолога'],
		['родит', 'Родительские собрания с участием психолога'],
		['березовская', 'Берёзовская СОШ'],
		['Берёзовской', 'Берёзовская СОШ'],
		['ясеневой', 'Ясенева Вера']
	])('finds by «%s»', async (line, title) => {
		expect(await find(line)).toContain(title);
	});

	it('finds nothing by signs alone, and what the person may not see stays unseen', async () => {
		expect(await find('«…» & | !')).toEqual([]);
		expect(await find('мониторинг', foreigner)).toEqual([]);
		expect(await find('Берёзовская', foreigner)).toEqual([]);
	});

	it('forgets what was withdrawn', async () => {
		await world.admin
			.updateTable('measure')
			.set({ withdrawn_at: new Date() })
			.where('text', 'like', 'Родительские%')
			.execute();
		expect(await find('психолог')).toEqual([]);
	});
});
