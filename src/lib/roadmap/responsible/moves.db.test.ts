import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { listTwins, mergePeople, openMerge, undoMove } from '../../people/people.ts';
import { watchQueries } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { sampleRoadmap, type SampleRoadmap } from '../execution/sample.testing.ts';
import { handOver, openHandover } from './handover.ts';
import { readDuties } from './person.ts';
import { actorOf, namedPerson, pathOf } from './sample.testing.ts';

let world: World;
let district: string;
let school: string;
let coordinator: Actor;
let head: Actor;
let kept: string;
let gone: string;
let roadmap: SampleRoadmap;
let municipal: SampleRoadmap;

const october = [{ days: ['2026-10-01', '2026-10-31'] as [string, string] }];
const verified = [
	{ days: ['2026-09-01', '2026-09-30'] as [string, string], stage: 'verified' as const }
];

beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

beforeEach(async () => {
	district = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(district);
	coordinator = actorOf(await world.person(district, 'municipal-coordinator'), [
		['municipal-coordinator', district, await pathOf(world, district)]
	]);
	head = actorOf(await world.person(school, 'school-head'), [
		['school-head', school, await pathOf(world, school)]
	]);
	kept = await namedPerson(world, school, 'Сюжёва М. Н.');
	gone = await namedPerson(world, school, 'Сюжёва Мила Никитична', 'завуч');
	roadmap = await sampleRoadmap(world, school, [
		{ text: 'Провести', person: gone, occurrences: october },
		{ text: 'Проведено', person: gone, occurrences: verified }
	]);
	municipal = await sampleRoadmap(
		world,
		district,
		[{ text: 'Собрать', person: gone, occurrences: october }],
		{ level: 'municipality' }
	);
});

const appoint = (person: string, role: 'school-coordinator' | 'methodist', from = '2025-09-01') =>
	world.admin
		.insertInto('appointment')
		.values({ person_id: person, role, organisation_id: school, from_date: from })
		.execute();
const state = async () => ({
	parties: await world.admin
		.selectFrom('measure_party')
		.select(['text', 'person_id'])
		.where('owner_id', 'in', [school, district])
		.orderBy('measure_id')
		.execute(),
	people: await world.admin
		.selectFrom('person')
		.select(['given', 'patronymic', 'post', 'email', 'left_on', 'merged_into'])
		.where('id', 'in', [kept, gone])
		.orderBy('id')
		.execute(),
	duties: await world.admin
		.selectFrom('appointment')
		.select(['person_id', 'role', 'from_date', 'to_date'])
		.where('organisation_id', '=', school)
		.orderBy('person_id')
		.orderBy('role')
		.orderBy('from_date')
		.execute(),
	schools: await world.admin
		.selectFrom('curatorship')
		.select(['person_id', 'to_date'])
		.where('organisation_id', '=', school)
		.orderBy('person_id')
		.execute()
});
const holders = async () => (await state()).parties.map(({ person_id: id }) => id);

