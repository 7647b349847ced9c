import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { closeJobsDatabase, openJobsDatabase } from '../../platform/jobs/database.ts';
import { testUrl } from '../../platform/testing/urls.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { beginCampaign, openCampaign, sendAnswers } from './campaign.ts';
import { computeProfile } from './profile.ts';
import { findFigures } from './store-profile.ts';

let world: World;
let place: string;
let school: string;
let coordinator: Actor;
beforeAll(async () => {
	world = openWorld();
	openJobsDatabase(testUrl('jobs'));
	place = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(place);
	coordinator = await world.actor(place, 'municipal-coordinator');
});
afterAll(async () => {
	await closeJobsDatabase();
	await world.close();
});

/** A campaign with so many alike sheets of pupils and parents; its id. */
async function answered(pupils: number, parents: number): Promise<string> {
	const id = await beginCampaign(coordinator, place, {
		title: 'Диагностика',
		opensOn: '2020-01-01',
		closesOn: '2099-12-31',
		schools: [school],
		audiences: ['pupils', 'parents']
	});
	const { links } = await openCampaign(coordinator, id);
	const send = async (audience: string, count: number, answers: Record<string, string>) => {
		const { token } = links.find((link) => link.audience === audience)!;
		for (let turn = 0; turn < count; turn++) {
			const form = new FormData();
			for (const [name, value] of Object.entries({ sheet: randomUUID(), ...answers }))
				form.append(name, value);
			expect((await sendAnswers(token, form)).done).toBe('kept');
		}
	};
	await send('pupils', pupils, {
		safe: 'never',
		bullied: 'always',
		'parents-know': 'seldom'
	});
	await send('parents', parents, {
		safe: 'yes',
		contact: 'meeting',
		heard: 'no',
		'know-how': 'no'
	});
	return id;
}
const close = (id: string) =>
	sql`update opora.campaign set closes_on = '2020-01-02' where id = ${id}`.execute(world.admin);

it('is worked out when the campaign is over, and not before', async () => {
	const id = await answered(5, 6);
	expect((await computeProfile(coordinator, id, school)).profile).toBeNull();
	await close(id);
	const { profile } = await computeProfile(coordinator, id, school);
	const climate = profile!.find(({ factor }) => factor === 'CLIMATE')!;
	const voice = (audience: string) => climate.voices.find((one) => one.audience === audience)!;
	expect(voice('pupils')).toMatchObject({ score: 100, respondents: 5 });
	expect(voice('parents')).toMatchObject({ score: 0, respondents: 6 });
	expect(climate.disagreement).toEqual({ low: 'parents', high: 'pupils', points: 100 });
	expect(climate.level).toBe('unknown');
});

it('uses and shows nothing of four people', async () => {
	const id = await answered(4, 6);
	await close(id);
	const { profile } = await computeProfile(coordinator, id, school);
	const pupils = profile!.flatMap(({ voices }) =>
		voices.filter(({ audience }) => audience === 'pupils')
	);
	expect(pupils.every(({ score, respondents }) => score === null && respondents === 0)).toBe(true);
	expect(JSON.stringify(profile)).not.toContain('"audience":"pupils","instrument"');
});

it('opens to what was asked', async () => {
	const id = await answered(5, 5);
	await close(id);
	const { profile } = await computeProfile(coordinator, id, school);
	const { score, level, contributions } = profile!.find(({ factor }) => factor === 'PARENTS')!;
	// pupils «seldom»: 200/3; parents: (3 × 200/3 + 2 × 100 + 2 × 100) / 7; twice the first
	expect(score).toBeCloseTo((2 * (200 / 3) + 600 / 7) / 3, 5);
	expect(level).toBe('high');
	expect(contributions.map(({ key }) => key).sort()).toEqual([
		'contact',
		'heard',
		'know-how',
		'parents-know'
	]);
	for (const { text } of contributions) expect(text.ru).toMatch(/[а-я]/);
});

it('hears the results of the last year known by then', async () => {
	await sql`
		with file as (
			insert into opora.result_import (place_id, file_name, file_hash, file_size)
			values (${place}, 'x.csv', ${'0'.repeat(64)}, 1) returning id
		)
		insert into opora.result (school_id, year, procedure, participants, low, import_id)
		select ${school}, year, procedure, participants, low, id from file cross join (values
			(2018, 'oge-math', 10, 10), (2019, 'oge-math', 50, 20), (2019, 'oge-russian', 30, 0),
			(2021, 'oge-math', 10, 10)
		) as given (year, procedure, participants, low)`.execute(world.admin);
	const figures = await world.as(coordinator.personId, (db) => findFigures(db, school, 2020));
	expect(figures).toEqual({ 'low-share': 25, 'low-procedures': 50 });
	const id = await answered(5, 5);
	await close(id);
	const { profile } = await computeProfile(coordinator, id, school);
	const { voices } = profile!.find(({ factor }) => factor === 'STRUGGLING_PUPILS')!;
	// 25 % stands half way from 10 to 40
	expect(voices.find(({ audience }) => audience === 'results')).toMatchObject({
		score: 50,
		respondents: 1
	});
});

it('is nobody else’s, and pages cannot read the sheets', async () => {
	const id = await answered(5, 5);
	await close(id);
	const stranger = await world.actor(
		await world.organisation(await world.organisation(null), 'municipality'),
		'municipal-coordinator'
	);
	await expect(computeProfile(stranger, id, school)).rejects.toThrow('not_found');
	await expect(computeProfile(coordinator, id, randomUUID())).rejects.toThrow('not_found');
	await expect(
		world.as(coordinator.personId, (db) =>
			sql`select * from survey.sheets(${id}, ${school})`.execute(db)
		)
	).rejects.toThrow(/permission denied/);
});
