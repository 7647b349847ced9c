import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { factors } from '../../roadmap/factors.ts';
import { openDeficits, openMap, readMapAddress } from './kept.ts';

let world: World;
let region: string;
let town: string;
let other: string;
let schools: string[];
let coordinator: Actor;
let operator: Actor;
beforeAll(async () => {
	world = openWorld();
	region = await world.organisation(null);
	town = await world.organisation(region, 'municipality');
	other = await world.organisation(region, 'municipality');
	schools = [];
	for (const [name, parent] of [
		['Вязовская', town],
		['Акимовская', town],
		['Борская', town],
		['Ямская', other]
	] as const) {
		const id = await world.organisation(parent);
		await sql`update organisation set short_name = ${name} where id = ${id}`.execute(world.admin);
		schools.push(id);
	}
	coordinator = await world.actor(town, 'municipal-coordinator');
	operator = await world.actor(region, 'regional-operator');
	await keep(schools[0]!, 2026, 1, 'approved', { 7: 'high', 2: 'medium' });
	await keep(schools[0]!, 2026, 2, 'draft', { 7: 'low' });
	await keep(schools[1]!, 2026, 1, 'draft', { 7: 'medium' });
	await keep(schools[2]!, 2025, 1, 'approved', { 7: 'high' });
	await keep(schools[3]!, 2026, 1, 'approved', { 7: 'high', 9: 'unknown' });
});
afterAll(() => world.close());

/** A version whose other levels are low. */
async function keep(
	school: string,
	year: number,
	version: number,
	state: string,
	given: Record<number, string>
): Promise<void> {
	const { rows } = await sql<{ id: string }>`
		insert into risk_profile (organisation_id, year, version, formula_version, state, computed, approved_on)
		values (${school}, ${year}, ${version}, 1, ${state}, '[]',
			${state === 'approved' ? '2026-11-16' : null})
		returning id`.execute(world.admin);
	const levels = factors.map(({ number, code }) => ({
		...{ number, factor: code, level: given[number] ?? 'low' },
		score: given[number] === 'unknown' ? null : 40
	}));
	await sql`
		insert into risk_level (profile_id, organisation_id, factor, number, score, computed, level)
		select ${rows[0]!.id}, ${school}, factor, number, score, level, level
		from jsonb_to_recordset(${JSON.stringify(levels)}) as given
			(factor text, number smallint, score float8, level text)`.execute(world.admin);
}
const address = (query: string) => readMapAddress(new URLSearchParams(query));
const namesOf = async (actor: Actor, query: string) =>
	(await openMap(actor, address(query)))!.schools.map(({ name }) => name);

describe('the map', () => {
	it('shows each school of the year once, by name, approved before draft', async () => {
		const map = (await openMap(coordinator, address('')))!;
		expect(map).toMatchObject({ year: 2026, years: [2026, 2025], total: 2, drafts: 1 });
		expect(map.schools.map(({ name, version }) => [name, version])).toEqual([
			['Акимовская', 1],
			['Вязовская', 1]
		]);
		expect(map.schools[1]!.cells).toHaveLength(17);
		expect(map.counts[7]).toEqual({ high: 1, medium: 1 });
		expect(await namesOf(coordinator, 'year=2025')).toEqual(['Борская']);
	});

	it('filters stand in the address', async () => {
		expect(await namesOf(coordinator, 'factor=7')).toEqual(['Вязовская']);
		expect(await namesOf(coordinator, 'factor=7&level=medium')).toEqual(['Акимовская']);
		expect(await namesOf(coordinator, 'state=approved')).toEqual(['Вязовская']);
		expect(await namesOf(coordinator, 'factor=99&level=x&year=1&page=-2')).toHaveLength(2);
		expect(await namesOf(coordinator, 'page=2')).toEqual([]);
	});

	it('a region sees its municipalities and each of them', async () => {
		expect(await namesOf(operator, '')).toEqual(['Акимовская', 'Вязовская', 'Ямская']);
		expect(await namesOf(operator, `place=${other}`)).toEqual(['Ямская']);
		await expect(openMap(coordinator, address(`place=${other}`))).rejects.toThrow('not_found');
		const head = await world.actor(schools[3]!, 'school-head');
		expect(await namesOf(head, '')).toEqual(['Ямская']);
		expect(await openMap(await world.actor(town, 'observer'), address(''))).toBeNull();
	});

	it('asks the same few statements however many schools there are', async () => {
		const statements: string[] = [];
		watchQueries((text) => statements.push(text));
		await openMap(operator, address(''));
		watchQueries(null);
		expect(statements.filter((text) => !/begin|commit/.test(text))).toHaveLength(4);
	});
});

it('the table of deficits names schools at high, by choice at medium level', async () => {
	const named = async (withMedium: boolean) => {
		const table = (await openDeficits(coordinator, address(''), withMedium))!;
		expect(table.deficits.map(({ number }) => number)).toEqual(factors.map((one) => one.number));
		return table.deficits
			.filter((one) => one.schools.length > 0)
			.map((one) => [one.number, one.schools.map(({ name, level }) => `${name} ${level}`)]);
	};
	expect(await named(false)).toEqual([[7, ['Вязовская high']]]);
	expect(await named(true)).toEqual([
		[2, ['Вязовская medium']],
		[7, ['Акимовская medium', 'Вязовская high']]
	]);
});
