import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { openRoadmap } from '../../roadmap/roadmap.ts';
import { deficits } from '../factors/factors.ts';
import {
	acceptDraft,
	beginMunicipalDraft,
	beginSchoolDraft,
	openDraft,
	openDrafts,
	openMunicipalChoice,
	openSchoolChoice,
	saveDraft,
	withdrawDraft
} from './draft.ts';
import { tieFromAbove } from './store.ts';

let world: World;
let place: string;
let school: string;
let coordinator: Actor;
let own: Actor;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
	place = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(place);
	coordinator = await world.actor(place, 'municipal-coordinator');
	own = await world.actor(school, 'school-coordinator');
});

/** An approved profile of the school: so many points for some factors, 10 for the others. */
async function profile(scores: Record<number, number>, of = school): Promise<void> {
	const { rows } = await sql<{ id: string }>`
		insert into risk_profile (organisation_id, year, version, formula_version, computed, by)
		values (${of}, 2025, 1, 1, '[]', ${coordinator.personId}) returning id`.execute(world.admin);
	for (const { code, number } of deficits) {
		const score = scores[number] ?? 10;
		const level = score >= 66 ? 'high' : score >= 33 ? 'medium' : 'low';
		await sql`insert into risk_level (profile_id, organisation_id, factor, number, score, computed, level)
			values (${rows[0]!.id}, ${of}, ${code}, ${number}, ${score}, ${level}, ${level})`.execute(
			world.admin
		);
	}
}

async function begin(): Promise<string> {
	await profile({ 3: 72, 13: 50 });
	const { years } = await openSchoolChoice(own, school);
	return beginSchoolDraft(own, school, { factors: [3, 13], year: years[0]! });
}

/** What the draft's form sends with nothing changed. */
async function formOf(actor: Actor, id: string): Promise<Record<string, string>> {
	const { draft } = await openDraft(actor, id);
	return Object.fromEntries(
		draft.content.measures.flatMap(({ key, text, term, responsible, result }) => [
			[`keep.${key}`, 'on'],
			[`text.${key}`, text],
			[`term.${key}`, term],
			[`responsible.${key}`, responsible.join('\n')],
			[`result.${key}`, result]
		])
	);
}

