/** The SQL over all reports of a period; each function is one statement. */
import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import type { Db } from '../../platform/database.ts';
import type { Owner } from '../model.ts';
import type { Figures, ListedStage } from './model.ts';
import { nextDay, periodBefore, usualTerm, type Period, type Term } from './period.ts';

/** A roadmap that owes a report, with the report where one was begun. */
export interface Owed {
	roadmapId: string;
	title: string;
	owner: { id: string; shortName: string; kind: string };
	reportId: string | null;
	stage: ListedStage;
	sentAt: Date | null;
	figures: Figures | null;
	problems: string | null;
	dueOn: PlainDate;
}

/**
 * Roadmaps in force whose plan has days in the period, each with its report and the day it is due;
 * a report that was begun stays, whatever the plan became.
 */
function owedIn(period: Period, reach: RawBuilder<unknown>) {
	const { coversTo, dueOn } = usualTerm(period);
	const from = nextDay(usualTerm(periodBefore(period)).coversTo);
	return sql`
		select r.id as "roadmapId", r.title,
			jsonb_build_object('id', o.id, 'shortName', o.short_name, 'kind', o.kind) as owner,
			o.kind in ('school', 'leader-school') as is_school,
			h.id as "reportId", coalesce(h.stage, 'none') as stage, h.sent_at as "sentAt", h.figures,
			h.problems, coalesce(t.due_on, ${dueOn}::date) as "dueOn",
			coalesce(t.covers_to, ${coversTo}::date) as covers_to
		from roadmap r
		join organisation o on o.id = r.owner_id
		left join half_year_report h
			on h.roadmap_id = r.id and h.year = ${period.year} and h.season = ${period.season}
		left join lateral (
			select each.due_on, each.covers_to from half_year_term each
			join organisation above on above.id = each.owner_id
			where each.year = ${period.year} and each.season = ${period.season}
				and above.path operator(public.@>) o.path
			order by public.nlevel(above.path) desc
			limit 1
		) t on true
		where ${reach} and r.withdrawn_at is null and r.corrects_id is null
			and (h.id is not null or (r.status in ('approved', 'in-force', 'closed')
				and r.period_from <= coalesce(t.covers_to, ${coversTo}::date)
				and r.period_to >= ${from}::date))`;
}

const withinReach = sql`r.owner_id = any ((select opora.scope('execution.read'))::uuid[])`;

/** By organisation, the authorities' own first. */
export async function selectOwed(
	db: Db,
	period: Period,
	given: { stage: ListedStage | null; limit: number; offset: number }
): Promise<Owed[]> {
	const { rows } = await sql<Owed>`
		with owed as (${owedIn(period, withinReach)})
		select * from owed
		where ${given.stage}::text is null or stage = ${given.stage}
		order by is_school, owner ->> 'shortName', title, "roadmapId"
		limit ${given.limit} offset ${given.offset}`.execute(db);
	return rows;
}

export async function countOwed(
	db: Db,
	period: Period
): Promise<{ stage: ListedStage; count: number }[]> {
	const { rows } = await sql<{ stage: ListedStage; count: number }>`
		with owed as (${owedIn(period, withinReach)})
		select stage, count(*) as count from owed group by stage`.execute(db);
	return rows;
}

/** Of the schools under `path`. */
export async function selectOwedUnder(db: Db, period: Period, path: string): Promise<Owed[]> {
	const reach = sql`${withinReach} and o.path operator(public.<@) ${path}::public.ltree
		and o.kind in ('school', 'leader-school')`;
	const { rows } = await sql<Owed>`
		with owed as (${owedIn(period, reach)})
		select * from owed order by owner ->> 'shortName', title, "roadmapId"`.execute(db);
	return rows;
}

/** Municipalities whose execution the actor reads as a whole; of `id` alone where it is given. */
export async function selectMunicipalities(
	db: Db,
	id: string | null = null
): Promise<(Owner & { timeZone: string; today: PlainDate })[]> {
	const { rows } = await sql<Owner & { timeZone: string; today: PlainDate }>`
		select id, kind, name, short_name as "shortName", path::text as path,
			time_zone as "timeZone", (opora.now() at time zone time_zone)::date::text as today
		from organisation
		where kind = 'municipality' and closed_on is null and (${id}::uuid is null or id = ${id}::uuid)
			and id = any ((select opora.scope('execution.read'))::uuid[])
		order by short_name
		limit 200`.execute(db);
	return rows;
}

/** Where an organisation lies in the tree; null for one that the actor does not see. */
export async function findPath(db: Db, id: string): Promise<string | null> {
	const { rows } = await sql<{ path: string }>`
		select path::text as path from organisation where id = ${id}`.execute(db);
	return rows[0]?.path ?? null;
}

export async function upsertTerm(
	db: Db,
	ownerId: string,
	period: Period,
	{ coversTo, dueOn }: Term
): Promise<void> {
	await db
		.insertInto('half_year_term')
		.values({ owner_id: ownerId, ...period, covers_to: coversTo, due_on: dueOn })
		.onConflict((conflict) =>
			conflict
				.columns(['owner_id', 'year', 'season'])
				.doUpdateSet({ covers_to: coversTo, due_on: dueOn })
		)
		.execute();
}
