/** The SQL of the map of deficits: many schools' kept levels of one school year. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Level } from '../profile/profile.ts';

export interface MapPlace {
	id: string;
	name: string;
	kind: string;
}

/** Regions and municipalities in which the actor sees somebody's diagnosis, the largest first. */
export async function findPlaces(db: Db): Promise<MapPlace[]> {
	const { rows } = await sql<MapPlace>`
		select p.id, p.short_name as name, p.kind from organisation p
		where p.kind in ('region', 'municipality')
			and exists (
				select from organisation o
				where o.path <@ p.path and o.kind in ('school', 'leader-school')
					and o.id = any ((select scope('diagnosis.read'))::uuid[])
			)
		order by nlevel(p.path), p.short_name, p.id`.execute(db);
	return rows;
}

/** School years of which some school of the place has a profile, the newest first. */
export async function findYears(db: Db, placeId: string): Promise<number[]> {
	const { rows } = await sql<{ year: number }>`
		select distinct p.year from risk_profile p
		join organisation o on o.id = p.organisation_id
		where o.path <@ (select path from organisation where id = ${placeId}) and p.withdrawn_at is null
		order by p.year desc`.execute(db);
	return rows.map(({ year }) => year);
}

export interface MapCell {
	number: number;
	factor: string;
	score: number | null;
	level: Level;
	/** Somebody saw it otherwise than the computation. */
	isChanged: boolean;
}

export interface MapSchool {
	id: string;
	name: string;
	profileId: string;
	version: number;
	approvedOn: string | null;
	cells: MapCell[];
}

export interface MapFilter {
	placeId: string;
	year: number;
	/** Only schools where this deficit has one of these levels. */
	factor: number | null;
	levels: readonly Level[];
	/** Only approved profiles. */
	approved: boolean;
}

/** Of each school the year's newest approved profile, else its draft. */
const chosen = ({ placeId, year, factor, levels, approved }: MapFilter) => sql`
	select distinct on (p.organisation_id) p.id, p.organisation_id, p.version, p.approved_on,
		o.short_name
	from risk_profile p
	join organisation o on o.id = p.organisation_id
	where o.path <@ (select path from organisation where id = ${placeId})
		and p.year = ${year} and p.withdrawn_at is null
		and (not ${approved}::boolean or p.state = 'approved')
		and (${factor}::integer is null or exists (
			select from risk_level l
			where l.profile_id = p.id and l.organisation_id = p.organisation_id
				and l.number = ${factor}
				and l.level = any (${[...levels]}::text[])))
	order by p.organisation_id, p.state = 'approved' desc, p.version desc`;

/** One page of schools by name. */
export async function findMap(
	db: Db,
	filter: MapFilter,
	page: number,
	size: number
): Promise<{ total: number; drafts: number; schools: MapSchool[] }> {
	const { rows } = await sql<MapSchool & { total: number; drafts: number }>`
		with chosen as (${chosen(filter)}), page as (
			select *, count(*) over () as total,
				count(*) filter (where approved_on is null) over () as drafts
			from chosen order by short_name, organisation_id limit ${size} offset ${(page - 1) * size}
		)
		select page.organisation_id as id, page.short_name as name, page.id as "profileId",
			page.version, page.approved_on as "approvedOn", page.total, page.drafts, of_it.cells
		from page cross join lateral (
			select jsonb_agg(jsonb_build_object('number', l.number, 'factor', l.factor,
				'score', l.score, 'level', l.level, 'isChanged', l.level <> l.computed)
				order by l.number) as cells
			from risk_level l
			where l.profile_id = page.id and l.organisation_id = page.organisation_id
		) of_it
		order by page.short_name, page.organisation_id`.execute(db);
	return { total: rows[0]?.total ?? 0, drafts: rows[0]?.drafts ?? 0, schools: rows };
}

/** How many of all the filter's schools have each level, by number of the deficit. */
export async function countLevels(
	db: Db,
	filter: MapFilter
): Promise<{ number: number; level: Level; schools: number }[]> {
	const { rows } = await sql<{ number: number; level: Level; schools: number }>`
		with chosen as (${chosen(filter)})
		select l.number, l.level, count(*) as schools
		from chosen c
		join risk_level l on l.profile_id = c.id and l.organisation_id = c.organisation_id
		group by 1, 2`.execute(db);
	return rows;
}

export interface DeficitSchools {
	number: number;
	factor: string;
	schools: { id: string; name: string; level: Level; approved: boolean }[];
}

/** By deficit the schools that have it at one of the levels, by name; deficits of none left out. */
export async function findByDeficit(db: Db, filter: MapFilter): Promise<DeficitSchools[]> {
	const { rows } = await sql<DeficitSchools>`
		with chosen as (${chosen({ ...filter, factor: null })})
		select l.number, l.factor, jsonb_agg(jsonb_build_object('id', c.organisation_id,
			'name', c.short_name, 'level', l.level, 'approved', c.approved_on is not null)
			order by c.short_name, c.organisation_id) as schools
		from chosen c
		join risk_level l on l.profile_id = c.id and l.organisation_id = c.organisation_id
		where l.level = any (${[...filter.levels]}::text[])
		group by 1, 2 order by 1`.execute(db);
	return rows;
}
