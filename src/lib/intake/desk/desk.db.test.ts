import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import type { SourceDocument } from '../source.ts';
import { acceptIntake, listDocuments, mendIntake, openReview, undoLastMend } from './desk.ts';
import { readAddress } from './address.ts';
import { draftRead } from './sample.testing.ts';

let world: World;
let school: string;
let coordinator: Actor;
let stranger: Actor;

const source: SourceDocument = {
	format: 'docx',
	blocks: [],
	pages: null,
	pageSizes: [],
	notes: []
};
const address = readAddress(new URLSearchParams());
const today = '2026-11-24';

beforeAll(async () => {
	world = openWorld();
	const region = await world.organisation(null);
	const municipality = await world.organisation(region, 'municipality');
	school = await world.organisation(municipality);
	coordinator = await actor(municipality, 'municipal-coordinator');
	stranger = await actor(await world.organisation(municipality), 'school-coordinator');
});
afterAll(() => world.close());

async function actor(
	organisationId: string,
	role: 'municipal-coordinator' | 'school-coordinator'
): Promise<Actor> {
	const personId = await world.person(organisationId, role);
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', organisationId)
		.executeTakeFirstOrThrow();
	return {
		personId,
		accountId: '',
		name: '',
		fullName: '',
		initials: '',
		post: '',
		organisationId,
		duties: [{ role, organisationId, organisation: '', path, assigned: [] }]
	};
}

/** A document of the school whose reading waits for review. */
async function readDocument(): Promise<string> {
	const { id } = await world.admin
		.insertInto('document')
		.values({
			organisation_id: school,
			name: 'План.docx',
			hash: 'a'.repeat(64),
			size: 1,
			type: 'x/y'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.admin
		.insertInto('intake')
		.values({
			organisation_id: school,
			document_id: id,
			state: 'review',
			source: JSON.stringify(source),
			draft: JSON.stringify(draftRead()),
			created_by: coordinator.personId
		})
		.execute();
	return id;
}

const review = (id: string, who = coordinator) => openReview(who, id, address, today);
const rename = (text: string) => ({ kind: 'set' as const, key: 't1r1', fields: { text } });

describe('the review', () => {
	it('keeps corrections and takes back the last', async () => {
		const id = await readDocument();
		const { revision } = await review(id);
		await mendIntake(coordinator, id, revision, rename('Иначе'));
		const after = await review(id);
		expect(after.sheet!.rows.find(({ key }) => key === 't1r1')).toMatchObject({ text: 'Иначе' });
		await undoLastMend(coordinator, id);
		const back = await review(id);
		expect(back.sheet!.rows.find(({ key }) => key === 't1r1')).toMatchObject({
			text: 'Провести семинар 1'
		});
		expect(back.last).toBeNull();
	});

	it('answers a stale correction with both', async () => {
		const id = await readDocument();
		const { revision } = await review(id);
		await mendIntake(coordinator, id, revision, rename('Первая'));
		const late = mendIntake(coordinator, id, revision, rename('Вторая'));
		await expect(late).rejects.toBeInstanceOf(Conflict);
		const error = await late.catch(
			(caught: Conflict<{ theirs: { text: string }[]; mine: string }>) => caught
		);
		expect(error).toMatchObject({
			stored: {
				theirs: [{ text: expect.stringContaining('Первая') as string }],
				mine: expect.stringContaining('Вторая') as string
			}
		});
	});

	it('does not store a correction of a row that is not there', async () => {
		const id = await readDocument();
		const { revision } = await review(id);
		const lost = mendIntake(coordinator, id, revision, { kind: 'remove', key: 'nowhere' });
		await expect(lost).rejects.toBeInstanceOf(Invalid);
		expect((await review(id)).revision).toBe(revision);
	});

	it('is not there for a stranger, nor for a malformed address', async () => {
		const id = await readDocument();
		await expect(review(id, stranger)).rejects.toBeInstanceOf(NotFound);
		await expect(review('1 or 1=1')).rejects.toBeInstanceOf(NotFound);
		const mine = await listDocuments(stranger, { before: null, organisationId: null });
		expect(mine.documents).toEqual([]);
	});
});

describe('acceptIntake', () => {
	it('makes one roadmap, however often it is asked', async () => {
		const id = await readDocument();
		const { revision } = await review(id);
		const once = await acceptIntake(coordinator, id, revision);
		const twice = await acceptIntake(coordinator, id, revision);
		expect(once).toMatchObject({ made: true, measures: 6 });
		expect(twice).toMatchObject({ made: false, roadmapId: once.roadmapId });
		const { rows } = await sql<{ count: number }>`
			select count(*)::int as count from opora.measure where roadmap_id = ${once.roadmapId}`.execute(
			world.admin
		);
		expect(rows[0]!.count).toBe(6);
	});

	it('says what is missing', async () => {
		const id = await readDocument();
		const { revision } = await review(id);
		const head = { kind: 'head' as const, head: { period: null } };
		await mendIntake(coordinator, id, revision, head);
		const refused = acceptIntake(coordinator, id, (await review(id)).revision);
		await expect(refused).rejects.toMatchObject({
			code: 'intake_incomplete',
			fields: { period: expect.any(String) as string }
		});
	});
});
