import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../people/access.ts';
import { findActor } from '../people/actor.ts';
import { watchQueries } from '../platform/database.ts';
import { Invalid } from '../platform/errors.ts';
import { hashOf } from '../people/secret.ts';
import type { World } from '../platform/testing/world.ts';
import { defaultWishes } from './model.ts';
import { openMornings, TURN_MS, type Mornings } from './mornings.testing.ts';
import { openReminders, saveWishes, turnLettersOff } from './reminders.ts';

let mornings: Mornings;
let world: World;
let organisation: string;
beforeAll(async () => {
	// it writes letters: others count them
	mornings = await openMornings();
	world = mornings.world;
	organisation = await world.organisation(await world.organisation(null));
}, TURN_MS);
afterAll(() => mornings.close());

async function actor(): Promise<Actor> {
	const id = await world.person(organisation, 'school-head');
	await world.admin
		.updateTable('person')
		.set({ account_id: `wishes-${id}` })
		.where('id', '=', id)
		.execute();
	return (await world.as(null, (db) => findActor(db, `wishes-${id}`)))!;
}

const form = { email: 'on', daysBefore: '3', language: 'ru', kind_late: 'on', kind_today: 'on' };

it('keeps what a person wishes, for that person alone', async () => {
	const [one, other] = [await actor(), await actor()];
	await saveWishes(one, { ...form, weekends: 'on', daysBefore: ' 14 ', language: 'en' });
	const { wishes } = await openReminders(one, null);
	expect(wishes).toEqual({
		email: true,
		weekends: true,
		daysBefore: 14,
		language: 'en',
		kindsOff: ['returned', 'soon', 'report', 'survey', 'verify', 'agree', 'mention', 'schools']
	});
	await saveWishes(one, form);
	expect((await openReminders(one, null)).wishes.weekends).toBe(false);
	expect((await openReminders(other, null)).wishes).toEqual(defaultWishes);
});

it.each(['', '0', '15', '2.5', 'сорок'])(
	'asks for a number of days again after «%s»',
	async (days) => {
		const one = await actor();
		await expect(saveWishes(one, { ...form, daysBefore: days })).rejects.toMatchObject({
			fields: { daysBefore: 'reminders_days_wrong' }
		});
		await expect(saveWishes(one, { ...form, language: 'de' })).rejects.toBeInstanceOf(Invalid);
		expect((await openReminders(one, null)).wishes).toEqual(defaultWishes);
	}
);

it('turns letters off by the secret of a letter, and by no other', async () => {
	const [one, other] = [await actor(), await actor()];
	for (const person of [one, other])
		await sql`
			insert into opora.digest (person_id, day, time_zone, language, state, message_id, secret_hash)
			values (${person.personId}, '2001-01-01', 'UTC', 'ru', 'sent', ${person.personId},
				${hashOf(`secret of ${person.personId}`)})`.execute(world.admin);
	await turnLettersOff('made up');
	expect((await openReminders(one, null)).wishes.email).toBe(true);
	await turnLettersOff(`secret of ${one.personId}`);
	await turnLettersOff(`secret of ${one.personId}`);
	expect((await openReminders(one, null)).wishes.email).toBe(false);
	expect((await openReminders(other, null)).wishes.email).toBe(true);
	// the history says whose letters they were
	const { rows } = await sql<{ person_id: string }>`
		select person_id from opora.audit where table_name = 'reminder_setting'
			and after ->> 'person_id' = ${one.personId}`.execute(world.admin);
	expect(rows).toEqual([{ person_id: one.personId }]);
	await sql`delete from opora.digest where day = '2001-01-01'`.execute(world.admin);
});

it('asks the database a few times for the page', async () => {
	const one = await actor();
	const asked: string[] = [];
	watchQueries((statement) => asked.push(statement));
	await openReminders(one, null);
	watchQueries(null);
	expect(asked.length).toBeLessThanOrEqual(6);
});