describe('a school’s draft', () => {
	it('offers factors by the profile and keeps the draft of the chosen ones', async () => {
		const id = await begin();
		const { factors } = await openSchoolChoice(own, school);
		expect(factors.slice(0, 2).map(({ number, suggested }) => [number, suggested])).toEqual([
			[3, true],
			[13, true]
		]);
		const { draft, alternatives, may } = await openDraft(own, id);
		expect(draft.content.profile).toMatchObject({ year: 2025, version: 1 });
		expect(draft.content.indicators.some(({ baseline }) => baseline.startsWith('72'))).toBe(true);
		expect(Object.values(alternatives).some((entries) => entries.length > 0)).toBe(true);
		expect(may.edit).toBe(true);
		expect((await openDrafts(own, 1)).drafts.map((one) => one.id)).toEqual([id]);
	});

	it('becomes an ordinary roadmap of what was kept, once, and stays as it was accepted', async () => {
		const id = await begin();
		const { draft } = await openDraft(own, id);
		const [left, changed] = [draft.content.measures[0]!, draft.content.measures[1]!];
		const sent = Object.entries(await formOf(own, id)).filter(
			([name]) => name !== `keep.${left.key}`
		);
		const form = {
			...Object.fromEntries(sent),
			[`text.${changed.key}`]: 'Провести семинар по-своему'
		};
		const { roadmapId } = await acceptDraft(own, id, form, draft.revision);
		const roadmap = await openRoadmap(own, roadmapId);
		expect(roadmap.head).toMatchObject({ status: 'draft', level: 'school', factors: [3, 13] });
		expect(roadmap.measures).toHaveLength(draft.content.measures.length - 1);
		expect(roadmap.measures.map(({ text }) => text)).toContain('Провести семинар по-своему');
		expect(roadmap.measures.every(({ factors }) => factors.length > 0)).toBe(true);
		expect(await acceptDraft(own, id, form, draft.revision)).toEqual({
			...{ roadmapId, links: 0, kind: 'school' }
		});
		await expect(saveDraft(own, id, form, draft.revision + 1)).rejects.toThrow(Conflict);
	});

	it('makes nothing while something is missing', async () => {
		const id = await begin();
		const form = await formOf(own, id);
		const { draft } = await openDraft(own, id);
		const { key } = draft.content.measures[0]!;
		const wrong = { ...form, [`term.${key}`]: 'когда-нибудь потом' };
		await expect(acceptDraft(own, id, wrong, draft.revision)).rejects.toThrow(Invalid);
		expect((await openDraft(own, id)).draft).toMatchObject({
			roadmapId: null,
			revision: draft.revision
		});
		// an unready draft can be kept all the same
		await saveDraft(own, id, wrong, draft.revision);
		const kept = (await openDraft(own, id)).draft.content.measures.find((one) => one.key === key);
		expect(kept!.term).toBe('когда-нибудь потом');
	});

	it('refuses to overwrite what somebody saved meanwhile', async () => {
		const id = await begin();
		const form = await formOf(own, id);
		const { revision } = (await openDraft(own, id)).draft;
		await saveDraft(coordinator, id, { ...form, goal: 'Цель координатора' }, revision);
		const failure = await saveDraft(own, id, { ...form, goal: 'Моя' }, revision).catch(
			(error: unknown) => error
		);
		expect(failure).toMatchObject({ stored: revision + 1 });
		expect((await openDraft(own, id)).draft.content.goal).toBe('Цель координатора');
	});

	it('is for those who edit the school’s roadmaps, others find nothing', async () => {
		const id = await begin();
		const stranger = await world.actor(await world.organisation(place), 'school-coordinator');
		await expect(openDraft(stranger, id)).rejects.toThrow(NotFound);
		await expect(openSchoolChoice(stranger, school)).rejects.toThrow(NotFound);
		const expert = await world.actor(place, 'observer');
		await expect(saveDraft(expert, id, {}, 1)).rejects.toThrow(/not_found|forbidden/);
		await expect(withdrawDraft(stranger, id)).rejects.toThrow(NotFound);
		await expect(openDraft(own, 'none')).rejects.toThrow(NotFound);
		// the policy holds where a door forgets
		const { rows } = await world.as(stranger.personId, (db) =>
			sql`update roadmap_draft set title = 'x' where id = ${id} returning id`.execute(db)
		);
		expect(rows).toEqual([]);
	});

	it('can be taken away, and takes no other factor or year than there is', async () => {
		const id = await begin();
		await withdrawDraft(own, id);
		expect((await openDrafts(own, 1)).total).toBe(0);
		await expect(beginSchoolDraft(own, school, { factors: [99], year: 2026 })).rejects.toThrow(
			Invalid
		);
		await expect(beginSchoolDraft(own, school, { factors: [3], year: 1999 })).rejects.toThrow(
			Invalid
		);
	});
});

