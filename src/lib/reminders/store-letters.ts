/** The letters of mornings on their way: waiting → sending → sent or failed. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { Language } from './model.ts';

/** From this hour of the addressee's day a morning's letter is no more sent. */
export const LAST_HOUR = 18;
const KEPT_DAYS = 90;

export interface NewLetter {
	personId: string;
	language: Language;
	subject: string;
	body: string;
	messageId: string;
}

/** A letter that this process alone may send now. */
export interface ClaimedLetter {
	id: string;
	email: string;
	language: Language;
	subject: string;
	body: string;
	messageId: string;
	attempts: number;
}

export async function isRoundDone(db: Db, zone: string, day: PlainDate): Promise<boolean> {
	const { rows } = await sql`
		select from opora.digest_round where time_zone = ${zone} and day = ${day}`.execute(db);
	return rows.length > 0;
}

/** Ends a morning; what an earlier one left half-sent is not sent any more, and old rows go. */
export async function finishRound(db: Db, zone: string, day: PlainDate, at: Date): Promise<void> {
	await sql`
		insert into opora.digest_round (time_zone, day, letters, at)
		select ${zone}, ${day}, count(*), ${at} from opora.digest
		where time_zone = ${zone} and day = ${day}
		on conflict do nothing`.execute(db);
	await sql`
		update opora.digest set state = 'failed', subject = null, body = null,
			error = case state when 'sending' then 'broken off while it was sent' else 'too late' end
		where time_zone = ${zone} and day < ${day} and state in ('waiting', 'sending')`.execute(db);
	await sql`
		delete from opora.digest where time_zone = ${zone} and day < ${day}::date - ${KEPT_DAYS}::integer`.execute(
		db
	);
	await sql`
		delete from opora.digest_round
		where time_zone = ${zone} and day < ${day}::date - ${KEPT_DAYS}::integer`.execute(db);
}

/** Letters to be sent; a person who has one of this day keeps that one. */
export async function insertLetters(
	db: Db,
	given: { zone: string; day: PlainDate; at: Date; letters: NewLetter[] }
): Promise<void> {
	if (given.letters.length === 0) return;
	await db
		.insertInto('digest')
		.values(
			given.letters.map((letter) => ({
				person_id: letter.personId,
				day: given.day,
				time_zone: given.zone,
				language: letter.language,
				subject: letter.subject,
				body: letter.body,
				message_id: letter.messageId,
				next_at: given.at,
				created_at: given.at
			}))
		)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/** Gives up what waits since before its day's last hour. */
export async function giveUpLate(db: Db, at: Date): Promise<void> {
	await sql`
		update opora.digest set state = 'failed', subject = null, body = null,
			error = coalesce(error, 'too late')
		where state = 'waiting'
			and ${at}::timestamptz at time zone time_zone >= day + ${LAST_HOUR} * interval '1 hour'`.execute(
		db
	);
}

/**
 * Takes one letter whose time has come: from the end of this transaction on no other process sends
 * it, whatever becomes of this one. Letters of people who meanwhile wish none are dropped.
 */
export async function claimLetter(
	db: Db,
	at: Date,
	secretHash: Buffer
): Promise<ClaimedLetter | null> {
	for (;;) {
		const { rows } = await sql<ClaimedLetter & { wanted: boolean }>`
			-- materialized: as a subquery it could be asked again for each row, and take several letters
			with next as materialized (
				select id from opora.digest where state = 'waiting' and next_at <= ${at}
				order by next_at, id limit 1 for update skip locked
			)
			update opora.digest d
			set state = 'sending', attempts = d.attempts + 1, secret_hash = ${secretHash}
			from next, opora.person p
			where d.id = next.id and p.id = d.person_id
			returning d.id, p.email, d.language, d.subject, d.body, d.message_id as "messageId",
				d.attempts, p.email is not null and coalesce(p.left_on, 'infinity') > d.day
					and coalesce((select s.email from opora.reminder_setting s
						where s.person_id = p.id), true) as wanted`.execute(db);
		const [letter] = rows;
		if (!letter) return null;
		if (letter.wanted) return letter;
		await sql`update opora.digest set state = 'failed', subject = null, body = null,
			secret_hash = null, error = 'not wished for any more' where id = ${letter.id}`.execute(db);
	}
}

export async function markSent(db: Db, id: string, at: Date): Promise<void> {
	await sql`update opora.digest set state = 'sent', sent_at = ${at}, subject = null, body = null,
		error = null where id = ${id}`.execute(db);
}

/** The server has it not: it is asked again after the pause. */
export async function markWaiting(db: Db, id: string, nextAt: Date, error: string): Promise<void> {
	await sql`update opora.digest set state = 'waiting', next_at = ${nextAt}, secret_hash = null,
		error = ${error} where id = ${id}`.execute(db);
}

/** Its link stays good: the server may have it all the same. */
export async function markFailed(db: Db, id: string, error: string): Promise<void> {
	await sql`update opora.digest set state = 'failed', subject = null, body = null,
		error = ${error} where id = ${id}`.execute(db);
}
