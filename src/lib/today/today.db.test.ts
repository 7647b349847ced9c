import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor, Role } from '../people/access.ts';
import { findActor } from '../people/actor.ts';
import { watchQueries } from '../platform/database.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { beginProgramme, openYear, saveYearPart } from '../programme/programme.ts';
import { sampleRoadmap, type SampleRoadmap } from '../roadmap/execution/sample.testing.ts';
import { readFrame, readToday, readWork, readWorkAddress, type TodayPage } from './today.ts';

/** A Tuesday. */
const today = '2026-11-24';
const frame = { today, timeZone: 'Europe/Moscow' };
let world: World;
let region: string;
let municipality: string;
let school: string;
let other: string;
let stranger: string;
let responsible: Actor;
let map: SampleRoadmap;
const account = new Map<string, string>();

async function actor(organisation: string, role?: Role): Promise<Actor> {
	return again(await world.person(organisation, role));
}

/** The actor with the duties that he holds now. */
async function again(person: string): Promise<Actor> {
	const name = account.get(person) ?? `today-${person}`;
	if (!account.has(person)) {
		account.set(person, name);
		await world.admin
			.updateTable('person')
			.set({ account_id: name })
			.where('id', '=', person)
			.execute();
	}
	return (await world.as(null, (db) => findActor(db, name)))!;
}

