/** The SQL of reminders that one person sends to those who are late. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { FullName } from '../people/names.ts';
import type { Db } from '../platform/database.ts';
import type { NewLetter } from './store-letters.ts';
import type { Reader } from './store-digest.ts';

/** A reminder whose letter is not composed yet. */
export interface PendingNudge {
	id: string;
	ownerId: string;
	owner: string;
	/** Told of everything that is late there, not of the own measures alone. */
	whole: boolean;
	sender: FullName;
	reader: Reader & { timeZone: string; weekends: boolean };
}

/** Reminds all who are late there; null where the acting person does not follow their work. */
export async function remindLatePeople(
	db: Db,
	ownerId: string
): Promise<{ people: number; reminded: number } | null> {
	const { rows } = await sql<{ people: number; reminded: number }>`
		select people, reminded from opora.remind_late(${ownerId}::uuid)`.execute(db);
	return rows[0] ?? null;
}

/** Runs as the role of jobs. */
export async function findPendingNudges(db: Db, limit: number): Promise<PendingNudge[]> {
	const { rows } = await sql<PendingNudge>`
		select n.id, n.owner_id as "ownerId", o.short_name as owner, n.whole,
			jsonb_build_object('surname', s.surname, 'given', s.given, 'patronymic', s.patronymic)
				as sender,
			jsonb_build_object('id', p.id, 'surname', p.surname, 'given', p.given,
				'patronymic', p.patronymic, 'kindsOff', '{}'::text[], 'daysBefore', 1,
				'language', coalesce(w.language, 'ru'), 'timeZone', home.time_zone,
				'weekends', coalesce(w.weekends, false)) as reader
		from opora.nudge n
		join opora.organisation o on o.id = n.owner_id
		join opora.person s on s.id = n.sender_id
		join opora.person p on p.id = n.person_id
		join opora.organisation home on home.id = p.organisation_id
		left join opora.reminder_setting w on w.person_id = p.id
		where not exists (select from opora.digest d where d.nudge_id = n.id)
		order by n.at, n.id limit ${limit}`.execute(db);
	return rows;
}

/** Puts a letter among those to be sent; without one it is kept that there was nothing to tell. */
export async function insertNudgeLetter(
	db: Db,
	nudgeId: string,
	letter: NewLetter & { day: PlainDate; timeZone: string; nextAt: Date; at: Date; empty: boolean }
): Promise<void> {
	await db
		.insertInto('digest')
		.values({
			nudge_id: nudgeId,
			person_id: letter.personId,
			day: letter.day,
			time_zone: letter.timeZone,
			language: letter.language,
			subject: letter.empty ? null : letter.subject,
			body: letter.empty ? null : letter.body,
			message_id: letter.messageId,
			next_at: letter.nextAt,
			created_at: letter.at,
			...(letter.empty ? { state: 'failed', error: 'nothing is late any more' } : {})
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}
