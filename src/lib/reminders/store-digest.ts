/**
 * What the letters of a morning tell, for a page of people at once: the statements are the same
 * for one person and for hundreds. Runs as the role of jobs, which no page has.
 */
import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { FullName } from '../people/names.ts';
import type { Db } from '../platform/database.ts';
import { currentPeriod, nextDay, periodBefore, usualTerm } from '../roadmap/half-year/period.ts';
import type { Kind, Language, SurveyGroup } from './model.ts';

export interface Reader extends FullName {
	id: string;
	kindsOff: Kind[];
	daysBefore: number;
	language: Language;
}

/** A person and an organisation whose work she does, verifies, agrees to or watches over. */
export interface Reach {
	personId: string;
	ownerId: string;
	what: 'own' | 'verify' | 'agree' | 'watch';
}

/** A line of somebody's letter; `total` counts all of its kind. */
export interface FoundItem {
	personId: string;
	kind: Kind;
	roadmapId: string | null;
	measureId: string | null;
	schoolId: string | null;
	campaignId: string | null;
	number: string | null;
	text: string;
	owner: string;
	due: PlainDate | null;
	who: FullName | null;
	writer: string | null;
	said: string | null;
	count: number | null;
	groups: SurveyGroup[] | null;
	total: number;
}

/** Mentions older than this are left to the application. */
const MENTION_DAYS = 14;

const schools = sql`('school', 'leader-school')`;

export async function findZones(db: Db): Promise<string[]> {
	const { rows } = await sql<{ zone: string }>`
		select distinct time_zone as zone from opora.organisation where closed_on is null`.execute(db);
	return rows.map(({ zone }) => zone);
}

/**
 * People of a zone who wish letters on such a day and have none of this `day`, in the order of
 * their ids, after `after`. Without `working` only those who wish letters on days off too.
 */
export async function findReaders(
	db: Db,
	given: { zone: string; day: PlainDate; working: boolean; after: string | null; limit: number }
): Promise<Reader[]> {
	const { rows } = await sql<Reader>`
		select p.id, p.surname, p.given, p.patronymic, coalesce(s.kinds_off, '{}') as "kindsOff",
			coalesce(s.days_before, 3) as "daysBefore", coalesce(s.language, 'ru') as language
		from opora.person p
		join opora.organisation o on o.id = p.organisation_id
		left join opora.reminder_setting s on s.person_id = p.id
		where o.time_zone = ${given.zone} and p.account_id is not null and p.email is not null
			and coalesce(p.left_on, 'infinity') > ${given.day} and coalesce(s.email, true)
			and (${given.working} or coalesce(s.weekends, false))
			and (${given.after}::uuid is null or p.id > ${given.after}::uuid)
			and not exists (select from opora.digest d where d.person_id = p.id
				and d.day = ${given.day} and d.nudge_id is null)
		order by p.id
		limit ${given.limit}`.execute(db);
	return rows;
}

/**
 * Schools' people care for their school; a curator verifies his schools; a municipal coordinator
 * does the municipality's own work, verifies it and the schools that have no curator, and watches
 * over all schools; a regional operator does the region's own and agrees to the municipalities'.
 */
export async function findReaches(db: Db, ids: string[], day: PlainDate): Promise<Reach[]> {
	const { rows } = await sql<Reach>`
		with duty as (
			select a.person_id, a.role, o.id, o.path
			from opora.appointment a join opora.organisation o on o.id = a.organisation_id
			where a.person_id = any (${ids}::uuid[])
				and ${day} between a.from_date and coalesce(a.to_date, 'infinity')
		), care as (
			select c.person_id, c.organisation_id, o.path
			from opora.curatorship c join opora.organisation o on o.id = c.organisation_id
			where ${day} between c.from_date and coalesce(c.to_date, 'infinity')
		)
		select duty.person_id as "personId", o.id as "ownerId", held.what
		from duty
		join opora.organisation o on o.path operator(public.<@) duty.path and o.closed_on is null
		cross join lateral (select o.kind in ${schools} as is_school) k
		cross join lateral (
			select 'own' as what where duty.role in ('school-coordinator', 'school-head')
				or (duty.role = 'municipal-coordinator' and not is_school)
				or (duty.role = 'regional-operator' and o.id = duty.id)
			union all
			select 'watch' where duty.role = 'municipal-coordinator' and is_school
			union all
			select unnest(array['verify', 'agree']) where duty.role = 'municipal-coordinator'
				and (not is_school or not exists (select from care where care.organisation_id = o.id))
			union all
			select 'agree' where duty.role = 'regional-operator'
				and o.kind in ('region', 'regional-operator', 'municipality', 'authority')
		) held
		union
		select care.person_id, care.organisation_id, unnest(array['verify', 'agree'])
		from care join duty on duty.person_id = care.person_id and duty.role = 'curator'
			and care.path operator(public.<@) duty.path`.execute(db);
	return rows;
}

