import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Role } from '../../people/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { sampleRoadmap } from './sample.testing.ts';
import { takeBackVerdicts, verifyMany, verifyOccurrence, type Shown } from './verify.ts';

let world: World;
let municipality: string;
let school: string;
let author: Actor;
let curator: Actor;
let coordinator: Actor;
let shown: Shown[];

async function actorAt(organisation: string, role: Role): Promise<Actor> {
	const personId = await world.person(organisation, role);
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', organisation)
		.executeTakeFirstOrThrow();
	return {
		personId,
		accountId: '',
		name: '',
		fullName: '',
		initials: '',
		post: '',
		organisationId: organisation,
		duties: [{ role, organisationId: organisation, organisation: '', path, assigned: [] }]
	};
}

/** Two occurrences of `owner`, both told by one report of `by`. */
async function reported(owner: string, by: Actor): Promise<Shown[]> {
	const roadmap = await sampleRoadmap(world, owner, [
		{
			text: 'Провести мониторинг',
			occurrences: [
				{ days: ['2026-10-01', '2026-10-31'], stage: 'reported' },
				{ days: ['2026-11-01', '2026-11-30'], stage: 'reported' }
			]
		}
	]);
	const { id: reportId } = await world.admin
		.insertInto('report')
		.values({
			roadmap_id: roadmap.id,
			owner_id: owner,
			author_id: by.personId,
			token: randomUUID(),
			done_on: '2026-10-30',
			text: 'Проведён'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const ids = roadmap.measures[0]!.occurrences;
	await world.admin
		.updateTable('occurrence')
		.set({ report_id: reportId })
		.where('id', 'in', ids)
		.execute();
	return ids.map((occurrenceId) => ({ occurrenceId, reportId, revision: 2 }));
}

const stageOf = async (id: string) =>
	(
		await world.admin
			.selectFrom('occurrence')
			.select('stage')
			.where('id', '=', id)
			.executeTakeFirstOrThrow()
	).stage;

const verdictsOf = (id: string) =>
	world.admin
		.selectFrom('verification')
		.select(['verdict', 'comment', 'person_id'])
		.where('occurrence_id', '=', id)
		.orderBy('at')
		.execute();

beforeAll(async () => {
	world = openWorld();
	municipality = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(municipality);
	author = await actorAt(school, 'school-coordinator');
	coordinator = await actorAt(municipality, 'municipal-coordinator');
	curator = await actorAt(municipality, 'curator');
	await world.curates(curator.personId, school);
	const at = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', school)
		.executeTakeFirstOrThrow();
	curator.duties[0]!.assigned = [at.path];
});
afterAll(() => world.close());
beforeEach(async () => {
	shown = await reported(school, author);
});

describe('a verdict', () => {
	it('confirms, and returns with what to mend', async () => {
		const [first, second] = shown as [Shown, Shown];
		await verifyOccurrence(curator, { ...first, verdict: 'verified', comment: '' });
		await verifyOccurrence(curator, { ...second, verdict: 'returned', comment: ' Нет справки ' });
		expect(await stageOf(first.occurrenceId)).toBe('verified');
		expect(await stageOf(second.occurrenceId)).toBe('returned');
		expect(await verdictsOf(second.occurrenceId)).toEqual([
			{ verdict: 'returned', comment: 'Нет справки', person_id: curator.personId }
		]);
	});

	it('does not return without a comment', async () => {
		const sent = { ...shown[0]!, verdict: 'returned' as const, comment: '  ' };
		await expect(verifyOccurrence(curator, sent)).rejects.toThrow(Invalid);
		expect(await stageOf(shown[0]!.occurrenceId)).toBe('reported');
	});

	it('of two at the same moment is one; the other is told it', async () => {
		for (let round = 0; round < 5; round++) {
			const [one] = (await reported(school, author)) as [Shown, Shown];
			const both = await Promise.allSettled([
				verifyOccurrence(curator, { ...one, verdict: 'verified', comment: 'Принято' }),
				verifyOccurrence(coordinator, { ...one, verdict: 'returned', comment: 'Мало' })
			]);
			const refused = both.filter((each) => each.status === 'rejected');
			expect(refused).toHaveLength(1);
			const [stored] = await verdictsOf(one.occurrenceId);
			expect(await verdictsOf(one.occurrenceId)).toHaveLength(1);
			expect(refused[0]!.reason).toBeInstanceOf(Conflict);
			expect(refused[0]!.reason).toMatchObject({
				code: 'check_stale',
				stored: { verdict: stored!.verdict, comment: stored!.comment, at: expect.any(Date) }
			});
			expect(await stageOf(one.occurrenceId)).toBe(stored!.verdict);
		}
	});

	it('is refused on another report or revision than was shown', async () => {
		for (const other of [{ revision: 1 }, { reportId: randomUUID() }])
			await expect(
				verifyOccurrence(curator, { ...shown[0]!, ...other, verdict: 'verified', comment: '' })
			).rejects.toThrow(Conflict);
		expect(await verdictsOf(shown[0]!.occurrenceId)).toEqual([]);
	});

	it('is not for who may not verify, nor for strangers', async () => {
		const sent = { ...shown[0]!, verdict: 'verified' as const, comment: '' };
		const stranger = await actorAt(await world.organisation(null), 'administrator');
		await expect(verifyOccurrence(author, sent)).rejects.toThrow(Forbidden);
		await expect(verifyOccurrence(stranger, sent)).rejects.toThrow(NotFound);
	});

	it('on an own report holds for an authority, never for a school', async () => {
		const [atSchool] = (await reported(school, coordinator)) as [Shown, Shown];
		const [own] = (await reported(municipality, coordinator)) as [Shown, Shown];
		await expect(
			verifyOccurrence(coordinator, { ...atSchool, verdict: 'verified', comment: '' })
		).rejects.toMatchObject({ code: 'check_own' });
		const { result } = await verifyOccurrence(coordinator, {
			...own,
			verdict: 'verified',
			comment: ''
		});
		expect(result.byAuthor).toBe(true);
	});
});

describe('several verdicts at once', () => {
	it('leave out what somebody decided meanwhile', async () => {
		const [first, second] = shown as [Shown, Shown];
		await verifyOccurrence(coordinator, { ...first, verdict: 'returned', comment: 'Мало' });
		const { result } = await verifyMany(curator, {
			items: shown,
			verdict: 'verified',
			comment: ''
		});
		expect(result.refused).toEqual([{ occurrenceId: first.occurrenceId, code: 'check_stale' }]);
		expect(result.verified.map(({ occurrenceId }) => occurrenceId)).toEqual([second.occurrenceId]);
		expect(await stageOf(first.occurrenceId)).toBe('returned');
	});
});

describe('a verdict taken back', () => {
	it('leaves both rows and lets the occurrence be decided again', async () => {
		const [first] = shown as [Shown, Shown];
		const { result } = await verifyOccurrence(curator, {
			...first,
			verdict: 'verified',
			comment: ''
		});
		await takeBackVerdicts(curator, [result.verificationId]);
		expect(await stageOf(first.occurrenceId)).toBe('reported');
		expect((await verdictsOf(first.occurrenceId)).map(({ verdict }) => verdict)).toEqual([
			'verified',
			'taken-back'
		]);
		const again = { ...first, revision: 4, verdict: 'returned' as const, comment: 'Мало' };
		await verifyOccurrence(curator, again);
		expect(await stageOf(first.occurrenceId)).toBe('returned');
	});

	it('goes with those given at once, or with none of them', async () => {
		const { result } = await verifyMany(curator, {
			items: shown,
			verdict: 'verified',
			comment: ''
		});
		const ids = result.verified.map(({ verificationId }) => verificationId);
		const [first, second] = shown as [Shown, Shown];
		await takeBackVerdicts(curator, [ids[0]!]);
		await expect(takeBackVerdicts(curator, ids)).rejects.toThrow(Conflict);
		expect(await stageOf(second.occurrenceId)).toBe('verified');
		await takeBackVerdicts(curator, [ids[1]!]);
		expect(await stageOf(first.occurrenceId)).toBe('reported');
		expect(await stageOf(second.occurrenceId)).toBe('reported');
	});

	it('is its author’s alone, and only while nothing came after it', async () => {
		const [first] = shown as [Shown, Shown];
		const { result } = await verifyOccurrence(curator, {
			...first,
			verdict: 'verified',
			comment: ''
		});
		await expect(takeBackVerdicts(coordinator, [result.verificationId])).rejects.toThrow(Forbidden);
		await takeBackVerdicts(curator, [result.verificationId]);
		await expect(takeBackVerdicts(curator, [result.verificationId])).rejects.toThrow(Conflict);
	});
});
