/** The SQL of reports. */
import { sql } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import type { Db } from '../../platform/database.ts';
import { isEvidenceKind, type EvidenceKind } from '../evidence/evidence.ts';
import type { RoadmapHead } from '../model.ts';
import type { Occurrence } from './model.ts';
import type { ReportValues } from './report-fields.ts';
import type { Held } from './store.ts';

/** An own report by its form's token; `stands` says that no undo took it back. */
export async function selectSent(
	db: Db,
	token: string
): Promise<{ id: string; roadmapId: string; count: number; stands: boolean } | null> {
	const { rows } = await sql<{ id: string; roadmapId: string; count: number; stands: boolean }>`
		select r.id, r.roadmap_id as "roadmapId", count(o.id)::integer as count,
			coalesce(bool_or(o.stage in ('reported', 'returned', 'verified')), false) as stands
		from report r
		left join report_occurrence ro on ro.report_id = r.id
		left join occurrence o on o.id = ro.occurrence_id
		where r.token = ${token} and r.author_id = (select opora.current_person())
		group by r.id`.execute(db);
	return rows[0] ?? null;
}

/** Authors by report; those the actor may not read are missing. */
export async function selectAuthors(
	db: Db,
	reportIds: string[]
): Promise<Map<string, string | null>> {
	if (reportIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('report')
		.select(['id', 'author_id'])
		.where('id', 'in', reportIds)
		.execute();
	return new Map(rows.map(({ id, author_id: author }) => [id, author]));
}

/** Kinds of evidence that the measures ask for, and those of evidence that is taken over. */
export async function selectAskedKinds(
	db: Db,
	held: Held[],
	keptEvidence: string[]
): Promise<{ asked: string[]; kept: { kind: EvidenceKind }[] }> {
	const { rows } = await sql<{ asked: string[]; kept: string[] }>`
		select
			array(select distinct unnest(evidence_kinds) from measure
				where id = any (${held.map(({ measureId }) => measureId)}::uuid[])) as asked,
			array(select kind from evidence where id = any (${keptEvidence}::uuid[])
				and report_id = any (${held.flatMap(({ reportId }) => reportId ?? [])}::uuid[])
				and withdrawn_at is null) as kept`.execute(db);
	return {
		asked: rows[0]?.asked ?? [],
		kept: (rows[0]?.kept ?? []).filter(isEvidenceKind).map((kind) => ({ kind }))
	};
}

export async function insertReport(
	db: Db,
	head: RoadmapHead,
	report: ReportValues & { token: string; authorId: string }
): Promise<string> {
	const { id } = await db
		.insertInto('report')
		.values({
			roadmap_id: head.id,
			owner_id: head.owner.id,
			author_id: report.authorId,
			token: report.token,
			done_on: report.doneOn,
			text: report.text,
			result: report.result,
			result_number: report.number
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

export async function insertReported(
	db: Db,
	{ reportId, ownerId }: { reportId: string; ownerId: string },
	occurrenceIds: string[]
): Promise<void> {
	await db
		.insertInto('report_occurrence')
		.values(
			occurrenceIds.map((id) => ({ report_id: reportId, occurrence_id: id, owner_id: ownerId }))
		)
		.execute();
}

/** Takes evidence of former reports over into a new one; what is not theirs is passed over. */
export async function copyEvidence(
	db: Db,
	{ reportId, personId }: { reportId: string; personId: string },
	ids: string[],
	formerReports: string[]
): Promise<void> {
	if (ids.length === 0 || formerReports.length === 0) return;
	await sql`
		insert into evidence (report_id, owner_id, position, kind, note, hash, name, size, type, url,
			number, date, issuer, personal_data, added_by)
		select ${reportId}, owner_id, position, kind, note, hash, name, size, type, url,
			number, date, issuer, personal_data, ${personId}
		from evidence
		where id = any (${ids}::uuid[]) and report_id = any (${formerReports}::uuid[])
			and withdrawn_at is null`.execute(db);
}

/** An occurrence with its measure, as a report form lists it. */
export interface Listed extends Occurrence {
	number: string | null;
	text: string;
	result: string | null;
	evidenceKinds: string[];
	/** The acting person is responsible for its measure. */
	own: boolean;
}

/** Occurrences of a roadmap that can be reported now, and those of `wanted` whatever their stage. */
export async function selectListed(
	db: Db,
	roadmapId: string,
	today: PlainDate,
	wanted: string[]
): Promise<Listed[]> {
	const { rows } = await sql<Listed>`
		select o.id, o.measure_id as "measureId", o.kind, o.due_from as "from", o.due_to as "to",
			o.never_late as "neverLate", o.stage, o.done_on as "doneOn", o.reason,
			o.report_id as "reportId", o.revision, m.number, m.text, m.result,
			m.evidence_kinds as "evidenceKinds",
			o.measure_id = any ((select opora.own_measures())::uuid[]) as own
		from occurrence o
		join measure m on m.id = o.measure_id
		where o.roadmap_id = ${roadmapId} and o.withdrawn_at is null
			and (o.id = any (${wanted}::uuid[])
				or (o.stage in ('open', 'begun', 'returned')
					and (o.due_from is null or o.due_from <= ${today})))
		order by m.position, o.due_to nulls last, o.id`.execute(db);
	return rows;
}

/** A report as pages show it. */
export interface StoredReport {
	id: string;
	authorId: string | null;
	/** «Ермакова Н. В.»; null: nobody knows any more. */
	author: string | null;
	doneOn: PlainDate;
	text: string;
	result: string | null;
	/** Decimal digits. */
	number: string | null;
	at: Date;
	/** Ids of the occurrences that it was about, on the measure that was asked for. */
	occurrenceIds: string[];
	/** Newest first. */
	verdicts: Verdict[];
}

/** A verdict on one of the occurrences that a report is about. */
export interface Verdict {
	occurrenceId: string;
	verdict: 'verified' | 'returned' | 'taken-back';
	comment: string | null;
	by: string | null;
	/** The report's own author gave it (docs/decisions/0012). */
	byAuthor: boolean;
	at: Date;
}

/**
 * Reports about some occurrences with the verdicts on these, all newest first; those that the actor
 * may not read are missing.
 */
export async function selectReports(db: Db, occurrenceIds: string[]): Promise<StoredReport[]> {
	if (occurrenceIds.length === 0) return [];
	const { rows } = await sql<StoredReport>`
		with people as (select * from opora.people_of_reports(${occurrenceIds}::uuid[]))
		select r.id, r.author_id as "authorId", ${initialsOf('p')} as author,
			r.done_on as "doneOn", r.text, r.result, r.result_number::text as number,
			r.created_at as at, array_agg(ro.occurrence_id) as "occurrenceIds",
			array(
				select jsonb_build_object('occurrenceId', v.occurrence_id, 'verdict', v.verdict,
					'comment', v.comment, 'by', ${initialsOf('by')},
					'byAuthor', coalesce(v.person_id = r.author_id, false), 'at', v.at)
				from verification v
				left join people by on by.id = v.person_id
				where v.report_id = r.id and v.occurrence_id = any (${occurrenceIds}::uuid[])
				order by v.at desc
			) as verdicts
		from report_occurrence ro
		join report r on r.id = ro.report_id
		left join people p on p.id = r.author_id
		where ro.occurrence_id = any (${occurrenceIds}::uuid[])
		group by r.id, p.id, p.surname, p.given, p.patronymic
		order by r.created_at desc, r.id`.execute(db);
	return rows.map((row) => ({
		...row,
		// moments inside of JSON are texts
		verdicts: row.verdicts.map((verdict) => ({ ...verdict, at: new Date(verdict.at) }))
	}));
}

/** «Ермакова Н. В.» of a person's row; null where there is none to read. */
function initialsOf(alias: string) {
	const of = (column: string) => sql.ref(`${alias}.${column}`);
	const initial = (column: string) => sql`nullif(left(${of(column)}, 1), '') || '.'`;
	return sql<string | null>`case when ${of('surname')} is not null then
		concat_ws(${'\u00a0'}, ${of('surname')}, ${initial('given')}, ${initial('patronymic')}) end`;
}
