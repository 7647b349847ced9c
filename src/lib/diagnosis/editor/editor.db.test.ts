import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { closeJobsDatabase, openJobsDatabase } from '../../platform/jobs/database.ts';
import { testUrl } from '../../platform/testing/urls.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { openLink, sendAnswers } from '../campaign/answering.ts';
import { beginCampaign, openCampaign, openCampaignForm } from '../campaign/campaign.ts';
import { computeProfile } from '../campaign/profile.ts';
import { itemsOf } from '../instruments/instrument.ts';
import { findInstrument } from '../instruments/shipped.ts';
import {
	copyInstrument,
	editDraft,
	findAnyInstrument,
	openEditor,
	openOwn,
	publish,
	withdrawOwn
} from './editor.ts';

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

const revisionOf = async (id: string) => (await openEditor(coordinator, id)).own.revision;
/** A scale about bullying, with a text of its own. */
const bullied = (ru: string) => ({
	'text.ru': [ru],
	'text.en': ['In our class somebody is bullied.'],
	scale: ['frequency'],
	'feed0.factor': ['CLIMATE'],
	'feed0.weight': ['3'],
	'feed0.direction': ['raises']
});

it('is copied, edited, published; a campaign asks its version, and that never changes', async () => {
	const id = await copyInstrument(coordinator, place, 'pupils');
	const item = itemsOf(findInstrument('pupils')!).find(({ code }) => code === 'bullied')!;
	const scale = 'scale' in item ? item.scale : '';
	const fields = { ...bullied('Кого-то в классе обижают.'), scale: [scale] };
	await editDraft(coordinator, id, await revisionOf(id), { what: 'item', code: 'bullied' }, fields);
	expect(await findAnyInstrument(id, 1)).toBeNull();
	expect((await openCampaignForm(coordinator, place)).own).toEqual([]);
	expect(await publish(coordinator, id)).toBe(1);
	await expect(publish(coordinator, id)).rejects.toThrow('editor_error_same');

	const begin = () =>
		beginCampaign(coordinator, place, {
			title: 'Диагностика',
			opensOn: '2020-01-01',
			closesOn: '2099-12-31',
			schools: [school],
			audiences: ['pupils', 'parents'],
			instruments: { pupils: id }
		});
	const campaign = await begin();
	const tokenOf = async (which: string, audience: string) =>
		(await openCampaign(coordinator, which)).links.find((one) => one.audience === audience)!.token;
	const token = await tokenOf(campaign, 'pupils');

	// the draft goes on to a second version; the link stays with the first
	const draft = { ...fields, 'text.ru': ['Новый текст.'] };
	await editDraft(coordinator, id, await revisionOf(id), { what: 'item', code: 'bullied' }, draft);
	expect(await publish(coordinator, id)).toBe(2);
	const textOf = async (of: string) =>
		itemsOf((await openLink(of)).instrument).find(({ code }) => code === 'bullied')!.text.ru;
	expect(await textOf(token)).toBe('Кого-то в классе обижают.');
	expect(await textOf(await tokenOf(await begin(), 'pupils'))).toBe('Новый текст.');
	await withdrawOwn(coordinator, id);
	expect(await textOf(token)).toBe('Кого-то в классе обижают.');

	// and the profile speaks in the words that were asked
	const worst = findInstrument('pupils')!.scales[scale]!.options.at(-1)!.code;
	const send = async (to: string, answers: Record<string, string>) => {
		const form = new FormData();
		for (const [name, value] of Object.entries({ sheet: randomUUID(), ...answers }))
			form.append(name, value);
		expect((await sendAnswers(to, form)).done).toBe('kept');
	};
	for (let pupil = 0; pupil < 5; pupil++) {
		await send(token, { bullied: worst, safe: 'never' });
		await send(await tokenOf(campaign, 'parents'), { safe: 'yes', heard: 'no', order: 'yes' });
	}
	await sql`update opora.campaign set closes_on = '2020-01-02' where id = ${campaign}`.execute(
		world.admin
	);
	const { profile } = await computeProfile(coordinator, campaign, school);
	const climate = profile!.find(({ factor }) => factor === 'CLIMATE')!;
	const told = climate.voices.find(({ audience }) => audience === 'pupils')!;
	expect(told).toMatchObject({ respondents: 5, score: 100 });
	const texts = profile!.flatMap(({ contributions }) => contributions.map(({ text }) => text.ru));
	for (const text of texts) expect(text).not.toMatch(/^[a-z-]+$/);
});

it('keeps the draft from two who edit at once', async () => {
	const id = await copyInstrument(coordinator, place, 'parents');
	const revision = await revisionOf(id);
	const remove = (code: string) =>
		editDraft(coordinator, id, revision, { what: 'remove', code }, {});
	await remove('career');
	await expect(remove('ethos')).rejects.toThrow('editor_conflict');
	await expect(
		editDraft(coordinator, id, await revisionOf(id), { what: 'item', code: 'safe' }, {})
	).rejects.toMatchObject({ fields: { 'text.ru': 'editor_error_text' } });
	const { own, isChanged } = await openEditor(coordinator, id);
	expect(isChanged).toBe(true);
	expect(itemsOf(own.draft)).toHaveLength(14);
});

it('is made and changed by whoever may, and its versions by nobody', async () => {
	const id = await copyInstrument(coordinator, place, 'teachers');
	await publish(coordinator, id);
	const head = await world.actor(school, 'school-head');
	const methodist = await world.actor(place, 'methodist');
	await expect(copyInstrument(head, place, 'pupils')).rejects.toThrow('not_found');
	await expect(openEditor(head, id)).rejects.toThrow('not_found');
	expect((await openEditor(methodist, id)).may.edit).toBe(false);
	await expect(editDraft(methodist, id, 1, { what: 'remove', code: 'proud' }, {})).rejects.toThrow(
		'error_forbidden'
	);
	const elsewhere = await world.organisation(await world.organisation(null), 'municipality');
	const stranger = await world.actor(elsewhere, 'municipal-coordinator');
	expect((await openOwn(stranger)).own).toEqual([]);
	await expect(publish(stranger, id)).rejects.toThrow('not_found');
	await expect(
		beginCampaign(stranger, elsewhere, {
			title: 'x',
			opensOn: '2020-01-01',
			closesOn: '2099-12-31',
			schools: [await world.organisation(elsewhere)],
			audiences: ['teachers'],
			instruments: { teachers: id }
		})
	).rejects.toMatchObject({ fields: { audiences: 'campaign_error_instrument' } });
	for (const statement of [
		sql`update opora.own_instrument_version set body = '{}'`,
		sql`delete from opora.own_instrument_version`
	])
		await expect(world.as(coordinator.personId, (db) => statement.execute(db))).rejects.toThrow(
			/permission denied/
		);
});
