/** Attacks on the anonymity of questionnaires through what is kept, shown and printed of them. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { closeJobsDatabase, openJobsDatabase } from '../../platform/jobs/database.ts';
import { testUrl } from '../../platform/testing/urls.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { beginCampaign, openCampaign, sendAnswers } from '../campaign/campaign.ts';
import { saveContext } from '../context/context.ts';
import type { Answers } from '../instruments/answers.ts';
import { findInstrument } from '../instruments/shipped.ts';
import { keepProfile, openSchoolProfile, profilePaper } from './kept.ts';

let world: World;
let place: string;
let coordinator: Actor;
beforeAll(async () => {
	world = openWorld();
	openJobsDatabase(testUrl('jobs'));
	place = await world.organisation(await world.organisation(null), 'municipality');
	coordinator = await world.actor(place, 'municipal-coordinator');
});
afterAll(async () => {
	await closeJobsDatabase();
	await world.close();
});

/** A school's campaign with these sheets of pupils, six teachers and a head. */
async function asked(
	school: string,
	pupils: Answers[],
	closesOn = '2025-10-20'
): Promise<{ id: string; token: string }> {
	const id = await beginCampaign(coordinator, place, {
		title: 'Диагностика',
		opensOn: '2020-01-01',
		closesOn,
		schools: [school],
		audiences: ['head', 'teachers', 'pupils']
	});
	const { links } = await openCampaign(coordinator, id);
	const link = (audience: string) => links.find((one) => one.audience === audience)!;
	const sheets = [
		...pupils.map((answers) => ({ link: link('pupils').id, answers })),
		...Array.from({ length: 6 }, () => ({
			link: link('teachers').id,
			answers: scaled('teachers', 1)
		})),
		{ link: link('head').id, answers: scaled('head', 1) }
	];
	await sql`
		insert into survey.sheet (id, link_id, filled_on, answers)
		select gen_random_uuid(), link, '2020-01-01', answers
		from jsonb_to_recordset(${JSON.stringify(sheets)}) as given (link uuid, answers jsonb)`.execute(
		world.admin
	);
	return { id, token: link('pupils').token };
}

/** Every scale of an instrument answered at one place of it. */
function scaled(instrument: string, place: number): Answers {
	const { sections, scales } = findInstrument(instrument)!;
	return Object.fromEntries(
		sections
			.flatMap(({ items }) => items)
			.flatMap((item) => {
				if (item.kind !== 'scale' && item.kind !== 'matrix') return [];
				const { code } = scales[item.scale]!.options.at(place)!;
				return item.kind === 'scale'
					? [[item.code, code]]
					: item.rows.map((row) => [`${item.code}.${row.code}`, code]);
			})
	);
}

/** All that leaves the room about the school: the page's data and the paper. */
async function shown(school: string): Promise<{ text: string; page: object }> {
	const page = await openSchoolProfile(coordinator, school, null);
	const paper = profilePaper('Школа', page.profile!, page.risks);
	return { text: JSON.stringify([page.risks, paper]), page };
}

describe('a group under five', () => {
	it('changes nothing of what is kept, shown or printed, whatever it answered', async () => {
		const seen = [];
		for (const answers of [scaled('pupils', 0), scaled('pupils', -1)]) {
			const school = await world.organisation(place);
			const { id } = await asked(school, [answers, answers, answers, answers]);
			await keepProfile(coordinator, id, school);
			const { page } = await shown(school);
			seen.push((page as Awaited<ReturnType<typeof openSchoolProfile>>).risks);
		}
		expect(seen[0]).toEqual(seen[1]);
		const pupils = seen[0]!.flatMap(({ voices }) =>
			voices.filter(({ audience }) => audience === 'pupils')
		);
		expect(pupils.length).toBeGreaterThan(5);
		for (const voice of pupils)
			expect(voice).toMatchObject({ score: null, respondents: 0, spread: null });
	});

	it('nor does one item that four of many answered', async () => {
		const most = Array.from({ length: 7 }, () => scaled('pupils', 1));
		const seen = [];
		for (const bullied of ['never', 'always']) {
			const school = await world.organisation(place);
			const four = most.map((answers, index) => {
				const { bullied: given, ...others } = answers;
				return index < 4 && given ? { ...others, bullied } : others;
			});
			await keepProfile(coordinator, (await asked(school, four)).id, school);
			seen.push((await shown(school)).text);
		}
		expect(seen[0]).toBe(seen[1]);
		expect(seen[0]).not.toContain('"key":"bullied"');
	});

	it('of five people there is a score', async () => {
		const school = await world.organisation(place);
		const five = Array.from({ length: 5 }, () => scaled('pupils', -1));
		await keepProfile(coordinator, (await asked(school, five)).id, school);
		expect((await shown(school)).text).toContain('"audience":"pupils","instrument"');
	});
});

