import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import type { World } from '../../platform/testing/world.ts';
import { actorAt, autumn, openDistrict, type District } from './district.testing.ts';
import * as sample from './district.testing.ts';
import {
	addOpinion,
	beginReport,
	decideReport,
	listHalfYear,
	openFill,
	openReport,
	openReports,
	openSummary,
	recallReport,
	saveReport,
	setTerm
} from './half-year.ts';

let district: District;
let world: World;
let municipality: string;
let school: string;
let author: Actor;
let head: Actor;
let curator: Actor;
let coordinator: Actor;
let stranger: Actor;

const begun = () => sample.begun(world, school, author);
const sent = (owner = school, by = author) => sample.sent(world, owner, by);
const roadmapOf = (owner: string) => sample.roadmapOf(world, owner);

beforeAll(async () => {
	district = await openDistrict();
	({ world, municipality, school, author, head, curator, coordinator, stranger } = district);
});
afterAll(() => world.close());

describe('who may do what', () => {
	it('a curator says an opinion, and decides nothing', async () => {
		const { roadmap, id, revision } = await sent();
		await addOpinion(curator, id, { comment: 'Работа видна' });
		await addOpinion(curator, id, { comment: 'Работа видна' });
		const { steps, may } = await openReport(curator, roadmap.id, id);
		expect(steps.filter(({ kind }) => kind === 'opinion')).toHaveLength(1);
		expect(may).toMatchObject({ opinion: true, accept: false, return: false, write: false });
		await expect(
			decideReport(curator, id, { verdict: 'accepted', comment: '', revision })
		).rejects.toThrow(Forbidden);
		await expect(openFill(curator, roadmap.id, id)).rejects.toThrow(NotFound);
		await expect(
			saveReport(curator, id, { mine: { summary: 'Я' }, base: {}, revision })
		).rejects.toThrow(Forbidden);
	});

	it('a school does not accept its report, nor a coordinator what she sent for a school', async () => {
		const { id, revision } = await sent();
		const yes = { verdict: 'accepted', comment: '', revision } as const;
		await expect(decideReport(author, id, yes)).rejects.toThrow(Forbidden);
		await expect(decideReport(head, id, yes)).rejects.toThrow(Forbidden);
		const own = await sent(school, coordinator);
		await expect(
			decideReport(coordinator, own.id, { ...yes, revision: own.revision })
		).rejects.toMatchObject({ code: 'halfyear_own' });
		// decision 12: with the authority's own she may be alone
		const authority = await sent(municipality, coordinator);
		await decideReport(coordinator, authority.id, { ...yes, revision: authority.revision });
	});

	it('is nothing to strangers', async () => {
		const { roadmap, id } = await sent();
		await expect(openReport(stranger, roadmap.id, id)).rejects.toThrow(NotFound);
		await expect(openReports(stranger, roadmap.id)).rejects.toThrow(NotFound);
		await expect(recallReport(stranger, id)).rejects.toThrow(NotFound);
		await expect(addOpinion(stranger, id, { comment: 'Я' })).rejects.toThrow(NotFound);
		await expect(beginReport(stranger, roadmap.id, autumn)).rejects.toThrow(NotFound);
		await expect(openReport(author, randomUUID(), id)).rejects.toThrow(NotFound);
	});

	it('is held by the database past the door', async () => {
		const { id } = await sent();
		const see = (actor: Actor) =>
			world.as(actor.personId, (db) =>
				db.selectFrom('half_year_report').select('id').where('id', '=', id).execute()
			);
		for (const actor of [author, head, curator, coordinator])
			expect(await see(actor)).toHaveLength(1);
		expect(await see(stranger)).toEqual([]);
		const change = (actor: Actor, set: { stage?: string; summary?: string }) =>
			world.as(actor.personId, async (db) => {
				const query = db.updateTable('half_year_report').set(set).where('id', '=', id);
				return Number((await query.executeTakeFirst()).numUpdatedRows);
			});
		expect(await change(curator, { stage: 'accepted' })).toBe(0);
		expect(await change(stranger, { stage: 'returned' })).toBe(0);
		await expect(change(author, { stage: 'accepted' })).rejects.toThrow(/row-level security/);
		expect(await change(coordinator, { stage: 'accepted' })).toBe(1);
		await expect(change(author, { summary: 'Тайком' })).rejects.toThrow(/does not change/);
		await expect(change(coordinator, { summary: 'Тайком' })).rejects.toThrow(/does not change/);
		const step = (actor: Actor, kind: string) =>
			world.as(actor.personId, (db) =>
				db
					.insertInto('half_year_step')
					.values({
						report_id: id,
						owner_id: school,
						kind,
						comment: 'Слова',
						person_id: actor.personId,
						person_name: ''
					})
					.execute()
			);
		for (const [actor, kind] of [
			[author, 'accepted'],
			[author, 'opinion'],
			[curator, 'returned'],
			[stranger, 'begun']
		] as const)
			await expect(step(actor, kind)).rejects.toThrow(/row-level security/);
		await expect(
			world.as(coordinator.personId, (db) => sql`delete from half_year_step`.execute(db))
		).rejects.toThrow(/permission denied/);
	});
});

