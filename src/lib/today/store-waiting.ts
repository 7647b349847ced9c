/** The SQL of what waits for somebody beside his own measures: one statement for all of it. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import { currentPeriod, nextDay, periodBefore, usualTerm } from '../roadmap/half-year/period.ts';
import type { Waiting } from './model.ts';
import type { Sql } from './store-work.ts';

/** Who asks, on what day and in which zone. */
export interface Asker {
	personId: string;
	today: PlainDate;
	timeZone: string;
}

/** More schools than these without a roadmap are told in one row. */
export const MISSING_APART = 3;

/** Reports to be verified, by school. */
const verify = sql`
	select found.owner_id as id, found.name, found.count from opora.waiting_verdicts() found`;

/** Roadmaps whose next step is the actor's (`opora.roadmap_steps`). */
const roadmaps = ({ timeZone }: Asker): Sql => sql`
	select asked.step, r.id, r.title, w.short_name as owner,
		(asked.at at time zone ${timeZone})::date as since, asked.comment
	from opora.roadmap_steps() asked
	join opora.roadmap r on r.id = asked.roadmap_id
	join opora.organisation w on w.id = r.owner_id`;

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
const missing = ({ today }: Asker): Sql => sql`
	select w.id, w.short_name as name from opora.organisation w
	where w.id = any ((select opora.schools_without_roadmap(${today}))::uuid[])`;

/** Followed schools with late measures; measures that are the actor's own stand among his. */
const late = ({ today }: Asker): Sql => sql`
	select w.id, w.short_name as name, found."roadmap_id" as "roadmapId", found.count, found.since,
		coalesce(found.numbers, '{}') as numbers
	from opora.late_schools(${today}) found
	join opora.organisation w on w.id = found.owner_id`;

/** `opora.half_year_work` of the period whose reports are written on `today`. */
function reportsOf(today: PlainDate): Sql {
	const { year, season } = currentPeriod(today);
	const { coversTo, dueOn } = usualTerm({ year, season });
	const begins = nextDay(usualTerm(periodBefore({ year, season })).coversTo);
	return sql`opora.half_year_work(${year}::integer, ${season}::text, ${begins}::date,
		${coversTo}::date, ${dueOn}::date, ${today}::date)`;
}

/** Half-year reports to be written, mended or decided on. */
const halfYear = ({ today }: Asker): Sql => sql`
	select work.kind, r.id as "roadmapId", r.title, work.report_id as "reportId",
		work.due_on as "dueOn", work.due_on < ${today} as overdue, w.short_name as owner
	from ${reportsOf(today)} work
	join opora.roadmap r on r.id = work.roadmap_id
	join opora.organisation w on w.id = r.owner_id`;

/** Everything that waits for the actor, each list cut at `limit`. */
export async function findWaiting(db: Db, asker: Asker, limit: number): Promise<Waiting> {
	const cut = (rows: Sql, order: Sql, total = sql`count(*)`): Sql => sql`(
		select jsonb_build_object('total', coalesce(max(total), 0),
			'rows', coalesce(jsonb_agg(to_jsonb(listed) - 'total' - 'place' order by place), '[]'))
		from (select first.*, row_number() over (order by ${order}) as place
			from (select found.*, ${total} over () as total
				from (${rows}) found order by ${order} limit ${limit}) first) listed)`;
	const { rows } = await sql<Waiting>`
		select ${cut(verify, sql`name, id`, sql`sum(count)`)} as verify,
			${cut(
				roadmaps(asker),
				sql`array_position(array['rework', 'agree', 'approve', 'finish'], step), owner, id`
			)} as roadmaps,
			${cut(mentions(asker), sql`day desc, "measureId"`)} as mentions,
			${cut(documents, sql`state = 'refused', changed_at desc`)} as documents,
			${cut(missing(asker), sql`name, id`)} as missing,
			${cut(late(asker), sql`since, name, id`)} as late,
			${cut(halfYear(asker), sql`"dueOn", owner, "roadmapId"`)} as "halfYear"`.execute(db);
	return rows[0]!;
}

/** What the rail counts: rows of «Сегодня», and reports that wait for a verdict. */
export interface Counts {
	today: number;
	verify: number;
	/** The actor is responsible for measures, whatever his roles. */
	hasOwn: boolean;
}

/** The lengths of all lists of «Сегодня» (`opora.count_today`); `until` is the week's last day. */
export async function countToday(db: Db, today: PlainDate, until: PlainDate): Promise<Counts> {
	const { rows } = await sql<
		Record<'own' | 'verify' | 'apart' | 'missing' | 'reports', number> & { hasOwn: boolean }
	>`
		select own, verify, apart, missing, has_own as "hasOwn", 
			(select count(*) from ${reportsOf(today)}) as reports
		from opora.count_today(${today}, ${until})`.execute(db);
	const found = rows[0]!;
	const missingRows = found.missing > MISSING_APART ? 1 : found.missing;
	return {
		today: found.own + found.apart + found.reports + (found.verify > 0 ? 1 : 0) + missingRows,
		verify: found.verify,
		hasOwn: found.hasOwn
	};
}
