import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { closeJobsDatabase, openJobsDatabase } from '../../platform/jobs/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { testUrl } from '../../platform/testing/urls.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { factors } from '../../roadmap/factors.ts';
import { beginCampaign, openCampaign, openCampaigns } from '../campaign/campaign.ts';
import {
	approveProfile,
	beginKeeping,
	compareProfiles,
	confirmLevels,
	decideLevel,
	keepProfile,
	latestLevels,
	openCampaignProfiles,
	openKept,
	openSchoolProfile
} from './kept.ts';
import { goOnKeeping } from './keep-all.ts';

let world: World;
let place: string;
let school: string;
let coordinator: Actor;
let curator: Actor;
let head: Actor;
beforeAll(async () => {
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
	curator = await curatorOf(school);
	head = await world.actor(school, 'school-head');
});

/** A curator to whom the school is given. */
async function curatorOf(given: string): Promise<Actor> {
	const actor = await world.actor(place, 'curator');
	await world.curates(actor.personId, given);
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', given)
		.executeTakeFirstOrThrow();
	actor.duties[0]!.assigned = [path];
	return actor;
}

/** A campaign that is over, with so many alike sheets of pupils and parents; its id. */
async function campaign(pupils: object, count = 6, closesOn = '2025-10-20'): Promise<string> {
	const id = await beginCampaign(coordinator, place, {
		title: 'Диагностика',
		opensOn: '2020-01-01',
		closesOn,
		schools: [school],
		audiences: ['pupils', 'parents']
	});
	const { links } = await openCampaign(coordinator, id);
	const put = async (audience: string, answers: object, times: number) => {
		const link = links.find((one) => one.audience === audience)!.id;
		await sql`
			insert into survey.sheet (id, link_id, filled_on, answers)
			select gen_random_uuid(), ${link}, '2020-01-01', ${JSON.stringify(answers)}::jsonb
			from generate_series(1, ${times}::integer)`.execute(world.admin);
	};
	await put('pupils', pupils, count);
	await put('parents', { contact: ['meeting'], heard: 'no', 'know-how': 'no' }, 6);
	return id;
}

const codes = factors.map(({ code }) => code);
const seldom = { 'parents-know': 'seldom', safe: 'never' };

/** A profile all of whose levels are confirmed. */
async function confirmed(): Promise<string> {
	const id = await keepProfile(coordinator, await campaign(seldom), school);
	await confirmLevels(curator, id, codes);
	return id;
}
const levelOf = async (id: string, factor: string) =>
	(await openKept(coordinator, id)).levels.find((one) => one.factor === factor)!;

