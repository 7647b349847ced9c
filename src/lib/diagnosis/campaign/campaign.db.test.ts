import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import {
	beginCampaign,
	openCampaign,
	openCampaignForm,
	openCampaigns,
	openLink,
	saveExpected,
	sendAnswers
} from './campaign.ts';

let world: World;
let place: string;
let school: string;
let other: string;
let coordinator: Actor;
let head: Actor;
beforeAll(async () => {
	world = openWorld();
	place = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(place);
	other = await world.organisation(place);
	coordinator = await world.actor(place, 'municipal-coordinator');
	head = await world.actor(school, 'school-head');
});
afterAll(() => world.close());

const begin = (change: Partial<Parameters<typeof beginCampaign>[2]> = {}) =>
	beginCampaign(coordinator, place, {
		title: 'Диагностика',
		opensOn: '2020-01-01',
		closesOn: '2099-12-31',
		schools: [school, other],
		audiences: ['pupils', 'parents'],
		...change
	});
const filled = (sheet: string, fields: Record<string, string>) => {
	const form = new FormData();
	for (const [name, value] of Object.entries({ sheet, ...fields })) form.append(name, value);
	return form;
};
const tokenOf = async (id: string, audience = 'pupils') =>
	(await openCampaign(head, id)).links.find((link) => link.audience === audience)!.token;

describe('a campaign', () => {
	it('gives a link to each school and audience; a school sees its own', async () => {
		const id = await begin();
		const { links, campaign, may } = await openCampaign(coordinator, id);
		expect(links).toHaveLength(4);
		expect(new Set(links.map(({ token }) => token)).size).toBe(4);
		expect(campaign).toMatchObject({ state: 'open', schools: 2, order: null });
		expect(may.edit).toBe(true);
		const own = await openCampaign(head, id);
		expect(own.links.map(({ audience, schoolId }) => [audience, schoolId])).toEqual([
			['pupils', school],
			['parents', school]
		]);
		expect(own.may.edit).toBe(false);
		expect((await openCampaigns(head, 1)).campaigns.map((one) => one.id)).toContain(id);
		const stranger = await world.actor(
			await world.organisation(await world.organisation(null), 'municipality'),
			'municipal-coordinator'
		);
		await expect(openCampaign(stranger, id)).rejects.toThrow('not_found');
		expect((await openCampaigns(stranger, 1)).campaigns).toEqual([]);
	});

	it('is begun only by whoever may, with schools of the place', async () => {
		await expect(
			beginCampaign(head, place, {
				title: 'x',
				opensOn: '2020-01-01',
				closesOn: '2020-01-01',
				schools: [school],
				audiences: ['pupils']
			})
		).rejects.toThrow('not_found');
		await expect(openCampaignForm(head, place)).rejects.toThrow('error_forbidden');
		const form = await openCampaignForm(coordinator, '');
		expect(form.schools.map(({ id }) => id).sort()).toEqual([school, other].sort());
		const foreign = await world.organisation(await world.organisation(null));
		await expect(begin({ schools: [foreign] })).rejects.toMatchObject({
			fields: { schools: 'campaign_error_schools' }
		});
		await expect(
			begin({ title: ' ', closesOn: '2019-12-31', schools: [], audiences: [] })
		).rejects.toMatchObject({
			fields: {
				title: 'campaign_error_title',
				schools: 'campaign_error_schools',
				audiences: 'campaign_error_audiences'
			}
		});
		await expect(begin({ closesOn: '2019-12-31' })).rejects.toMatchObject({
			fields: { closesOn: 'campaign_error_dates' }
		});
	});

	it('is answered without an account; a form sent twice is kept once', async () => {
		const id = await begin();
		const token = await tokenOf(id);
		const { instrument, sheet, link } = await openLink(token);
		expect(instrument.id).toBe('pupils');
		expect(link.state).toBe('open');
		for (let turn = 0; turn < 2; turn++)
			expect((await sendAnswers(token, filled(sheet, { explains: 'often' }))).done).toBe('kept');
		for (let turn = 0; turn < 4; turn++) {
			const again = await openLink(token);
			await sendAnswers(token, filled(again.sheet, { explains: 'never' }));
		}
		const counts = (await openCampaign(head, id)).links.map((one) => [one.audience, one.sheets]);
		expect(counts).toEqual([
			['pupils', 5],
			['parents', 0]
		]);
	});

	it('keeps nothing that is wrong, empty, early, late or foreign', async () => {
		const token = await tokenOf(await begin());
		const { sheet } = await openLink(token);
		expect((await sendAnswers(token, filled(sheet, { explains: 'x' }))).done).toBe('mend');
		expect((await sendAnswers(token, filled(sheet, {}))).done).toBe('empty');
		await expect(openLink('abcdefghjkmnpqrs')).rejects.toThrow('not_found');
		const early = await tokenOf(await begin({ opensOn: '2099-01-01' }));
		expect((await sendAnswers(early, filled(sheet, { explains: 'often' }))).done).toBe('early');
		const over = await tokenOf(await begin({ closesOn: '2020-01-02' }));
		expect((await sendAnswers(over, filled(sheet, { explains: 'often' }))).done).toBe('closed');
		const { rows } = await sql`select from survey.sheet where id = ${sheet}`.execute(world.admin);
		expect(rows).toEqual([]);
	});

	it('knows how many could answer', async () => {
		const id = await begin();
		const link = (await openCampaign(head, id)).links[0]!;
		await saveExpected(coordinator, id, { [link.id]: '25', title: 'x' });
		expect((await openCampaign(head, id)).links[0]!.expected).toBe(25);
		await saveExpected(coordinator, id, { [link.id]: '' });
		expect((await openCampaign(head, id)).links[0]!.expected).toBeNull();
		await expect(saveExpected(coordinator, id, { [link.id]: '0' })).rejects.toMatchObject({
			fields: { [link.id]: 'campaign_error_expected' }
		});
		await expect(saveExpected(head, id, { [link.id]: '5' })).rejects.toThrow('error_forbidden');
	});
});

