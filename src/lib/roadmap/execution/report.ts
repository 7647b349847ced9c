/** Telling what was done. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Invalid } from '../../platform/errors.ts';
import { changeAs, isId, type Changed } from '../change.ts';
import {
	addEvidence,
	evidenceKindName,
	missingKinds,
	type NewEvidence
} from '../evidence/evidence.ts';
import type { RoadmapHead } from '../model.ts';
import { holdOccurrences, refuseHeld } from './hold.ts';
import { readReportFields, type ReportFields, type ReportValues } from './report-fields.ts';
import {
	copyEvidence,
	insertReport,
	insertReported,
	selectAskedKinds,
	selectAuthors,
	selectSent
} from './store-report.ts';
import { updateStage, type Held } from './store.ts';

export interface SentReport extends ReportFields {
	/** Of the form, a UUID: the same form sent twice is one report. */
	token: string;
	/** Of one roadmap. `revision` is what the page showed; null asks for none. */
	occurrences: { id: string; revision: number | null }[];
	evidence: NewEvidence[];
	/** Evidence of the reports that this one follows, to be taken over. */
	keptEvidence?: string[];
}

export interface Reported {
	reportId: string;
	roadmapId: string;
	/** How many occurrences it is about. */
	count: number;
	/** The same form had come before: nothing was written now. */
	repeated: boolean;
}

const MOST_OCCURRENCES = 200;

/**
 * Stores a report on one occurrence or several of a roadmap, with its evidence; they then wait to
 * be verified. An author amends his own report by another one until it is verified. Throws
 * `Invalid` with fields, `NotFound`, `Forbidden`, or `Conflict` with a `Happened` where one of the
 * occurrences was cancelled, verified or reported by somebody else.
 */
export function sendReport(actor: Actor, sent: SentReport): Promise<Changed<Reported>> {
	return changeAs(actor, async (db) => {
		if (!isId(sent.token)) throw new Invalid('execution_form_broken');
		if (sent.occurrences.length === 0)
			throw new Invalid('error_form', { occurrences: 'execution_occurrences_needed' });
		if (sent.occurrences.length > MOST_OCCURRENCES)
			throw new Invalid('execution_too_many', {}, { most: MOST_OCCURRENCES });
		const before = await selectSent(db, sent.token);
		if (before?.stands) return repeated(before);
		const { head, held } = await holdOccurrences(db, actor, unread(sent.occurrences));
		// the same form may have come through while this one waited for the rows
		const meanwhile = await selectSent(db, sent.token);
		if (meanwhile?.stands) return repeated(meanwhile);
		await mustTakeReports(db, actor, head, held, sent.occurrences);
		const values = readReportFields(sent, head);
		await mustBringKinds(db, sent, held);
		// what was taken back keeps its token; its form, sent again, is another report
		const token = meanwhile ? randomUUID() : sent.token;
		const reportId = await insertReport(db, head, { ...values, token, authorId: actor.personId });
		await store(db, actor, head, held, { reportId, values, sent });
		return { reportId, roadmapId: head.id, count: held.length, repeated: false };
	});
}

function repeated({ id, roadmapId, count }: { id: string; roadmapId: string; count: number }) {
	return { reportId: id, roadmapId, count, repeated: true };
}

/** Revisions are looked at after the form is known to be new: the first one changed them. */
function unread(occurrences: SentReport['occurrences']): SentReport['occurrences'] {
	return occurrences.map(({ id }) => ({ id, revision: null }));
}

async function mustTakeReports(
	db: Db,
	actor: Actor,
	head: RoadmapHead,
	held: Held[],
	shown: SentReport['occurrences']
): Promise<void> {
	if (head.status === 'closed') throw new Invalid('execution_refused_closed');
	const authors = await selectAuthors(
		db,
		held.flatMap(({ stage, reportId }) => (stage === 'reported' && reportId ? [reportId] : []))
	);
	for (const one of held) {
		if (one.stage === 'cancelled') await refuseHeld(db, actor, 'execution_refused_cancelled', one);
		if (one.stage === 'verified') await refuseHeld(db, actor, 'execution_refused_verified', one);
		const revision = shown.find(({ id }) => id === one.id)?.revision ?? null;
		const isStale = revision !== null && revision !== one.revision;
		const isOthers =
			one.stage === 'reported' &&
			one.reportId !== null &&
			authors.get(one.reportId) !== actor.personId;
		if (one.stage === 'reported' && (isStale || isOthers))
			await refuseHeld(db, actor, 'execution_refused_reported', one);
		if (isStale) await refuseHeld(db, actor, 'execution_refused_stale', one);
	}
}

async function mustBringKinds(db: Db, sent: SentReport, held: Held[]): Promise<void> {
	const { asked, kept } = await selectAskedKinds(db, held, sent.keptEvidence?.filter(isId) ?? []);
	const missing = missingKinds([...sent.evidence, ...kept], asked);
	if (missing.length > 0)
		throw new Invalid(
			'execution_kinds_missing',
			{},
			{ kinds: missing.map((kind) => evidenceKindName(kind).toLocaleLowerCase()).join(', ') }
		);
}

async function store(
	db: Db,
	actor: Actor,
	head: RoadmapHead,
	held: Held[],
	{ reportId, values, sent }: { reportId: string; values: ReportValues; sent: SentReport }
): Promise<void> {
	const ids = held.map(({ id }) => id);
	await insertReported(db, { reportId, ownerId: head.owner.id }, ids);
	await updateStage(db, ids, {
		stage: 'reported',
		doneOn: values.doneOn,
		reason: null,
		reportId
	});
	const former = held.flatMap((one) => one.reportId ?? []);
	const kept = sent.keptEvidence?.filter(isId) ?? [];
	await copyEvidence(db, { reportId, personId: actor.personId }, kept, former);
	await addEvidence(db, actor, { reportId, ownerId: head.owner.id }, sent.evidence);
}
