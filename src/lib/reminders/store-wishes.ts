import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import { defaultWishes, type Kind, type Language, type Wishes } from './model.ts';

/** What the acting person wishes of letters. */
export async function findWishes(db: Db): Promise<Wishes> {
	const row = await db
		.selectFrom('reminder_setting')
		.select(['email', 'kinds_off', 'weekends', 'days_before', 'language'])
		.where('person_id', '=', sql<string>`(select opora.current_person())`)
		.executeTakeFirst();
	if (!row) return defaultWishes;
	return {
		email: row.email,
		kindsOff: row.kinds_off as Kind[],
		weekends: row.weekends,
		daysBefore: row.days_before,
		language: row.language as Language
	};
}

export async function storeWishes(db: Db, personId: string, wishes: Wishes): Promise<void> {
	const values = {
		email: wishes.email,
		kinds_off: wishes.kindsOff,
		weekends: wishes.weekends,
		days_before: wishes.daysBefore,
		language: wishes.language
	};
	await db
		.insertInto('reminder_setting')
		.values({ person_id: personId, ...values })
		.onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
		.execute();
}

/** Where letters go, the zone of their seven o'clock, and the last one that went. */
export interface LetterPlace {
	address: string | null;
	timeZone: string;
	lastDay: PlainDate | null;
}

export async function findLetterPlace(db: Db, personId: string): Promise<LetterPlace | null> {
	const { rows } = await sql<LetterPlace>`
		select p.email as address, coalesce(o.time_zone, 'Europe/Moscow') as "timeZone",
			(select max(day) from opora.digest d where d.person_id = p.id and d.state = 'sent')
				as "lastDay"
		from opora.person p left join opora.organisation o on o.id = p.organisation_id
		where p.id = ${personId}`.execute(db);
	return rows[0] ?? null;
}

/** Turns off the letters of whoever got the one with this link; any other secret does nothing. */
export async function turnOff(db: Db, secretHash: Buffer): Promise<void> {
	await sql`select opora.turn_letters_off(${secretHash})`.execute(db);
}