describe('keeping', () => {
	it('keeps what the computation says, all levels undecided', async () => {
		const id = await keepProfile(coordinator, await campaign(seldom), school);
		const { profile, levels } = await openKept(head, id);
		expect(profile).toMatchObject({ year: 2025, version: 1, state: 'draft', approvedOn: null });
		expect(levels.map(({ factor }) => factor)).toEqual(codes);
		expect(levels.every(({ at, level, computed }) => at === null && level === computed)).toBe(true);
		// pupils «seldom»: 200/3 twice; parents 100 for two of the items, 200/3 for the third
		const parents = levels.find(({ factor }) => factor === 'PARENTS')!;
		expect(parents.score).toBeCloseTo((2 * (200 / 3) + 600 / 7) / 3, 5);
		expect(parents.level).toBe('high');
	});

	it('a campaign that runs gives none, the same data no second version', async () => {
		const running = await campaign(seldom, 6, '2099-12-31');
		await expect(keepProfile(coordinator, running, school)).rejects.toThrow('kept_error_open');
		const over = await campaign(seldom);
		await keepProfile(coordinator, over, school);
		await expect(keepProfile(coordinator, over, school)).rejects.toThrow('kept_error_same');
	});

	it('new data make the next version; decisions hold on where the computation says the same', async () => {
		const first = await keepProfile(coordinator, await campaign(seldom), school);
		const { revision } = await levelOf(first, 'CLIMATE');
		const reason = 'Беседы с классами';
		await decideLevel(curator, first, 'CLIMATE', { level: 'medium', reason, revision });
		await confirmLevels(curator, first, ['PARENTS', 'DISCIPLINE']);
		// now parents know: the level of that factor moves
		const next = await campaign({ 'parents-know': 'always', safe: 'never' });
		const second = await keepProfile(coordinator, next, school);
		expect((await openKept(coordinator, first)).profile.withdrawn).toBe(true);
		expect((await openKept(coordinator, second)).profile).toMatchObject({ version: 2, year: 2025 });
		expect(await levelOf(second, 'CLIMATE')).toMatchObject({ level: 'medium', reason });
		expect((await levelOf(second, 'DISCIPLINE')).at).not.toBeNull();
		const parents = await levelOf(second, 'PARENTS');
		expect(parents.computed).not.toBe((await levelOf(first, 'PARENTS')).computed);
		expect(parents.at).toBeNull();
		const old = await levelOf(first, 'DISCIPLINE');
		await expect(
			decideLevel(curator, first, 'DISCIPLINE', { level: 'low', reason, revision: old.revision })
		).rejects.toThrow('kept_error_withdrawn');
	});

	it('whoever reads the profile reads the survey’s title; its links are for others', async () => {
		const id = await campaign(seldom);
		const expert = await world.actor(place, 'expert');
		expect((await openCampaigns(expert, 1)).campaigns).toEqual([]);
		const kept = await keepProfile(coordinator, id, school);
		expect((await openKept(expert, kept)).profile.campaign).toBe('Диагностика');
		expect((await openCampaigns(expert, 1)).total).toBe(0);
		await expect(openCampaign(expert, id)).rejects.toThrow(NotFound);
		expect((await openCampaign(curator, id)).links).toHaveLength(2);
	});

	it('two at once make two versions, one after the other', async () => {
		const [one, other] = [await campaign(seldom), await campaign({ safe: 'always' })];
		const ids = await Promise.all([
			keepProfile(coordinator, one, school),
			keepProfile(coordinator, other, school)
		]);
		const kept = await Promise.all(ids.map((id) => openKept(coordinator, id)));
		expect(kept.map(({ profile }) => profile.version).sort()).toEqual([1, 2]);
		expect(kept.filter(({ profile }) => !profile.withdrawn)).toHaveLength(1);
	});
});

it('all schools of a campaign are kept at once; a second time nothing is new', async () => {
	const id = await campaign(seldom);
	await world.admin
		.updateTable('person')
		.set({ account_id: `keeper-${coordinator.personId}` })
		.where('id', '=', coordinator.personId)
		.execute();
	const keepAll = async () => {
		await beginKeeping(coordinator, id);
		// pressed twice it is one
		await beginKeeping(coordinator, id);
		expect((await openCampaignProfiles(coordinator, id)).run).toMatchObject({
			done: 0,
			ended: null
		});
		await goOnKeeping(() => true);
		expect((await openCampaignProfiles(coordinator, id)).run).toMatchObject({
			done: 0,
			ended: null
		});
		await goOnKeeping();
		return openCampaignProfiles(coordinator, id);
	};
	const { run, schools } = await keepAll();
	expect(run).toMatchObject({ total: 1, done: 1, kept: 1, same: 0, failed: 0 });
	expect(run!.ended).not.toBeNull();
	expect(schools).toMatchObject([{ id: school, version: { version: 1, undecided: 17 } }]);
	expect((await keepAll()).run).toMatchObject({ kept: 0, same: 1, failed: 0 });
	await expect(beginKeeping(head, id)).rejects.toMatchObject({ status: 403 });
	await expect(beginKeeping(coordinator, await campaign(seldom, 6, '2099-12-31'))).rejects.toThrow(
		'kept_error_open'
	);
	// who lost his rights meanwhile keeps nothing
	await beginKeeping(coordinator, id);
	await sql`update opora.person set account_id = null where id = ${coordinator.personId}`.execute(
		world.admin
	);
	await goOnKeeping();
	expect((await openCampaignProfiles(coordinator, id)).run).toMatchObject({ kept: 0, failed: 1 });
});

