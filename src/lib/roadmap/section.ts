/** What a person does to a roadmap's sections, and to the order and numbers of the whole. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '../people/access.ts';
import type { Db } from '../platform/database.ts';
import { Conflict, Invalid, NotFound } from '../platform/errors.ts';
import { changeAs, editableHead, isId, type Changed } from './change.ts';
import { sectionsUnder } from './filters.ts';
import { restoreSectionsAbove } from './measure.ts';
import type { RoadmapHead, Section } from './model.ts';
import { place, renumber, type Numbering } from './order.ts';
import { outlineOf } from './outline.ts';
import { findOrder, findRoadmap } from './store.ts';
import { updateNumbers, updatePositions, updateWithdrawn } from './store-change.ts';

const LONGEST_TITLE = 1_000;

export interface SavedSection {
	roadmapId: string;
	title: string;
}

/** Adds a section at the end of `parentId` (null: outermost). */
export function addSection(
	actor: Actor,
	roadmapId: string,
	sent: { title: string; parentId: string | null }
): Promise<Changed<SavedSection & { id: string }>> {
	return changeAs(actor, async (db) => {
		const head = await editableHead(db, actor, roadmapId);
		const { sections } = await findOrder(db, head.id);
		const title = readTitle(sent.title);
		const parentId = readParent(sections, null, sent.parentId);
		const id = randomUUID();
		await db
			.insertInto('section')
			.values({
				id,
				roadmap_id: head.id,
				owner_id: head.owner.id,
				parent_id: parentId,
				position: endAmong(sections, parentId),
				title
			})
			.execute();
		return { id, roadmapId: head.id, title };
	});
}

/** Renames a section and puts it under another; throws `Conflict` with the stored title. */
export function saveSection(
	actor: Actor,
	id: string,
	sent: { title: string; parentId: string | null; revision: number }
): Promise<Changed<SavedSection>> {
	return changeAs(actor, async (db) => {
		const { head, section } = await editableSection(db, actor, id);
		const { sections } = await findOrder(db, head.id);
		const title = readTitle(sent.title);
		const parentId = readParent(sections, id, sent.parentId);
		const moved = parentId !== section.parentId;
		const { numUpdatedRows } = await db
			.updateTable('section')
			.set({
				title,
				parent_id: parentId,
				position: moved ? endAmong(sections, parentId) : section.position
			})
			.where('id', '=', id)
			.where('revision', '=', sent.revision)
			.executeTakeFirstOrThrow();
		if (numUpdatedRows === 0n)
			throw new Conflict('roadmap_section_conflict', {
				title: section.title,
				revision: section.revision
			});
		return { roadmapId: head.id, title };
	});
}

/** One place up or down among the sections of the same parent. */
export function moveSection(
	actor: Actor,
	id: string,
	direction: 'up' | 'down'
): Promise<Changed<SavedSection>> {
	return changeAs(actor, async (db) => {
		const { head, section } = await editableSection(db, actor, id);
		const { sections } = await findOrder(db, head.id);
		const row = siblings(sections, section.parentId);
		const index = row.findIndex((each) => each.id === id);
		const saved = { roadmapId: head.id, title: section.title };
		const neighbour = direction === 'up' ? row[index - 1] : row[index + 1];
		if (!neighbour) return saved;
		const before = direction === 'up' ? neighbour.id : (row[index + 2]?.id ?? null);
		await updatePositions(db, 'section', place(row, id, before));
		return saved;
	});
}

/** Withdraws a section with everything under it; all of it is kept. */
export function withdrawSection(
	actor: Actor,
	id: string,
	reason: string
): Promise<Changed<SavedSection & { measures: number }>> {
	return changeAs(actor, async (db) => {
		const { head, section } = await editableSection(db, actor, id);
		const order = await findOrder(db, head.id);
		const under = sectionsUnder(order.sections, id);
		const measures = order.measures
			.filter(({ sectionId }) => sectionId !== null && under.has(sectionId))
			.map((measure) => measure.id);
		const why = { reason: reason.trim().slice(0, 500) || null };
		await updateWithdrawn(db, 'measure', measures, why);
		await updateWithdrawn(db, 'section', [...under], why);
		return { roadmapId: head.id, title: section.title, measures: measures.length };
	});
}

/** Brings a section back, with those above it; its measures are brought back one by one or by undo. */
export function restoreSection(actor: Actor, id: string): Promise<Changed<SavedSection>> {
	return changeAs(actor, async (db) => {
		const { head, section } = await editableSection(db, actor, id);
		await restoreSectionsAbove(db, head.id, id);
		return { roadmapId: head.id, title: section.title };
	});
}

/** Gives every measure a new number in print order. */
export function renumberRoadmap(
	actor: Actor,
	roadmapId: string,
	numbering: Numbering
): Promise<Changed<{ count: number }>> {
	return changeAs(actor, async (db) => {
		const head = await editableHead(db, actor, roadmapId);
		const roadmap = await findRoadmap(db, head.id);
		const groups = outlineOf(roadmap!).map(({ top, measures }) => ({
			top,
			ids: measures.map(({ id }) => id)
		}));
		const numbers = renumber(groups, numbering);
		await updateNumbers(db, numbers);
		return { count: numbers.size };
	});
}

async function editableSection(
	db: Db,
	actor: Actor,
	id: string
): Promise<{ head: RoadmapHead; section: Omit<Section, 'withdrawn' | 'originId'> }> {
	const row = isId(id)
		? await db
				.selectFrom('section')
				.select(['id', 'roadmap_id', 'parent_id as parentId', 'position', 'title', 'revision'])
				.where('id', '=', id)
				.executeTakeFirst()
		: undefined;
	if (!row) throw new NotFound('not_found');
	const head = await editableHead(db, actor, row.roadmap_id);
	return { head, section: row };
}

function readTitle(given: string): string {
	const title = given.replace(/\s+/g, ' ').trim();
	if (title === '') throw new Invalid('error_form', { title: 'roadmap_wrong_title' });
	if (title.length > LONGEST_TITLE) throw new Invalid('error_form', { title: 'error_too_long' });
	return title;
}

/** A section cannot lie under itself. */
function readParent(
	sections: { id: string; parentId: string | null }[],
	id: string | null,
	parentId: string | null
): string | null {
	if (parentId === null) return null;
	const known = sections.some((section) => section.id === parentId);
	const inside = id !== null && sectionsUnder(sections, id).has(parentId);
	if (!known || inside) throw new Invalid('error_form', { parent: 'roadmap_wrong_parent' });
	return parentId;
}

interface Sibling {
	id: string;
	parentId: string | null;
	position: number;
}

function siblings<S extends Sibling>(sections: S[], parentId: string | null): S[] {
	return sections
		.filter((section) => section.parentId === parentId)
		.sort((a, b) => a.position - b.position);
}

function endAmong(sections: Sibling[], parentId: string | null): number {
	return place(siblings(sections, parentId), '', null).find(({ id }) => id === '')!.position;
}
