import { sql } from 'kysely';
import type { Db } from '../platform/database.ts';
import type { Actor, Duty } from './access.ts';
import { fullName, initials, shortName } from './names.ts';

interface Stored {
	personId: string;
	accountId: string;
	surname: string;
	given: string;
	patronymic: string;
	post: string;
	organisationId: string;
	duties: Duty[];
}

/** The person that signs in with `accountId`, with today's duties; null when there is none (left). */
export async function findActor(db: Db, accountId: string): Promise<Actor | null> {
	const { rows } = await sql<{ actor: Stored | null }>`
		select opora.actor_of_account(${accountId}) as actor`.execute(db);
	const stored = rows[0]?.actor;
	if (!stored) return null;
	return {
		personId: stored.personId,
		accountId: stored.accountId,
		name: shortName(stored),
		fullName: fullName(stored),
		initials: initials(stored),
		post: stored.post,
		organisationId: stored.organisationId,
		duties: stored.duties
	};
}
