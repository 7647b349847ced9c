/** The SQL of a municipality's own instruments. */
import { sql } from 'kysely';
import { askAsNobody, type Db } from '../../platform/database.ts';
import type { Asked } from '../campaign/model.ts';
import type { Own } from './model.ts';

const columns = sql`o.id, o.place_id as "placeId", p.short_name as place, p.path::text, o.audience,
	o.draft, o.revision, o.at::text,
	coalesce((select max(version) from own_instrument_version v where v.instrument_id = o.id), 0) as version,
	(select body from own_instrument_version v where v.instrument_id = o.id
		order by version desc limit 1) as published`;

/** Those that the actor sees, by place and audience. */
export async function findOwn(db: Db, placeId: string | null = null): Promise<Own[]> {
	const { rows } = await sql<Own>`
		select ${columns} from own_instrument o join organisation p on p.id = o.place_id
		where o.withdrawn_at is null and (${placeId}::uuid is null or o.place_id = ${placeId})
		order by p.short_name, p.id, array_position(array['head', 'teachers', 'pupils', 'parents'], o.audience),
			o.at, o.id
		limit 200`.execute(db);
	return rows;
}

/** One of them; `held` until the transaction ends, so that nobody publishes meanwhile. */
export async function findOne(db: Db, id: string, held = false): Promise<Own | null> {
	const { rows } = await sql<Own>`
		select ${columns} from own_instrument o join organisation p on p.id = o.place_id
		where o.id = ${id} and o.withdrawn_at is null
		${held ? sql`for update of o` : sql``}`.execute(db);
	return rows[0] ?? null;
}

export async function insertOwn(
	db: Db,
	personId: string,
	own: { id: string; placeId: string; audience: Asked; draft: object }
): Promise<void> {
	await sql`
		insert into own_instrument (id, place_id, audience, draft, by)
		values (${own.id}, ${own.placeId}, ${own.audience}, ${JSON.stringify(own.draft)}, ${personId})`.execute(
		db
	);
}

/** Whether the draft was still that of `revision`. */
export async function updateDraft(
	db: Db,
	id: string,
	revision: number,
	draft: object
): Promise<boolean> {
	const { rows } = await sql`
		update own_instrument set draft = ${JSON.stringify(draft)}
		where id = ${id} and revision = ${revision} returning id`.execute(db);
	return rows.length > 0;
}

export async function withdraw(db: Db, id: string): Promise<void> {
	await sql`update own_instrument set withdrawn_at = opora.now() where id = ${id}`.execute(db);
}

export async function insertVersion(
	db: Db,
	personId: string,
	own: Own,
	version: number,
	body: object
): Promise<void> {
	await sql`
		insert into own_instrument_version (instrument_id, place_id, version, body, by)
		values (${own.id}, ${own.placeId}, ${version}, ${JSON.stringify(body)}, ${personId})`.execute(db);
}

/** What was published; null for what was not. */
export async function findPublished(id: string, version: number): Promise<unknown> {
	const [found] = await askAsNobody(sql<{ body: unknown }>`
		select published_instrument(${id}, ${version}::smallint) as body`);
	return found?.body ?? null;
}