describe('a merge', () => {
	const form = async (actor = coordinator): Promise<Record<string, string>> => {
		const page = await openMerge(actor, kept, gone);
		return {
			keptId: page.kept.id,
			goneId: page.gone.id,
			keptRevision: String(page.kept.revision),
			goneRevision: String(page.gone.revision),
			token: randomUUID()
		};
	};

	it('is suggested, previewed and moves all that hangs on the record', async () => {
		await appoint(gone, 'school-coordinator');
		const twins = await listTwins(head, 1);
		expect(twins.rows).toMatchObject([
			{ kept: { id: gone }, gone: { id: kept }, likeness: 'same-initials' }
		]);
		const page = await openMerge(coordinator, kept, gone);
		expect(page).toMatchObject({
			likeness: 'same-initials',
			refusal: null,
			moves: { measures: 3, appointments: 1, curatorships: 0, mentions: 0, comments: 0 }
		});
		await mergePeople(coordinator, await form());
		expect(await holders()).toEqual([kept, kept, kept]);
		const { people, duties, parties } = await state();
		expect(parties.every(({ text }) => text === 'Ясенева В. П.')).toBe(true);
		expect(people).toContainEqual(
			expect.objectContaining({
				given: 'Мила',
				patronymic: 'Никитична',
				post: 'завуч',
				merged_into: null
			})
		);
		expect(people).toContainEqual(expect.objectContaining({ merged_into: kept }));
		expect(duties).toContainEqual(
			expect.objectContaining({ person_id: kept, role: 'school-coordinator' })
		);
		expect((await listTwins(head, 1)).rows).toEqual([]);
	});

	it('is taken back exactly, and keeps what was changed since', async () => {
		await appoint(gone, 'school-coordinator');
		await appoint(kept, 'methodist');
		await appoint(gone, 'methodist');
		const before = await state();
		const { moveId } = await mergePeople(coordinator, await form());
		expect(await state()).not.toEqual(before);
		expect((await undoMove(coordinator, moveId)).kept).toBe(0);
		expect(await state()).toEqual(before);
		expect((await undoMove(coordinator, moveId)).kept).toBe(0);

		const again = await mergePeople(coordinator, await form());
		const third = await namedPerson(world, school, 'Липова Ольга');
		await world.admin
			.updateTable('measure_party')
			.set({ person_id: third })
			.where('measure_id', '=', municipal.measures[0]!.id)
			.execute();
		expect((await undoMove(coordinator, again.moveId)).kept).toBe(1);
		expect((await holders()).filter((id) => id === gone)).toHaveLength(2);
		expect(await holders()).toContain(third);
	});

	it('is taken back where the record that stays got nothing by it', async () => {
		const whole = await namedPerson(world, school, 'Сюжёва Мила Никитична', 'завуч');
		const page = await openMerge(coordinator, whole, gone);
		const { moveId } = await mergePeople(coordinator, {
			...{ keptId: whole, goneId: gone, token: randomUUID() },
			keptRevision: String(page.kept.revision),
			goneRevision: String(page.gone.revision)
		});
		expect((await undoMove(coordinator, moveId)).kept).toBe(0);
		expect(await holders()).toEqual([gone, gone, gone]);
	});

	it('is not taken back by who may not give the roles that come back', async () => {
		await world.admin
			.insertInto('appointment')
			.values({
				...{ person_id: gone, role: 'municipal-coordinator', organisation_id: district },
				from_date: '2025-09-01'
			})
			.execute();
		const { moveId } = await mergePeople(coordinator, await form());
		await expect(undoMove(head, moveId)).rejects.toThrow(Forbidden);
		await expect(undoMove(head, randomUUID())).rejects.toThrow(NotFound);
	});

	it('sent twice is one, and from a stale page is a conflict', async () => {
		const sent = await form();
		const stale = { ...sent, token: randomUUID(), keptRevision: '7' };
		await expect(mergePeople(coordinator, stale)).rejects.toThrow(Conflict);
		const first = await mergePeople(coordinator, sent);
		expect(await mergePeople(coordinator, sent)).toEqual(first);
		await expect(mergePeople(coordinator, { ...sent, token: randomUUID() })).rejects.toThrow(
			Invalid
		);
	});

	it('keeps the record that signs in, and refuses two accounts', async () => {
		await world.admin
			.updateTable('person')
			.set({ account_id: randomUUID() })
			.where('id', '=', gone)
			.execute();
		expect(await openMerge(coordinator, kept, gone)).toMatchObject({
			kept: { id: gone },
			gone: { id: kept }
		});
		await world.admin
			.updateTable('person')
			.set({ account_id: randomUUID() })
			.where('id', '=', kept)
			.execute();
		expect((await openMerge(coordinator, kept, gone)).refusal).toBe('merge_two_accounts');
		await expect(mergePeople(coordinator, await form())).rejects.toThrow(Invalid);
	});

	it('is for who edits both, and does not raise an editor', async () => {
		const editor = actorOf(await world.person(school, 'school-coordinator'), [
			['school-coordinator', school, await pathOf(world, school)]
		]);
		await expect(openMerge(editor, kept, gone)).rejects.toThrow(Forbidden);
		await expect(listTwins(editor, 1)).rejects.toThrow(Forbidden);
		await expect(openMerge(coordinator, kept, randomUUID())).rejects.toThrow(NotFound);
		const elsewhere = await namedPerson(world, await world.organisation(null), 'Чужова Анна');
		await expect(openMerge(coordinator, kept, elsewhere)).rejects.toThrow(NotFound);
		await world.admin
			.insertInto('appointment')
			.values({
				...{ person_id: gone, role: 'municipal-coordinator', organisation_id: district },
				from_date: '2025-09-01'
			})
			.execute();
		expect((await openMerge(head, kept, gone)).refusal).toBe('error_holds_more');
		await expect(mergePeople(head, await form(head))).rejects.toThrow(Invalid);
		const { sql } = await import('kysely');
		await expect(
			world.as(head.personId, (db) =>
				sql`select opora.merge_people(${gone}, ${kept}, ${randomUUID()})`.execute(db)
			)
		).rejects.toThrow(/lacks/);
		await expect(
			world.as(editor.personId, (db) =>
				sql`select opora.merge_people(${gone}, ${kept}, ${randomUUID()})`.execute(db)
			)
		).rejects.toThrow(/not an editor/);
	});
});

