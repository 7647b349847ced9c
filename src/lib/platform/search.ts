import { sql } from 'kysely';
import type { Db } from './database.ts';

export const foundKinds = ['organisation', 'person', 'roadmap', 'measure'] as const;
export type FoundKind = (typeof foundKinds)[number];

export interface Found {
	kind: FoundKind;
	id: string;
	/** The roadmap of a measure, or the roadmap itself; null for people and organisations. */
	roadmapId: string | null;
	title: string;
	body: string;
	/** Short name of the organisation that owns it. */
	owner: string;
}

/**
 * Everything that `line` finds for the acting person, in Russian word forms, with mistyped words
 * forgiven and ё equal to е. At most `limit` results: organisations, people, roadmaps, measures.
 */
export async function search(
	db: Db,
	line: string,
	limit = 30,
	kinds: readonly FoundKind[] = foundKinds
): Promise<Found[]> {
	const { rows } = await sql<Found>`
		select kind, id, roadmap_id as "roadmapId", title, body, owner
		from opora.search(${line.slice(0, 200)}, ${[...kinds]}::text[], ${limit})`.execute(db);
	return rows;
}
