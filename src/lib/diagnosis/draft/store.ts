/** The SQL of drafts, and of what they are made from. */
import { sql } from 'kysely';
import type { Term, Window } from '../../calendar/term.ts';
import type { Db } from '../../platform/database.ts';
import type { LowResults } from './aims.ts';
import type { Before } from './check.ts';
import { contentSchema, type DraftContent } from './content.ts';
import {
	draftsSize,
	type Draft,
	type DraftHead,
	type DraftKind,
	type DraftPlace
} from './model.ts';
import type { SchoolMeasure } from './municipality.ts';
import type { LaneMeasure } from './serve.ts';

const place = sql`jsonb_build_object('id', o.id, 'kind', o.kind, 'name', o.name,
	'shortName', o.short_name, 'path', o.path::text,
	'today', (opora.now() at time zone o.time_zone)::date)`;
const head = sql`d.id, d.kind, d.title, d.roadmap_id as "roadmapId", d.revision, d.at,
	jsonb_build_object('from', d.period_from, 'to', d.period_to) as plan,
	d.withdrawn_at is not null as withdrawn, ${place} as place`;

/** An organisation whose roadmaps the actor may edit; null else. */
export async function findPlace(db: Db, id: string): Promise<DraftPlace | null> {
	const { rows } = await sql<{ place: DraftPlace }>`
		select ${place} as place from organisation o
		where o.id = ${id} and o.closed_on is null
			and o.id = any ((select scope('roadmap.edit'))::uuid[])`.execute(db);
	return rows[0]?.place ?? null;
}

/** Schools and municipalities that the actor may draft for, the municipalities first. */
export async function findPlaces(db: Db): Promise<DraftPlace[]> {
	const { rows } = await sql<{ place: DraftPlace }>`
		select ${place} as place from organisation o
		where o.kind in ('municipality', 'school', 'leader-school') and o.closed_on is null
			and o.id = any ((select scope('roadmap.edit'))::uuid[])
		order by nlevel(o.path), o.short_name, o.id limit 500`.execute(db);
	return rows.map((row) => row.place);
}

/** Schools of a municipality, in alphabetical order. */
export async function findSchools(db: Db, path: string): Promise<{ id: string; name: string }[]> {
	const { rows } = await sql<{ id: string; name: string }>`
		select o.id, o.short_name as name from organisation o
		where o.path <@ ${path}::ltree and o.kind in ('school', 'leader-school')
			and o.closed_on is null and o.id = any ((select scope('roadmap.read'))::uuid[])
		order by o.short_name, o.id limit 500`.execute(db);
	return rows;
}

/** What the school's last year of results says; null without, or where they are not for the actor. */
export async function findLowResults(db: Db, schoolId: string): Promise<LowResults | null> {
	const { rows } = await sql<LowResults>`
		select year, (100.0 * sum(low) / sum(participants))::float8 as "lowShare",
			(100.0 * count(*) filter (where 10 * low >= 3 * participants) / count(*))::float8
				as "lowProcedures"
		from result where school_id = ${schoolId} and participants > 0
		group by year order by year desc limit 1`.execute(db);
	return rows[0] ?? null;
}

export interface SchoolRoadmap {
	schoolId: string;
	school: string;
	roadmapId: string | null;
	factors: number[];
	measures: SchoolMeasure[];
}

/**
 * For each school the newest roadmap that reaches into `plan`, with its measures; a school without
 * one has none. One statement for all.
 */
export async function findSchoolRoadmaps(
	db: Db,
	schoolIds: readonly string[],
	plan: Window
): Promise<SchoolRoadmap[]> {
	const { rows } = await sql<
		Omit<SchoolRoadmap, 'measures'> & {
			measures: (Omit<SchoolMeasure, 'term' | 'library'> & {
				phrase: string;
				term: Omit<Term, 'phrase'>;
				source: { library?: string } | null;
			})[];
		}
	>`
		select o.id as "schoolId", o.short_name as school, r.id as "roadmapId",
			coalesce(r.factors, '{}') as factors,
			coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'text', m.text,
					'factors', m.factors, 'phrase', m.term_phrase, 'term', m.term, 'source', m.source)
					order by m.position)
				from measure m where m.roadmap_id = r.id and m.withdrawn_at is null), '[]') as measures
		from organisation o
		left join lateral (
			select id, factors from roadmap
			where owner_id = o.id and withdrawn_at is null and corrects_id is null
				and period_from <= ${plan.to} and period_to >= ${plan.from}
			order by period_from desc, id limit 1
		) r on true
		where o.id = any (${schoolIds}::uuid[])
			and o.id = any ((select scope('roadmap.read'))::uuid[])
		order by o.short_name, o.id`.execute(db);
	return rows.map((row) => ({
		...row,
		measures: row.measures.map(({ phrase, term, source, ...rest }) => ({
			...rest,
			library: source?.library ?? null,
			term: { phrase, ...term }
		}))
	}));
}

