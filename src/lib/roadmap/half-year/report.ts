/** What the author does with a half-year report: begins, fills, writes, sends, takes back. */
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { changeAs, isId, type Changed } from '../change.ts';
import { merge } from '../conflict.ts';
import { selectOccurrences } from '../execution/store.ts';
import { isDate } from '../fields.ts';
import { lastChange, type EditConflict } from '../measure.ts';
import { isApproved, type Roadmap, type RoadmapHead } from '../model.ts';
import { findHead, findRoadmap } from '../store.ts';
import { changesBetween } from './changes.ts';
import { fillFacts } from './fill.ts';
import type { HalfYearContent, HalfYearFacts, ReportStage } from './model.ts';
import {
	coveredBy,
	periodAfter,
	periodBefore,
	periodKey,
	usualTerm,
	type Period,
	type Term
} from './period.ts';
import {
	findReportsOf,
	findTerms,
	findTold,
	insertReport,
	insertStep,
	lockReport,
	updateFacts,
	updateStage,
	updateWritten,
	type StoredReport
} from './store.ts';
import {
	fieldsOf,
	missingIn,
	reasonOf,
	writtenOf,
	type ReportFields,
	type SentForm,
	type Written
} from './texts.ts';

/** Ids by which a page goes on. */
export interface At {
	id: string;
	roadmapId: string;
}

/** The days of a period under the owner's authorities. */
export function termIn(terms: Map<string, Term>, period: Period): Term {
	return terms.get(periodKey(period)) ?? usualTerm(period);
}

/** What a period covers of a roadmap under its authorities' days; null: nothing. */
export function coversIn(terms: Map<string, Term>, plan: RoadmapHead['period'], period: Period) {
	return coveredBy(period, plan, termIn(terms, period), termIn(terms, periodBefore(period)));
}

/**
 * Begins the report of a roadmap in force for a period, filled with what is known today. Where
 * there is one already, that is the answer: begun twice, it is one report.
 */
export function beginReport(
	actor: Actor,
	roadmapId: string,
	report: Period
): Promise<Changed<At & { repeated: boolean }>> {
	return changeAs(actor, async (db) => {
		const head = isId(roadmapId) ? await findHead(db, roadmapId) : null;
		if (!head) throw new NotFound('not_found');
		mustReport(actor, head);
		if (!isApproved(head.status) || head.withdrawn) throw new Invalid('halfyear_not_approved');
		const known = (await findReportsOf(db, roadmapId)).get(periodKey(report));
		if (known) return { id: known.id, roadmapId, repeated: true };
		const terms = await findTerms(db, head.owner.path);
		const period = coversIn(terms, head.period, report);
		if (!period) throw new Invalid('halfyear_nothing_covered');
		if (period.from > head.today) throw new Invalid('halfyear_too_early');
		const roadmap = (await findRoadmap(db, roadmapId))!;
		const facts = await countFacts(db, roadmap, { report, period, terms });
		const signatory = head.signatory ?? { post: '', name: '' };
		const stage = stageOf({ ...nothing, signatory }, facts);
		const ids = { roadmapId, ownerId: head.owner.id };
		const id = await insertReport(db, { ...ids, report, facts, stage, signatory });
		if (id === null) {
			// somebody began it in the same moment
			const now = await findReportsOf(db, roadmapId);
			return { id: now.get(periodKey(report))!.id, roadmapId, repeated: true };
		}
		await addStep(db, actor, { id, ownerId: head.owner.id }, 'begun');
		return { id, roadmapId, repeated: false };
	});
}

const nothing: Written = {
	explanations: {},
	texts: { summary: '', problems: '', requests: '', plans: '' },
	signatory: { post: '', name: '' }
};

/** Three statements: what the system knows of a roadmap's half-year now. */
export async function countFacts(
	db: Db,
	roadmap: Roadmap,
	given: { report: Period; period: HalfYearFacts['period']; terms: Map<string, Term> }
): Promise<HalfYearFacts> {
	const { head } = roadmap;
	return fillFacts({
		roadmap,
		occurrences: await selectOccurrences(db, { roadmapId: head.id }),
		reports: await findTold(db, head.id),
		period: given.period,
		plan: head.period,
		next: coversIn(given.terms, head.period, periodAfter(given.report)),
		today: head.today
	});
}

/**
 * Counts anew for the days that the report is to cover; what was written by hand stays. Returns how
 * many measures are different now. Throws `Invalid` with the fields `from` and `to`.
 */
export function refillReport(
	actor: Actor,
	id: string,
	days: { from: string; to: string }
): Promise<Changed<At & { changes: number }>> {
	return changeAs(actor, async (db) => {
		const { stored, head } = await holdReport(db, actor, id);
		const { from, to } = stored.period;
		const kept = days.from === from && days.to === to;
		const period = kept ? stored.period : readDays(days, head);
		const terms = await findTerms(db, head.owner.path);
		const roadmap = (await findRoadmap(db, head.id))!;
		const facts = await countFacts(db, roadmap, { report: stored.report, period, terms });
		const changes = changesBetween(stored.facts, facts);
		await updateFacts(db, id, {
			facts,
			changes: changes.length > 0 ? changes : stored.changes,
			stage: stored.stage === 'returned' ? 'returned' : stageOf(stored, facts)
		});
		return { id, roadmapId: head.id, changes: changes.length };
	});
}

function readDays(given: { from: string; to: string }, head: RoadmapHead) {
	const wrong: Record<string, string> = {};
	if (!isDate(given.from)) wrong.from = 'error_date';
	if (!isDate(given.to)) wrong.to = 'error_date';
	if (Object.keys(wrong).length === 0 && given.from > given.to) wrong.to = 'roadmap_wrong_order';
	else if (given.from < head.period.from) wrong.from = 'halfyear_wrong_outside';
	else if (given.to > head.period.to) wrong.to = 'halfyear_wrong_outside';
	if (Object.keys(wrong).length > 0) throw new Invalid('error_form', wrong);
	return { from: given.from, to: given.to };
}

