/** What a person does to a roadmap as a whole. */
import { readTerm } from '../calendar/calendar.ts';
import type { Actor } from '../people/access.ts';
import type { Db } from '../platform/database.ts';
import { Conflict, Forbidden, Invalid } from '../platform/errors.ts';
import { changeAs, editableHead, type Changed } from './change.ts';
import { merge } from './conflict.ts';
import {
	headFields,
	headFieldsOf,
	readHeadFields,
	type HeadField,
	type HeadFields
} from './head-fields.ts';
import { lastChange, type EditConflict } from './measure.ts';
import { isApproved, type RoadmapHead } from './model.ts';
import { findRoadmap, headColumns } from './store.ts';
import { updateTerms, updateWithdrawn } from './store-change.ts';
import { mustFit } from './version/correction.ts';
import { holdRoadmap } from './version/hold.ts';

export interface SavedHead {
	taken: HeadField[];
	/** Terms whose phrase means other days in the new period. */
	terms: number;
}

/**
 * Saves a roadmap's head; where its period or order's date changes, every phrase is read anew.
 * Throws `Conflict` with an `EditConflict` where both changed one field, `Invalid` with fields.
 */
export function saveHead(
	actor: Actor,
	id: string,
	sent: { mine: Partial<HeadFields>; base: Partial<HeadFields>; revision: number }
): Promise<Changed<SavedHead>> {
	return changeAs(actor, async (db) => {
		await editableHead(db, actor, id);
		// withdrawn measures too: they may come back
		const { head, measures } = (await findRoadmap(db, id, { withdrawn: true }))!;
		const stored = headFieldsOf(head);
		const base = sent.revision === head.revision ? null : sent.base;
		const { merged, conflicts, taken } = merge(base, sent.mine, stored);
		if (conflicts.length > 0)
			throw new Conflict<EditConflict<HeadField>>('roadmap_conflict', {
				mine: sent.mine,
				stored,
				fields: conflicts,
				taken,
				revision: head.revision,
				...(await lastChange(db, 'roadmap', id))
			});
		if (headFields.every((field) => merged[field] === stored[field])) return { taken, terms: 0 };
		const values = readHeadFields(merged);
		if (measures.some(({ lane }) => lane !== null && lane >= values.lanes.length))
			throw new Invalid('error_form', { lanes: 'roadmap_wrong_lanes_used' });
		await db.updateTable('roadmap').set(headColumns(values)).where('id', '=', id).execute();
		const again =
			merged.from !== stored.from ||
			merged.to !== stored.to ||
			merged.order_date !== stored.order_date;
		const context = { plan: values.period, written: values.order?.date ?? null };
		const terms = again
			? measures
					.filter(({ termByHand }) => !termByHand)
					.map(({ id: measureId, term }) => ({
						id: measureId,
						old: term,
						term: readTerm(term.phrase, context)
					}))
					.filter(
						({ old, term }) => JSON.stringify(old.occurrences) !== JSON.stringify(term.occurrences)
					)
			: [];
		if (terms.length > 0) await updateTerms(db, terms);
		return { taken, terms: terms.length };
	});
}

/**
 * Takes a roadmap out of the lists; it is kept and can be brought back. What an order approved only
 * who may approve.
 */
export function withdrawRoadmap(
	actor: Actor,
	id: string,
	reason: string
): Promise<Changed<{ title: string }>> {
	return changeAs(actor, async (db) => {
		const head = await withdrawable(db, actor, id);
		await updateWithdrawn(db, 'roadmap', [id], { reason: reason.trim().slice(0, 500) || null });
		return { title: head.title };
	});
}

/** Throws `Conflict` where the draft of a next version does not fit what is in force by now. */
export function restoreRoadmap(actor: Actor, id: string): Promise<Changed<{ title: string }>> {
	return changeAs(actor, async (db) => {
		const head = await withdrawable(db, actor, id);
		await mustFit(db, head);
		await updateWithdrawn(db, 'roadmap', [id], null);
		return { title: head.title };
	});
}

async function withdrawable(db: Db, actor: Actor, id: string): Promise<RoadmapHead> {
	const { head, rights } = await holdRoadmap(db, actor, id);
	if (!(isApproved(head.status) ? rights.approve : rights.edit))
		throw new Forbidden('error_forbidden');
	return head;
}
