/** The SQL of what a person is responsible for, and of giving it to another. */
import { sql } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import type { FullName } from '../../people/names.ts';
import type { Db } from '../../platform/database.ts';

export interface OpenMeasure {
	id: string;
	number: string | null;
	text: string;
	/** Who is responsible as the document names them: this stays. */
	printed: string;
	roadmapId: string;
	roadmap: string;
	owner: string;
	/** Place of the roadmap's organisation in the tree. */
	ownerPath: string;
	/** Occurrences that are not verified, cancelled or given up; 0 in a draft. */
	open: number;
	late: number;
	next: PlainDate | null;
}

const unfinished = sql`oc.withdrawn_at is null
	and oc.stage in ('open', 'begun', 'reported', 'returned')`;

/** Measures of a person with something left to do, in roadmaps that are not closed. */
export async function findOpenWork(db: Db, personId: string): Promise<OpenMeasure[]> {
	const { rows } = await sql<OpenMeasure>`
		select m.id, m.number, m.text, min(p.text) as printed, r.id as "roadmapId", r.title as roadmap,
			o.short_name as owner, o.path::text as "ownerPath", count(distinct oc.id)::int as open,
			count(distinct oc.id) filter (where opora.occurrence_state(oc.stage, oc.due_from, oc.due_to,
				oc.never_late, oc.done_on, opora.today()) = 'late')::int as late,
			min(oc.due_to) filter (where oc.due_to >= opora.today()) as next
		from measure_party p
		join measure m on m.id = p.measure_id and m.withdrawn_at is null
		join roadmap r on r.id = m.roadmap_id and r.withdrawn_at is null and r.status <> 'closed'
		join organisation o on o.id = r.owner_id
		left join occurrence oc on oc.measure_id = m.id and ${unfinished}
		where p.person_id = ${personId}
		group by m.id, r.id, o.id
		having count(oc.id) > 0 or r.status in ('draft', 'review', 'agreed')
		order by o.short_name, r.period_from desc, r.id, m.position limit 1000`.execute(db);
	return rows;
}

/** What a person is responsible for in one roadmap. */
export interface ResponsibleFor {
	roadmapId: string;
	roadmap: string;
	owner: string;
	measures: number;
	open: number;
	late: number;
}

export async function findResponsibleFor(db: Db, personId: string): Promise<ResponsibleFor[]> {
	const { rows } = await sql<ResponsibleFor>`
		select r.id as "roadmapId", r.title as roadmap, o.short_name as owner,
			count(distinct m.id)::int as measures, count(distinct oc.id)::int as open,
			count(distinct oc.id) filter (where opora.occurrence_state(oc.stage, oc.due_from, oc.due_to,
				oc.never_late, oc.done_on, opora.today()) = 'late')::int as late
		from measure_party p
		join measure m on m.id = p.measure_id and m.withdrawn_at is null
		join roadmap r on r.id = m.roadmap_id and r.withdrawn_at is null
		join organisation o on o.id = r.owner_id
		left join occurrence oc on oc.measure_id = m.id and ${unfinished}
		where p.person_id = ${personId}
		group by r.id, o.id
		order by r.status = 'closed', r.period_from desc, o.short_name limit 30`.execute(db);
	return rows;
}

export interface Successor extends FullName {
	id: string;
	post: string;
	organisation: string;
	/** Place of that organisation in the tree. */
	path: string;
	/** The last day, where it is known already. */
	leftOn: PlainDate | null;
}

/** Who may take work over: people of the same organisation, then of those above it and their offices. */
export async function findSuccessors(
	db: Db,
	{ id, organisationId }: { id: string; organisationId: string }
): Promise<Successor[]> {
	const { rows } = await sql<Successor>`
		select p.id, p.surname, p.given, p.patronymic, p.post, o.short_name as organisation,
			o.path::text as path, p.left_on as "leftOn"
		from organisation own
		join organisation o on o.path @> own.path or o.path <@ own.path or (o.parent_id in
				(select above.id from organisation above where above.path @> own.path)
			and o.kind not in ('school', 'leader-school'))
		join person p on p.organisation_id = o.id
		where own.id = ${organisationId} and p.id <> ${id}
			and (p.left_on is null or p.left_on > opora.today())
		order by o.id = own.id desc, o.short_name, p.surname, p.given limit 500`.execute(db);
	return rows;
}

/** Moves the rows; the database asks the rights once more. Returns the move. */
export async function handOverRows(
	db: Db,
	personId: string,
	sent: {
		successorId: string;
		fromDay: PlainDate;
		token: string;
		measures: string[];
		appointments: string[];
		curatorships: string[];
	}
): Promise<string> {
	const { rows } = await sql<{ id: string }>`
		select opora.hand_over(${personId}::uuid, ${sent.successorId}::uuid, ${sent.measures}::uuid[],
			${sent.appointments}::uuid[], ${sent.curatorships}::uuid[], ${sent.fromDay}::date,
			${sent.token}::uuid) as id`.execute(db);
	return rows[0]!.id;
}
