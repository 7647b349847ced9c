import { sql } from 'kysely';
import { shiftedNow } from '../platform/clock.ts';
import { askAsNobody, type Db } from '../platform/database.ts';
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
	return actorOf(rows[0]?.actor ?? null);
}

/**
 * The person whose session has this token; `due` where better-auth must look at the session first,
 * because it ends or is to be prolonged. One statement, for every request.
 */
export async function findActorOfSession(token: string): Promise<Actor | 'due' | null> {
	const [row] = await askAsNobody(
		sql<{ found: Stored | { due: true } | null }>`
			select opora.actor_of_session(${token}, ${shiftedNow()}) as found`
	);
	const found = row?.found ?? null;
	return found && 'due' in found ? 'due' : actorOf(found);
}

function actorOf(stored: Stored | null): Actor | null {
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
