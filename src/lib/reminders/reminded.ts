/** What the room tells others of reminders; apart from its door, which no browser may load. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';

/** What became of the reminders of a day to the people of an organisation. */
export interface Reminded {
	ownerId: string;
	people: number;
	sent: number;
	failed: number;
}

/** By organisation, of those whose work the acting person follows. */
export async function findReminded(
	db: Db,
	owners: string[],
	day: PlainDate
): Promise<Map<string, Reminded>> {
	if (owners.length === 0) return new Map();
	const { rows } = await sql<Reminded>`
		select owner_id as "ownerId", people, sent, failed
		from opora.reminded(${owners}::uuid[], ${day})`.execute(db);
	return new Map(rows.map((row) => [row.ownerId, row]));
}
