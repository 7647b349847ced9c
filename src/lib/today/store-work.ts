/** The SQL of measures that ask for something; each function is one statement for any number of rows. */
import { sql, type RawBuilder } from 'kysely';
import type { PlainDate, Window } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { WorkPage, WorkRow } from './model.ts';

export type Sql = RawBuilder<unknown>;

/** Which occurrences are meant; each condition is about `oc`. */
export interface Asked {
	today: PlainDate;
	/** `open` what is not reported yet, `unfinished` what is not verified yet. */
	when:
		| 'late'
		| 'returned'
		| 'reported'
		| 'open'
		| 'unfinished'
		| { until: PlainDate }
		| { month: Window };
}

function askedFor({ today, when }: Asked): Sql {
	if (when === 'late')
		return sql`oc.stage in ('open', 'begun') and oc.due_to < ${today} and not oc.never_late`;
	if (when === 'returned') return sql`oc.stage = 'returned'`;
	if (when === 'reported') return sql`oc.stage = 'reported'`;
	if (when === 'open')
		return sql`oc.stage in ('open', 'begun', 'returned') and (oc.due_to is not null
			or oc.stage = 'returned')`;
	// apart, as the indexes of what is open and what is reported are
	if (when === 'unfinished')
		return sql`(oc.stage in ('open', 'begun', 'returned') or oc.stage = 'reported')`;
	if ('month' in when)
		return sql`oc.stage in ('open', 'begun', 'returned')
			and oc.due_to between ${when.month.from} and ${when.month.to}`;
	return sql`oc.stage in ('open', 'begun', 'returned') and (oc.stage = 'returned'
		or (oc.due_to < ${today} and not oc.never_late)
		or oc.due_to between ${today} and ${when.until})`;
}

/**
 * Occurrences of the actor's own: of the organisations whose work he does, of the measures for which
 * he is responsible, and what came back of his reports.
 */
export function ownOccurrences(asked: Asked): Sql {
	const columns = sql`oc.id, oc.measure_id, oc.roadmap_id, oc.owner_id, oc.stage, oc.due_to,
		oc.never_late`;
	return sql`
		select ${columns} from opora.occurrence oc
		where oc.owner_id = any ((select opora.own_work())::uuid[]) and oc.withdrawn_at is null
			and ${askedFor(asked)}
		union
		select ${columns} from opora.occurrence oc
		where oc.measure_id = any ((select opora.own_measures())::uuid[]) and oc.withdrawn_at is null
			and ${askedFor(asked)}
		union
		select ${columns} from opora.occurrence oc
		where oc.id = any ((select opora.returned_to_me())::uuid[]) and ${askedFor(asked)}`;
}

/** Occurrences of all that lies under `path` and that the actor may follow. */
export function placeOccurrences(path: string, asked: Asked): Sql {
	return sql`
		select oc.id, oc.measure_id, oc.roadmap_id, oc.owner_id, oc.stage, oc.due_to, oc.never_late
		from opora.occurrence oc
		where oc.owner_id = any (array(select o.id from opora.organisation o
				where o.path <@ ${path}::ltree
					and o.id = any ((select opora.scope('execution.read'))::uuid[])))
			and oc.withdrawn_at is null and ${askedFor(asked)}`;
}

/** The first `most` of `found`: what came back, then by day. A region's work has no other end. */
export function firstOccurrences(found: Sql, { ownerId, personId }: WorkFilter, most: number): Sql {
	const asked =
		personId === null || personId === 'none'
			? sql`true`
			: sql`measure_id in (select measure_id from opora.measure_party
				where person_id = ${personId}::uuid)`;
	return sql`
		select * from (${found}) every
		where ${ownerId === null ? sql`true` : sql`owner_id = ${ownerId}::uuid`} and ${asked}
		order by stage <> 'returned', due_to, id
		limit ${most}`;
}

export interface WorkFilter {
	ownerId: string | null;
	/** A person's id: measures for which he is responsible; `none`: those of nobody known. */
	personId: string | null;
}

