import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Role } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { actAs } from '../change.ts';
import { sampleRoadmap } from '../execution/sample.testing.ts';
import {
	addComment,
	countOpenRemarks,
	openTalk,
	settleRemark,
	suggestReaders,
	withdrawComment,
	type Talk,
	type Told
} from './talk.ts';

let world: World;
let municipality: string;
let school: string;
let coordinator: Actor;
let author: Actor;
let observer: Actor;
let foreignCurator: Actor;
let roadmapId: string;
let measureId: string;

async function actorAt(organisation: string, role: Role | null, surname: string): Promise<Actor> {
	const personId = await world.person(organisation, role ?? undefined);
	await world.admin.updateTable('person').set({ surname }).where('id', '=', personId).execute();
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', organisation)
		.executeTakeFirstOrThrow();
	return {
		...{ personId, accountId: '', name: `${surname} В.`, fullName: '', initials: '', post: '' },
		organisationId: organisation,
		duties: role
			? [{ role, organisationId: organisation, organisation: '', path, assigned: [] }]
			: []
	};
}

async function say(
	actor: Actor,
	text: string,
	more: { replyTo?: string; who?: Record<string, string>; token?: string } = {}
): Promise<Told & { repeated: boolean }> {
	const answer = await addComment(actor, measureId, {
		...{ text, token: more.token ?? randomUUID(), replyTo: more.replyTo ?? null },
		who: more.who ?? {}
	});
	if (!('added' in answer)) throw new Error(JSON.stringify(answer.questions));
	return answer.added;
}

const talkFor = (actor: Actor): Promise<Talk | null> =>
	actAs(actor, (db) => openTalk(db, measureId));

/** How many mentions the person has not looked at, as «Сегодня» and letters count them. */
async function waitingFor({ personId }: Actor): Promise<number> {
	const rows = await world.as(personId, (db) =>
		db
			.selectFrom('mention')
			.innerJoin('comment', 'comment.id', 'comment_id')
			.select('mention.id')
			.where('person_id', '=', personId)
			.where('seen_at', 'is', null)
			.where('withdrawn_at', 'is', null)
			.execute()
	);
	return rows.length;
}

beforeAll(async () => {
	world = openWorld();
	const region = await world.organisation(null);
	municipality = await world.organisation(region, 'municipality');
	school = await world.organisation(municipality);
	coordinator = await actorAt(municipality, 'municipal-coordinator', 'Вершинина');
	author = await actorAt(school, 'school-coordinator', 'Климова');
	observer = await actorAt(region, 'observer', 'Наблюдаева');
	foreignCurator = await actorAt(municipality, 'curator', 'Чужова');
	await world.curates(foreignCurator.personId, await world.organisation(municipality));
});
afterAll(() => world.close());
beforeEach(async () => {
	const roadmap = await sampleRoadmap(world, municipality, [
		{ text: 'Провести семинар', occurrences: [{ days: ['2026-09-01', '2026-09-30'] }] }
	]);
	roadmapId = roadmap.id;
	measureId = roadmap.measures[0]!.id;
});

