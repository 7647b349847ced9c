import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { Role } from './access.ts';
import type { Term } from './model.ts';

export async function insertAppointment(
	db: Db,
	given: Term & { personId: string; role: Role; organisationId: string }
): Promise<void> {
	await db
		.insertInto('appointment')
		.values({
			person_id: given.personId,
			role: given.role,
			organisation_id: given.organisationId,
			from_date: given.from,
			to_date: given.to,
			order_number: given.orderNumber,
			order_date: given.orderDate
		})
		.execute();
}

export async function insertCuratorship(
	db: Db,
	given: Term & { personId: string; organisationId: string }
): Promise<void> {
	await db
		.insertInto('curatorship')
		.values({
			person_id: given.personId,
			organisation_id: given.organisationId,
			from_date: given.from,
			to_date: given.to,
			order_number: given.orderNumber,
			order_date: given.orderDate
		})
		.execute();
}

/** Sets the last day over `revision`; false when somebody changed the duty meanwhile. */
export async function endDuty(
	db: Db,
	table: 'appointment' | 'curatorship',
	id: string,
	revision: number,
	to: PlainDate
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable(table)
		.set({ to_date: to })
		.where('id', '=', id)
		.where('revision', '=', revision)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** The same duty that holds on one of the days from `from` on. */
export async function hasAppointment(
	db: Db,
	personId: string,
	role: Role,
	organisationId: string,
	from: PlainDate
): Promise<boolean> {
	const { rows } = await sql`
		select from opora.appointment
		where person_id = ${personId} and role = ${role} and organisation_id = ${organisationId}
			and coalesce(to_date, 'infinity') >= ${from}::date`.execute(db);
	return rows.length > 0;
}

export async function hasCuratorship(
	db: Db,
	personId: string,
	organisationId: string,
	from: PlainDate
): Promise<boolean> {
	const { rows } = await sql`
		select from opora.curatorship
		where person_id = ${personId} and organisation_id = ${organisationId}
			and coalesce(to_date, 'infinity') >= ${from}::date`.execute(db);
	return rows.length > 0;
}

export async function insertInvitation(
	db: Db,
	given: {
		personId: string;
		organisationId: string;
		tokenHash: Buffer;
		expiresAt: Date;
		invitedBy: string | null;
	}
): Promise<void> {
	await db
		.insertInto('invitation')
		.values({
			person_id: given.personId,
			organisation_id: given.organisationId,
			token_hash: given.tokenHash,
			expires_at: given.expiresAt,
			invited_by: given.invitedBy
		})
		.execute();
}

/** A new link makes the older ones worthless. */
export async function expireInvitations(db: Db, personId: string): Promise<void> {
	await sql`
		update opora.invitation set expires_at = now()
		where person_id = ${personId} and used_at is null and expires_at > now()`.execute(db);
}

export interface FoundInvitation {
	personId: string;
	email: string | null;
	fullName: string;
	organisation: string;
}

export async function findInvitation(db: Db, tokenHash: Buffer): Promise<FoundInvitation | null> {
	const { rows } = await sql<FoundInvitation>`
		select person_id as "personId", email, btrim(full_name) as "fullName", organisation
		from opora.find_invitation(${tokenHash})`.execute(db);
	return rows[0] ?? null;
}

/** Ties `accountId` to the invited person; false when the link was used or ran out meanwhile. */
export async function useInvitation(
	db: Db,
	tokenHash: Buffer,
	accountId: string
): Promise<boolean> {
	const { rows } = await sql<{ used: boolean }>`
		select opora.use_invitation(${tokenHash}, ${accountId}) as used`.execute(db);
	return rows[0]?.used ?? false;
}

export async function isAccountHeld(db: Db, accountId: string): Promise<boolean> {
	const { rows } = await sql<{ held: boolean }>`
		select opora.is_account_held(${accountId}) as held`.execute(db);
	return rows[0]?.held ?? false;
}
