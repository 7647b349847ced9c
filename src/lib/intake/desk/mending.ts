/** What changes a review: corrections, undoing, reading again, accepting. */

import { allowed, type Actor } from '../../people/access.ts';
import { act, type Db } from '../../platform/database.ts';
import { Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import { createRoadmap } from '../../roadmap/roadmap.ts';
import type { Draft } from '../draft.ts';
import { snapshotOf, yearKindOf, type Missing } from './accepted.ts';
import { actingOf, idOf } from './acting.ts';
import { waitForReading } from './documents.ts';
import { applyMend, type Mend } from './mend.ts';
import { beginReading, countsOf } from './reading.ts';
import { planOf } from './review.ts';
import { liveMeasures } from './sheet.ts';
import * as store from './store.ts';
import { insertMend, nextPosition, undoMend } from './store-mends.ts';
import { trimMend } from './trim.ts';
import { wordMend } from './words.ts';
import { openWork, type Work } from './work.ts';

/** What somebody else saved meanwhile, beside what was to be saved. */
export interface MendConflict {
	theirs: { by: string | null; at: string; text: string }[];
	mine: string;
	mend: Mend;
	revision: number;
}

/**
 * Stores one correction and tells it in words; `text` is null where it changed nothing. Throws `Conflict<MendConflict>` where the page was older than the intake,
 * `Invalid` `intake_mend_unfit` where the row is not there any more.
 */
export async function mendIntake(
	actor: Actor,
	documentId: string,
	revision: number,
	given: Mend
): Promise<{ text: string | null; rereads: boolean }> {
	const done = await act(actingOf(actor), async (db) => {
		const { intake, draft } = await lockReview(db, documentId);
		const work = await openWork(db, draft, intake.id);
		if (intake.revision !== revision)
			throw new Conflict('intake_stale', conflictOf(work, given, intake));
		const trimmed = trimMend(given, work.sheet);
		if (!trimmed) return { text: null, rereads: false };
		const position = await nextPosition(db, intake.id);
		const mend = withKey(trimmed, position);
		const next = applyMend(work.sheet, mend);
		if (!next) throw new Invalid('intake_mend_unfit');
		await insertMend(db, intake, position, mend, actor.personId);
		return settleMends(db, intake, draft, [...work.mends.map((row) => row.mend), mend], {
			text: wordMend(mend, work.sheet),
			rereads: mend.kind === 'columns'
		});
	});
	if (done.rereads) await reread(actor, documentId);
	return done;
}

/** Takes back the last correction. Nothing happens where there is none. */
export async function undoLastMend(
	actor: Actor,
	documentId: string
): Promise<{ text: string; rereads: boolean } | null> {
	const done = await act(actingOf(actor), async (db) => {
		const { intake, draft } = await lockReview(db, documentId);
		const work = await openWork(db, draft, intake.id);
		const last = work.mends.at(-1);
		if (!last) return null;
		await undoMend(db, intake.id, last.position, actor.personId);
		return settleMends(
			db,
			intake,
			draft,
			work.mends.slice(0, -1).map((row) => row.mend),
			{
				text: wordMend(last.mend, work.sheet),
				rereads: last.mend.kind === 'columns'
			}
		);
	});
	if (done?.rereads) await reread(actor, documentId);
	return done;
}

async function settleMends<T extends { rereads: boolean }>(
	db: Db,
	intake: store.IntakeRow,
	draft: Draft,
	mends: Mend[],
	answer: T
): Promise<T> {
	await store.touchIntake(db, intake.id, countsOf(draft, mends));
	if (answer.rereads) await store.setReading(db, intake.id);
	return answer;
}

async function reread(actor: Actor, documentId: string): Promise<void> {
	void beginReading(actingOf(actor), documentId);
	await waitForReading(documentId);
}

async function lockReview(
	db: Db,
	documentId: string
): Promise<{ intake: store.IntakeRow; draft: Draft }> {
	const intake = await store.findIntake(db, idOf(documentId), { lock: true });
	if (!intake) throw new NotFound('not_found');
	if (intake.state !== 'review' || !intake.draft) throw new Invalid('intake_not_in_review');
	return { intake, draft: intake.draft };
}

/** New rows are named by the position of the correction that made them: never twice. */
function withKey(mend: Mend, position: number): Mend {
	return 'newKey' in mend ? { ...mend, newKey: `n${position}` } : mend;
}

/** How many of the latest corrections a conflict shows. */
const shownTheirs = 3;

function conflictOf(work: Work, mend: Mend, intake: store.IntakeRow): MendConflict {
	return {
		theirs: work.mends.slice(-shownTheirs).map(({ by, at, mend: their }) => ({
			by,
			at: at.toISOString(),
			text: wordMend(their, work.sheet)
		})),
		mine: wordMend(mend, work.sheet),
		mend,
		revision: intake.revision
	};
}

/** Reads a refused document again, e.g. after the server got what it lacked. */
export async function readAgain(actor: Actor, documentId: string): Promise<void> {
	await act(actingOf(actor), async (db) => {
		const intake = await store.findIntake(db, idOf(documentId), { lock: true });
		if (!intake) throw new NotFound('not_found');
		if (intake.state === 'refused') await store.setReading(db, intake.id);
	});
	await reread(actor, documentId);
}

/**
 * Makes the roadmap, once: a second call gives the same one. Open questions do not hinder.
 * Throws `Invalid` `intake_incomplete` with the fields that are missing, `Conflict` where somebody
 * mended after the page was opened.
 */
export async function acceptIntake(
	actor: Actor,
	documentId: string,
	revision: number
): Promise<{ roadmapId: string; measures: number; questions: number; made: boolean }> {
	return act(actingOf(actor), async (db) => {
		const row = await store.findDocument(db, idOf(documentId));
		const intake = await store.findIntake(db, idOf(documentId), { lock: true });
		if (!row || !intake) throw new NotFound('not_found');
		const counts = { measures: 0, questions: 0 };
		if (intake.roadmapId) return { roadmapId: intake.roadmapId, ...counts, made: false };
		if (intake.state !== 'review' || !intake.draft) throw new Invalid('intake_not_in_review');
		if (intake.revision !== revision) throw new Conflict('intake_stale_accept', null);
		const { sheet } = await openWork(db, intake.draft, intake.id);
		const organisations = await store.findOrganisations(db);
		const plan = planOf(actor, { sheet, row, organisations });
		if (Object.keys(plan.missing).length > 0)
			throw new Invalid('intake_incomplete', fieldCodes(plan.missing));
		const owner = organisations.find(({ id }) => id === plan.owner.id);
		const { snapshot, sources } = snapshotOf(sheet, {
			owner: owner?.name ?? plan.owner.name,
			level: plan.levelAssumed ?? 'school',
			yearKind: yearKindOf(plan.period!)
		});
		const { id } = await createRoadmap(
			actingOf(actor),
			{ ownerId: plan.owner.id, snapshot, documentId, intakeId: intake.id, sources },
			db
		);
		if (owner && allowed(actor, 'document.add', owner.path))
			await store.moveDocument(db, intake, owner.id);
		const { questions = 0 } = intake.settings;
		return { roadmapId: id, measures: liveMeasures(sheet).length, questions, made: true };
	});
}

function fieldCodes(missing: Missing): Record<string, string> {
	return Object.fromEntries(
		Object.keys(missing).map((field) => [field, `intake_missing_${field}`])
	);
}
