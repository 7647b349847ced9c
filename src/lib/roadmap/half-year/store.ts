/** The SQL of half-year reports. */
import { sql } from 'kysely';
import type { PlainDate, Window } from '../../calendar/term.ts';
import type { Db } from '../../platform/database.ts';
import { selectEvidence } from '../evidence/store.ts';
import type { FactEvidence, HalfYearContent, HalfYearFacts, ReportStage } from './model.ts';
import type { Change } from './model.ts';
import type { Told } from './fill.ts';
import { periodKey, type Period, type Season, type Term } from './period.ts';
import type { Written } from './texts.ts';

/** A report as it is stored. */
export interface StoredReport extends Written {
	id: string;
	roadmapId: string;
	ownerId: string;
	report: Period;
	period: Window;
	stage: ReportStage;
	facts: HalfYearFacts;
	changes: Change[];
	countedAt: Date;
	sentAt: Date | null;
	revision: number;
}

const columns = sql`r.id, r.roadmap_id as "roadmapId", r.owner_id as "ownerId",
	jsonb_build_object('year', r.year, 'season', r.season) as report,
	jsonb_build_object('from', r.period_from, 'to', r.period_to) as period, r.stage, r.facts,
	r.changes, r.counted_at as "countedAt", r.sent_at as "sentAt", r.explanations,
	jsonb_build_object('summary', r.summary, 'problems', r.problems, 'requests', r.requests,
		'plans', r.plans) as texts,
	jsonb_build_object('post', r.signatory_post, 'name', r.signatory_name) as signatory, r.revision`;

export async function findReport(db: Db, id: string): Promise<StoredReport | null> {
	const { rows } = await sql<StoredReport>`
		select ${columns} from half_year_report r where r.id = ${id}`.execute(db);
	return rows[0] ?? null;
}

/** Holds the report until the transaction ends; null where the actor may not change it. */
export async function lockReport(db: Db, id: string): Promise<StoredReport | null> {
	const { rows } = await sql<StoredReport>`
		select ${columns} from half_year_report r where r.id = ${id} for update`.execute(db);
	return rows[0] ?? null;
}

/** The roadmap's reports by the key of their period. */
export async function findReportsOf(
	db: Db,
	roadmapId: string
): Promise<Map<string, Pick<StoredReport, 'id' | 'period' | 'stage' | 'sentAt'>>> {
	const { rows } = await sql<
		Pick<StoredReport, 'id' | 'period' | 'stage' | 'sentAt'> & { year: number; season: Season }
	>`
		select id, year, season, jsonb_build_object('from', period_from, 'to', period_to) as period,
			stage, sent_at as "sentAt"
		from half_year_report where roadmap_id = ${roadmapId}`.execute(db);
	return new Map(rows.map(({ year, season, ...report }) => [periodKey({ year, season }), report]));
}

/** The id; null where there is one of this period already. */
export async function insertReport(
	db: Db,
	given: {
		roadmapId: string;
		ownerId: string;
		report: Period;
		facts: HalfYearFacts;
		stage: 'created' | 'ready';
	} & Pick<Written, 'signatory'>
): Promise<string | null> {
	const { facts, signatory } = given;
	const row = await db
		.insertInto('half_year_report')
		.values({
			roadmap_id: given.roadmapId,
			owner_id: given.ownerId,
			year: given.report.year,
			season: given.report.season,
			period_from: facts.period.from,
			period_to: facts.period.to,
			stage: given.stage,
			facts: JSON.stringify(facts),
			figures: JSON.stringify(facts.figures),
			signatory_post: signatory.post,
			signatory_name: signatory.name
		})
		.onConflict((conflict) => conflict.columns(['roadmap_id', 'year', 'season']).doNothing())
		.returning('id')
		.executeTakeFirst();
	return row?.id ?? null;
}

export async function updateWritten(
	db: Db,
	id: string,
	{ explanations, texts, signatory, stage }: Written & { stage: ReportStage }
): Promise<void> {
	await db
		.updateTable('half_year_report')
		.set({
			explanations: JSON.stringify(explanations),
			...texts,
			signatory_post: signatory.post,
			signatory_name: signatory.name,
			stage
		})
		.where('id', '=', id)
		.execute();
}