/**
 * Measures of the newest roadmap of the school's municipality that reaches into `plan`, as far as the
 * actor sees it: a school sees what an order approved.
 */
export async function findMunicipalMeasures(
	db: Db,
	schoolPath: string,
	plan: Window
): Promise<LaneMeasure[]> {
	const { rows } = await sql<LaneMeasure>`
		select m.id, m.text, m.factors, m.source ->> 'library' as library
		from (
			select r.id from roadmap r join organisation o on o.id = r.owner_id
			where o.path @> ${schoolPath}::ltree and r.level = 'municipality'
				and r.withdrawn_at is null and r.corrects_id is null
				and r.period_from <= ${plan.to} and r.period_to >= ${plan.from}
			order by r.period_from desc, r.order_number is null, r.id limit 1
		) newest
		join measure m on m.roadmap_id = newest.id and m.withdrawn_at is null
		order by m.position`.execute(db);
	return rows;
}

/** Ties a roadmap that a school's draft became to measures above it; how many were tied. */
export async function tieFromAbove(
	db: Db,
	roadmapId: string,
	ties: readonly { fromId: string; toId: string }[]
): Promise<number> {
	const { rows } = await sql<{ tied: number }>`
		select tie_from_above(${roadmapId}, ${JSON.stringify(ties)}) as tied`.execute(db);
	return rows[0]!.tied;
}

/** Drafts that the actor sees and that became no roadmap yet, the newest first; one page of them. */
export async function findDrafts(
	db: Db,
	page: number
): Promise<{ total: number; drafts: DraftHead[] }> {
	const { rows } = await sql<DraftHead & { total: number }>`
		select ${head}, count(*) over ()::int as total
		from roadmap_draft d join organisation o on o.id = d.owner_id
		where d.roadmap_id is null and d.withdrawn_at is null
		order by d.at desc, d.id
		limit ${draftsSize} offset ${(page - 1) * draftsSize}`.execute(db);
	return { total: rows[0]?.total ?? 0, drafts: rows };
}

/** A draft by its id or by the roadmap that it became; held until the transaction ends if `hold`. */
export async function findDraft(
	db: Db,
	by: { id: string } | { roadmapId: string },
	hold = false
): Promise<Draft | null> {
	const wanted = 'id' in by ? sql`d.id = ${by.id}` : sql`d.roadmap_id = ${by.roadmapId}`;
	const { rows } = await sql<DraftHead & { content: unknown }>`
		select ${head}, d.content
		from roadmap_draft d join organisation o on o.id = d.owner_id
		where ${wanted} ${hold ? sql`for no key update of d` : sql``}`.execute(db);
	const row = rows[0];
	return row ? { ...row, content: contentSchema.parse(row.content) } : null;
}

export async function insertDraft(
	db: Db,
	given: {
		ownerId: string;
		kind: DraftKind;
		plan: Window;
		content: DraftContent;
		by: string | null;
	}
): Promise<string> {
	const { rows } = await sql<{ id: string }>`
		insert into roadmap_draft (owner_id, kind, period_from, period_to, title, content, by)
		values (${given.ownerId}, ${given.kind}, ${given.plan.from}, ${given.plan.to},
			${given.content.title}, ${JSON.stringify(given.content)}, ${given.by})
		returning id`.execute(db);
	return rows[0]!.id;
}

/** Keeps the content, and the roadmap that it became. */
export async function updateDraft(
	db: Db,
	id: string,
	content: DraftContent,
	roadmapId: string | null = null
): Promise<void> {
	await sql`
		update roadmap_draft set title = ${content.title}, content = ${JSON.stringify(content)},
			roadmap_id = coalesce(${roadmapId}::uuid, roadmap_id)
		where id = ${id}`.execute(db);
}

export async function withdrawDraft(db: Db, id: string): Promise<void> {
	await sql`update roadmap_draft set withdrawn_at = opora.now() where id = ${id}`.execute(db);
}

/** What links say must come before measures of a roadmap: what supports them, what they continue. */
export async function findBefore(db: Db, roadmapId: string): Promise<Before[]> {
	const { rows } = await sql<
		Omit<Before, 'term' | 'by'> & { phrase: string; meaning: Omit<Term, 'phrase'> }
	>`
		select own.id as "measureId", other.id, other.roadmap_id as "roadmapId", other.number, other.text,
			other.term_phrase as phrase, other.term as meaning, o.short_name as owner
		from measure own
		join measure_link l on coalesce(own.origin_id, own.id) =
			case l.kind when 'supports' then l.to_id else l.from_id end
		join measure other on other.id = case l.kind when 'supports' then l.from_id else l.to_id end
		join organisation o on o.id = other.owner_id
		where own.roadmap_id = ${roadmapId} and own.withdrawn_at is null
			and other.withdrawn_at is null
		order by own.position, other.id`.execute(db);
	return rows.map(({ phrase, meaning, ...rest }) => ({
		...rest,
		term: { phrase, ...meaning },
		by: 'link'
	}));
}