describe('a municipality’s draft', () => {
	it('is drawn from the schools’ roadmaps and tied to their measures', async () => {
		const id = await begin();
		const { draft } = await openDraft(own, id);
		const { roadmapId } = await acceptDraft(own, id, {}, draft.revision);
		const without = await world.organisation(place);
		await profile({ 17: 80 }, without);
		const { schools, year } = await openMunicipalChoice(coordinator, place, null);
		expect(schools.find((one) => one.id === school)).toMatchObject({ roadmapId });
		expect(schools.find((one) => one.id === without)).toMatchObject({
			roadmapId: null,
			factors: [17]
		});

		const municipal = await beginMunicipalDraft(coordinator, place, {
			schools: [school, without],
			year
		});
		const opened = (await openDraft(coordinator, municipal)).draft;
		const accepted = await acceptDraft(coordinator, municipal, {}, opened.revision);
		expect(accepted.links).toBeGreaterThan(5);
		const roadmap = await openRoadmap(coordinator, accepted.roadmapId);
		expect(roadmap.head.lanes).toHaveLength(3);
		expect(new Set(roadmap.measures.map(({ lane }) => lane))).toEqual(new Set([0, 1, 2]));
		expect(
			roadmap.links.every(
				({ kind, outgoing, other }) =>
					kind === 'supports' && outgoing && other?.roadmapId === roadmapId
			)
		).toBe(true);
		expect(roadmap.links).toHaveLength(accepted.links);
	});

	it('is tied to roadmaps of schools that come after it, once an order approved it', async () => {
		await profile({ 3: 72, 13: 50 });
		const { year } = await openMunicipalChoice(coordinator, place, null);
		const id = await beginMunicipalDraft(coordinator, place, { schools: [school], year });
		const { revision } = (await openDraft(coordinator, id)).draft;
		const above = await acceptDraft(coordinator, id, {}, revision);
		expect(above.links).toBe(0);
		const accept = async (actor: Actor) => {
			const draft = await beginSchoolDraft(actor, school, { factors: [3, 13], year });
			return acceptDraft(actor, draft, {}, (await openDraft(actor, draft)).draft.revision);
		};
		// the school does not see what is not approved, the municipality sees its own
		expect((await accept(own)).links).toBe(0);
		expect((await accept(coordinator)).links).toBeGreaterThan(5);
		await sql`update roadmap set order_number = '1', order_date = '2026-11-01',
			order_issuer = 'управления', status = 'in-force' where id = ${above.roadmapId}`.execute(
			world.admin
		);
		const { roadmapId, links } = await accept(own);
		expect(links).toBeGreaterThan(5);
		const roadmap = await openRoadmap(own, roadmapId);
		expect(roadmap.links).toHaveLength(links);
		expect(
			roadmap.links.every(
				({ kind, outgoing, other }) =>
					kind === 'supports' && !outgoing && other?.roadmapId === above.roadmapId
			)
		).toBe(true);
		// nobody ties what is not his, or what he does not see
		const stranger = await world.actor(await world.organisation(place), 'school-head');
		const tie = (actor: Actor, to: string) =>
			world.as(actor.personId, (db) =>
				tieFromAbove(db, roadmapId, [{ fromId: roadmap.links[0]!.other!.id, toId: to }])
			);
		await sql`delete from measure_link where to_owner_id = ${school}`.execute(world.admin);
		expect(await tie(stranger, roadmap.measures[0]!.id)).toBe(0);
		expect(await tie(own, roadmap.measures[0]!.id)).toBe(1);
	});

	it('is the municipality’s alone, and asks for schools with something to need', async () => {
		await expect(openMunicipalChoice(own, place, null)).rejects.toThrow(NotFound);
		const { year } = await openMunicipalChoice(coordinator, place, null);
		for (const schools of [[], [school]])
			await expect(beginMunicipalDraft(coordinator, place, { schools, year })).rejects.toThrow(
				Invalid
			);
	});

	it('asks the database no more for more schools', async () => {
		const counts: number[] = [];
		for (const more of [1, 4]) {
			for (let i = 0; i < more; i++)
				await profile({ 3: 70, 7: 50 }, await world.organisation(place));
			const { schools, year } = await openMunicipalChoice(coordinator, place, null);
			let count = 0;
			watchQueries(() => (count += 1));
			await beginMunicipalDraft(coordinator, place, {
				schools: schools.map((one) => one.id),
				year
			});
			watchQueries(null);
			counts.push(count);
		}
		expect(counts[0]).toBe(counts[1]);
	});
});

it('leaves an actor without any right outside', async () => {
	const nobody = await world.actor(place);
	await expect(openSchoolChoice(nobody, school)).rejects.toThrow(NotFound);
	expect((await openDrafts(nobody, 1)).places).toEqual([]);
});
