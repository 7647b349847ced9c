import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { findActor } from '../people/actor.ts';
import { addComment } from '../roadmap/talk/talk.ts';
import { sampleRoadmap } from '../roadmap/execution/sample.testing.ts';
import { composeMornings } from './mornings.ts';
import { openMornings, TURN_MS, type Mornings } from './mornings.testing.ts';

const ORIGIN = 'https://opora.example';
let mornings: Mornings;

beforeAll(async () => {
	mornings = await openMornings();
}, TURN_MS);
beforeEach(() => mornings.clear());
afterEach(() => mornings.clear());
afterAll(() => mornings.close());

interface Stored {
	person_id: string;
	subject: string;
	body: string;
	day: string;
}

async function letters(): Promise<Map<string, Stored>> {
	const { rows } = await sql<Stored>`select person_id, subject, body, day::text as day
		from opora.digest`.execute(mornings.world.admin);
	return new Map(rows.map((row) => [row.person_id, row]));
}

/** A district with two schools in a zone; the second school has a curator. */
async function district(zone = 'Europe/Moscow') {
	const { world } = mornings;
	const municipality = await world.organisation(null, 'municipality');
	const first = await world.organisation(municipality);
	const second = await world.organisation(municipality);
	await world.admin
		.updateTable('organisation')
		.set({ time_zone: zone })
		.where('id', 'in', [municipality, first, second])
		.execute();
	return { municipality, first, second };
}

/** Seven in the morning in Moscow of a Tuesday. */
const tuesday = new Date('2026-11-24T04:00:00Z');

it('tells each what is his to do', async () => {
	const { world, reader } = mornings;
	const { municipality, first, second } = await district();
	const head = await reader(first, 'school-head');
	const coordinator = await reader(municipality, 'municipal-coordinator');
	const curator = await reader(municipality, 'curator');
	await world.curates(curator.id, second);
	const linked = await reader(second);
	const idle = await reader(second);
	await sampleRoadmap(world, first, [
		{ text: 'Опоздавшее', occurrences: [{ days: ['2026-11-01', '2026-11-20'] }] },
		{ text: 'Сегодняшнее', occurrences: [{ days: ['2026-11-01', '2026-11-24'] }] },
		{ text: 'Скорое', occurrences: [{ days: ['2026-11-01', '2026-11-27'] }] },
		{ text: 'Далёкое', occurrences: [{ days: ['2026-11-01', '2026-11-28'] }] },
		{ text: 'Сделанное', occurrences: [{ days: ['2026-11-01', '2026-11-20'], stage: 'verified' }] },
		{ text: 'Чужой срок', occurrences: [{ days: ['2026-11-01', '2026-11-02'], neverLate: true }] }
	]);
	await sampleRoadmap(
		world,
		first,
		[{ text: 'Черновое', occurrences: [{ days: ['2026-11-01', '2026-11-20'] }] }],
		{ status: 'draft' }
	);
	await sampleRoadmap(world, second, [
		{ text: 'Именное', person: linked.id, occurrences: [{ days: ['2026-11-01', '2026-11-24'] }] }
	]);
	await sampleRoadmap(world, municipality, [
		{ text: 'Районное', occurrences: [{ days: ['2026-11-01', '2026-11-10'] }] }
	]);
	await composeMornings(ORIGIN, tuesday);
	const found = await letters();
	const toHead = found.get(head.id)!;
	expect(toHead.subject).toBe(
		'24\u00a0ноября: просрочено\u00a01, на сегодня\u00a01, скоро\u00a01, отчётов\u00a01'
	);
	expect(toHead.body).toContain('Доброе утро, Вера Павловна!');
	for (const text of ['Опоздавшее', 'Сегодняшнее', 'Скорое']) expect(toHead.body).toContain(text);
	for (const text of ['Далёкое', 'Сделанное', 'Чужой срок', 'Черновое', 'Именное', 'Районное'])
		expect(toHead.body).not.toContain(text);
	expect(found.get(linked.id)!.body).toContain('Именное');
	// the coordinator does the district's own and gets one line a school
	const toCoordinator = found.get(coordinator.id)!;
	expect(toCoordinator.body).toContain('Районное');
	expect(toCoordinator.body).toMatch(/ПРОСРОЧЕНО В ШКОЛАХ \(1\)[^]*1\u00a0мероприятие/);
	expect(toCoordinator.body).not.toContain('Опоздавшее');
	expect(found.has(curator.id)).toBe(false);
	expect(found.has(idle.id)).toBe(false);
});

