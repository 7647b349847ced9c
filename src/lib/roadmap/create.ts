import { randomUUID } from 'node:crypto';
import { readTerm } from '../calendar/calendar.ts';
import type { Term, Window } from '../calendar/term.ts';
import { act, type Acting, type Db } from '../platform/database.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import { outline } from './export/outline.ts';
import type { Party } from './model.ts';
import { positions } from './order.ts';
import type { RoadmapSnapshot } from './snapshot.ts';
import { findOwner, insertRoadmap, type NewMeasure, type NewRoadmap } from './store.ts';
import { linkParties } from './responsible/link.ts';

export interface CreateRoadmap {
	/** Organisation whose roadmap it will be. */
	ownerId: string;
	/** `owner` of the snapshot is not looked at: the organisation's own name stands. */
	snapshot: RoadmapSnapshot;
	documentId?: string | null;
	/** The intake that this roadmap ends: it becomes `accepted`, once. */
	intakeId?: string | null;
	copiedFrom?: string | null;
	/** Place in the document for each measure of the snapshot, in its order; or what else it is made of. */
	sources?: unknown[];
	/** Numbers of the deficits that the roadmap as a whole is to answer. */
	factors?: number[];
}

export interface CreatedRoadmap {
	id: string;
	/** In the snapshot's order. */
	measureIds: string[];
}

/**
 * Makes a roadmap of plain values, in one transaction (or in the caller's `db`) and with a number
 * of statements that does not grow with its measures. Responsible people are linked where an
 * earlier choice holds or nobody else can be meant.
 * Throws `NotFound` where the person may not edit roadmaps of the owner, `Conflict` where the
 * intake was accepted before (its `stored` is the roadmap's id).
 */
export async function createRoadmap(
	acting: Acting,
	given: CreateRoadmap,
	db?: Db
): Promise<CreatedRoadmap> {
	return db ? create(db, acting, given) : act(acting, (own) => create(own, acting, given));
}

async function create(db: Db, acting: Acting, given: CreateRoadmap): Promise<CreatedRoadmap> {
	const { snapshot, ownerId } = given;
	if (!(await findOwner(db, ownerId, 'roadmap.edit'))) throw new NotFound('not_found');
	const id = randomUUID();
	const names = snapshot.measures.flatMap(({ responsible }) => responsible);
	const find = await linkParties(db, ownerId, names);
	const measureIds = snapshot.measures.map(() => randomUUID() as string);
	await insertRoadmap(db, {
		id,
		ownerId,
		head: snapshot,
		documentId: given.documentId ?? null,
		copiedFrom: given.copiedFrom ?? null,
		createdBy: acting.personId,
		factors: given.factors ?? [],
		...rowsOf(snapshot, { measureIds, sources: given.sources ?? [] }, find)
	});
	if (given.intakeId) await acceptIntake(db, given.intakeId, id);
	return { id, measureIds };
}

/** Sections and measures of a snapshot with ids, in print order. */
function rowsOf(
	snapshot: RoadmapSnapshot,
	given: { measureIds: string[]; sources: unknown[] },
	find: (text: string) => Party
): Pick<NewRoadmap, 'sections' | 'measures'> {
	const entries = outline(snapshot);
	const ids = new Map(entries.map(({ path }) => [JSON.stringify(path), randomUUID() as string]));
	const idOf = (path: string[]): string | null =>
		path.length > 0 ? (ids.get(JSON.stringify(path)) ?? null) : null;
	const sectionEntries = entries.filter(({ path }) => path.length > 0);
	const sectionPlaces = positions(sectionEntries.length);
	const sections = sectionEntries.map(({ path }, i) => ({
		id: idOf(path)!,
		parentId: idOf(path.slice(0, -1)),
		position: sectionPlaces[i]!,
		title: path.at(-1)!
	}));
	const indexOf = new Map(snapshot.measures.map((measure, i) => [measure, i]));
	const ordered = entries.flatMap((entry) => entry.measures);
	const places = positions(ordered.length);
	const measures = ordered.map((measure, i): NewMeasure => {
		const lane = measure.lane === null ? -1 : snapshot.lanes.indexOf(measure.lane);
		const index = indexOf.get(measure)!;
		return {
			id: given.measureIds[index]!,
			sectionId: idOf(measure.sectionPath),
			position: places[i]!,
			lane: lane < 0 ? null : lane,
			row: measure.row,
			number: measure.number,
			text: measure.text,
			term: measure.term,
			termByHand: isByHand(measure.term, snapshot.period),
			responsible: measure.responsible.map(find),
			result: measure.result,
			notes: measure.notes,
			factors: measure.factors,
			source: given.sources[index] ?? null
		};
	});
	return { sections, measures };
}

/** Whether a person or the document's layout set one period that the phrase alone does not say. */
function isByHand(term: Term, plan: Window): boolean {
	if (term.kind !== 'dates' || term.occurrences.length !== 1) return false;
	const read = readTerm(term.phrase, { plan });
	return JSON.stringify(read.occurrences) !== JSON.stringify(term.occurrences);
}

async function acceptIntake(db: Db, intakeId: string, roadmapId: string): Promise<void> {
	const { numUpdatedRows } = await db
		.updateTable('intake')
		.set({ state: 'accepted', roadmap_id: roadmapId })
		.where('id', '=', intakeId)
		.where('state', '<>', 'accepted')
		.executeTakeFirstOrThrow();
	if (numUpdatedRows > 0n) return;
	const stored = await db
		.selectFrom('intake')
		.select('roadmap_id')
		.where('id', '=', intakeId)
		.executeTakeFirst();
	if (!stored) throw new NotFound('not_found');
	throw new Conflict('intake_accepted', stored.roadmap_id);
}
