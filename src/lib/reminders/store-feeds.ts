/** Private calendar addresses and what they show, always as the person whose address it is. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { FeedEvent } from './feed-ics.ts';

export interface StoredFeed {
	id: string;
	/** null: everything that the person has to do. */
	roadmapId: string | null;
	roadmap: string | null;
	/** Day, as the server counts it. */
	createdOn: PlainDate;
}

/** The acting person's addresses, her own dates first; those of hidden roadmaps without a title. */
export async function findFeeds(db: Db): Promise<StoredFeed[]> {
	return db
		.selectFrom('calendar_feed')
		.leftJoin('roadmap', 'roadmap.id', 'calendar_feed.roadmap_id')
		.select([
			'calendar_feed.id',
			'calendar_feed.roadmap_id as roadmapId',
			'roadmap.title as roadmap',
			sql<string>`calendar_feed.created_at::date::text`.as('createdOn')
		])
		.where('calendar_feed.withdrawn_at', 'is', null)
		.orderBy(sql`calendar_feed.roadmap_id is not null`)
		.orderBy('roadmap.title')
		.orderBy('calendar_feed.id')
		.execute();
}

/** Makes an address; the one before it shows nothing from now on. */
export async function replaceFeed(
	db: Db,
	given: { personId: string; roadmapId: string | null; secretHash: Buffer; at: Date }
): Promise<void> {
	// the same button pressed twice at once: one after the other
	await sql`select pg_advisory_xact_lock(hashtextextended(${given.personId}, 0))`.execute(db);
	await sql`
		update opora.calendar_feed set withdrawn_at = ${given.at}
		where person_id = ${given.personId} and withdrawn_at is null
			and roadmap_id is not distinct from ${given.roadmapId}::uuid`.execute(db);
	await db
		.insertInto('calendar_feed')
		.values({
			person_id: given.personId,
			roadmap_id: given.roadmapId,
			secret_hash: given.secretHash,
			created_at: given.at
		})
		.execute();
}

/** Whether there was such an address of the acting person. */
export async function withdrawFeed(db: Db, id: string, at: Date): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('calendar_feed')
		.set({ withdrawn_at: at })
		.where('id', '=', id)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

export async function findFeed(
	db: Db,
	secretHash: Buffer
): Promise<{ personId: string; roadmapId: string | null } | null> {
	const { rows } = await sql<{ personId: string; roadmapId: string | null }>`
		select person_id as "personId", roadmap_id as "roadmapId"
		from opora.find_feed(${secretHash})`.execute(db);
	return rows[0] ?? null;
}

/** Title of a roadmap that the acting person may read, or null. */
export async function findRoadmapTitle(db: Db, id: string): Promise<string | null> {
	const row = await db
		.selectFrom('roadmap')
		.select('title')
		.where('id', '=', id)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return row?.title ?? null;
}

/** Occurrences whose last day lies between the days: of a roadmap, or the acting person's own. */
export async function findEvents(
	db: Db,
	given: { roadmapId: string | null; from: PlainDate; to: PlainDate }
): Promise<FeedEvent[]> {
	const whose = given.roadmapId
		? sql`oc.roadmap_id = ${given.roadmapId}`
		: sql`(oc.measure_id = any ((select opora.own_measures())::uuid[])
			or oc.owner_id = any (array(
				select place.id
				from opora.appointment a
				join opora.organisation node on node.id = a.organisation_id
				join opora.organisation place on place.path operator(public.<@) node.path
				where a.person_id = (select opora.current_person())
					and opora.today() between a.from_date and coalesce(a.to_date, 'infinity')
					and (a.role in ('school-coordinator', 'school-head')
						or (a.role = 'municipal-coordinator' and place.kind not in ('school', 'leader-school'))
						or (a.role = 'regional-operator' and place.id = node.id)))))`;
	const { rows } = await sql<FeedEvent>`
		select oc.id as "occurrenceId", oc.roadmap_id as "roadmapId", oc.measure_id as "measureId",
			oc.due_from as "from", oc.due_to as "to", oc.stage, oc.revision + m.revision as revision,
			m.number, m.text, m.term_phrase as "termPhrase", m.result, r.title as roadmap,
			o.short_name as owner, array(select text from opora.measure_party p
				where p.measure_id = m.id order by p.position) as responsible
		from opora.occurrence oc
		join opora.measure m on m.id = oc.measure_id and m.withdrawn_at is null
		join opora.roadmap r on r.id = oc.roadmap_id and r.withdrawn_at is null
			and r.status in ('approved', 'in-force', 'closed')
		join opora.organisation o on o.id = oc.owner_id
		where ${whose} and oc.withdrawn_at is null and oc.due_to between ${given.from} and ${given.to}
		order by oc.due_to, oc.due_from, m.position, oc.id`.execute(db);
	return rows;
}