it('tells a school of surveys with few answers: before the end, and on Mondays', async () => {
	const { world, reader } = mornings;
	const { municipality, first, second } = await district();
	const coordinator = await reader(first, 'school-coordinator');
	const other = await reader(second, 'school-coordinator');
	const teacher = await reader(first);
	const { rows } = await sql<{ id: string }>`
		insert into opora.campaign (place_id, title, opens_on, closes_on, order_number, order_issuer)
		values (${municipality}, 'Климат в школе', '2026-11-02', '2026-12-11', '', '') returning id`.execute(
		world.admin
	);
	const link = async (audience: string, expected: number | null, sheets: number) => {
		const id = randomUUID();
		await sql`insert into opora.campaign_link (id, campaign_id, place_id, school_id, audience,
				instrument, instrument_version, token, expected)
			values (${id}, ${rows[0]!.id}, ${municipality}, ${first}, ${audience}, ${audience}, 1,
				${randomUUID().slice(0, 16)}, ${expected})`.execute(world.admin);
		await sql`insert into survey.sheet (id, link_id, filled_on, answers)
			select gen_random_uuid(), ${id}, '2026-11-10', '{}' from generate_series(1, ${sheets})`.execute(
			world.admin
		);
	};
	await link('head', 1, 1);
	await link('teachers', 4, 0);
	await link('pupils', 50, 29);
	await link('parents', null, 4);
	const told = async (moment: string): Promise<string | undefined> => {
		await sql`delete from opora.digest`.execute(world.admin);
		await sql`delete from opora.digest_round`.execute(world.admin);
		await composeMornings(ORIGIN, new Date(moment));
		const found = await letters();
		expect([found.has(other.id), found.has(teacher.id)]).toEqual([false, false]);
		return found.get(coordinator.id)?.body;
	};
	const monday = await told('2026-11-23T04:00:00Z');
	// of less than five no number and no lack of answers is told
	expect(monday).toContain('идёт до 11\u00a0декабря, мало ответов: ученики, родители');
	expect(monday).toContain(`${ORIGIN}/diagnosis/campaigns/${rows[0]!.id}`);
	expect(await told('2026-11-24T04:00:00Z')).toBeUndefined();
	expect(await told('2026-12-08T04:00:00Z')).toContain('Климат в школе');
	await sql`update opora.campaign_link set expected = 48 where audience = 'pupils'
		and campaign_id = ${rows[0]!.id}`.execute(world.admin);
	expect(await told('2026-12-08T04:00:00Z')).toContain('мало ответов: родители');
	await world.admin
		.insertInto('reminder_setting')
		.values({ person_id: coordinator.id, kinds_off: ['survey'] })
		.execute();
	expect(await told('2026-12-08T04:00:00Z')).toBeUndefined();
});

it('tells verifiers what waits, authors what came back, and the mentioned who wrote', async () => {
	const { world, reader } = mornings;
	const { municipality, first, second } = await district();
	const coordinator = await reader(municipality, 'municipal-coordinator');
	const curator = await reader(municipality, 'curator');
	await world.curates(curator.id, second);
	const author = await reader(second);
	const mentioned = await reader(first, 'school-head');
	const one = await sampleRoadmap(world, second, [
		{ text: 'С отчётом', occurrences: [{ days: ['2026-11-01', '2026-11-20'], stage: 'reported' }] },
		{ text: 'Возврат', occurrences: [{ days: ['2026-11-01', '2026-11-20'], stage: 'returned' }] }
	]);
	const other = await sampleRoadmap(world, first, [
		{
			text: 'Без куратора',
			occurrences: [{ days: ['2026-11-01', '2026-11-20'], stage: 'reported' }]
		}
	]);
	for (const { owner, roadmap, occurrence } of [
		{ owner: second, roadmap: one, occurrence: one.measures[0]!.occurrences[0]! },
		{ owner: second, roadmap: one, occurrence: one.measures[1]!.occurrences[0]! },
		{ owner: first, roadmap: other, occurrence: other.measures[0]!.occurrences[0]! }
	]) {
		const { rows } = await sql<{ id: string }>`
			insert into opora.report (roadmap_id, owner_id, author_id, token, done_on, text)
			values (${roadmap.id}, ${owner}, ${author.id}, gen_random_uuid(), '2026-11-20', 'Сделано')
			returning id`.execute(world.admin);
		await sql`update opora.occurrence set report_id = ${rows[0]!.id} where id = ${occurrence}`.execute(
			world.admin
		);
	}
	await sql`
		insert into opora.verification (occurrence_id, report_id, owner_id, verdict, comment, person_id)
		select id, report_id, owner_id, 'returned', 'Нет подписи директора', ${curator.id}
		from opora.occurrence where id = ${one.measures[1]!.occurrences[0]!}`.execute(world.admin);
	// as the page does it: the letter tells what a real comment says
	await sql`update opora.person set surname = 'Ольховская' where id = ${mentioned.id}`.execute(
		world.admin
	);
	const writer = (await world.as(null, (db) => findActor(db, `reader-${coordinator.id}`)))!;
	const said = await addComment(writer, other.measures[0]!.id, {
		token: randomUUID(),
		text: '@Ольховская, посмотрите',
		replyTo: null,
		who: {}
	});
	expect(said).toMatchObject({ added: { repeated: false } });
	await sampleRoadmap(world, second, [], { status: 'review', title: 'Карта на согласовании' });
	await composeMornings(ORIGIN, tuesday);
	const found = await letters();
	expect(found.get(curator.id)!.body).toContain('С отчётом');
	expect(found.get(curator.id)!.body).toContain('Карта на согласовании');
	expect(found.get(curator.id)!.body).not.toContain('Без куратора');
	expect(found.get(coordinator.id)!.body).toContain('Без куратора');
	expect(found.get(coordinator.id)!.body).not.toContain('С отчётом');
	const toAuthor = found.get(author.id)!;
	expect(toAuthor.body).toContain('Возврат');
	expect(toAuthor.body).toContain('Нет подписи директора');
	expect(toAuthor.body).not.toContain('С отчётом');
	expect(found.get(mentioned.id)!.body).toMatch(
		/ВАС УПОМЯНУЛИ[^]*Ясенева В[^]*@Ольховская, посмотрите/
	);
	expect(found.get(curator.id)!.body).not.toContain('@Ольховская');
});