describe('a comment', () => {
	it('stands with its author, its time and its answers', async () => {
		const remark = await say(coordinator, ' Срок мал \r\n');
		const answer = await say(coordinator, 'Исправим', { replyTo: remark.commentId });
		await say(coordinator, 'Да', { replyTo: answer.commentId });
		const talk = await talkFor(coordinator);
		expect(talk).toMatchObject({ open: 1, earlier: 0, may: true });
		expect(talk!.comments).toMatchObject([
			{ text: 'Срок мал', author: 'Вершинина В.', own: true, replyTo: null, resolved: null },
			{ text: 'Исправим', replyTo: remark.commentId },
			{ text: 'Да', replyTo: remark.commentId }
		]);
		expect(talk!.comments[0]!.at).toBeInstanceOf(Date);
	});

	it('of the same form is one, also when both come at once', async () => {
		const token = randomUUID();
		const both = await Promise.all([1, 2, 3].map(() => say(coordinator, 'Раз', { token })));
		expect(new Set(both.map(({ commentId }) => commentId)).size).toBe(1);
		expect((await talkFor(coordinator))!.comments).toHaveLength(1);
		// gone back to, the form says something else under its old token
		expect((await say(coordinator, 'Другое', { token })).repeated).toBe(false);
		expect((await talkFor(coordinator))!.comments).toHaveLength(2);
		// somebody else's token opens nothing
		await expect(
			say(await actorAt(municipality, 'methodist', 'М'), 'Два', { token })
		).rejects.toThrow(Invalid);
	});

	it('is refused empty, too long, on what is gone, without a right', async () => {
		await expect(say(coordinator, '  ')).rejects.toMatchObject({
			fields: { text: 'talk_text_needed' }
		});
		await expect(say(coordinator, 'а'.repeat(4001))).rejects.toMatchObject({
			fields: { text: 'talk_too_long' }
		});
		await expect(say(coordinator, 'Раз', { token: 'x' })).rejects.toThrow(Invalid);
		await expect(say(coordinator, 'Раз', { replyTo: randomUUID() })).rejects.toThrow(NotFound);
		await expect(say(observer, 'Раз')).rejects.toThrow(NotFound);
		await expect(
			addComment(coordinator, 'x', { token: randomUUID(), text: 'a', replyTo: null, who: {} })
		).rejects.toThrow(NotFound);
	});

	it('is taken back by its author alone, and stays where it was answered', async () => {
		const { commentId } = await say(coordinator, 'Лишнее');
		const methodist = await actorAt(municipality, 'methodist', 'Соловьёва');
		await expect(withdrawComment(methodist, commentId, true)).rejects.toThrow(Forbidden);
		await withdrawComment(coordinator, commentId, true);
		await withdrawComment(coordinator, commentId, true);
		expect((await talkFor(methodist))!.comments).toEqual([]);
		await expect(say(methodist, 'Да', { replyTo: commentId })).rejects.toMatchObject({
			code: 'talk_gone'
		});
		await withdrawComment(coordinator, commentId, false);
		await say(methodist, 'Отвечаю', { replyTo: commentId });
		await withdrawComment(coordinator, commentId, true);
		expect((await talkFor(methodist))!.comments).toMatchObject([
			{ withdrawn: true, text: '' },
			{ text: 'Отвечаю' }
		]);
	});
});

describe('a remark', () => {
	it('is open until it is settled; a stale page is told by whom', async () => {
		const { commentId } = await say(coordinator, 'Срок мал');
		await say(coordinator, 'Ответ', { replyTo: commentId });
		const count = () => actAs(coordinator, (db) => countOpenRemarks(db, roadmapId));
		expect(await count()).toEqual({ [measureId]: 1 });
		const methodist = await actorAt(municipality, 'methodist', 'Соловьёва');
		await settleRemark(methodist, commentId, true);
		expect(await count()).toEqual({});
		const late = settleRemark(coordinator, commentId, true);
		await expect(late).rejects.toThrow(Conflict);
		await expect(late).rejects.toMatchObject({
			stored: { by: 'Соловьёва В.', at: expect.any(Date) }
		});
		expect((await talkFor(coordinator))!.comments[0]).toMatchObject({
			resolved: { by: 'Соловьёва В.' }
		});
		await settleRemark(coordinator, commentId, false);
		await expect(settleRemark(coordinator, commentId, false)).rejects.toThrow(Conflict);
		expect(await count()).toEqual({ [measureId]: 1 });
	});

	it('is counted for a whole roadmap in one statement', async () => {
		await say(coordinator, 'Раз');
		await say(coordinator, 'Два');
		const sent: string[] = [];
		await actAs(coordinator, async (db) => {
			watchQueries((text) => sent.push(text));
			expect(await countOpenRemarks(db, roadmapId)).toEqual({ [measureId]: 2 });
			watchQueries(null);
		});
		expect(sent).toHaveLength(1);
	});
});

