/** What a person does to one measure. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '../people/access.ts';
import { shortName } from '../people/names.ts';
import type { Db } from '../platform/database.ts';
import { Conflict, Invalid, NotFound } from '../platform/errors.ts';
import { changeAs, editableHead, isId, mustBeOpen, mustEdit, type Changed } from './change.ts';
import { merge, type Fields } from './conflict.ts';
import {
	emptyFields,
	fieldsOf,
	measureFields,
	readFields,
	type MeasureField,
	type MeasureFields,
	type MeasureValues
} from './fields.ts';
import type { Measure, RoadmapHead } from './model.ts';
import { place, step } from './order.ts';
import { outlineOf } from './outline.ts';
import { findMeasure, findOrder, insertMeasures } from './store.ts';
import {
	findLastChange,
	lockRoadmapOf,
	updateMeasure,
	updatePositions,
	updateSectionOf,
	updateWithdrawn,
	type Told
} from './store-change.ts';
import { linkParties } from './responsible/link.ts';

/** Two people changed the same field: both versions, and what they were saved by. */
export interface EditConflict<F extends string = MeasureField> {
	mine: Partial<Fields<F>>;
	stored: Fields<F>;
	/** Fields to choose between. */
	fields: F[];
	/** Fields of the other change that are kept in any case. */
	taken: F[];
	/** Revision to send with the choice. */
	revision: number;
	/** «Ермакова Н. В.»; null where the name is not for this actor. */
	by: string | null;
	at: Date | null;
}

export interface SavedMeasure {
	roadmapId: string;
	number: string | null;
	text: string;
	/** Fields that somebody else changed meanwhile and that stay so. */
	taken: MeasureField[];
}

/**
 * Saves the fields that were sent. Changes of others to other fields stay; where both changed one
 * field, throws `Conflict` with an `EditConflict` and saves nothing. Throws `Invalid` with fields.
 */
export function saveMeasure(
	actor: Actor,
	id: string,
	sent: { mine: Partial<MeasureFields>; base: Partial<MeasureFields>; revision: number }
): Promise<Changed<SavedMeasure>> {
	return changeAs(actor, async (db) => {
		const { head, measure } = await editableMeasure(db, actor, id);
		if (measure.withdrawn) throw new Invalid('roadmap_withdrawn');
		const stored = fieldsOf(measure);
		const base = sent.revision === measure.revision ? null : sent.base;
		const { merged, conflicts, taken } = merge(base, sent.mine, stored);
		if (conflicts.length > 0)
			throw new Conflict<EditConflict>('roadmap_conflict', {
				mine: sent.mine,
				stored,
				fields: conflicts,
				taken,
				revision: measure.revision,
				...(await lastChange(db, 'measure', id))
			});
		const saved = { roadmapId: head.id, number: measure.number, text: measure.text, taken };
		if (measureFields.every((field) => merged[field] === stored[field])) return saved;
		const order = await findOrder(db, head.id);
		const values = valuesOf(head, order.sections, merged, measure);
		const moved = values.sectionId !== measure.sectionId;
		const position = moved ? endOf(order, values.sectionId) : measure.position;
		const parties =
			merged.responsible === stored.responsible
				? null
				: values.responsible.map(await linkParties(db, head.owner.id, values.responsible));
		await updateMeasure(db, id, head.owner.id, { ...values, position }, parties);
		return { ...saved, number: values.number, text: values.text };
	});
}

/** Adds a measure at the end of its section. `row` puts it beside others in a roadmap of lanes. */
export function addMeasure(
	actor: Actor,
	roadmapId: string,
	sent: { mine: Partial<MeasureFields>; row?: number | null }
): Promise<Changed<{ id: string }>> {
	return changeAs(actor, async (db) => {
		const head = await editableHead(db, actor, roadmapId);
		const order = await findOrder(db, head.id);
		const values = valuesOf(head, order.sections, { ...emptyFields, ...sent.mine }, null);
		const id = randomUUID();
		const link = await linkParties(db, head.owner.id, values.responsible);
		await insertMeasures(db, head.id, head.owner.id, [
			{
				...values,
				id,
				position: endOf(order, values.sectionId),
				row: sent.row ?? null,
				responsible: values.responsible.map(link),
				source: null
			}
		]);
		return { id };
	});
}