/** Rows from `found`, one a measure, with what it asks first. `apart` ranks each kind by itself. */
export async function findWork(
	db: Db,
	found: Sql,
	{ ownerId, personId }: WorkFilter,
	{
		today,
		offset,
		limit,
		apart
	}: { today: PlainDate; offset: number; limit: number; apart: boolean }
): Promise<WorkPage & { totals: Record<string, number>; found: number }> {
	const parties = sql`select from opora.measure_party mp where mp.measure_id = f.measure_id`;
	const responsible =
		personId === null
			? sql`true`
			: personId === 'none'
				? sql`(exists (${parties} and mp.person_id is null) or not exists (${parties}))`
				: sql`exists (${parties} and mp.person_id = ${personId}::uuid)`;
	const ranked = apart ? sql`partition by told.kind` : sql``;
	const { rows } = await sql<WorkRow & { totals: Record<string, number>; found: number }>`
		with found as (${found}),
		told as (
			select distinct on (f.measure_id) f.id, f.measure_id, f.roadmap_id, f.owner_id, f.due_to,
				k.kind, k.rank, count(*) over (partition by f.measure_id, k.kind) as times
			from found f
			cross join lateral (select case when f.stage = 'returned' then 'returned'
				when f.stage = 'reported' then 'reported'
				when f.due_to < ${today} and not f.never_late then 'late' else 'due' end as kind) named
			cross join lateral (select named.kind,
				array_position(array['returned', 'late', 'due', 'reported'], named.kind) as rank) k
			join opora.roadmap r on r.id = f.roadmap_id
				and r.status in ('approved', 'in-force') and r.withdrawn_at is null
			where ${ownerId === null ? sql`true` : sql`f.owner_id = ${ownerId}::uuid`}
				and ${responsible}
			order by f.measure_id, k.rank, f.due_to, f.id
		), listed as (
			select told.*, m.number, m.text, w.short_name,
				row_number() over (${ranked} order by
					case told.kind when 'late' then 0 when 'returned' then 1 else told.rank end,
					told.due_to, w.short_name, m.position, told.measure_id) as place
			from told
			join opora.measure m on m.id = told.measure_id and m.withdrawn_at is null
			join opora.organisation w on w.id = told.owner_id
		), totals as (
			select jsonb_object_agg(kind, n) as totals
			from (select kind, count(*) as n from listed group by kind) counted
		)
		select l.kind, l.measure_id as "measureId", l.roadmap_id as "roadmapId",
			l.id as "occurrenceId", l.number, l.text, l.due_to as due, l.times,
			jsonb_build_object('id', l.owner_id, 'shortName', l.short_name) as owner,
			case when v.id is not null then jsonb_build_object('comment', v.comment, 'at', v.at,
				'by', case when p.id is not null then jsonb_build_object('surname', p.surname,
					'given', p.given, 'patronymic', p.patronymic) end) end as returned,
			(l.owner_id = any ((select opora.scope('execution.report'))::uuid[])
				or l.measure_id = any ((select opora.own_measures())::uuid[])) as "mayReport",
			l.owner_id = any ((select opora.scope('execution.verify'))::uuid[]) as "mayVerify",
			totals.totals, (select count(*)::integer from found) as found
		from listed l
		cross join totals
		left join lateral (
			select v.id, v.comment, v.at, v.person_id from opora.verification v
			where v.occurrence_id = l.id and v.verdict = 'returned'
			order by v.at desc
			limit 1
		) v on l.kind = 'returned'
		left join opora.person p on p.id = v.person_id
		where l.place > ${offset} and l.place <= ${offset + limit}
		order by ${apart ? sql`l.kind,` : sql``} l.place`.execute(db);
	const [first] = rows;
	const totals = first?.totals ?? {};
	return {
		rows,
		total: Object.values(totals).reduce((sum, n) => sum + n, 0),
		totals,
		found: first?.found ?? 0
	};
}