describe('the difference of two versions', () => {
	it('of one campaign is never a sheet: none comes when it is over', async () => {
		const school = await world.organisation(place);
		const five = Array.from({ length: 5 }, () => scaled('pupils', 1));
		const { id, token } = await asked(school, five);
		const first = await keepProfile(coordinator, id, school);
		const late = new FormData();
		late.append('bullied', 'always');
		expect((await sendAnswers(token, late)).done).toBe('closed');
		// new context data do make a version: what people said is the same in both
		const form = new FormData();
		form.append('teachers', '20');
		form.append('left', '9');
		const where = { year: 2025, form: 'context-school', className: '' };
		await saveContext(coordinator, school, where, form);
		const second = await keepProfile(coordinator, id, school);
		const said = async (version: string) =>
			(await openSchoolProfile(coordinator, school, version)).risks.map(({ voices }) =>
				voices.filter(({ audience }) => audience === 'pupils' || audience === 'teachers')
			);
		const before = await sql<{ computed: { voices: { audience: string }[] }[] }>`
			select computed from opora.risk_profile where id = ${first}`.execute(world.admin);
		expect(
			before.rows[0]!.computed.map(({ voices }) =>
				voices.filter(({ audience }) => audience === 'pupils' || audience === 'teachers')
			)
		).toEqual(await said(second));
	});

	it('while it runs there is no version at all', async () => {
		const school = await world.organisation(place);
		const six = Array.from({ length: 6 }, () => scaled('pupils', 1));
		const { id } = await asked(school, six, '2099-12-31');
		await expect(keepProfile(coordinator, id, school)).rejects.toThrow('kept_error_open');
	});

	it('a campaign that is over, or was stopped, does not run again by any statement', async () => {
		const school = await world.organisation(place);
		const { id } = await asked(school, []);
		const as = (statement: ReturnType<typeof sql>) =>
			world.as(coordinator.personId, (db) => statement.execute(db));
		await expect(
			as(sql`update campaign set closes_on = '2099-12-31' where id = ${id}`)
		).rejects.toThrow(/permission denied/);
		await expect(
			world.as(coordinator.personId, async (db) => {
				await sql`update campaign set withdrawn_at = opora.now() where id = ${id}`.execute(db);
				await sql`update campaign set withdrawn_at = null where id = ${id}`.execute(db);
			})
		).rejects.toThrow(/does not run again/);
	});
});

it('no kept item of an anonymous questionnaire rests on fewer than five answers', async () => {
	for (const count of [1, 4, 5, 6, 9]) {
		const school = await world.organisation(place);
		const pupils = Array.from({ length: count }, (_, index) => {
			const answers = scaled('pupils', index % 4);
			// each leaves out what his number tells him to
			return Object.fromEntries(Object.entries(answers).filter((_, at) => (at + index) % 3 !== 0));
		});
		await keepProfile(coordinator, (await asked(school, pupils)).id, school);
		const { risks } = await openSchoolProfile(coordinator, school, null);
		for (const { contributions } of risks)
			for (const { instrument, answers } of contributions)
				if (instrument === 'pupils' || instrument === 'teachers')
					expect(answers).toBeGreaterThanOrEqual(5);
	}
});