describe('a mention', () => {
	it('asks where several fit, then tells the one who was chosen, until she looks', async () => {
		const [first, second] = [
			await actorAt(municipality, 'methodist', 'Ермакова'),
			await actorAt(municipality, 'methodist', 'Ермакова')
		] as const;
		const sent = { token: randomUUID(), text: '@Ермакова, посмотрите', replyTo: null };
		const asked = await addComment(coordinator, measureId, { ...sent, who: {} });
		expect(asked).toMatchObject({ questions: [{ text: '@Ермакова', fits: true }] });
		if (!('questions' in asked)) throw new Error('no question');
		expect(asked.questions[0]!.readers.map(({ id }) => id)).toEqual(
			expect.arrayContaining([first.personId, second.personId])
		);
		expect((await talkFor(coordinator))!.comments).toEqual([]);
		await addComment(coordinator, measureId, { ...sent, who: { '@Ермакова': first.personId } });
		expect(await waitingFor(second)).toBe(0);
		expect(await waitingFor(first)).toBe(1);
		expect((await talkFor(first))!.comments[0]).toMatchObject({
			fresh: true,
			mentions: ['@Ермакова']
		});
		expect((await talkFor(first))!.comments[0]).toMatchObject({ fresh: false });
		expect(await waitingFor(first)).toBe(0);
	});

	it('opens the talk to an observer, who then answers; taken back, it closes again', async () => {
		await say(coordinator, 'Внутреннее');
		expect(await talkFor(observer)).toBeNull();
		const { commentId } = await say(coordinator, '@Наблюдаева, как у вас?');
		expect((await talkFor(observer))!.comments).toHaveLength(2);
		const answer = await say(observer, 'Хорошо', { replyTo: commentId });
		await expect(withdrawComment(observer, commentId, true)).rejects.toThrow(Forbidden);
		await withdrawComment(coordinator, commentId, true);
		expect(await talkFor(observer)).toBeNull();
		await expect(say(observer, 'Ещё', { replyTo: answer.commentId })).rejects.toThrow(NotFound);
		expect(await waitingFor(observer)).toBe(0);
	});

	it('is not possible of who does not read the measure, nor read by him', async () => {
		const draft = await sampleRoadmap(world, school, [{ text: 'Черновое', occurrences: [] }], {
			status: 'draft'
		});
		measureId = draft.measures[0]!.id;
		await say(author, 'Внутри школы');
		for (const stranger of [observer, foreignCurator]) {
			expect(await talkFor(stranger)).toBeNull();
			await expect(suggestReaders(stranger, measureId, null)).rejects.toThrow(NotFound);
		}
		const asked = await addComment(author, measureId, {
			...{ token: randomUUID(), text: '@Чужова, посмотрите', replyTo: null },
			who: { '@Чужова': foreignCurator.personId }
		});
		expect(asked).toMatchObject({ questions: [{ text: '@Чужова', fits: false }] });
		// past the door the database refuses as well
		const { commentId } = await say(author, 'Ещё');
		await expect(
			world.as(author.personId, (db) =>
				db
					.insertInto('mention')
					.values({
						...{ comment_id: commentId, person_id: foreignCurator.personId, text: '@Чужова' },
						...{ measure_id: measureId, owner_id: school }
					})
					.execute()
			)
		).rejects.toThrow('does not read the measure');
	});

	it('may be answered «nobody», and names oneself without telling', async () => {
		await say(coordinator, '@Неизвестных не бывает', { who: { '@Неизвестных': 'nobody' } });
		await say(author, '@Климова — это я', { who: {} }).catch(() => null);
		await say(coordinator, '@Вершинина — это я');
		expect(await waitingFor(coordinator)).toBe(0);
	});
});

it('keeps other people’s verdicts on a remark honest in the database', async () => {
	const { commentId } = await say(coordinator, 'Раз');
	await expect(
		world.as(coordinator.personId, (db) =>
			db
				.updateTable('comment')
				.set({ resolved_at: new Date(), resolved_by: author.personId, resolved_name: 'Климова В.' })
				.where('id', '=', commentId)
				.execute()
		)
	).rejects.toThrow('nobody resolves for another');
});