export async function updateFacts(
	db: Db,
	id: string,
	{ facts, changes, stage }: { facts: HalfYearFacts; changes: Change[]; stage: ReportStage }
): Promise<void> {
	await db
		.updateTable('half_year_report')
		.set({
			period_from: facts.period.from,
			period_to: facts.period.to,
			facts: JSON.stringify(facts),
			figures: JSON.stringify(facts.figures),
			changes: JSON.stringify(changes),
			counted_at: sql<Date>`opora.now()`,
			stage
		})
		.where('id', '=', id)
		.execute();
}

export async function updateStage(
	db: Db,
	id: string,
	stage: ReportStage,
	sent = false
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('half_year_report')
		.set({ stage, ...(sent ? { sent_at: sql<Date>`opora.now()` } : {}) })
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

export type StepKind = 'begun' | 'sent' | 'recalled' | 'returned' | 'accepted' | 'opinion';

export interface Step {
	id: string;
	kind: StepKind;
	comment: string | null;
	personId: string | null;
	/** «Ермакова Н. В.» */
	by: string;
	at: Date;
}

export async function insertStep(
	db: Db,
	step: {
		reportId: string;
		ownerId: string;
		kind: StepKind;
		comment?: string | null;
		content?: HalfYearContent | null;
		personId: string;
		personName: string;
	}
): Promise<void> {
	await db
		.insertInto('half_year_step')
		.values({
			report_id: step.reportId,
			owner_id: step.ownerId,
			kind: step.kind,
			comment: step.comment ?? null,
			content: step.content ? JSON.stringify(step.content) : null,
			person_id: step.personId,
			person_name: step.personName
		})
		.execute();
}

/** In the order of their days. */
export async function findSteps(db: Db, reportId: string): Promise<Step[]> {
	const rows = await db
		.selectFrom('half_year_step')
		.select(['id', 'kind', 'comment', 'person_id as personId', 'person_name as by', 'at'])
		.where('report_id', '=', reportId)
		.orderBy('at')
		.orderBy(sql`kind = 'begun'`, 'desc')
		.execute();
	return rows.map((row) => ({ ...row, kind: row.kind as StepKind }));
}

/** What was sent: by the step, or the newest of the report. */
export async function findSent(
	db: Db,
	reportId: string,
	stepId: string | null
): Promise<HalfYearContent | null> {
	const row = await db
		.selectFrom('half_year_step')
		.select('content')
		.where('report_id', '=', reportId)
		.where('kind', '=', 'sent')
		.$if(stepId !== null, (query) => query.where('id', '=', stepId))
		.orderBy('at', 'desc')
		.limit(1)
		.executeTakeFirst();
	return (row?.content ?? null) as HalfYearContent | null;
}

/** The days that authorities set, by period; the nearest above the owner holds. */
export async function findTerms(db: Db, ownerPath: string): Promise<Map<string, Term>> {
	const { rows } = await sql<Period & Term>`
		select t.year, t.season, t.covers_to as "coversTo", t.due_on as "dueOn"
		from half_year_term t
		join organisation o on o.id = t.owner_id
		where o.path operator(public.@>) ${ownerPath}::public.ltree
		order by public.nlevel(o.path)`.execute(db);
	return new Map(
		rows.map(({ year, season, coversTo, dueOn }) => [
			periodKey({ year, season }),
			{ coversTo, dueOn }
		])
	);
}

/** The newest reports on a roadmap's occurrences with their evidence, by id; two statements. */
export async function findTold(db: Db, roadmapId: string): Promise<Map<string, Told>> {
	const { rows } = await sql<{ id: string } & Omit<Told, 'evidence'>>`
		select id, text, result, result_number::text as number from report
		where id in (select report_id from occurrence
			where roadmap_id = ${roadmapId} and withdrawn_at is null)`.execute(db);
	const evidence = Map.groupBy(
		await selectEvidence(
			db,
			rows.map(({ id }) => id)
		),
		({ reportId }) => reportId
	);
	return new Map(
		rows.map(({ id, ...told }) => [
			id,
			{ ...told, evidence: (evidence.get(id) ?? []).map((each) => evidenceOf(each)) }
		])
	);
}

type Found = Awaited<ReturnType<typeof selectEvidence>>[number];

/** What may name people is told by its kind alone: a report travels further than the file. */
function evidenceOf({ kind, number, file, link, date, personalData }: Found): FactEvidence {
	if (personalData) return { kind, name: null, date: null };
	const name = number !== null ? `№ ${number}` : (link?.text ?? file?.name ?? null);
	return { kind, name, date: date as PlainDate | null };
}