it('two versions side by side say which levels moved, and why', async () => {
	const first = await confirmed();
	await approveProfile(coordinator, first, (await openKept(coordinator, first)).profile.revision);
	const next = await keepProfile(
		coordinator,
		await campaign({ 'parents-know': 'always', safe: 'never' }, 6, '2026-10-20'),
		school
	);
	const { revision } = await levelOf(next, 'CLIMATE');
	await decideLevel(curator, next, 'CLIMATE', { level: 'high', reason: 'Беседы', revision });
	const { before, after, moved } = await compareProfiles(head, school, null, null);
	expect([before!.id, after!.id]).toEqual([first, next]);
	const of = (factor: string) => moved.find((one) => one.factor === factor)!;
	expect(of('PARENTS')).toMatchObject({ direction: -1, before: { level: 'high' } });
	expect(of('PARENTS').points).toBeLessThan(-30);
	expect(of('CLIMATE')).toMatchObject({ direction: 0, points: null, after: { reason: 'Беседы' } });
	const back = await compareProfiles(head, school, next, first);
	expect(back.moved.find((one) => one.factor === 'PARENTS')!.direction).toBe(1);
});

describe('deciding', () => {
	it('a change wants a reason, a confirmation none', async () => {
		const id = await keepProfile(coordinator, await campaign(seldom), school);
		const { revision, computed } = await levelOf(id, 'PARENTS');
		await expect(
			decideLevel(curator, id, 'PARENTS', { level: 'low', reason: ' ', revision })
		).rejects.toMatchObject({ fields: { reason: 'kept_error_reason' } });
		await expect(
			decideLevel(curator, id, 'PARENTS', { level: 'low', reason: 'я'.repeat(1001), revision })
		).rejects.toMatchObject({ fields: { reason: 'kept_error_reason_long' } });
		await expect(
			decideLevel(curator, id, 'PARENTS', { level: 'worst' as 'low', reason: 'x', revision })
		).rejects.toMatchObject({ fields: { level: 'kept_error_level' } });
		await decideLevel(curator, id, 'PARENTS', { level: computed, reason: '', revision });
		expect(await levelOf(id, 'PARENTS')).toMatchObject({ level: computed, revision: revision + 1 });
	});

	it('who decides upon an older state is told what stands', async () => {
		const id = await keepProfile(coordinator, await campaign(seldom), school);
		const { revision } = await levelOf(id, 'PARENTS');
		await decideLevel(curator, id, 'PARENTS', { level: 'low', reason: 'Совет', revision });
		await expect(
			decideLevel(coordinator, id, 'PARENTS', { level: 'medium', reason: 'Отчёт', revision })
		).rejects.toMatchObject({ status: 409, stored: { level: 'low', reason: 'Совет' } });
		expect((await levelOf(id, 'PARENTS')).level).toBe('low');
	});

	it('history says who decided what, many confirmed at once as one', async () => {
		const id = await keepProfile(coordinator, await campaign(seldom), school);
		const { revision } = await levelOf(id, 'PARENTS');
		await decideLevel(curator, id, 'PARENTS', { level: 'low', reason: 'Совет', revision });
		await confirmLevels(curator, id, codes);
		const { decisions, undecided } = await openSchoolProfile(head, school, null);
		expect(undecided).toBe(0);
		expect(decisions.map(({ numbers, before, after }) => [numbers.length, before, after])).toEqual([
			[16, null, null],
			[1, 'high', 'low']
		]);
		expect(decisions[1]).toMatchObject({ numbers: [17], reason: 'Совет' });
	});

	it('many are confirmed at once, and nothing decided is overwritten', async () => {
		const id = await keepProfile(coordinator, await campaign(seldom), school);
		const { revision } = await levelOf(id, 'PARENTS');
		await decideLevel(curator, id, 'PARENTS', { level: 'low', reason: 'Совет', revision });
		expect(await confirmLevels(curator, id, codes)).toBe(16);
		expect(await levelOf(id, 'PARENTS')).toMatchObject({ level: 'low', reason: 'Совет' });
	});
});

