import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { closeJobsDatabase, openJobsDatabase } from '../../platform/jobs/database.ts';
import { testUrl } from '../../platform/testing/urls.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { beginCampaign } from '../campaign/campaign.ts';
import { computeProfile } from '../campaign/profile.ts';
import { openContext, openContextForm, removeClass, saveContext } from './context.ts';

let world: World;
let place: string;
let school: string;
let coordinator: Actor;
let own: Actor;
let methodist: Actor;
beforeAll(() => {
	world = openWorld();
	openJobsDatabase(testUrl('jobs'));
});
afterAll(async () => {
	await closeJobsDatabase();
	await world.close();
});
beforeEach(async () => {
	place = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(place);
	coordinator = await world.actor(place, 'municipal-coordinator');
	own = await world.actor(school, 'school-coordinator');
	methodist = await world.actor(place, 'methodist');
});

const year = 2025;
const ofSchool = { year, form: 'context-school', className: '' };
const ofClass = (className: string) => ({ year, form: 'context-class', className });
function filled(fields: Record<string, string | number>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
	return form;
}
const save = (actor: Actor, where: typeof ofSchool, fields: Record<string, string | number>) =>
	saveContext(actor, school, where, filled(fields));

describe('entering', () => {
	it('keeps what the school enters, and every correction in place of it', async () => {
		expect((await save(own, ofSchool, { pupils: 230, special: 12 })).done).toBe('kept');
		const first = await openContextForm(own, school, ofSchool);
		expect(first.sheet).toMatchObject({ answers: { pupils: 230, special: 12 }, revision: 1 });
		await save(own, ofSchool, { pupils: 231, special: 12, revision: 1 });
		expect((await openContextForm(own, school, ofSchool)).sheet!.answers.pupils).toBe(231);
		expect((await openContext(own, school, year)).changes.map(({ kind }) => kind)).toEqual([
			'corrected',
			'entered'
		]);
	});

	it('refuses what is out of bounds, or a part above its whole, and keeps nothing', async () => {
		const read = await save(own, ofSchool, { pupils: 0, special: 7, 'special-served': 9 });
		expect(read.done).toBe('mend');
		expect(read.problems.map(({ key, code }) => [key, code])).toEqual([
			['pupils', 'below'],
			['special-served', 'above']
		]);
		expect((await openContext(own, school, year)).sheets).toEqual([]);
		// computers may be more than pupils
		expect((await save(own, ofSchool, { pupils: 20, computers: 30 })).done).toBe('kept');
		expect((await save(own, ofClass('5А'), {})).done).toBe('empty');
	});

	it('who saves upon an older state is told what stands', async () => {
		await save(own, ofSchool, { pupils: 230 });
		await save(coordinator, ofSchool, { pupils: 240, revision: 1 });
		await expect(save(own, ofSchool, { pupils: 250, revision: 1 })).rejects.toMatchObject({
			status: 409,
			stored: { answers: { pupils: 240 }, revision: 2 }
		});
		await expect(save(own, ofSchool, { pupils: 250 })).rejects.toMatchObject({ status: 409 });
	});

	it('knows a class by its name, however it is written, and takes one out', async () => {
		await save(own, ofClass(' 5 а '), { pupils: 20 });
		await save(own, ofClass('11б'), { pupils: 18 });
		await save(own, ofClass('1А'), { pupils: 25 });
		const names = async () =>
			(await openContext(own, school, year)).sheets.map((sheet) => sheet.class);
		expect(await names()).toEqual(['1А', '5А', '11Б']);
		await expect(save(own, ofClass('старшая'), { pupils: 20 })).rejects.toThrow(
			'context_error_class'
		);
		await removeClass(own, school, year, '5А', 1);
		expect(await names()).toEqual(['1А', '11Б']);
		const { sheet } = await openContextForm(own, school, ofClass('5А'));
		await save(own, ofClass('5А'), { pupils: 21, revision: sheet!.revision });
		expect(await names()).toEqual(['1А', '5А', '11Б']);
	});

	it('a school has at most 200 classes a year; one of them can still be corrected', async () => {
		await sql`
			insert into opora.context_sheet (organisation_id, year, instrument, instrument_version, class, answers)
			select ${school}, ${year}, 'context-class', 1, '1-' || n, '{}' from generate_series(1, 200) n`.execute(
			world.admin
		);
		await expect(save(own, ofClass('2А'), { pupils: 20 })).rejects.toMatchObject({
			code: 'context_error_many',
			details: { n: 200 }
		});
		expect((await save(own, ofClass('1-7'), { pupils: 20, revision: 1 })).done).toBe('kept');
	});

	it('a school of another year, or without an own class list, has nothing of this one', async () => {
		await save(own, ofSchool, { pupils: 230 });
		expect((await openContext(own, school, 2024)).sheets).toEqual([]);
	});
});