/** Takes a measure out of the roadmap; it is kept with who, when and why, and can be brought back. */
export function withdrawMeasure(
	actor: Actor,
	id: string,
	reason: string
): Promise<Changed<SavedMeasure>> {
	return changeAs(actor, async (db) => {
		const { head, measure } = await editableMeasure(db, actor, id);
		await updateWithdrawn(db, 'measure', [id], { reason: reason.trim().slice(0, 500) || null });
		return { roadmapId: head.id, number: measure.number, text: measure.text, taken: [] };
	});
}

/** Brings a withdrawn measure back, with the sections above it where those were withdrawn too. */
export function restoreMeasure(actor: Actor, id: string): Promise<Changed<SavedMeasure>> {
	return changeAs(actor, async (db) => {
		const { head, measure } = await editableMeasure(db, actor, id);
		await restoreSectionsAbove(db, head.id, measure.sectionId);
		await updateWithdrawn(db, 'measure', [id], null);
		return { roadmapId: head.id, number: measure.number, text: measure.text, taken: [] };
	});
}

export type Move =
	| { step: 'up' | 'down' }
	/** Before that measure, or at the end of the section. */
	| { section: string | null; before: string | null };

/** Puts a measure elsewhere in its roadmap. */
export function moveMeasure(actor: Actor, id: string, move: Move): Promise<Changed<SavedMeasure>> {
	return changeAs(actor, async (db) => {
		const { head, measure } = await editableMeasure(db, actor, id);
		const order = await findOrder(db, head.id);
		const groups = outlineOf(order).map(({ section, measures }) => ({
			section: section?.id ?? null,
			ids: measures.map((each) => each.id)
		}));
		const saved = { roadmapId: head.id, number: measure.number, text: measure.text, taken: [] };
		const target =
			'step' in move ? step(groups, id, move.step) : { section: move.section, before: move.before };
		if (!target) return saved;
		const known = target.section === null || order.sections.some((s) => s.id === target.section);
		if (!known) throw new Invalid('error_form', { section: 'roadmap_wrong_section' });
		const ids = groups.find(({ section }) => section === target.section)?.ids ?? [];
		const positions = new Map(order.measures.map((each) => [each.id, each.position]));
		const row = ids.map((each) => ({ id: each, position: positions.get(each)! }));
		if (target.section !== measure.sectionId) await updateSectionOf(db, id, target.section);
		await updatePositions(db, 'measure', place(row, id, target.before));
		return saved;
	});
}

async function editableMeasure(
	db: Db,
	actor: Actor,
	id: string
): Promise<{ head: RoadmapHead; measure: Measure }> {
	if (!isId(id)) throw new NotFound('not_found');
	await lockRoadmapOf(db, id);
	const found = await findMeasure(db, id);
	if (!found) throw new NotFound('not_found');
	mustEdit(actor, found.head);
	mustBeOpen(found.head);
	return found;
}

/** Brings back the section and those above it that were withdrawn. */
export async function restoreSectionsAbove(
	db: Db,
	roadmapId: string,
	sectionId: string | null
): Promise<void> {
	if (sectionId === null) return;
	const all = await db
		.selectFrom('section')
		.select(['id', 'parent_id', 'withdrawn_at'])
		.where('roadmap_id', '=', roadmapId)
		.execute();
	const ids: string[] = [];
	let at = all.find(({ id }) => id === sectionId);
	while (at) {
		if (at.withdrawn_at) ids.push(at.id);
		const parent = at.parent_id;
		at = all.find(({ id }) => id === parent);
	}
	await updateWithdrawn(db, 'section', ids, null);
}

export async function lastChange(
	db: Db,
	table: Told,
	id: string
): Promise<{ by: string | null; at: Date | null }> {
	const last = await findLastChange(db, table, id);
	return { by: last?.name ? shortName(last.name) : null, at: last?.at ?? null };
}

function valuesOf(
	head: RoadmapHead,
	sections: { id: string }[],
	fields: MeasureFields,
	stored: Measure | null
): MeasureValues {
	return readFields(fields, {
		context: { plan: head.period, written: head.order?.date ?? null },
		// a measure may stay in a section that was withdrawn
		sections: [...sections.map(({ id }) => id), ...(stored?.sectionId ? [stored.sectionId] : [])],
		lanes: head.lanes.length,
		stored
	});
}

function endOf(
	{ measures }: { measures: { id: string; sectionId: string | null; position: number }[] },
	sectionId: string | null
): number {
	const row = measures
		.filter((measure) => measure.sectionId === sectionId)
		.sort((a, b) => a.position - b.position);
	return place(row, '', null).find(({ id }) => id === '')!.position;
}
