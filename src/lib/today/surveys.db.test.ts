import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginCampaign } from '../diagnosis/campaign/campaign.ts';
import type { Actor } from '../people/access.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { readToday } from './today.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

it('the coordinator of a school is reminded of the survey that runs there, and counts nothing', async () => {
	const place = await world.organisation(await world.organisation(null), 'municipality');
	const [school, other] = [await world.organisation(place), await world.organisation(place)];
	const municipal = await world.actor(place, 'municipal-coordinator');
	await beginCampaign(municipal, place, {
		title: 'Диагностика',
		opensOn: '2026-11-01',
		closesOn: '2026-12-01',
		schools: [school],
		audiences: ['pupils', 'parents']
	});
	const surveysOf = async (actor: Actor, today: string) => {
		const { groups, total } = await readToday(actor, { today, timeZone: 'Europe/Moscow' });
		const group = groups.find(({ key }) => key === 'survey');
		const others = groups.filter(({ key }) => key !== 'survey');
		expect(total).toBe(others.reduce((sum, one) => sum + one.total, 0));
		return (group?.rows ?? []).map((row) => row.kind === 'survey' && row.survey.until);
	};
	const coordinator = await world.actor(school, 'school-coordinator');
	expect(await surveysOf(coordinator, '2026-11-24')).toEqual(['2026-12-01']);
	expect(await surveysOf(coordinator, '2026-12-02')).toEqual([]);
	expect(await surveysOf(await world.actor(other, 'school-head'), '2026-11-24')).toEqual([]);
	expect(await surveysOf(municipal, '2026-11-24')).toEqual([]);
});