/** What is late, due or returned: of the organisations cared for, and of what stands on a person. */
export async function findDueItems(
	db: Db,
	given: { readers: Reader[]; own: Reach[]; day: PlainDate; limit: number }
): Promise<FoundItem[]> {
	const { readers, own, day } = given;
	const { rows } = await sql<FoundItem>`
		with reader as (
			select * from unnest(${readers.map(({ id }) => id)}::uuid[],
				${readers.map(({ daysBefore }) => daysBefore)}::integer[]) as r (person_id, days)
		), mine as (
			select own.person_id, oc.id
			from ${pairs(own)} own
			join opora.occurrence oc on oc.owner_id = own.owner_id
				and oc.stage in ('open', 'begun', 'returned') and oc.withdrawn_at is null
			union
			select mp.person_id, oc.id
			from reader
			join opora.measure_party mp on mp.person_id = reader.person_id
			join opora.occurrence oc on oc.measure_id = mp.measure_id
				and oc.stage in ('open', 'begun', 'returned') and oc.withdrawn_at is null
			union
			select rp.author_id, oc.id
			from reader
			join opora.report rp on rp.author_id = reader.person_id
			join opora.occurrence oc on oc.report_id = rp.id
				and oc.stage = 'returned' and oc.withdrawn_at is null
		), told as (
			select mine.person_id, oc.id, oc.measure_id, oc.roadmap_id, oc.owner_id, oc.due_to,
				m.number, m.text, m.position,
				case when oc.stage = 'returned' then 'returned' when oc.due_to < ${day} then 'late'
					when oc.due_to = ${day} then 'today' else 'soon' end as kind
			from mine
			join reader on reader.person_id = mine.person_id
			join opora.occurrence oc on oc.id = mine.id
			join opora.measure m on m.id = oc.measure_id and m.withdrawn_at is null
			join opora.roadmap r on r.id = oc.roadmap_id
				and r.status in ('approved', 'in-force') and r.withdrawn_at is null
			where oc.stage = 'returned' or (oc.due_to < ${day} and not oc.never_late)
				or oc.due_to between ${day} and ${day}::date + reader.days
		), ranked as (
			select told.*, count(*) over (partition by person_id, kind)::integer as total,
				row_number() over (partition by person_id, kind
					order by due_to nulls last, owner_id, position, id) as place
			from told
		)
		select t.person_id as "personId", t.kind, t.roadmap_id as "roadmapId",
			t.measure_id as "measureId", t.number, t.text, o.short_name as owner, t.due_to as due,
			case when t.kind = 'returned' and v.surname is not null then jsonb_build_object('surname',
				v.surname, 'given', v.given, 'patronymic', v.patronymic) end as who,
			case when t.kind = 'returned' then v.comment end as said, t.total
		from ranked t
		join opora.organisation o on o.id = t.owner_id
		left join lateral (
			select v.comment, p.surname, p.given, p.patronymic
			from opora.verification v left join opora.person p on p.id = v.person_id
			where v.occurrence_id = t.id and v.verdict = 'returned'
			order by v.at desc
			limit 1
		) v on t.kind = 'returned'
		where t.place <= ${given.limit}
		order by t.person_id, t.kind, t.place`.execute(db);
	return rows;
}

/**
 * Half-year reports that the readers owe for what they care for and have not sent, from as many days
 * before they are due as each is warned of measures; as «Сегодня» finds them (migration 0283).
 */
