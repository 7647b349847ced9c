/** What a person does to occurrences besides reporting. */
import type { Term, Window } from '../../calendar/term.ts';
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { changeAs, isId, type Changed } from '../change.ts';
import { isEvidenceKind } from '../evidence/evidence.ts';
import { checkIns, isApproved, type CheckIn } from '../model.ts';
import { findMeasure } from '../store.ts';
import { lockMeasure } from '../store-change.ts';
import { holdOccurrences, refuseHeld, type Happened } from './hold.ts';
import type { Stage } from './model.ts';
import { readDays } from './report-fields.ts';
import {
	insertOccurrences,
	isOwnMeasure,
	updateStage,
	type Held,
	type StageChange
} from './store.ts';
import { syncMeasure } from './sync.ts';

/** An occurrence as a page showed it. */
export interface Shown {
	id: string;
	revision: number;
}

export interface Done {
	roadmapId: string;
	measureId: string;
}

/** Says that somebody is at it. */
export function beginOccurrence(actor: Actor, shown: Shown): Promise<Changed<Done>> {
	return changeStage(actor, shown, ['open'], () => ({ stage: 'begun' }));
}

/** It is not due any more; it counts nowhere. For who reports by role: it takes work out of the plan. */
export function cancelOccurrence(
	actor: Actor,
	shown: Shown,
	reason: string
): Promise<Changed<Done>> {
	return changeStage(actor, shown, ['open', 'begun', 'returned', 'not-done'], (_, byRole) => {
		if (!byRole) throw new Forbidden('error_forbidden');
		return { stage: 'cancelled', reason: reasonOf(reason), doneOn: null };
	});
}

/** It was due and was not done: it counts as such. */
export function closeNotDone(actor: Actor, shown: Shown, reason: string): Promise<Changed<Done>> {
	return changeStage(actor, shown, ['open', 'begun', 'returned'], () => ({
		stage: 'not-done',
		reason: reasonOf(reason),
		doneOn: null
	}));
}

/** Takes back that it was cancelled, not done or begun. */
export function reopenOccurrence(actor: Actor, shown: Shown): Promise<Changed<Done>> {
	return changeStage(
		actor,
		shown,
		['cancelled', 'not-done', 'begun'],
		({ stage, reportId }, byRole) => {
			if (stage === 'cancelled' && !byRole) throw new Forbidden('error_forbidden');
			return { stage: reportId === null ? 'open' : 'returned', reason: null };
		}
	);
}

/**
 * Gives an occurrence whose day others decide its days when somebody knows them; null takes them
 * away. It is still never late.
 */
export function dateOccurrence(
	actor: Actor,
	shown: Shown,
	days: { from: string; to: string } | null
): Promise<Changed<Done>> {
	return changeStage(actor, shown, null, ({ kind }, _, period) => {
		if (kind !== 'undated' && kind !== 'added') throw new Invalid('execution_date_fixed');
		return { days: days && readDays(days, period) };
	});
}

/** Another time for a measure that an event, need or another schedule decides. */
export function addOccurrence(
	actor: Actor,
	measureId: string,
	days: { from: string; to: string } | null
): Promise<Changed<Done>> {
	return changeAs(actor, async (db) => {
		const found = isId(measureId) ? await findMeasure(db, measureId) : null;
		if (!found || found.measure.withdrawn) throw new NotFound('not_found');
		const { head, measure } = found;
		if (
			!allowed(actor, 'execution.report', head.owner.path) &&
			!(await isOwnMeasure(db, measureId))
		)
			throw new Forbidden('error_forbidden');
		if (head.status === 'closed') throw new Invalid('execution_refused_closed');
		if (head.withdrawn || !isApproved(head.status) || !mayHaveMore(measure.term, measure.checkIn))
			throw new Invalid('execution_date_fixed');
		const window = days && readDays(days, head.period);
		await insertOccurrences(db, { roadmapId: head.id, ownerId: head.owner.id }, [
			{
				measureId,
				kind: 'added',
				from: window?.from ?? null,
				to: window?.to ?? null,
				neverLate: true
			}
		]);
		return { roadmapId: head.id, measureId };
	});
}

/** Whether people add occurrences to a measure: its term does not say how often. */
export function mayHaveMore({ kind }: Pick<Term, 'kind'>, checkIn: CheckIn): boolean {
	return kind === 'continuous' ? checkIn === 'none' : kind !== 'dates' && kind !== 'recurring';
}

/** How a measure is carried out: how often it is asked and what evidence a report must bring. */
export function setExecution(
	actor: Actor,
	measureId: string,
	sent: { revision: number; checkIn: string; evidenceKinds: string[] }
): Promise<Changed<Done>> {
	return changeAs(actor, async (db) => {
		if (!isId(measureId)) throw new NotFound('not_found');
		await lockMeasure(db, measureId);
		const found = await findMeasure(db, measureId);
		if (!found || found.measure.withdrawn) throw new NotFound('not_found');
		// not the text that an order approved, so it stays settable after it
		if (found.head.withdrawn || !allowed(actor, 'roadmap.edit', found.head.owner.path))
			throw new Forbidden('error_forbidden');
		if (found.head.status === 'closed') throw new Invalid('execution_refused_closed');
		if (sent.revision !== found.measure.revision)
			throw new Conflict<Happened | null>('execution_refused_stale', null);
		const checkIn = checkIns.find((each) => each === sent.checkIn);
		if (!checkIn) throw new Invalid('error_form', { checkIn: 'execution_check_in_choose' });
		const kinds = [...new Set(sent.evidenceKinds.filter(isEvidenceKind))];
		const stored = found.measure;
		const same = stored.checkIn === checkIn && String(stored.evidenceKinds) === String(kinds);
		if (!same)
			await db
				.updateTable('measure')
				.set({ check_in: checkIn, evidence_kinds: kinds })
				.where('id', '=', measureId)
				.execute();
		if (isApproved(found.head.status) && checkIn !== stored.checkIn)
			await syncMeasure(db, found.head.id, measureId);
		return { roadmapId: found.head.id, measureId };
	});
}

/** Changes one occurrence that stands in one of `stages`; null: in any that is not finished. */
function changeStage(
	actor: Actor,
	shown: Shown,
	stages: Stage[] | null,
	change: (held: Held, byRole: boolean, period: Window) => StageChange
): Promise<Changed<Done>> {
	return changeAs(actor, async (db: Db) => {
		const { head, held, byRole } = await holdOccurrences(db, actor, [shown]);
		const one = held[0]!;
		if (head.status === 'closed') throw new Invalid('execution_refused_closed');
		if (!(stages ?? ['open', 'begun', 'returned']).includes(one.stage))
			await refuseHeld(db, actor, 'execution_refused_stage', one);
		await updateStage(db, [one.id], change(one, byRole, head.period));
		return { roadmapId: head.id, measureId: one.measureId };
	});
}

const LONGEST_REASON = 1_000;

function reasonOf(text: string): string {
	const reason = text.trim();
	if (reason === '') throw new Invalid('error_form', { reason: 'execution_reason_needed' });
	if (reason.length > LONGEST_REASON) throw new Invalid('error_form', { reason: 'error_too_long' });
	return reason;
}