describe('a handover', () => {
	const nothing = { measures: [], appointments: [], curatorships: [] };
	const form = (successorId: string) => ({
		...{ successorId, fromDay: '2099-02-01', token: randomUUID() }
	});

	it('shows open work, roles and schools, and who may take them', async () => {
		await appoint(gone, 'school-coordinator');
		await world.curates(gone, school);
		const page = await openHandover(coordinator, gone);
		expect(page.measures.map(({ text, open }) => [text, open])).toEqual(
			[
				['Собрать', 1],
				['Провести', 1]
			].sort(
				(a, b) =>
					page.measures.findIndex((m) => m.text === a[0]) -
					page.measures.findIndex((m) => m.text === b[0])
			)
		);
		expect(page.appointments).toMatchObject([{ role: 'school-coordinator', mayGive: true }]);
		expect(page.curatorships).toHaveLength(1);
		expect(page.successors.map(({ id }) => id)).toContain(kept);
		expect(page.successors.map(({ id }) => id)).not.toContain(gone);
	});

	it('gives by part what was chosen: measures at once, roles from the day', async () => {
		await appoint(gone, 'school-coordinator');
		await world.curates(gone, school);
		const page = await openHandover(coordinator, gone);
		await handOver(coordinator, gone, form(kept), {
			measures: [roadmap.measures[0]!.id],
			appointments: page.appointments.map(({ id }) => id),
			curatorships: page.curatorships.map(({ id }) => id)
		});
		const { parties, duties, schools } = await state();
		expect(parties.filter(({ person_id: id }) => id === kept)).toHaveLength(1);
		expect(parties.every(({ text }) => text === 'Ясенева В. П.')).toBe(true);
		expect(duties).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ person_id: gone, to_date: '2099-01-31' }),
				expect.objectContaining({ person_id: kept, from_date: '2099-02-01', to_date: null })
			])
		);
		expect(schools.map(({ person_id: id }) => id).sort()).toEqual([gone, kept].sort());
		expect((await openHandover(coordinator, gone)).measures.map(({ text }) => text)).toEqual([
			'Собрать'
		]);
		const seen = await readDuties(coordinator, kept);
		expect(seen.roadmaps).toMatchObject([{ measures: 1, open: 1 }]);
		expect(seen.moves).toMatchObject([{ kind: 'handover', moved: { measures: 1 } }]);
	});

	it('leaves what was done and told to the predecessor', async () => {
		const [, done] = roadmap.measures;
		const { id } = await world.admin
			.insertInto('report')
			.values({
				...{ roadmap_id: roadmap.id, owner_id: school, author_id: gone, token: randomUUID() },
				...{ done_on: '2026-09-20', text: 'Проведено' }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await handOver(coordinator, gone, form(kept), {
			...nothing,
			measures: (await openHandover(coordinator, gone)).measures.map((each) => each.id)
		});
		const report = await world.admin
			.selectFrom('report')
			.select('author_id')
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		expect(report.author_id).toBe(gone);
		const party = await world.admin
			.selectFrom('measure_party')
			.select('person_id')
			.where('measure_id', '=', done!.id)
			.executeTakeFirstOrThrow();
		expect(party.person_id).toBe(gone);
	});

	it('lets the successor read and report at once', async () => {
		const before = await world.as(kept, (db) => db.selectFrom('measure').select('id').execute());
		await handOver(coordinator, gone, form(kept), {
			...nothing,
			measures: [municipal.measures[0]!.id]
		});
		const after = await world.as(kept, (db) => db.selectFrom('measure').select('id').execute());
		expect(before).toEqual([]);
		expect(after.map(({ id }) => id)).toEqual([municipal.measures[0]!.id]);
	});

	it('is taken back, and keeps what changed since; the same form twice is one', async () => {
		await appoint(gone, 'school-coordinator');
		const before = await state();
		const page = await openHandover(coordinator, gone);
		const all = {
			measures: page.measures.map(({ id }) => id),
			appointments: page.appointments.map(({ id }) => id),
			curatorships: []
		};
		const sent = form(kept);
		const { moveId } = await handOver(coordinator, gone, sent, all);
		expect(await handOver(coordinator, gone, sent, all)).toEqual({ moveId });
		expect((await undoMove(coordinator, moveId)).kept).toBe(0);
		expect(await state()).toEqual(before);
	});

	it('refuses nothing chosen, a stranger as successor, and rights that the editor lacks', async () => {
		const one = { ...nothing, measures: [roadmap.measures[0]!.id] };
		await expect(handOver(coordinator, gone, form(kept), nothing)).rejects.toThrow(Invalid);
		await expect(handOver(coordinator, gone, form(randomUUID()), one)).rejects.toThrow(Invalid);
		await expect(handOver(coordinator, gone, form(gone), one)).rejects.toThrow(Invalid);
		const editor = actorOf(await world.person(school, 'school-coordinator'), [
			['school-coordinator', school, await pathOf(world, school)]
		]);
		await expect(handOver(editor, gone, form(kept), one)).rejects.toThrow(Forbidden);
		await expect(openHandover(coordinator, randomUUID())).rejects.toThrow(NotFound);
		const { id } = await world.admin
			.insertInto('appointment')
			.values({
				...{ person_id: gone, role: 'municipal-coordinator', organisation_id: district },
				from_date: '2025-09-01'
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await expect(
			handOver(head, gone, form(kept), { ...nothing, appointments: [id] })
		).rejects.toThrow(Forbidden);
		// a head may not give the district's measures to somebody of the district
		const above = await namedPerson(world, district, 'Чижова Анна Львовна');
		await expect(
			handOver(head, gone, form(above), { ...nothing, measures: [municipal.measures[0]!.id] })
		).rejects.toThrow(Forbidden);
	});

	it('from a stale page is a conflict', async () => {
		const one = { ...nothing, measures: [roadmap.measures[0]!.id] };
		await handOver(coordinator, gone, form(kept), one);
		await expect(handOver(coordinator, gone, form(kept), one)).rejects.toThrow(Conflict);
	});

	it('asks the same few statements for many measures', async () => {
		const count = async () => {
			let statements = 0;
			watchQueries(() => (statements += 1));
			await openHandover(coordinator, gone);
			await readDuties(coordinator, gone);
			watchQueries(null);
			return statements;
		};
		const few = await count();
		await sampleRoadmap(
			world,
			school,
			Array.from({ length: 30 }, () => ({ text: 'Ещё', person: gone, occurrences: october }))
		);
		expect(await count()).toBe(few);
		expect(few).toBeLessThanOrEqual(14);
	});
});