export async function findReportsDue(
	db: Db,
	given: { readers: Reader[]; own: Reach[]; day: PlainDate; limit: number }
): Promise<FoundItem[]> {
	const { readers, own, day } = given;
	const period = currentPeriod(day);
	const usual = usualTerm(period);
	const begins = nextDay(usualTerm(periodBefore(period)).coversTo);
	const { rows } = await sql<FoundItem>`
		with reader as (
			select * from unnest(${readers.map(({ id }) => id)}::uuid[],
				${readers.map(({ daysBefore }) => daysBefore)}::integer[]) as r (person_id, days)
		), told as (
			select own.person_id, r.id, r.title, o.short_name, term.due_on,
				count(*) over (partition by own.person_id)::integer as total,
				row_number() over (partition by own.person_id
					order by term.due_on, o.short_name, r.id) as place
			from ${pairs(own)} own
			join reader on reader.person_id = own.person_id
			join opora.organisation o on o.id = own.owner_id
			left join lateral (
				select each.covers_to, each.due_on from opora.half_year_term each
				join opora.organisation above on above.id = each.owner_id
				where each.year = ${period.year} and each.season = ${period.season}
					and above.path operator(public.@>) o.path
				order by public.nlevel(above.path) desc
				limit 1
			) set_by on true
			cross join lateral (select coalesce(set_by.covers_to, ${usual.coversTo}::date) as covers_to,
				coalesce(set_by.due_on, ${usual.dueOn}::date) as due_on) term
			join opora.roadmap r on r.owner_id = own.owner_id and r.withdrawn_at is null
				and r.corrects_id is null and r.status in ('approved', 'in-force', 'closed')
				and r.period_from <= term.covers_to and r.period_to >= ${begins}
			where term.covers_to < ${day} and term.due_on - reader.days <= ${day}::date
				and not exists (select from opora.half_year_report h
					where h.roadmap_id = r.id and h.year = ${period.year} and h.season = ${period.season}
						and h.stage in ('sent', 'accepted'))
		)
		select person_id as "personId", 'report' as kind, id as "roadmapId", title as text,
			short_name as owner, due_on as due, total
		from told where place <= ${given.limit}
		order by person_id, place`.execute(db);
	return rows;
}

/**
 * Surveys at the schools cared for of which some group answers little: from as many days before the
 * last one as each is warned of measures, and on Mondays after the first week.
 */
export async function findSlowSurveys(
	db: Db,
	given: { readers: Reader[]; own: Reach[]; day: PlainDate; limit: number }
): Promise<FoundItem[]> {
	const { readers, own, day } = given;
	const owners = [...new Set(own.map(({ ownerId }) => ownerId))];
	const { rows } = await sql<FoundItem>`
		with reader as (
			select * from unnest(${readers.map(({ id }) => id)}::uuid[],
				${readers.map(({ daysBefore }) => daysBefore)}::integer[]) as r (person_id, days)
		), told as (
			select own.person_id, low.*, count(*) over (partition by own.person_id)::integer as total,
				row_number() over (partition by own.person_id
					order by low.closes_on, low.school, low.campaign_id) as place
			from ${pairs(own)} own
			join reader on reader.person_id = own.person_id
			join survey.low_rates(${owners}::uuid[], ${day}) low on low.school_id = own.owner_id
			where ${day}::date >= low.closes_on - reader.days
				or (extract(isodow from ${day}::date) = 1 and ${day}::date >= low.opens_on + 7)
		)
		select person_id as "personId", 'survey' as kind, campaign_id as "campaignId", title as text,
			school as owner, closes_on as due, audiences as groups, total
		from told where place <= ${given.limit}
		order by person_id, place`.execute(db);
	return rows;
}

/** Reports that wait for a verdict; nobody verifies his own report on a school. */
export async function findReportedItems(
	db: Db,
	verify: Reach[],
	limit: number
): Promise<FoundItem[]> {
	const { rows } = await sql<FoundItem>`
		with told as (
			select seat.person_id, oc.measure_id, oc.roadmap_id, oc.due_to, m.number, m.text,
				o.short_name as owner, rp.author_id,
				count(*) over (partition by seat.person_id)::integer as total,
				row_number() over (partition by seat.person_id
					order by oc.due_to nulls last, oc.owner_id, m.position, oc.id) as place
			from ${pairs(verify)} seat
			join opora.occurrence oc on oc.owner_id = seat.owner_id and oc.stage = 'reported'
				and oc.withdrawn_at is null
			join opora.report rp on rp.id = oc.report_id
			join opora.measure m on m.id = oc.measure_id and m.withdrawn_at is null
			join opora.roadmap r on r.id = oc.roadmap_id
				and r.status in ('approved', 'in-force') and r.withdrawn_at is null
			join opora.organisation o on o.id = oc.owner_id
			where rp.author_id is distinct from seat.person_id or o.kind not in ${schools}
		)
		select t.person_id as "personId", 'verify' as kind, t.roadmap_id as "roadmapId",
			t.measure_id as "measureId", t.number, t.text, t.owner, t.due_to as due,
			case when p.id is not null then jsonb_build_object('surname', p.surname, 'given', p.given,
				'patronymic', p.patronymic) end as who, t.total
		from told t left join opora.person p on p.id = t.author_id
		where t.place <= ${limit}
		order by t.person_id, t.place`.execute(db);
	return rows;
}

