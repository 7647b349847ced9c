import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { openLink } from './answering.ts';
import { beginCampaign, openCampaign } from './campaign.ts';
import { changeCampaign, openChange } from './change.ts';

let world: World;
let place: string;
let schools: [string, string];
let coordinator: Actor;
beforeAll(async () => {
	world = openWorld();
	place = await world.organisation(await world.organisation(null), 'municipality');
	schools = [await world.organisation(place), await world.organisation(place)];
	coordinator = await world.actor(place, 'municipal-coordinator');
});
afterAll(() => world.close());

const begin = () =>
	beginCampaign(coordinator, place, {
		title: 'Диагностика',
		opensOn: '2020-01-01',
		closesOn: '2099-12-30',
		schools: [schools[0]],
		audiences: ['parents']
	});
const change = (id: string, given: Partial<Parameters<typeof changeCampaign>[2]> = {}) =>
	changeCampaign(coordinator, id, {
		closesOn: '2099-12-30',
		schools: [],
		audiences: [],
		...given
	});

it('gets schools and audiences; links that were given out stay, and the version with them', async () => {
	const id = await begin();
	const [first] = (await openCampaign(coordinator, id)).links;
	// an instrument was changed after the link was given out
	await sql`update opora.campaign_link set instrument_version = 1 where id = ${first!.id}`.execute(
		world.admin
	);
	expect(await change(id, { schools: [schools[1]], audiences: ['pupils'] })).toBe(3);
	expect(await change(id, { schools: [schools[1]], audiences: ['pupils'] })).toBe(0);
	const { links } = await openCampaign(coordinator, id);
	expect(links).toHaveLength(4);
	expect(links.find((link) => link.id === first!.id)!.token).toBe(first!.token);
	const asked = links.filter(({ audience }) => audience === 'parents');
	expect(asked.map(({ instrumentVersion }) => instrumentVersion)).toEqual([1, 1]);
	for (const { token, instrumentVersion } of asked)
		expect((await openLink(token)).instrument.version).toBe(instrumentVersion);
	expect((await openChange(coordinator, id)).schools.every(({ isIn }) => isIn)).toBe(true);
});

it('ends later or earlier while it runs, and never once it is over', async () => {
	const id = await begin();
	await change(id, { closesOn: '2099-12-31' });
	expect((await openCampaign(coordinator, id)).campaign.closesOn).toBe('2099-12-31');
	await expect(change(id, { closesOn: '2020-01-02' })).rejects.toMatchObject({
		fields: { closesOn: 'campaign_error_closes_past' }
	});
	await sql`update opora.campaign set closes_on = '2020-01-02' where id = ${id}`.execute(
		world.admin
	);
	await expect(change(id, { closesOn: '2099-12-31' })).rejects.toThrow(
		'campaign_error_closed_change'
	);
	// nor past the front door
	const moved = await world.as(coordinator.personId, async (db) => {
		const { rows } = await sql<{ moved: boolean }>`
			select opora.move_campaign_end(${id}, '2099-12-31') as moved`.execute(db);
		return rows[0]!.moved;
	});
	expect(moved).toBe(false);
	await expect(
		world.as(coordinator.personId, (db) =>
			sql`update opora.campaign set closes_on = '2099-12-31' where id = ${id}`.execute(db)
		)
	).rejects.toThrow(/permission denied/);
});

it('is changed by whoever may, with schools of the place', async () => {
	const id = await begin();
	const head = await world.actor(schools[0], 'school-head');
	await expect(openChange(head, id)).rejects.toThrow('error_forbidden');
	await expect(
		changeCampaign(head, id, { closesOn: '2099-12-31', schools: [], audiences: [] })
	).rejects.toThrow('error_forbidden');
	const foreign = await world.organisation(await world.organisation(null));
	await expect(change(id, { schools: [foreign], closesOn: '2099-12-31' })).rejects.toMatchObject({
		fields: { schools: 'campaign_error_schools' }
	});
	// a refused change is refused as a whole
	expect((await openCampaign(coordinator, id)).campaign.closesOn).toBe('2099-12-30');
});
