/** What the reader of a half-year report does: accepts, returns, says an opinion. */
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { changeAs, isId, type Changed } from '../change.ts';
import type { RoadmapHead } from '../model.ts';
import { findHead } from '../store.ts';
import { addStep, type At } from './report.ts';
import {
	findReport,
	findSteps,
	lockReport,
	updateStage,
	type Step,
	type StoredReport
} from './store.ts';

const LONGEST = 4_000;

/**
 * Accepts a sent report, or returns it with a comment; an accepted one can still be returned. Who
 * sent a school's report does not accept it. Throws `Conflict` with the last `Step` where the
 * report is not as it was shown (`revision`), `Invalid` where a return says nothing.
 */
export function decideReport(
	actor: Actor,
	id: string,
	sent: { verdict: 'accepted' | 'returned'; comment: string; revision: number }
): Promise<Changed<At & { repeated: boolean }>> {
	return changeAs(actor, async (db) => {
		const { head } = await readable(db, id);
		const stored = await lockReport(db, id);
		if (!allowed(actor, 'half-year.accept', head.owner.path) || !stored)
			throw new Forbidden('error_forbidden');
		const steps = await findSteps(db, id);
		const last = steps.filter(({ kind }) => kind !== 'opinion').at(-1) ?? null;
		const at = { id, roadmapId: head.id };
		const comment = sent.comment.trim();
		if (stored.stage === sent.verdict && isOwn(last, actor, sent.verdict, comment))
			return { ...at, repeated: true };
		const takes = sent.verdict === 'accepted' ? ['sent'] : ['sent', 'accepted'];
		if (!takes.includes(stored.stage) || stored.revision !== sent.revision)
			throw new Conflict<Step | null>('halfyear_stale', last);
		if (sent.verdict === 'accepted' && !mayAccept(actor, head, steps))
			throw new Forbidden('halfyear_own');
		if (sent.verdict === 'returned' && comment === '')
			throw new Invalid('error_form', { comment: 'halfyear_comment_missing' });
		if (comment.length > LONGEST) throw new Invalid('error_form', { comment: 'error_too_long' });
		await updateStage(db, id, sent.verdict);
		await addStep(db, actor, stored, sent.verdict, comment ? { comment } : {});
		return { ...at, repeated: false };
	});
}

function isOwn(last: Step | null, actor: Actor, kind: string, comment: string): boolean {
	return (
		last?.kind === kind && last.personId === actor.personId && (last.comment ?? '') === comment
	);
}

/** Decision 12: nobody accepts what he sent himself, except where an authority is alone with it. */
export function mayAccept(
	actor: Actor,
	{ owner }: Pick<RoadmapHead, 'owner'>,
	steps: Step[]
): boolean {
	const sender = steps.findLast(({ kind }) => kind === 'sent')?.personId ?? null;
	return sender !== actor.personId || !['school', 'leader-school'].includes(owner.kind);
}

/** A curator's or coordinator's word on a sent report; it decides nothing. */
export function addOpinion(
	actor: Actor,
	id: string,
	{ comment: typed }: { comment: string }
): Promise<Changed<At>> {
	return changeAs(actor, async (db) => {
		const { head, stored } = await readable(db, id);
		if (!allowed(actor, 'execution.verify', head.owner.path))
			throw new Forbidden('error_forbidden');
		const comment = typed.trim();
		if (comment === '') throw new Invalid('error_form', { opinion: 'halfyear_opinion_missing' });
		if (comment.length > LONGEST) throw new Invalid('error_form', { opinion: 'error_too_long' });
		if (stored.stage !== 'sent') throw new Conflict<Step | null>('halfyear_stale', null);
		const before = (await findSteps(db, id)).at(-1) ?? null;
		if (!isOwn(before, actor, 'opinion', comment))
			await addStep(db, actor, stored, 'opinion', { comment });
		return { id, roadmapId: head.id };
	});
}

async function readable(db: Db, id: string): Promise<{ stored: StoredReport; head: RoadmapHead }> {
	const stored = isId(id) ? await findReport(db, id) : null;
	const head = stored ? await findHead(db, stored.roadmapId) : null;
	if (!stored || !head) throw new NotFound('not_found');
	return { stored, head };
}