/** Schools with late measures, those with the most first. */
export async function findLateSchools(
	db: Db,
	watch: Reach[],
	day: PlainDate,
	limit: number
): Promise<FoundItem[]> {
	const { rows } = await sql<FoundItem>`
		with late as (
			select oc.owner_id, count(distinct oc.measure_id)::integer as count
			from opora.occurrence oc
			join opora.measure m on m.id = oc.measure_id and m.withdrawn_at is null
			join opora.roadmap r on r.id = oc.roadmap_id
				and r.status in ('approved', 'in-force') and r.withdrawn_at is null
			where oc.owner_id = any (${[...new Set(watch.map(({ ownerId }) => ownerId))]}::uuid[])
				and oc.stage in ('open', 'begun') and oc.withdrawn_at is null
				and oc.due_to < ${day} and not oc.never_late
			group by oc.owner_id
		), told as (
			select seat.person_id, o.id, o.short_name, late.count,
				count(*) over (partition by seat.person_id)::integer as total,
				row_number() over (partition by seat.person_id
					order by late.count desc, o.short_name, o.id) as place
			from ${pairs(watch)} seat
			join late on late.owner_id = seat.owner_id
			join opora.organisation o on o.id = seat.owner_id
		)
		select person_id as "personId", 'schools' as kind, id as "schoolId", short_name as text,
			short_name as owner, count, total
		from told where place <= ${limit}
		order by person_id, place`.execute(db);
	return rows;
}

/** Roadmaps on review that wait for somebody other than who sent them there. */
export async function findAgreeItems(db: Db, agree: Reach[], limit: number): Promise<FoundItem[]> {
	const { rows } = await sql<FoundItem>`
		with told as (
			select seat.person_id, r.id, r.title, o.short_name,
				count(*) over (partition by seat.person_id)::integer as total,
				row_number() over (partition by seat.person_id order by o.short_name, r.id) as place
			from ${pairs(agree)} seat
			join opora.roadmap r on r.owner_id = seat.owner_id and r.status = 'review'
				and r.withdrawn_at is null
			join opora.organisation o on o.id = r.owner_id
			where seat.person_id is distinct from (
				select s.person_id from opora.roadmap_step s where s.roadmap_id = r.id
				order by s.at desc limit 1
			)
		)
		select person_id as "personId", 'agree' as kind, id as "roadmapId", title as text,
			short_name as owner, total
		from told where place <= ${limit}
		order by person_id, place`.execute(db);
	return rows;
}

/** Mentions that nobody has looked at yet. */
export async function findMentions(
	db: Db,
	ids: string[],
	at: Date,
	limit: number
): Promise<FoundItem[]> {
	const { rows } = await sql<FoundItem>`
		with told as (
			select mn.person_id, m.id as measure_id, m.roadmap_id, m.number, m.text,
				o.short_name as owner, c.author_name, c.text as said,
				count(*) over (partition by mn.person_id)::integer as total,
				row_number() over (partition by mn.person_id order by c.created_at desc, c.id) as place
			from opora.mention mn
			join opora.comment c on c.id = mn.comment_id and c.withdrawn_at is null
			join opora.measure m on m.id = mn.measure_id and m.withdrawn_at is null
			join opora.roadmap r on r.id = m.roadmap_id and r.withdrawn_at is null
			join opora.organisation o on o.id = m.owner_id
			where mn.person_id = any (${ids}::uuid[]) and mn.seen_at is null
				and c.created_at > ${at}::timestamptz - ${MENTION_DAYS} * interval '1 day'
		)
		select person_id as "personId", 'mention' as kind, roadmap_id as "roadmapId",
			measure_id as "measureId", number, text, owner, author_name as writer, said, total
		from told where place <= ${limit}
		order by person_id, place`.execute(db);
	return rows;
}

/** The pairs as a table of two columns. */
function pairs(reaches: Reach[]): RawBuilder<unknown> {
	return sql`(select * from unnest(${reaches.map(({ personId }) => personId)}::uuid[],
		${reaches.map(({ ownerId }) => ownerId)}::uuid[]) as pair (person_id, owner_id))`;
}
