/** The SQL of what waits for somebody beside his own measures: one statement for all of it. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import { waitingFor } from '../roadmap/execution/queue.ts';
import type { Waiting } from './model.ts';
import type { Reach } from './reach.ts';
import { ownOccurrences, ownOrganisations, schools, type Sql } from './store-work.ts';

/** Who asks, on what day and in which zone. */
export interface Asker {
	personId: string;
	reach: Reach;
	today: PlainDate;
	timeZone: string;
}

/** More schools than these without a roadmap are told in one row. */
export const MISSING_APART = 3;

/** Reports to be verified, by school. */
const verify = ({ personId }: Asker): Sql => sql`
	select owner.id, owner.short_name as name, count(*) as count
	${waitingFor(personId)} group by owner.id, owner.short_name`;

/** Roadmaps whose next step is the actor's; nobody agrees to what he sent himself. */
const roadmaps = ({ personId, reach, timeZone }: Asker): Sql => sql`
	select step, r.id, r.title, w.short_name as owner,
		(last.at at time zone ${timeZone})::date as since,
		case when step = 'rework' then last.comment end as comment
	from opora.roadmap r
	join opora.organisation w on w.id = r.owner_id
	left join lateral (
		select s.person_id, s.comment, s.from_status, s.at from opora.roadmap_step s
		where s.roadmap_id = r.id
		order by s.at desc
		limit 1
	) last on true
	cross join lateral (select case
		when r.status = 'review' and r.owner_id = any ((select opora.scope('roadmap.agree'))::uuid[])
			and last.person_id is distinct from ${personId}::uuid then 'agree'
		when r.status = 'agreed' and r.owner_id = any ((select opora.scope('roadmap.approve'))::uuid[])
			then 'approve'
		when r.status = 'draft' and r.owner_id = any (array(${ownOrganisations(reach)}))
			then case when last.from_status in ('review', 'agreed') then 'rework' else 'finish' end
		end as step) asked
	where r.status in ('draft', 'review', 'agreed') and r.withdrawn_at is null and step is not null`;

/** Mentions that the actor has not looked at. */
const mentions = ({ personId, timeZone }: Asker): Sql => sql`
	select m.id as "measureId", m.roadmap_id as "roadmapId", m.number, m.text,
		w.short_name as owner, c.author_name as author, c.text as said,
		(c.created_at at time zone ${timeZone})::date as day
	from opora.mention mn
	join opora.comment c on c.id = mn.comment_id and c.withdrawn_at is null
	join opora.measure m on m.id = mn.measure_id and m.withdrawn_at is null
	join opora.organisation w on w.id = m.owner_id
	where mn.person_id = ${personId}::uuid and mn.seen_at is null`;

/** Documents that were read and wait for somebody, or could not be. */
const documents = sql`
	select d.id as "documentId", d.name, w.short_name as organisation, i.state,
		coalesce(jsonb_array_length(i.draft -> 'measures'), 0) as measures,
		coalesce((i.settings ->> 'questions')::integer,
			jsonb_array_length(i.draft -> 'warnings'), 0) as questions, i.changed_at
	from opora.intake i
	join opora.document d on d.id = i.document_id
	join opora.organisation w on w.id = i.organisation_id
	where i.state in ('review', 'refused')`;

/** Schools without a roadmap that holds today, where the actor may begin one. */
const missing = ({ today, reach }: Asker): Sql => sql`
	select w.id, w.short_name as name
	from opora.organisation w
	where w.path <@ any (${[...reach.own, ...reach.places]}::ltree[]) and w.kind = 'school'
		and w.closed_on is null and w.id = any ((select opora.scope('roadmap.edit'))::uuid[])
		and not exists (select from opora.roadmap r where r.owner_id = w.id
			and r.withdrawn_at is null and ${today} between r.period_from and r.period_to)`;

/** Followed schools with late measures; measures that are the actor's own stand among his. */
const late = ({ reach, today }: Asker): Sql => sql`
	select w.id, w.short_name as name, min(r.id::text) as "roadmapId",
		count(distinct m.id) as count, min(oc.due_to) as since,
		(array_agg(distinct m.number) filter (where m.number is not null))[1:3] as numbers
	from opora.organisation w
	join opora.occurrence oc on oc.owner_id = w.id
	join opora.roadmap r on r.id = oc.roadmap_id
		and r.status in ('approved', 'in-force') and r.withdrawn_at is null
	join opora.measure m on m.id = oc.measure_id and m.withdrawn_at is null
	where w.path <@ any (${reach.watched}::ltree[]) and w.kind in ${schools}
		and oc.stage in ('open', 'begun') and oc.withdrawn_at is null
		and oc.due_to < ${today} and not oc.never_late
		and not oc.measure_id = any ((select opora.own_measures())::uuid[])
	group by w.id, w.short_name`;

/** Everything that waits for the actor, each list cut at `limit`. */
export async function findWaiting(db: Db, asker: Asker, limit: number): Promise<Waiting> {
	const cut = (rows: Sql, order: Sql, total = sql`count(*)`): Sql => sql`(
		select jsonb_build_object('total', coalesce(max(total), 0),
			'rows', coalesce(jsonb_agg(to_jsonb(listed) - 'total' - 'place' order by place), '[]'))
		from (select found.*, row_number() over (order by ${order}) as place,
				${total} over () as total
			from (${rows}) found order by place limit ${limit}) listed)`;
	const { rows } = await sql<Waiting>`
		select ${cut(verify(asker), sql`name, id`, sql`sum(count)`)} as verify,
			${cut(
				roadmaps(asker),
				sql`array_position(array['rework', 'agree', 'approve', 'finish'], step), owner, id`
			)} as roadmaps,
			${cut(mentions(asker), sql`day desc, "measureId"`)} as mentions,
			${cut(documents, sql`state = 'refused', changed_at desc`)} as documents,
			${cut(missing(asker), sql`name, id`)} as missing,
			${cut(late(asker), sql`since, name, id`)} as late`.execute(db);
	return rows[0]!;
}

/** What the rail counts: rows of «Сегодня», and reports that wait for a verdict. */
export interface Counts {
	today: number;
	verify: number;
	/** The actor is responsible for measures, whatever his roles. */
	hasOwn: boolean;
}

/** The lengths of all lists of «Сегодня»: the same conditions as the lists themselves. */
export async function countToday(db: Db, asker: Asker, until: PlainDate): Promise<Counts> {
	const count = (rows: Sql): Sql => sql`(select count(*) from (${rows}) listed)`;
	const { rows } = await sql<Counts & Record<'own' | 'apart' | 'missing', number>>`
		select (select count(distinct found.measure_id)
				from (${ownOccurrences(asker.reach, { today: asker.today, when: { until } })}) found
				join opora.roadmap r on r.id = found.roadmap_id
					and r.status in ('approved', 'in-force') and r.withdrawn_at is null
				join opora.measure m on m.id = found.measure_id and m.withdrawn_at is null) as own,
			(select coalesce(sum(count), 0)::bigint from (${verify(asker)}) listed) as verify,
			${count(roadmaps(asker))} + ${count(mentions(asker))} + ${count(documents)}
				+ ${count(late(asker))} as apart,
			${count(missing(asker))} as missing,
			cardinality(opora.own_measures()) > 0 as "hasOwn"`.execute(db);
	const { own, apart, missing: without, verify: reports, hasOwn } = rows[0]!;
	return {
		today: own + apart + (reports > 0 ? 1 : 0) + (without > MISSING_APART ? 1 : without),
		verify: reports,
		hasOwn
	};
}
