/** «Напомнить»: whom the reader may remind by letter, and what became of today's letters. */
import { allowedSomewhere, type Actor } from '../people/access.ts';
import type { PlainDate } from '../calendar/term.ts';
import type { RemindView } from './model.ts';
import type { Db } from '../platform/database.ts';
import { findReminded } from '../reminders/reminded.ts';

/** By organisation; empty for who follows nobody's work. */
export async function findReminds(
	db: Db,
	actor: Actor,
	owners: string[],
	today: PlainDate
): Promise<Map<string, RemindView>> {
	if (owners.length === 0 || !allowedSomewhere(actor, 'execution.verify')) return new Map();
	const told = await findReminded(db, owners, today);
	return new Map(owners.map((ownerId) => [ownerId, { ownerId, told: told.get(ownerId) ?? null }]));
}
