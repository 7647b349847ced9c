import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { sampleRoadmap, type SampleRoadmap } from '../execution/sample.testing.ts';
import { linkParties } from './link.ts';
import {
	chooseMeaning,
	confirmSure,
	openChoice,
	openWritings,
	undoMatching
} from './responsible.ts';
import { actorOf, namedPerson, pathOf } from './sample.testing.ts';

let world: World;
let district: string;
let school: string;
let other: string;
let editor: Actor;
let coordinator: Actor;
let teacher: string;
let roadmap: SampleRoadmap;
let neighbours: SampleRoadmap;

const plan = (texts: string[]) =>
	texts.map((party) => ({
		...{ text: `Провести ${party}`, party },
		occurrences: [{ days: ['2026-10-01', '2026-10-31'] as [string, string] }]
	}));

beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

beforeEach(async () => {
	district = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(district);
	other = await world.organisation(district);
	const path = await pathOf(world, school);
	editor = actorOf(await world.person(school, 'school-coordinator'), [
		['school-coordinator', school, path]
	]);
	coordinator = actorOf(await world.person(district, 'municipal-coordinator'), [
		['municipal-coordinator', district, await pathOf(world, district)]
	]);
	teacher = await namedPerson(world, district, 'Суренова Тамара Викторовна', 'методист');
	roadmap = await sampleRoadmap(
		world,
		school,
		plan(['Суренова Т.В.', 'Суренова Т. В', 'Суренова Т.К.', 'РМО', 'Незнамова А.А.'])
	);
	neighbours = await sampleRoadmap(world, other, plan(['Суренова Т.В.']));
});

const here = () => ({ roadmapId: roadmap.id });
const list = (actor = editor, place: Parameters<typeof openWritings>[1] = here(), name = '') =>
	openWritings(actor, place, { state: 'all', page: 1, name });
const rowOf = async (
	text: string,
	actor = editor,
	place = here() as Parameters<typeof openWritings>[1]
) => {
	const { rows } = await list(actor, place);
	return rows.find((row) => row.text === text)!;
};
const partiesOf = (owner = school) =>
	world.admin
		.selectFrom('measure_party')
		.select(['text', 'person_id', 'role', 'matched'])
		.where('owner_id', '=', owner)
		.orderBy('text')
		.execute();
const choose = async (
	text: string,
	choice: string,
	actor = editor,
	place = here() as Parameters<typeof openWritings>[1]
) => {
	const { key, seen } = await rowOf(text, actor, place);
	return chooseMeaning(actor, place, { key, seen, text, choice });
};

describe('the list', () => {
	it('shows each writing once, with a suggestion and its reason', async () => {
		const { rows, open, settled } = await list();
		expect([open, settled]).toEqual([4, 0]);
		expect(
			rows.map(({ text, measures, suggestion, reason }) => [
				text,
				measures,
				suggestion?.person?.id ?? suggestion?.meaning.role ?? null,
				suggestion?.sure ?? null,
				reason
			])
		).toEqual([
			['Незнамова А.А.', 1, null, null, 'unknown-name'],
			['РМО', 1, 'group', true, 'group'],
			['Суренова Т. В', 2, teacher, true, 'initials'],
			['Суренова Т.К.', 1, teacher, false, 'other-initials']
		]);
	});

	it('finds a writing by its letters, and by the person whom it means', async () => {
		const found = async (name: string) => {
			const { rows, open, settled } = await list(editor, here(), name);
			return [rows.map(({ text }) => text), open, settled];
		};
		expect(await found('незнам')).toEqual([['Незнамова А.А.'], 1, 0]);
		expect(await found('100 %_')).toEqual([[], 0, 0]);
		await choose('РМО', `person:${teacher}`);
		expect(await found('Суреновой')).toEqual([['РМО'], 0, 1]);
	});

	it('asks as many statements for 60 writings as for four, at most twelve', async () => {
		const big = await sampleRoadmap(
			world,
			school,
			plan(
				Array.from(
					{ length: 60 },
					(_, n) => `Незнамова${'абвгд'[n % 5]}${'клмнп'[n % 4]} А.${'АБВГДЕ'[n % 6]}.`
				)
			)
		);
		const count = async (roadmapId: string) => {
			let statements = 0;
			watchQueries(() => (statements += 1));
			await openWritings(editor, { roadmapId }, { state: 'open', page: 1, name: '' });
			watchQueries(null);
			return statements;
		};
		const few = await count(roadmap.id);
		expect(await count(big.id)).toBe(few);
		expect(few).toBeLessThanOrEqual(11);
	});

	it('of the district names one writing over all its organisations', async () => {
		const row = await rowOf('Суренова Т. В', coordinator, { under: district });
		expect(row.ownerIds.sort()).toEqual([school, other].sort());
		expect(row.measures).toBe(3);
	});

	it('is not found where the actor may not read, and refuses to edit', async () => {
		await expect(list(editor, { roadmapId: neighbours.id })).rejects.toThrow(NotFound);
		await expect(list(editor, { roadmapId: 'x' })).rejects.toThrow(NotFound);
		const observer = actorOf(await world.person(school, 'observer'), [
			['observer', school, await pathOf(world, school)]
		]);
		const shown = await list(observer);
		expect(shown.may.edit).toBe(false);
		const [row] = shown.rows;
		await expect(chooseMeaning(observer, here(), { ...row!, choice: 'group' })).rejects.toThrow(
			Forbidden
		);
		await expect(openChoice(observer, here(), row!.key, '')).rejects.toThrow(Forbidden);
	});
});

