import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { Organisation, OrganisationChoice, OrganisationKind, SchoolRow } from './model.ts';

/** Organisations that the actor sees, from the top of the tree down; for choices. */
export async function findChoices(db: Db): Promise<OrganisationChoice[]> {
	const { rows } = await sql<OrganisationChoice>`
		select o.id, o.kind, o.short_name as name, o.path::text as path,
			public.nlevel(o.path) - min(public.nlevel(o.path)) over () as depth
		from opora.organisation o
		where o.closed_on is null
		order by
			(select array_agg(above.short_name order by public.nlevel(above.path))
			from opora.organisation above where above.path @> o.path)
		limit 1000`.execute(db);
	return rows;
}

export interface SchoolFilter {
	/** Part of a name. */
	q: string;
	kinds: readonly OrganisationKind[];
}

export async function findSchools(
	db: Db,
	filter: SchoolFilter,
	page: number,
	size: number
): Promise<{ rows: SchoolRow[]; total: number }> {
	const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
	const held = (role: string) => sql`(
		select jsonb_build_object('id', p.id, 'surname', p.surname, 'given', p.given,
			'patronymic', p.patronymic)
		from opora.appointment a
		join opora.person p on p.id = a.person_id
		where a.organisation_id = o.id and a.role = ${role}
			and opora.today() between a.from_date and coalesce(a.to_date, 'infinity')
		order by a.from_date desc, p.surname limit 1)`;
	const { rows } = await sql<SchoolRow & { total: number }>`
		with listed as (
			select o.id, o.kind, o.short_name, o.closed_on, count(*) over () as total
			from opora.organisation o
			where o.kind = any (${filter.kinds}::text[])
				and (${filter.q} = '' or concat_ws(' ', o.short_name, o.name) ilike ${like})
			order by o.closed_on is not null, o.short_name, o.id
			limit ${size} offset ${(page - 1) * size}
		)
		select o.id, o.kind, o.short_name as name, o.closed_on as "closedOn", o.total,
			${held('school-head')} as head, ${held('school-coordinator')} as coordinator,
			coalesce((
				select jsonb_agg(jsonb_build_object('id', p.id, 'surname', p.surname,
					'given', p.given, 'patronymic', p.patronymic) order by p.surname)
				from opora.curatorship c
				join opora.person p on p.id = c.person_id
				where c.organisation_id = o.id
					and opora.today() between c.from_date and coalesce(c.to_date, 'infinity')
			), '[]') as curators,
			(
				select jsonb_build_object('id', r.id, 'measures', (select count(*) from opora.measure
					where roadmap_id = r.id and withdrawn_at is null))
				from opora.roadmap r
				where r.owner_id = o.id and r.withdrawn_at is null
				order by opora.today() between r.period_from and r.period_to desc,
					r.period_from desc, r.created_at desc
				limit 1
			) as roadmap
		from listed o
		order by o.closed_on is not null, o.short_name, o.id`.execute(db);
	return { rows, total: rows[0]?.total ?? 0 };
}

export async function findOrganisation(db: Db, id: string): Promise<Organisation | null> {
	const { rows } = await sql<Organisation>`
		select o.id, o.parent_id as "parentId", above.short_name as parent, o.kind, o.name,
			o.short_name as "shortName", o.path::text as path, o.time_zone as "timeZone", o.code,
			o.closed_on as "closedOn", o.revision
		from opora.organisation o
		left join opora.organisation above on above.id = o.parent_id
		where o.id = ${id}`.execute(db);
	return rows[0] ?? null;
}

export interface OrganisationFields {
	kind: OrganisationKind;
	name: string;
	shortName: string;
	timeZone: string;
	/** «Код ОО» of the region, by which files of results name a school. */
	code: string | null;
}

export async function insertOrganisation(
	db: Db,
	parentId: string,
	fields: OrganisationFields
): Promise<string> {
	// the policy of reading does not know the new row yet, so nothing is returned from it
	const id = randomUUID();
	await db
		.insertInto('organisation')
		.values({
			id,
			parent_id: parentId,
			kind: fields.kind,
			name: fields.name,
			short_name: fields.shortName,
			time_zone: fields.timeZone,
			code: fields.code,
			// a trigger finds the place in the tree
			path: ''
		})
		.execute();
	return id;
}

/** Saves over `revision`; false when somebody saved meanwhile. */
export async function updateOrganisation(
	db: Db,
	id: string,
	revision: number,
	fields: OrganisationFields & { closedOn: PlainDate | null }
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('organisation')
		.set({
			kind: fields.kind,
			name: fields.name,
			short_name: fields.shortName,
			time_zone: fields.timeZone,
			code: fields.code,
			closed_on: fields.closedOn
		})
		.where('id', '=', id)
		.where('revision', '=', revision)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** The newest files given by or for an organisation. */
export async function findPapersOf(
	db: Db,
	organisationId: string
): Promise<{ id: string; name: string; uploadedAt: Date }[]> {
	const { rows } = await sql<{ id: string; name: string; uploadedAt: Date }>`
		select d.id, d.name, d.uploaded_at as "uploadedAt"
		from opora.document d
		where d.organisation_id = ${organisationId}
		order by d.uploaded_at desc
		limit 10`.execute(db);
	return rows;
}