describe('all reports of a district', () => {
	it('say who has sent and who has not and sum what was accepted', async () => {
		const place = await world.organisation(district.region, 'municipality');
		const schools = [await world.organisation(place), await world.organisation(place)];
		const lead = await actorAt(world, place, 'municipal-coordinator');
		const first = await actorAt(world, schools[0]!, 'school-coordinator');
		const one = await sent(schools[0], first);
		await roadmapOf(schools[1]!);
		const filter = { period: autumn, stage: null, page: 1 };
		const list = await listHalfYear(lead, filter, '2025-11-20');
		expect(list.counts).toMatchObject({ sent: 1, none: 1, accepted: 0 });
		expect(list.reports.map(({ stage, overdue }) => [stage, overdue]).sort()).toEqual([
			['none', true],
			['sent', false]
		]);
		expect(
			(await listHalfYear(lead, { ...filter, stage: 'sent' }, '2025-11-20')).reports
		).toHaveLength(1);

		expect((await openSummary(lead, place, autumn)).accepted).toEqual([]);
		await decideReport(lead, one.id, { verdict: 'accepted', comment: '', revision: one.revision });
		const summary = await openSummary(lead, place, autumn);
		expect(summary.accepted.map(({ problems }) => problems)).toEqual(['Не хватает людей']);
		expect(summary.total).toMatchObject({ planned: 3, done: 1, late: 1, notDone: 1, due: 3 });
		expect(summary.open.map(({ stage }) => stage)).toEqual(['none']);
		await expect(openSummary(first, place, autumn)).rejects.toThrow(NotFound);
		await expect(openSummary(coordinator, place, autumn)).rejects.toThrow(NotFound);
	});

	it('follow the days that the district set', async () => {
		const roadmap = await roadmapOf(school);
		const spring = { year: 2026, season: 'spring' } as const;
		await expect(
			setTerm(author, municipality, spring, { coversTo: '2026-04-10', dueOn: '2026-04-20' })
		).rejects.toThrow(Forbidden);
		for (const bad of [
			{ coversTo: '2025-10-01', dueOn: '2026-04-20' },
			{ coversTo: '2026-04-10', dueOn: '2026-04-10' },
			{ coversTo: '', dueOn: '' }
		])
			await expect(setTerm(coordinator, municipality, spring, bad)).rejects.toThrow(Invalid);
		await setTerm(coordinator, municipality, spring, {
			coversTo: '2026-04-10',
			dueOn: '2026-04-20'
		});
		await setTerm(coordinator, municipality, spring, {
			coversTo: '2026-04-12',
			dueOn: '2026-04-22'
		});
		const { periods } = await openReports(author, roadmap.id);
		expect(periods.slice(1, 3)).toMatchObject([
			{ covers: { from: '2025-11-01', to: '2026-04-12' }, dueOn: '2026-04-22' },
			{ covers: { from: '2026-04-13', to: '2026-08-31' } }
		]);
	});
});

it('asks few statements, whatever the rows (the first is the beginning)', async () => {
	const { roadmap, id } = await sent();
	const draft = await begun();
	const count = async (work: () => Promise<unknown>) => {
		let statements = 0;
		watchQueries(() => (statements += 1));
		try {
			await work();
		} finally {
			watchQueries(null);
		}
		return statements;
	};
	expect(await count(() => openReport(author, roadmap.id, id))).toBeLessThanOrEqual(7);
	expect(await count(() => openReports(author, roadmap.id))).toBeLessThanOrEqual(5);
	expect(await count(() => openFill(author, draft.roadmap.id, draft.id))).toBeLessThanOrEqual(10);
	const filter = { period: autumn, stage: null, page: 1 };
	expect(await count(() => listHalfYear(coordinator, filter, '2025-11-20'))).toBeLessThanOrEqual(6);
	expect(await count(() => openSummary(coordinator, municipality, autumn))).toBeLessThanOrEqual(5);
});