it('keeps to what each wishes', async () => {
	const { world, reader } = mornings;
	const { first } = await district();
	const people = {
		none: await reader(first, 'school-head'),
		noLate: await reader(first, 'school-head'),
		early: await reader(first, 'school-head'),
		english: await reader(first, 'school-head')
	};
	await world.admin
		.insertInto('reminder_setting')
		.values([
			{ person_id: people.none.id, email: false },
			{ person_id: people.noLate.id, kinds_off: ['late'] },
			{ person_id: people.early.id, days_before: 14 },
			{ person_id: people.english.id, language: 'en', days_before: 1 }
		])
		.execute();
	await sampleRoadmap(world, first, [
		{ text: 'Опоздавшее', occurrences: [{ days: ['2026-11-01', '2026-11-20'] }] },
		{ text: 'Скорое', occurrences: [{ days: ['2026-11-01', '2026-11-27'] }] },
		{ text: 'Далёкое', occurrences: [{ days: ['2026-11-01', '2026-12-08'] }] }
	]);
	await composeMornings(ORIGIN, tuesday);
	const found = await letters();
	expect(found.has(people.none.id)).toBe(false);
	expect(found.get(people.noLate.id)!.subject).toBe('24\u00a0ноября: скоро\u00a01, отчётов\u00a01');
	expect(found.get(people.early.id)!.body).toContain('Далёкое');
	expect(found.get(people.english.id)!.subject).toBe(
		'24\u00a0November: late\u00a01, reports\u00a01'
	);
});

it('tells of half-year reports that are due and not sent, from as many days before as wished', async () => {
	const { world, reader } = mornings;
	const { municipality, first, second } = await district();
	const head = await reader(first, 'school-head');
	const other = await reader(second, 'school-coordinator');
	const coordinator = await reader(municipality, 'municipal-coordinator');
	const map = await sampleRoadmap(world, first, []);
	await sampleRoadmap(world, second, []);
	const report = (stage: string) =>
		sql`
		insert into opora.half_year_report (roadmap_id, owner_id, year, season, period_from, period_to,
			stage, facts, figures, sent_at)
		values (${map.id}, ${first}, 2026, 'autumn', '2026-09-01', '2026-10-31', ${stage}, '{}', '{}',
			'2026-11-13') on conflict (roadmap_id, year, season) do update set stage = excluded.stage`.execute(
			world.admin
		);
	// due on Sunday the 15th: three days before it is Thursday
	await composeMornings(ORIGIN, new Date('2026-11-11T04:00:00Z'));
	expect((await letters()).size).toBe(0);
	await composeMornings(ORIGIN, new Date('2026-11-12T04:00:00Z'));
	const told = (await letters()).get(head.id)!;
	expect(told.subject).toBe('12\u00a0ноября: отчётов\u00a01');
	expect(told.body).toMatch(/ПОЛУГОДОВЫЕ ОТЧЁТЫ[^]*прислать до 15\u00a0ноября/);
	expect(told.body).toContain(`${ORIGIN}/roadmaps/${map.id}/reports`);
	expect((await letters()).has(coordinator.id)).toBe(false);

	await report('sent');
	await composeMornings(ORIGIN, new Date('2026-11-13T04:00:00Z'));
	await report('returned');
	await composeMornings(ORIGIN, new Date('2026-11-16T04:00:00Z'));
	const { rows } = await sql<{ person: string; day: string; body: string }>`
		select person_id as person, day::text, body from opora.digest order by day`.execute(world.admin);
	const days = (person: string) => rows.flatMap((row) => (row.person === person ? row.day : []));
	expect(days(head.id)).toEqual(['2026-11-12', '2026-11-16']);
	expect(days(other.id)).toEqual(['2026-11-12', '2026-11-13', '2026-11-16']);
	expect(rows.at(-1)!.body).toContain('нужно было прислать до 15');
});

