import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { openSocial, saveKind, saveSocial } from './social.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

const form = { year: '2026', 'higher-education': '20', 'one-parent': '30', register: '4' };

it('is kept by year for whoever may, read by the school, and never overwritten unseen', async () => {
	const place = await world.organisation(await world.organisation(null), 'municipality');
	const school = await world.organisation(place);
	const coordinator = await world.actor(place, 'municipal-coordinator');
	const head = await world.actor(school, 'school-head');
	const stranger = await world.actor(await world.organisation(place), 'school-head');
	await saveSocial(coordinator, school, form);
	const [year] = (await openSocial(head, school)).years;
	expect(year).toMatchObject({ year: 2026, index: 62, revision: 1, shares: { register: 4 } });
	await saveSocial(coordinator, school, { ...form, register: '7', revision: '1' });
	await expect(saveSocial(coordinator, school, { ...form, revision: '1' })).rejects.toThrow(
		'social_error_meanwhile'
	);
	await expect(saveSocial(coordinator, school, form)).rejects.toThrow('social_error_meanwhile');
	expect((await openSocial(head, school)).years[0]).toMatchObject({ index: 61, revision: 2 });
	await expect(saveSocial(head, school, form)).rejects.toThrow('error_forbidden');
	await expect(openSocial(stranger, school)).rejects.toThrow('not_found');
	await expect(
		saveSocial(coordinator, school, { ...form, register: 'много', year: '1' })
	).rejects.toMatchObject({
		fields: { register: 'social_error_share', year: 'lists_error_year' }
	});
});

it('keeps the kind of a school for rule sets, and takes it back', async () => {
	const place = await world.organisation(await world.organisation(null), 'municipality');
	const school = await world.organisation(place);
	const coordinator = await world.actor(place, 'municipal-coordinator');
	const kind = async () => (await openSocial(coordinator, school)).kind;
	expect(await kind()).toBe('');
	await saveKind(coordinator, school, ' Вечерняя ');
	expect(await kind()).toBe('вечерняя');
	await saveKind(coordinator, school, '');
	expect(await kind()).toBe('');
	const head = await world.actor(school, 'school-head');
	await expect(saveKind(head, school, 'лицей')).rejects.toThrow('error_forbidden');
});