describe('anonymity', () => {
	it('pages can read no sheet, whatever they ask', async () => {
		for (const statement of [
			sql`select * from survey.sheet`,
			sql`select count(*) from survey.sheet`,
			sql`update survey.sheet set answers = '{}'`,
			sql`delete from survey.sheet`,
			sql`insert into survey.sheet values (gen_random_uuid(), gen_random_uuid(), '2026-01-01', '{}')`,
			sql`set role opora_survey`
		])
			await expect(world.as(coordinator.personId, (db) => statement.execute(db))).rejects.toThrow(
				/permission denied/
			);
	});

	it('sending leaves nothing in the history, and history keeps no token', async () => {
		const id = await begin();
		const token = await tokenOf(id);
		const written = async () =>
			(
				await sql<{ n: number }>`select count(*)::integer as n from opora.audit`.execute(
					world.admin
				)
			).rows[0]!.n;
		const before = await written();
		const { sheet } = await openLink(token);
		await sendAnswers(token, filled(sheet, { explains: 'often' }));
		expect(await written()).toBe(before);
		const { rows } = await sql`
			select from opora.audit where after::text like ${`%${token}%`}`.execute(world.admin);
		expect(rows).toEqual([]);
	});

	it('counts of a school are nobody else’s', async () => {
		const id = await begin();
		const rival = await world.actor(other, 'school-head');
		const { links } = await openCampaign(rival, id);
		expect(new Set(links.map(({ schoolId }) => schoolId))).toEqual(new Set([other]));
		await world.as(null, async (db) => {
			const { rows } = await sql`select * from survey.counts(${id})`.execute(db);
			expect(rows).toEqual([]);
		});
	});
});