/** Stores a report of `author` on an occurrence and what became of it. */
async function report(
	occurrence: string,
	owner: string,
	author: string,
	stage: 'reported' | 'returned',
	comment?: string
): Promise<void> {
	const { roadmap_id } = await world.admin
		.selectFrom('occurrence')
		.select('roadmap_id')
		.where('id', '=', occurrence)
		.executeTakeFirstOrThrow();
	const { id } = await world.admin
		.insertInto('report')
		.values({
			roadmap_id,
			owner_id: owner,
			author_id: author,
			token: randomUUID(),
			done_on: today,
			text: 'Провели'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.admin
		.updateTable('occurrence')
		.set({ stage, report_id: id, done_on: today })
		.where('id', '=', occurrence)
		.execute();
	if (comment)
		await world.admin
			.insertInto('verification')
			.values({
				occurrence_id: occurrence,
				report_id: id,
				owner_id: owner,
				verdict: 'returned',
				comment
			})
			.execute();
}

/** The rows as «group: kind what». */
const told = ({ groups }: TodayPage) =>
	groups.flatMap(({ key, rows }) =>
		rows.map((todo) => {
			const what =
				todo.kind === 'work'
					? `${todo.row.kind} ${todo.row.text}`
					: todo.kind === 'verify'
						? `verify ${todo.schools.total}`
						: todo.kind === 'late-school'
							? `late-school ${todo.school.count}`
							: todo.kind === 'roadmap'
								? `roadmap ${todo.roadmap.step}`
								: todo.kind;
			return `${key}: ${what}`;
		})
	);

beforeAll(async () => {
	world = openWorld();
	region = await world.organisation(null);
	municipality = await world.organisation(region, 'municipality');
	school = await world.organisation(municipality);
	other = await world.organisation(municipality);
	await world.organisation(municipality);
	const elsewhere = await world.organisation(region, 'municipality');
	stranger = await world.organisation(elsewhere);
	responsible = await actor(await world.organisation(municipality, 'additional-education'));
	map = await sampleRoadmap(world, school, [
		{ text: 'Просрочено', occurrences: [{ days: ['2026-10-01', '2026-10-31'] }] },
		{
			text: 'Просрочено дважды и на неделе',
			person: responsible.personId,
			occurrences: [
				{ days: ['2026-09-01', '2026-09-30'] },
				{ days: ['2026-10-01', '2026-10-31'] },
				{ days: ['2026-11-01', '2026-11-27'] }
			]
		},
		{ text: 'На неделе', occurrences: [{ days: ['2026-11-01', '2026-11-29'] }] },
		{ text: 'На следующей', occurrences: [{ days: ['2026-11-01', '2026-11-30'] }] },
		{ text: 'Возвращено', occurrences: [{ days: ['2026-11-01', '2026-11-20'] }] },
		{ text: 'Ждёт', occurrences: [{ days: ['2026-11-01', '2026-11-20'] }] },
		{ text: 'Чужой график', occurrences: [{ days: null }] },
		{
			text: 'Прошёл чужой срок',
			occurrences: [{ days: ['2026-10-01', '2026-10-31'], neverLate: true }]
		}
	]);
	const author = await world.person(school, 'school-head');
	await report(map.measures[4]!.occurrences[0]!, school, author, 'returned', 'Нет протокола');
	await report(map.measures[5]!.occurrences[0]!, school, author, 'reported');
	await sampleRoadmap(world, municipality, [
		{ text: 'Районное', occurrences: [{ days: ['2026-11-01', '2026-11-26'] }] }
	]);
	await sampleRoadmap(world, other, [{ text: 'Черновик', occurrences: [] }], { status: 'review' });
	await sampleRoadmap(world, stranger, [
		{ text: 'Чужое', occurrences: [{ days: ['2026-10-01', '2026-10-31'] }] }
	]);
});
afterAll(() => world.close());

it('a school’s coordinator sees what is late, came back and ends this week, each measure once', async () => {
	const found = await readToday(await actor(school, 'school-coordinator'), frame);
	expect(told(found)).toEqual([
		'late: late Просрочено дважды и на неделе',
		'late: late Просрочено',
		'late: half-year',
		'waits: returned Возвращено',
		'week: due На неделе'
	]);
	expect(found.total).toBe(5);
	const [late, , , returned] = found.groups.flatMap(({ rows }) => rows);
	expect(late).toMatchObject({ row: { due: '2026-09-30', times: 2, mayReport: true } });
	expect(returned).toMatchObject({ row: { returned: { comment: 'Нет протокола' } } });
	expect(found.due.rows.map(({ text, due }) => [text, due])).toEqual([
		['Просрочено дважды и на неделе', '2026-11-27'],
		['На неделе', '2026-11-29'],
		['На следующей', '2026-11-30']
	]);
});

it('a coordinator of the district sees its own work, and its schools in one row each', async () => {
	const found = await readToday(await actor(municipality, 'municipal-coordinator'), frame);
	expect(told(found)).toEqual([
		'late: late-school 2',
		'late: half-year',
		'waits: verify 1',
		'waits: roadmap agree',
		'waits: missing',
		'week: due Районное',
		'danger: endangered'
	]);
	// told, but not counted among what is to be done
	expect(found.total).toBe(6);
	const methodist = await readToday(await actor(municipality, 'methodist'), frame);
	expect(told(methodist)).toEqual(['late: late-school 2', 'waits: missing', 'week: due Районное']);
});

it('a curator sees the assigned schools only', async () => {
	const person = await world.person(await world.organisation(municipality, 'methodical-service'));
	await world.admin
		.insertInto('appointment')
		.values({
			person_id: person,
			role: 'curator',
			organisation_id: municipality,
			from_date: '2020-01-01'
		})
		.execute();
	await world.curates(person, school);
	const curator = await again(person);
	expect(told(await readToday(curator, frame))).toEqual([
		'late: late-school 2',
		'waits: verify 1',
		'danger: endangered'
	]);
	await world.curates(person, other);
	expect(told(await readToday(await again(person), frame))).toEqual([
		'late: late-school 2',
		'waits: verify 1',
		'waits: roadmap agree',
		'danger: endangered'
	]);
	expect((await readFrame(curator)).place).not.toBe('');
});

it('an expert agrees, an observer reads, nobody is given what is not his', async () => {
	expect(told(await readToday(await actor(municipality, 'expert'), frame))).toEqual([
		'waits: roadmap agree'
	]);
	const observer = await readToday(await actor(municipality, 'observer'), frame);
	expect(told(observer)).toEqual([]);
	expect(observer.due.total).toBeGreaterThan(0);
	const nobody = await readToday(await actor(municipality), frame);
	expect(told(nobody)).toEqual([]);
	expect(nobody.may).toEqual({ add: false, see: false });
	expect(nobody.due.total).toBe(0);
	const foreign = await readToday(await actor(stranger, 'school-head'), frame);
	expect(told(foreign)).toEqual(['late: late Чужое', 'late: half-year']);
});

it('who is responsible for a measure sees it without any role', async () => {
	const found = await readToday(responsible, frame);
	expect(told(found)).toEqual(['late: late Просрочено дважды и на неделе']);
	expect(found.may.see).toBe(true);
	const { entries } = await readFrame(responsible);
	expect(entries.map(({ key }) => key)).toEqual(['today', 'roadmaps']);
});

it('a regional operator does the region’s own work and does not drown in the schools’', async () => {
	const operator = await actor(region, 'regional-operator');
	expect(told(await readToday(operator, frame))).toEqual([
		'waits: verify 1',
		'waits: roadmap agree'
	]);
});

it('mentions wait until they are looked at', async () => {
	const coordinator = await actor(school, 'school-coordinator');
	const { id } = await world.admin
		.insertInto('comment')
		.values({
			measure_id: map.measures[0]!.id,
			roadmap_id: map.id,
			owner_id: school,
			author_id: coordinator.personId,
			author_name: 'Ясенева В.',
			token: randomUUID(),
			text: 'Посмотрите, пожалуйста'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.admin
		.insertInto('mention')
		.values({
			comment_id: id,
			measure_id: map.measures[0]!.id,
			owner_id: school,
			person_id: coordinator.personId,
			text: '@Ясенева'
		})
		.execute();
	expect(told(await readToday(coordinator, frame))).toContain('waits: mention');
	await world.admin
		.updateTable('mention')
		.set({ seen_at: new Date() })
		.where('comment_id', '=', id)
		.execute();
	expect(told(await readToday(coordinator, frame))).not.toContain('waits: mention');
});

it('the rail counts what the page shows', async () => {
	for (const [organisation, role] of [
		[school, 'school-coordinator'],
		[municipality, 'municipal-coordinator'],
		[region, 'regional-operator'],
		[municipality, 'expert']
	] as const) {
		const person = await actor(organisation, role);
		const { today: day, timeZone, entries } = await readFrame(person);
		const { total } = await readToday(person, { today: day, timeZone });
		expect(entries.find(({ key }) => key === 'today')?.count, role).toBe(total);
	}
});

it('all work is paged and filtered by the address; places unseen answer like missing ones', async () => {
	const coordinator = await actor(municipality, 'municipal-coordinator');
	const read = async (query: string) => {
		const address = readWorkAddress(new URLSearchParams(query));
		const { rows } = await readWork(coordinator, today, address, 1);
		return rows.map(({ kind, text }) => `${kind} ${text}`);
	};
	expect(await read('')).toEqual(['due Районное']);
	expect(await read(`place=${municipality}&when=late`)).toEqual([
		'late Просрочено дважды и на неделе',
		'late Просрочено'
	]);
	expect(await read(`place=${municipality}&person=${responsible.personId}`)).toEqual([
		'late Просрочено дважды и на неделе'
	]);
	expect(await read(`place=${school}&when=reported`)).toEqual(['reported Ждёт']);
	expect(await read(`place=${school}&when=2026-10`)).toEqual([
		'late Просрочено',
		'late Просрочено дважды и на неделе',
		'due Прошёл чужой срок'
	]);
	// a region's work has no end: of a place the first terms are looked through, and the page says so
	const late = readWorkAddress(new URLSearchParams(`place=${municipality}&when=late`));
	expect(await readWork(coordinator, today, late, 1)).toMatchObject({ total: 2, more: false });
	const first = await readWork(coordinator, today, late, 1, 1);
	expect(first).toMatchObject({ total: 1, more: true });
	expect(first.rows.map(({ text }) => text)).toEqual(['Просрочено дважды и на неделе']);
	const own = readWorkAddress(new URLSearchParams(''));
	expect(await readWork(coordinator, today, own, 1, 1)).toMatchObject({ total: 1, more: false });
	await expect(read(`place=${stranger}`)).rejects.toThrow('not_found');
	await expect(read(`owner=${stranger}`)).rejects.toThrow('not_found');
});

it('an empty district is told how to begin; a roadmap of another year does not count', async () => {
	const alone = await world.organisation(await world.organisation(null), 'municipality');
	const home = await world.organisation(alone);
	const head = await actor(home, 'school-head');
	expect((await readToday(head, frame)).empty).toBe(true);
	await sampleRoadmap(world, home, [], { period: { from: '2025-09-01', to: '2026-08-31' } });
	const found = await readToday(head, frame);
	expect(found.empty).toBe(false);
	expect(told(found)).toEqual(['late: half-year', 'waits: missing']);
});

it('tells who leads the programme what of its schedule ends this month', async () => {
	const coordinator = await actor(municipality, 'municipal-coordinator');
	const { id } = await beginProgramme(coordinator, {
		...{ place: municipality, form: '004', title: 'Поддержка', from: '' },
		...{ firstYear: '2026', lastYear: '2026' }
	});
	const { content } = await openYear(coordinator, id, 2026);
	const [first, second] = content.written.lines.filter(({ section }) => section === 'plan');
	const terms = { [`${first!.id}.term`]: 'ноябрь', [`${second!.id}.term`]: 'до 15 декабря' };
	await saveYearPart(coordinator, { id, year: 2026 }, 'plan', {
		...{ base: Object.fromEntries(Object.keys(terms).map((name) => [name, ''])), mine: terms },
		added: null
	});
	expect((await readToday(coordinator, frame)).overview!.scheduled).toEqual([
		{
			...{ id: first!.id, text: first!.text, to: '2026-11-30' },
			href: `/programmes/${id}/2026#plan`
		}
	]);
	const head = await actor(school, 'school-head');
	expect((await readToday(head, frame)).overview!.scheduled).toEqual([]);
});

it('the page and its frame ask no more than 12 statements, however many rows', async () => {
	const coordinator = await actor(municipality, 'municipal-coordinator');
	const asked: string[] = [];
	watchQueries((text) => asked.push(text));
	try {
		const { entries } = await readFrame(coordinator);
		await readToday(coordinator, { ...frame, mail: true });
		expect(entries.map(({ key }) => key)).toEqual([
			'today',
			'check',
			'schools',
			'results',
			'diagnosis',
			'roadmaps',
			'programmes',
			'documents',
			'team',
			'people'
		]);
		// one more finds out whose session it is
		expect(asked.filter((text) => text !== 'commit').length).toBeLessThanOrEqual(11);
	} finally {
		watchQueries(null);
	}
});
