/** «Обеспечивает» and «продолжает»: what ties measures of different levels together. */
import { sql } from 'kysely';
import { allowed, type Actor } from '../people/access.ts';
import type { Db } from '../platform/database.ts';
import { Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { changeAs, isId, mustEdit, type Changed } from './change.ts';
import type { Link, LinkedMeasure, LinkKind, Roadmap } from './model.ts';
import { findMeasure } from './store.ts';

/** Links of a roadmap's measures, or of one measure, seen from both ends; one statement. */
export async function findLinks(
	db: Db,
	of: { roadmapId: string } | { measureId: string }
): Promise<Link[]> {
	const own =
		'roadmapId' in of ? sql`own.roadmap_id = ${of.roadmapId}` : sql`own.id = ${of.measureId}`;
	// in the draft of a next version a measure has the links of the one in force
	const lasting = lastingId('own');
	const { rows } = await sql<{
		id: string;
		kind: LinkKind;
		outgoing: boolean;
		measure_id: string;
		owner_name: string | null;
		owner_kind: string | null;
		owner_path: string | null;
		other: (LinkedMeasure & { withdrawn: boolean }) | null;
	}>`
		select link.id, link.kind, link.outgoing, link.measure_id,
			o.short_name as owner_name, o.kind as owner_kind, o.path::text as owner_path,
			case when m.id is not null then jsonb_build_object('id', m.id, 'roadmapId', m.roadmap_id,
				'number', m.number, 'text', m.text, 'termPhrase', m.term_phrase,
				'withdrawn', m.withdrawn_at is not null,
				'responsible', coalesce((select jsonb_agg(p.text order by p.position)
					from measure_party p where p.measure_id = m.id), '[]')) end as other
		from (
			select l.id, l.kind, true as outgoing, own.id as measure_id, l.to_id as other_id,
				l.to_owner_id as other_owner
			from measure own join measure_link l on l.from_id = ${lasting} where ${own}
			union all
			select l.id, l.kind, false, own.id, l.from_id, l.owner_id
			from measure own join measure_link l on l.to_id = ${lasting} where ${own}
		) link
		left join measure m on m.id = link.other_id
		left join organisation o on o.id = link.other_owner
		order by link.kind desc, o.short_name, m.position, link.id`.execute(db);
	return rows
		.filter(({ other }) => !other?.withdrawn)
		.map((row) => ({
			id: row.id,
			measureId: row.measure_id,
			kind: row.kind,
			outgoing: row.outgoing,
			owner:
				row.owner_name === null
					? null
					: {
							shortName: row.owner_name,
							kind: row.owner_kind ?? '',
							path: row.owner_path ?? ''
						},
			other: row.other
		}));
}

/**
 * The path of the organisation whose changes, with those above and beneath it, concern a roadmap's
 * page; null where a link leads elsewhere.
 */
export function aboutRoadmap({
	head: { owner },
	links
}: Pick<Roadmap, 'head'> & { links: Link[] }): string | null {
	const above = (one: string, other: string): boolean => `${other}.`.startsWith(`${one}.`);
	const isNear = (path: string): boolean => above(path, owner.path) || above(owner.path, path);
	return links.every((link) => link.owner !== null && isNear(link.owner.path)) ? owner.path : null;
}

/** Ties `fromId`, a measure that the actor may edit, to another that he may open. */
export function addLink(
	actor: Actor,
	given: { kind: LinkKind; fromId: string; toId: string }
): Promise<Changed<{ id: string | null }>> {
	return changeAs(actor, async (db) => {
		const { kind } = given;
		if (!isId(given.fromId)) throw new NotFound('not_found');
		if (!isId(given.toId)) throw new Invalid('error_form', { to: 'roadmap_wrong_link' });
		const from = await findLasting(db, given.fromId);
		const to = await findLasting(db, given.toId);
		if (!from) throw new NotFound('not_found');
		mustEdit(actor, from.head);
		if (!to || to.measure.withdrawn || to.roadmapId === from.roadmapId)
			throw new Invalid('error_form', { to: 'roadmap_wrong_link' });
		const row = await db
			.insertInto('measure_link')
			.values({
				kind,
				from_id: from.measure.id,
				to_id: to.measure.id,
				owner_id: from.ownerId,
				to_owner_id: to.ownerId
			})
			// the same link twice is one link
			.onConflict((conflict) => conflict.columns(['from_id', 'to_id', 'kind']).doNothing())
			.returning('id')
			.executeTakeFirst();
		return { id: row?.id ?? null };
	});
}

/**
 * Ties measures that the acting person made to others that he may open, in one statement; others are
 * passed over, and so is what is tied already. How many were tied.
 */
export async function tieMeasures(
	db: Db,
	given: readonly { kind: LinkKind; fromId: string; toId: string }[]
): Promise<number> {
	if (given.length === 0) return 0;
	const { rows } = await sql<{ id: string }>`
		insert into measure_link (kind, from_id, to_id, owner_id, to_owner_id)
		select distinct given.kind, own.id, other.id, own.owner_id, other.owner_id
		from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
			as given (kind text, "fromId" uuid, "toId" uuid)
		join measure own on own.id = given."fromId"
		join measure wanted on wanted.id = given."toId" and wanted.withdrawn_at is null
		join measure other on other.id = ${lastingId('wanted')}
		where own.roadmap_id <> other.roadmap_id
			and own.owner_id = any ((select opora.scope('roadmap.edit'))::uuid[])
		on conflict (from_id, to_id, kind) do nothing
		returning id`.execute(db);
	return rows.length;
}

/**
 * The id of a measure, or of the one in force that it stands for in a draft. Not by `coalesce`: PostgreSQL
 * holds that it may leak, and joins by what may leak after the policies, row by row, without an index.
 */
function lastingId(measure: string) {
	const [id, origin] = [sql.ref(`${measure}.id`), sql.ref(`${measure}.origin_id`)];
	return sql`case when ${origin} is null then ${id} else ${origin} end`;
}

/** The measure, or the one in force that it stands for in a draft: links outlive versions. */
async function findLasting(db: Db, id: string) {
	const found = await findMeasure(db, id);
	const origin = found?.measure.originId;
	return origin ? findMeasure(db, origin) : found;
}

/** Removes a link; only who may edit the measure that it begins at. */
export function removeLink(actor: Actor, id: string): Promise<Changed<null>> {
	return changeAs(actor, async (db) => {
		if (!isId(id)) throw new NotFound('not_found');
		const link = await db
			.selectFrom('measure_link')
			.leftJoin('organisation', 'organisation.id', 'measure_link.owner_id')
			.select(sql<string | null>`organisation.path::text`.as('path'))
			.where('measure_link.id', '=', id)
			.executeTakeFirst();
		if (!link) throw new NotFound('not_found');
		if (!link.path || !allowed(actor, 'roadmap.edit', link.path))
			throw new Forbidden('error_forbidden');
		await db.deleteFrom('measure_link').where('id', '=', id).execute();
		return null;
	});
}
