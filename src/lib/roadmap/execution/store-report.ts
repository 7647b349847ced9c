/** The SQL of reports. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { isEvidenceKind, type EvidenceKind } from '../evidence/evidence.ts';
import type { RoadmapHead } from '../model.ts';
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