describe('rights', () => {
	it('the school and the municipality enter; others read without counts under five', async () => {
		await save(own, ofSchool, {
			pupils: 230,
			register: 3,
			special: 5,
			teachers: 20,
			left: 4,
			posts: 3
		});
		await expect(save(methodist, ofSchool, { pupils: 1 })).rejects.toMatchObject({ status: 403 });
		await expect(openContextForm(methodist, school, ofSchool)).rejects.toMatchObject({
			status: 403
		});
		const seen = async (actor: Actor) => {
			const { sheets } = await openContext(actor, school, year);
			return Object.fromEntries(
				sheets[0]!.figures
					.filter(({ value, isFew }) => value !== null || isFew)
					.map(({ item, value, isFew }) => [item.code, isFew ? 'few' : value])
			);
		};
		const whole = { pupils: 230, register: 3, special: 5, teachers: 20, left: 4, posts: 3 };
		expect(await seen(own)).toEqual(whole);
		expect(await seen(coordinator)).toEqual(whole);
		expect(await seen(methodist)).toEqual({ ...whole, register: 'few', left: 'few' });
		const stranger = await world.actor(await world.organisation(place), 'school-coordinator');
		await expect(openContext(stranger, school, year)).rejects.toThrow('not_found');
	});

	it('history says who and when, and no count', async () => {
		await save(own, ofSchool, { pupils: 230, register: 3 });
		await save(own, ofSchool, { pupils: 230, register: 4, revision: 1 });
		const { rows } = await sql<{ text: string }>`
			select coalesce(before, '{}')::text || coalesce(after, '{}')::text as text from opora.audit
			where table_name = 'context_sheet' and organisation_id = ${school}`.execute(world.admin);
		expect(rows).toHaveLength(2);
		for (const { text } of rows) expect(text).not.toContain('register');
	});

	it('the database asks the same', async () => {
		await save(own, ofSchool, { pupils: 230 });
		await world.as(methodist.personId, async (db) => {
			const { numAffectedRows } =
				await sql`update context_sheet set answers = '{}', by = ${methodist.personId}`.execute(db);
			expect(numAffectedRows).toBe(0n);
		});
	});
});

it('feeds the profile of the school year in which the campaign ended', async () => {
	const campaign = await beginCampaign(coordinator, place, {
		title: 'Диагностика',
		opensOn: '2025-10-01',
		closesOn: '2025-10-20',
		schools: [school],
		audiences: ['pupils']
	});
	const voices = async () => {
		const { profile } = await computeProfile(coordinator, campaign, school);
		return profile!
			.flatMap((risk) => risk.voices)
			.filter(({ score }) => score !== null)
			.map(({ audience }) => audience);
	};
	await save(own, { ...ofSchool, year: 2024 }, { teachers: 20, left: 10 });
	expect(await voices()).toEqual([]);
	await save(own, ofSchool, { teachers: 20, left: 10 });
	await save(own, ofClass('5А'), { pupils: 20, failing: 10 });
	await save(own, { ...ofSchool, form: 'results' }, { signs: 2 });
	expect([...new Set(await voices())].sort()).toEqual(['class', 'results', 'school']);
});
