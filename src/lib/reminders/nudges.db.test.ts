import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createMailer } from '../platform/mail.ts';
import { sampleRoadmap } from '../roadmap/execution/sample.testing.ts';
import { composeMornings } from './mornings.ts';
import {
	openMornings,
	openPost,
	subjectOf,
	textOf,
	TURN_MS,
	type Mornings,
	type Post
} from './mornings.testing.ts';
import { composeNudges, whenToSend } from './nudges.ts';
import { findReminded } from './reminded.ts';
import { sendLetters } from './send.ts';
import { remindLatePeople } from './store-nudges.ts';

const ORIGIN = 'https://opora.example';
/** Noon in Moscow of a Tuesday. */
const noon = new Date('2026-11-24T09:00:00Z');
const DAY = '2026-11-24';
let mornings: Mornings;
let post: Post;

beforeAll(async () => {
	mornings = await openMornings();
}, TURN_MS);
beforeEach(async () => {
	await mornings.clear();
	post = await openPost();
});
afterEach(async () => {
	await mornings.clear();
	await post.close();
});
afterAll(() => mornings.close());

/** A school with a late measure of a teacher, one of nobody known, and one that is not late. */
async function lateSchool() {
	const { world, reader } = mornings;
	const district = await world.organisation(null, 'municipality');
	const school = await world.organisation(district);
	const coordinator = await reader(district, 'municipal-coordinator');
	const head = await reader(school, 'school-head');
	const keeper = await reader(school, 'school-coordinator');
	const teacher = await reader(school);
	await sampleRoadmap(world, school, [
		{
			text: 'Мастер-класс',
			person: teacher.id,
			occurrences: [{ days: ['2026-11-01', '2026-11-20'] }]
		},
		{ text: 'Сбор данных', occurrences: [{ days: ['2026-11-01', '2026-11-21'] }] },
		{ text: 'Родительское собрание', occurrences: [{ days: ['2026-12-01', '2026-12-20'] }] }
	]);
	return { district, school, coordinator, head, keeper, teacher };
}

const remind = (person: string, school: string) =>
	mornings.world.commit(person, async (db) => {
		await sql`select set_config('opora.now', ${noon.toISOString()}, true)`.execute(db);
		return remindLatePeople(db, school);
	});
const reminded = (person: string, school: string) =>
	mornings.world.as(person, async (db) => (await findReminded(db, [school], DAY)).get(school));
const send = () =>
	sendLetters({ mailer: createMailer(post.url, false), origin: ORIGIN, clock: () => noon });

it('writes to the responsible of his own, to the coordinator of the rest, once a day', async () => {
	const { school, coordinator, keeper, teacher } = await lateSchool();
	expect(await remind(coordinator.id, school)).toEqual({ people: 2, reminded: 2 });
	expect(await reminded(coordinator.id, school)).toMatchObject({ people: 2, sent: 0 });
	expect(await composeNudges(ORIGIN, noon)).toBe(2);
	expect(await send()).toBe(2);
	expect(await reminded(coordinator.id, school)).toMatchObject({ people: 2, sent: 2, failed: 0 });
	const to = new Map(post.received.map((letter) => [letter.to, letter]));
	expect([...to.keys()].sort()).toEqual([teacher.email, keeper.email].sort());
	const own = to.get(teacher.email)!;
	expect(subjectOf(own)).toContain('напоминает: просрочено 1');
	expect(textOf(own)).toContain('Мастер-класс');
	expect(textOf(own)).not.toContain('Сбор данных');
	const whole = textOf(to.get(keeper.email)!);
	for (const said of ['Мастер-класс', 'Сбор данных', 'Ясенева В. П. просит'])
		expect(whole).toContain(said);
	expect(whole).not.toContain('Родительское собрание');

	expect(await remind(coordinator.id, school)).toEqual({ people: 2, reminded: 0 });
	expect(await composeNudges(ORIGIN, noon)).toBe(0);
	expect(await send()).toBe(0);
});

it('goes beside the letter of the morning, and tells nothing that was done meanwhile', async () => {
	const { school, coordinator, teacher } = await lateSchool();
	await remind(coordinator.id, school);
	await sql`update opora.occurrence set stage = 'reported' where owner_id = ${school}
		and due_to = '2026-11-20'`.execute(mornings.world.admin);
	await composeNudges(ORIGIN, noon);
	await composeMornings(ORIGIN, noon);
	await send();
	const letters = post.received.filter(({ to }) => to === teacher.email);
	expect(letters.filter(({ messageId }) => messageId.startsWith('<nudge'))).toEqual([]);
	expect(await reminded(coordinator.id, school)).toMatchObject({ people: 2, sent: 1, failed: 1 });
	expect(post.received.filter(({ messageId }) => messageId.startsWith('<digest'))).not.toEqual([]);
});

it('is for those alone who follow the work, and tells nobody else of it', async () => {
	const { district, school, coordinator, head } = await lateSchool();
	const { world } = mornings;
	const methodist = await world.person(district, 'methodist');
	expect(await remind(methodist, school)).toBeNull();
	await remind(coordinator.id, school);
	expect(await reminded(head.id, school)).toBeUndefined();
	await expect(
		world.as(coordinator.id, (db) =>
			sql`insert into opora.nudge (owner_id, person_id, whole, sender_id, day)
				values (${school}, ${head.id}, true, ${coordinator.id}, ${DAY})`.execute(db)
		)
	).rejects.toThrow(/permission denied/);
});

it('waits for the next working morning of the addressee', () => {
	const when = (at: string, weekends = false) => {
		const { day, nextAt } = whenToSend(new Date(at), { timeZone: 'Asia/Omsk', weekends });
		return [day, nextAt.toISOString()];
	};
	expect(when('2026-11-24T09:00:00Z')).toEqual(['2026-11-24', '2026-11-24T09:00:00.000Z']);
	// three in the night, eight in the evening, Saturday; in Omsk it is six hours later
	expect(when('2026-11-23T21:00:00Z')).toEqual(['2026-11-24', '2026-11-24T01:00:00.000Z']);
	expect(when('2026-11-24T14:00:00Z')).toEqual(['2026-11-25', '2026-11-25T01:00:00.000Z']);
	expect(when('2026-11-28T06:00:00Z')).toEqual(['2026-11-30', '2026-11-30T01:00:00.000Z']);
	expect(when('2026-11-28T06:00:00Z', true)).toEqual(['2026-11-28', '2026-11-28T06:00:00.000Z']);
});