describe('a choice', () => {
	it('means all measures with the writing, in an approved roadmap too, and is remembered', async () => {
		const { result } = await choose('Суренова Т. В', `person:${teacher}`);
		expect(result).toEqual({ writings: 1, parties: 2 });
		expect(await partiesOf()).toMatchObject([
			{ text: 'Незнамова А.А.', person_id: null, matched: null },
			{ text: 'РМО' },
			{ text: 'Суренова Т. В', person_id: teacher, matched: 'hand' },
			{ text: 'Суренова Т.В.', person_id: teacher, matched: 'hand' },
			{ text: 'Суренова Т.К.', person_id: null }
		]);
		expect(await partiesOf(other)).toMatchObject([{ person_id: null }]);
		const link = await world.as(editor.personId, (db) => linkParties(db, school, ['суренова Т.В']));
		expect(link('суренова Т.В')).toMatchObject({ personId: teacher, matched: 'remembered' });
	});

	it('of the district reaches all its organisations', async () => {
		await choose('Суренова Т. В', `person:${teacher}`, coordinator, { under: district });
		expect(await partiesOf(other)).toMatchObject([{ person_id: teacher, matched: 'hand' }]);
	});

	it.each([
		['group', { person_id: null, role: 'group', matched: 'hand' }],
		['role:methodist', { person_id: null, role: 'methodist', matched: 'hand' }],
		['as-is', { person_id: null, role: null, matched: 'hand' }]
	])('may be %s', async (choice, stored) => {
		await choose('Незнамова А.А.', choice);
		expect((await partiesOf())[0]).toMatchObject(stored);
		expect((await list()).open).toBe(3);
	});

	it('refuses what is no choice and whom the actor does not see', async () => {
		await expect(choose('РМО', '')).rejects.toThrow(Invalid);
		await expect(choose('РМО', 'role:king')).rejects.toThrow(Invalid);
		const stranger = await namedPerson(world, other, 'Чужова Анна Львовна');
		await expect(choose('РМО', `person:${stranger}`)).rejects.toThrow(NotFound);
	});

	it('sent twice is one, and from a stale page is a conflict', async () => {
		const row = await rowOf('Суренова Т. В');
		const sent = { ...row, choice: `person:${teacher}` };
		await chooseMeaning(editor, here(), sent);
		expect((await chooseMeaning(editor, here(), sent)).auditId).toBeNull();
		await expect(chooseMeaning(editor, here(), { ...sent, choice: 'group' })).rejects.toThrow(
			Conflict
		);
	});

	it('changes what was chosen, and nothing beside it', async () => {
		await choose('Суренова Т. В', `person:${teacher}`);
		await choose('Суренова Т. В', 'group');
		expect((await partiesOf()).filter(({ role }) => role === 'group')).toHaveLength(2);
	});
});

it('confirms all that is sure among what was shown, and only that', async () => {
	const { rows } = await list();
	const shown = rows.map(({ key, seen }) => `${key} ${seen}`);
	const { result } = await confirmSure(editor, here(), shown);
	expect(result).toEqual({ writings: 2, parties: 3 });
	expect(await partiesOf()).toMatchObject([
		{ person_id: null },
		{ role: 'group' },
		{ person_id: teacher },
		{ person_id: teacher },
		{ person_id: null }
	]);
	expect((await confirmSure(editor, here(), shown)).auditId).toBeNull();
});

describe('taking back', () => {
	it('gives back exactly what was matched', async () => {
		const before = await partiesOf();
		const { auditId } = await choose('Суренова Т. В', `person:${teacher}`);
		expect((await undoMatching(editor, auditId!)).result).toEqual({ back: 2, kept: 0 });
		expect(await partiesOf()).toEqual(before);
		const link = await world.as(editor.personId, (db) =>
			linkParties(db, school, ['Суренова Т.К.'])
		);
		expect(link('Суренова Т.К.').matched).toBeNull();
		expect((await rowOf('Суренова Т. В')).open).toBe(true);
	});

	it('keeps what was chosen anew since', async () => {
		const first = await choose('Суренова Т. В', 'group');
		await choose('Суренова Т. В', `person:${teacher}`);
		expect((await undoMatching(editor, first.auditId!)).result).toEqual({ back: 0, kept: 2 });
		expect((await partiesOf()).filter((each) => each.person_id === teacher)).toHaveLength(2);
	});

	it('gives back an earlier choice, also the remembered one', async () => {
		await choose('Суренова Т. В', 'group');
		const second = await choose('Суренова Т. В', `person:${teacher}`);
		await undoMatching(editor, second.auditId!);
		const link = await world.as(editor.personId, (db) =>
			linkParties(db, school, ['Суренова Т.В.'])
		);
		expect(link('Суренова Т.В.')).toMatchObject({ role: 'group', matched: 'remembered' });
	});

	it('is not for strangers nor for other changes', async () => {
		const { auditId } = await choose('РМО', 'group');
		const stranger = actorOf(await world.person(other, 'school-coordinator'), [
			['school-coordinator', other, await pathOf(world, other)]
		]);
		await expect(undoMatching(stranger, auditId!)).rejects.toThrow(NotFound);
		await expect(undoMatching(editor, -1)).rejects.toThrow(NotFound);
	});
});

it('lets the database refuse who may not edit', async () => {
	const observer = await world.person(school, 'observer');
	await expect(
		world.as(observer, (db) =>
			db.insertInto('party_decision').values({ owner_id: school, writing: 'рмо' }).execute()
		)
	).rejects.toThrow(/row-level security/);
	const changed = await world.as(observer, (db) =>
		db
			.updateTable('measure_party')
			.set({ role: 'group' })
			.where('owner_id', '=', school)
			.executeTakeFirst()
	);
	expect(changed.numUpdatedRows).toBe(0n);
});