describe('approving', () => {
	it('wants every level decided and the profile that was looked at', async () => {
		const id = await keepProfile(coordinator, await campaign(seldom), school);
		const { profile } = await openKept(coordinator, id);
		await expect(approveProfile(coordinator, id, profile.revision)).rejects.toMatchObject({
			code: 'kept_error_undecided',
			details: { n: 17 }
		});
		await confirmLevels(curator, id, codes);
		await expect(approveProfile(coordinator, id, profile.revision)).rejects.toThrow(
			'kept_error_changed'
		);
		const now = (await openKept(coordinator, id)).profile.revision;
		await approveProfile(coordinator, id, now);
		expect((await openKept(coordinator, id)).profile).toMatchObject({ state: 'approved' });
	});

	it('an approved profile never changes, by no door and no statement', async () => {
		const id = await confirmed();
		await approveProfile(coordinator, id, (await openKept(coordinator, id)).profile.revision);
		const { revision } = await levelOf(id, 'PARENTS');
		const change = { level: 'low', reason: 'Поздно', revision } as const;
		await expect(decideLevel(curator, id, 'PARENTS', change)).rejects.toThrow(
			'kept_error_approved'
		);
		const changed = await world.as(coordinator.personId, async (db) => {
			const statements = [
				sql`update risk_level set level = 'low', reason = 'x', by = ${coordinator.personId}`,
				sql`update risk_profile set withdrawn_at = now()`
			];
			const done = [];
			for (const statement of statements) done.push((await statement.execute(db)).numAffectedRows);
			return done;
		});
		expect(changed).toEqual([0n, 0n]);
	});
});

describe('rights', () => {
	it('the school sees, the curator decides, the authority approves', async () => {
		const id = await confirmed();
		const { revision } = (await openKept(head, id)).profile;
		const level = await levelOf(id, 'PARENTS');
		const change = { level: 'low', reason: 'Нет', revision: level.revision } as const;
		await expect(decideLevel(head, id, 'PARENTS', change)).rejects.toMatchObject({ status: 403 });
		await expect(approveProfile(head, id, revision)).rejects.toMatchObject({ status: 403 });
		await expect(approveProfile(curator, id, revision)).rejects.toMatchObject({ status: 403 });
		const stranger = await curatorOf(await world.organisation(place));
		await expect(openKept(stranger, id)).rejects.toThrow('not_found');
		await expect(decideLevel(stranger, id, 'PARENTS', change)).rejects.toThrow('not_found');
		await expect(keepProfile(head, await campaign(seldom), school)).rejects.toMatchObject({
			status: 403
		});
	});

	it('the database asks the same', async () => {
		const id = await confirmed();
		const approve = (person: string) =>
			world.as(person, async (db) => {
				const { numAffectedRows } = await sql`
					update risk_profile set state = 'approved', approved_by = ${person}, approved_on = today()
					where id = ${id}`.execute(db);
				return numAffectedRows;
			});
		expect(await approve(coordinator.personId)).toBe(1n);
		expect(await approve(head.personId)).toBe(0n);
		await expect(approve(curator.personId)).rejects.toThrow(/row-level security/);
	});
});

describe('what other rooms build upon', () => {
	it('is the newest approved profile, else the draft, in one statement', async () => {
		const id = await confirmed();
		expect(await latestLevels(coordinator, [school])).toMatchObject([
			{ schoolId: school, profileId: id, approvedOn: null }
		]);
		await approveProfile(coordinator, id, (await openKept(coordinator, id)).profile.revision);
		await keepProfile(coordinator, await campaign({ safe: 'always' }), school);
		const statements: string[] = [];
		watchQueries((text) => statements.push(text));
		const bare = await world.organisation(place);
		const latest = await latestLevels(coordinator, [bare, school, randomUUID()]);
		watchQueries(null);
		expect(statements.filter((text) => /risk_profile/.test(text))).toHaveLength(1);
		expect(latest).toHaveLength(1);
		expect(latest[0]).toMatchObject({ schoolId: school, profileId: id, version: 1, year: 2025 });
		expect(latest[0]!.approvedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
		expect(latest[0]!.levels.map(({ number }) => number)).toEqual(codes.map((_, at) => at + 1));
		expect(latest[0]!.levels.find(({ factor }) => factor === 'PARENTS')).toMatchObject({
			level: 'high',
			reason: null
		});
		expect(await latestLevels(await curatorOf(bare), [school])).toEqual([]);
	});
});