/**
 * Saves what was typed; other people's changes to other fields stay. Throws `Conflict` with an
 * `EditConflict` where both changed one field, `Invalid` with fields.
 */
export function saveReport(actor: Actor, id: string, form: SentForm): Promise<Changed<At>> {
	return changeAs(actor, async (db) => {
		const { stored, head } = await holdReport(db, actor, id);
		await write(db, stored, form);
		return { id, roadmapId: head.id };
	});
}

/**
 * Saves what was typed and sends the report to be accepted: its content is kept as it is now. Where
 * something must be filled first, it is saved and not sent (`sent` false). The same form sent twice
 * sends once.
 */
export function sendReport(
	actor: Actor,
	id: string,
	form: SentForm
): Promise<Changed<At & { sent: boolean }>> {
	return changeAs(actor, async (db) => {
		const { stored, head } = await holdReport(db, actor, id, ['sent']);
		const at = { id, roadmapId: head.id };
		if (stored.stage === 'sent') return { ...at, sent: true };
		const written = await write(db, stored, form);
		const missing = missingIn(written, stored.facts);
		if (Object.keys(missing).length > 0) return { ...at, sent: false };
		await updateStage(db, id, 'sent', true);
		const content = contentOf(head, { ...stored, ...written });
		await addStep(db, actor, stored, 'sent', { content });
		return { ...at, sent: true };
	});
}

/** The author takes back what nobody decided on yet, and may write on. */
export function recallReport(actor: Actor, id: string): Promise<Changed<At>> {
	return changeAs(actor, async (db) => {
		const { stored, head } = await holdReport(db, actor, id, ['sent']);
		if (stored.stage === 'returned') throw new Conflict('halfyear_stale', null);
		if (stored.stage !== 'sent') return { id, roadmapId: head.id };
		await updateStage(db, id, 'ready');
		await addStep(db, actor, stored, 'recalled');
		return { id, roadmapId: head.id };
	});
}

/** The report as it would be sent now. */
export function contentOf(
	head: RoadmapHead,
	{
		report,
		facts,
		texts,
		signatory,
		explanations
	}: Pick<StoredReport, 'report' | 'facts'> & Written
): HalfYearContent {
	const { owner, order, title } = head;
	return {
		roadmap: { title, owner: owner.name, ownerShort: owner.shortName },
		order,
		report,
		facts,
		explanations: Object.fromEntries(
			facts.rows.flatMap((row) => {
				const reason = reasonOf({ explanations }, row);
				return reason ? [[row.measureId, reason]] : [];
			})
		),
		texts,
		signatory
	};
}

async function write(db: Db, stored: StoredReport, form: SentForm): Promise<Written> {
	const fields = fieldsOf(stored, stored.facts);
	const base = form.revision === stored.revision ? null : form.base;
	const { merged, conflicts, taken } = merge<string>(base, form.mine as ReportFields, fields);
	if (conflicts.length > 0)
		throw new Conflict<EditConflict<string>>('roadmap_conflict', {
			mine: form.mine as ReportFields,
			stored: fields,
			fields: conflicts,
			taken,
			revision: stored.revision,
			...(await lastChange(db, 'half_year_report', stored.id))
		});
	const written = writtenOf(merged, stored.facts, stored);
	const stage = stored.stage === 'returned' ? 'returned' : stageOf(written, stored.facts);
	await updateWritten(db, stored.id, { ...written, stage });
	return written;
}

function stageOf(written: Written, facts: HalfYearFacts): 'created' | 'ready' {
	return Object.keys(missingIn(written, facts)).length === 0 ? 'ready' : 'created';
}

const editable: ReportStage[] = ['created', 'ready', 'returned'];

/** The report, held, where the actor may write it and it is not with its reader. */
async function holdReport(
	db: Db,
	actor: Actor,
	id: string,
	also: ReportStage[] = []
): Promise<{ stored: StoredReport; head: RoadmapHead }> {
	const stored = isId(id) ? await lockReport(db, id) : null;
	const head = stored ? await findHead(db, stored.roadmapId) : null;
	if (!stored || !head) return refuseUnheld(db, id);
	mustReport(actor, head);
	if (![...editable, ...also].includes(stored.stage))
		throw new Invalid(stored.stage === 'sent' ? 'halfyear_is_sent' : 'halfyear_is_accepted');
	return { stored, head };
}

/** Who may read but not change a report is told so; for all others there is none. */
async function refuseUnheld(db: Db, id: string): Promise<never> {
	const seen = isId(id)
		? await db
				.selectFrom('half_year_report')
				.select('stage')
				.where('id', '=', id)
				.executeTakeFirst()
		: null;
	if (!seen) throw new NotFound('not_found');
	if (seen.stage === 'accepted') throw new Invalid('halfyear_is_accepted');
	throw new Forbidden('error_forbidden');
}

function mustReport(actor: Actor, { owner }: RoadmapHead): void {
	if (!allowed(actor, 'execution.report', owner.path)) throw new Forbidden('error_forbidden');
}

export function addStep(
	db: Db,
	actor: Actor,
	{ id, ownerId }: { id: string; ownerId: string },
	kind: Parameters<typeof insertStep>[1]['kind'],
	more: { comment?: string; content?: HalfYearContent } = {}
): Promise<void> {
	const { personId, name } = actor;
	return insertStep(db, { reportId: id, ownerId, kind, personId, personName: name, ...more });
}
