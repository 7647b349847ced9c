import { sql } from 'kysely';
import { shiftedNow } from '../platform/clock.ts';
import { askAsNobody, type Db } from '../platform/database.ts';
import type { Seen } from '../platform/kept-pages.ts';
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

/** Who asks, and what the database held when he did. */
export interface Asked {
	/** null: nobody; `due`: better-auth must look at the session first, it ends or is to be prolonged. */
	actor: Actor | 'due' | null;
	/** The transactions that were committed by then, as PostgreSQL writes a snapshot. */
	snapshot: string;
	/** Whether anything was committed since `seen` that concerns its place (`opora.changed_since`). */
	changed: boolean;
}

/** The person whose session has this token. One statement, for every request. */
export async function findActorOfSession(token: string, seen: Seen | null): Promise<Asked> {
	const [row] = await askAsNobody(
		sql<{ found: Stored | { due: true } | null; snapshot: string; changed: boolean }>`
			select opora.actor_of_session(${token}, ${shiftedNow()}) as found,
				pg_current_snapshot()::text as snapshot,
				opora.changed_since(${seen?.snapshot ?? null}::pg_snapshot,
					${seen?.about ?? null}::ltree) as changed`
	);
	const { found, snapshot, changed } = row!;
	return { actor: found && 'due' in found ? 'due' : actorOf(found), snapshot, changed };
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
