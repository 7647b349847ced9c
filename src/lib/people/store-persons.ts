import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { Role } from './access.ts';
import type { Appointment, Curatorship, NamedPerson, Person, PersonRow } from './model.ts';

export interface PersonFilter {
	/** Part of a name, a post or an address. */
	q: string;
	/** Organisation with what lies under it; null: all that the actor sees. */
	organisation: string | null;
	role: Role | null;
	/** Those who have left instead of those who work. */
	left: boolean;
}

const accountState = sql`case
	when p.account_id is not null then 'open'
	when exists (select from opora.invitation i
		where i.person_id = p.id and i.used_at is null and i.expires_at > now()) then 'invited'
	else 'none' end`;

export async function findPersons(
	db: Db,
	filter: PersonFilter,
	page: number,
	size: number
): Promise<{ rows: PersonRow[]; total: number }> {
	const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
	const { rows } = await sql<PersonRow & { total: number }>`
		select p.id, p.surname, p.given, p.patronymic, p.post, p.email,
			p.organisation_id as "organisationId", o.short_name as organisation,
			p.left_on as "leftOn", ${accountState} as account,
			coalesce((
				select jsonb_agg(jsonb_build_object('role', a.role, 'organisation', at.short_name)
					order by a.from_date, a.id)
				from opora.appointment a
				join opora.organisation at on at.id = a.organisation_id
				where a.person_id = p.id
					and opora.today() between a.from_date and coalesce(a.to_date, 'infinity')
			), '[]') as roles,
			count(*) over () as total
		from opora.person p
		join opora.organisation o on o.id = p.organisation_id
		where p.merged_into is null and (p.left_on is not null and p.left_on <= opora.today()) = ${filter.left}
			and (${filter.q} = ''
				or concat_ws(' ', p.surname, p.given, p.patronymic, p.post, p.email) ilike ${like})
			and (${filter.organisation}::uuid is null or o.path <@ (
				select path from opora.organisation where id = ${filter.organisation}::uuid))
			and (${filter.role}::text is null or exists (
				select from opora.appointment a
				where a.person_id = p.id and a.role = ${filter.role}
					and opora.today() between a.from_date and coalesce(a.to_date, 'infinity')))
		order by p.surname, p.given, p.patronymic, p.id
		limit ${size} offset ${(page - 1) * size}`.execute(db);
	return { rows, total: rows[0]?.total ?? 0 };
}

export async function findPerson(db: Db, id: string): Promise<Person | null> {
	const { rows } = await sql<Person>`
		select p.id, p.surname, p.given, p.patronymic, p.post, p.email, p.phone, p.revision,
			p.organisation_id as "organisationId", o.short_name as organisation,
			o.path::text as path, p.account_id as "accountId", p.left_on as "leftOn",
			p.merged_into as "mergedInto", ${accountState} as account
		from opora.person p
		join opora.organisation o on o.id = p.organisation_id
		where p.id = ${id}`.execute(db);
	return rows[0] ?? null;
}

export async function findAppointments(db: Db, personId: string): Promise<Appointment[]> {
	const { rows } = await sql<Appointment>`
		select a.id, a.role, a.organisation_id as "organisationId", o.short_name as organisation,
			o.path::text as path, a.from_date as "from", a.to_date as "to",
			a.order_number as "orderNumber", a.order_date as "orderDate", a.revision,
			coalesce(a.to_date, 'infinity') >= opora.today() as open
		from opora.appointment a
		join opora.organisation o on o.id = a.organisation_id
		where a.person_id = ${personId}
		order by open desc, a.from_date desc, a.id`.execute(db);
	return rows;
}

export async function findCuratorships(db: Db, personId: string): Promise<Curatorship[]> {
	const { rows } = await sql<Curatorship>`
		select c.id, c.organisation_id as "organisationId", o.short_name as organisation,
			o.path::text as path, c.from_date as "from", c.to_date as "to",
			c.order_number as "orderNumber", c.order_date as "orderDate", c.revision,
			coalesce(c.to_date, 'infinity') >= opora.today() as open
		from opora.curatorship c
		join opora.organisation o on o.id = c.organisation_id
		where c.person_id = ${personId}
		order by open desc, o.short_name, c.from_date desc`.execute(db);
	return rows;
}

/** People of an organisation who work there today, with the roles held in it. */
export async function findStaff(
	db: Db,
	organisationId: string
): Promise<(NamedPerson & { post: string; roles: Role[] })[]> {
	const { rows } = await sql<NamedPerson & { post: string; roles: Role[] }>`
		select p.id, p.surname, p.given, p.patronymic, p.post,
			coalesce((
				select jsonb_agg(a.role order by a.from_date)
				from opora.appointment a
				where a.person_id = p.id and a.organisation_id = p.organisation_id
					and opora.today() between a.from_date and coalesce(a.to_date, 'infinity')
			), '[]') as roles
		from opora.person p
		where p.organisation_id = ${organisationId}
			and (p.left_on is null or p.left_on > opora.today())
		order by p.surname, p.given, p.id
		limit 200`.execute(db);
	return rows;
}

/** Who supports a school now: curators of the authority, heads of other schools. */
export async function findCurators(
	db: Db,
	schoolId: string
): Promise<(NamedPerson & { post: string; organisation: string })[]> {
	const { rows } = await sql<NamedPerson & { post: string; organisation: string }>`
		select p.id, p.surname, p.given, p.patronymic, p.post, o.short_name as organisation
		from opora.curatorship c
		join opora.person p on p.id = c.person_id
		join opora.organisation o on o.id = p.organisation_id
		where c.organisation_id = ${schoolId}
			and opora.today() between c.from_date and coalesce(c.to_date, 'infinity')
		order by p.surname, p.given`.execute(db);
	return rows;
}

export interface PersonFields {
	surname: string;
	given: string;
	patronymic: string;
	post: string;
	email: string | null;
	phone: string;
	organisationId: string;
}

export async function insertPerson(db: Db, fields: PersonFields): Promise<string> {
	const { organisationId, ...columns } = fields;
	const { id } = await db
		.insertInto('person')
		.values({ ...columns, organisation_id: organisationId })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

/** Saves over `revision`; false when somebody saved meanwhile. */
export async function updatePerson(
	db: Db,
	id: string,
	revision: number,
	fields: PersonFields & { leftOn: PlainDate | null }
): Promise<boolean> {
	const { organisationId, leftOn, ...columns } = fields;
	const { numUpdatedRows } = await db
		.updateTable('person')
		.set({ ...columns, organisation_id: organisationId, left_on: leftOn })
		.where('id', '=', id)
		.where('revision', '=', revision)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** Whether another person that the actor may or may not see has this address. */
export async function isEmailTaken(db: Db, email: string, except: string | null): Promise<boolean> {
	const { rows } = await sql<{ taken: boolean }>`
		select opora.is_email_taken(${email}, ${except}::uuid) as taken`.execute(db);
	return rows[0]?.taken ?? false;
}
