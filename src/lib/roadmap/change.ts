import { sql } from 'kysely';
import { allowed, type Actor } from '../people/access.ts';
import { act, type Db } from '../platform/database.ts';
import { Forbidden, NotFound } from '../platform/errors.ts';
import type { RoadmapHead } from './model.ts';
import { findHead } from './store.ts';

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

/** The head of a roadmap that the actor may edit; `NotFound` or `Forbidden` otherwise. */
export async function editableHead(db: Db, actor: Actor, roadmapId: string): Promise<RoadmapHead> {
	const head = isId(roadmapId) ? await findHead(db, roadmapId) : null;
	if (!head) throw new NotFound('not_found');
	mustEdit(actor, head);
	return head;
}

/** Throws `Forbidden` where the actor may see but not edit. */
export function mustEdit(actor: Actor, { owner }: Pick<RoadmapHead, 'owner'>): void {
	if (!allowed(actor, 'roadmap.edit', owner.path)) throw new Forbidden('error_forbidden');
}

/** Whether a text from an address can be an id at all: the database refuses what is none. */
export function isId(text: unknown): text is string {
	return typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