it('comes at seven of each zone, from Kaliningrad to Kamchatka, and once', async () => {
	const { world, reader } = mornings;
	const zones = ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Omsk', 'Asia/Kamchatka'];
	const people = new Map<string, string>();
	for (const zone of zones) {
		const { first } = await district(zone);
		const { id } = await reader(first, 'school-head');
		people.set(zone, id);
		await sampleRoadmap(world, first, [
			{ text: 'Опоздавшее', occurrences: [{ days: ['2026-11-01', '2026-11-20'] }] }
		]);
	}
	const came = new Map<string, string>();
	for (let hour = 0; hour < 30; hour++) {
		const at = new Date(Date.parse('2026-11-23T18:00:00Z') + hour * 3_600_000);
		await composeMornings(ORIGIN, at);
		const found = await letters();
		for (const [zone, id] of people)
			if (!came.has(zone) && found.get(id)?.day === '2026-11-24') came.set(zone, at.toISOString());
	}
	expect(Object.fromEntries(came)).toEqual({
		'Europe/Kaliningrad': '2026-11-24T05:00:00.000Z',
		'Europe/Moscow': '2026-11-24T04:00:00.000Z',
		'Asia/Omsk': '2026-11-24T01:00:00.000Z',
		'Asia/Kamchatka': '2026-11-23T19:00:00.000Z'
	});
});

it('rests on days off and holidays, except for who wishes otherwise', async () => {
	const { world, reader } = mornings;
	const { first } = await district();
	const rests = await reader(first, 'school-head');
	const never = await reader(first, 'school-head');
	await world.admin
		.insertInto('reminder_setting')
		.values({ person_id: never.id, weekends: true })
		.execute();
	await sampleRoadmap(world, first, [
		{ text: 'Опоздавшее', occurrences: [{ days: ['2026-10-01', '2026-10-20'] }] }
	]);
	// the Day of Unity, a Saturday, and a Monday
	for (const day of ['2026-11-04', '2026-11-21', '2026-11-23'])
		await composeMornings(ORIGIN, new Date(`${day}T04:00:00Z`));
	const { rows } = await sql<{ person_id: string; days: string }>`
		select person_id, string_agg(day::text, ' ' order by day) as days from opora.digest
		group by person_id`.execute(world.admin);
	expect(new Map(rows.map((row) => [row.person_id, row.days]))).toEqual(
		new Map([
			[rests.id, '2026-11-23'],
			[never.id, '2026-11-04 2026-11-21 2026-11-23']
		])
	);
});

it('comes late the same day after a pause, but not in the evening', async () => {
	const { world, reader } = mornings;
	const { first } = await district();
	const { id } = await reader(first, 'school-head');
	await sampleRoadmap(world, first, [
		{ text: 'Опоздавшее', occurrences: [{ days: ['2026-11-01', '2026-11-10'] }] }
	]);
	await composeMornings(ORIGIN, new Date('2026-11-23T15:00:00Z'));
	expect((await letters()).size).toBe(0);
	await composeMornings(ORIGIN, new Date('2026-11-24T14:59:00Z'));
	expect((await letters()).get(id)!.day).toBe('2026-11-24');
});

it('writes one letter each when two nodes compose at once', async () => {
	const { world, reader } = mornings;
	const { first } = await district();
	for (let n = 0; n < 12; n++) await reader(first, 'school-head');
	await sampleRoadmap(world, first, [
		{ text: 'Опоздавшее', occurrences: [{ days: ['2026-11-01', '2026-11-10'] }] }
	]);
	await Promise.all(Array.from({ length: 4 }, () => composeMornings(ORIGIN, tuesday)));
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from opora.digest`.execute(
		world.admin
	);
	expect(rows[0]!.n).toBe(12);
});
