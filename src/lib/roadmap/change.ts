import { sql } from 'kysely';
import { allowed, type Actor } from '../people/access.ts';
import { act, type Db } from '../platform/database.ts';
import { Conflict, Forbidden, NotFound } from '../platform/errors.ts';
import type { RoadmapHead } from './model.ts';
import { findHead } from './store.ts';
import { lockRoadmap } from './store-change.ts';
import { whyShut } from './version/way.ts';

export interface Changed<T> {
	result: T;
	/** Row of the history by which `undo` takes the whole change back; null: nothing was changed. */
	auditId: number | null;
}

/** Runs `work` as the actor, in one transaction. */
export function actAs<T>(actor: Actor, work: (db: Db) => Promise<T>): Promise<T> {
	return act({ personId: actor.personId, today: null }, work);
}

/** Runs a change in one transaction and says by which row of the history it can be taken back. */
export function changeAs<T>(actor: Actor, work: (db: Db) => Promise<T>): Promise<Changed<T>> {
	return actAs(actor, async (db) => {
		const result = await work(db);
		const row = await db
			.selectFrom('audit')
			.select(({ fn }) => fn.max('id').as('id'))
			.where('change_id', '=', sql<string>`nullif(current_setting('opora.change', true), '')::uuid`)
			.executeTakeFirst();
		return { result, auditId: row?.id == null ? null : Number(row.id) };
	});
}

/**
 * The head of a roadmap whose text the actor may edit now, held until the transaction ends, so that
 * an order cannot approve it meanwhile. Throws `NotFound`, `Forbidden`, or `Conflict` where it was
 * agreed or approved.
 */
export async function editableHead(db: Db, actor: Actor, roadmapId: string): Promise<RoadmapHead> {
	if (isId(roadmapId)) await lockRoadmap(db, roadmapId);
	const head = await ownHead(db, actor, roadmapId);
	mustBeOpen(head);
	return head;
}

/** The head of a roadmap whose editor the actor is, whether or not its text is fixed by now. */
export async function ownHead(db: Db, actor: Actor, roadmapId: string): Promise<RoadmapHead> {
	const head = isId(roadmapId) ? await findHead(db, roadmapId) : null;
	if (!head) throw new NotFound('not_found');
	mustEdit(actor, head);
	return head;
}

/** Throws `Forbidden` where the actor may see but not edit. */
export function mustEdit(actor: Actor, { owner }: Pick<RoadmapHead, 'owner'>): void {
	if (!allowed(actor, 'roadmap.edit', owner.path)) throw new Forbidden('error_forbidden');
}

/** Throws `Conflict` where the text was agreed or approved: nobody changes it in place any more. */
export function mustBeOpen({ status }: Pick<RoadmapHead, 'status'>): void {
	const shut = whyShut(status);
	if (shut !== null) throw new Conflict(`approval_refused_${shut}`, null);
}

/** Whether a text from an address can be an id at all: the database refuses what is none. */
export function isId(text: unknown): text is string {
	return typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
