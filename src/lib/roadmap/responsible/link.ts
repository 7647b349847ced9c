/** Links parties as they are written: by what was chosen before, else where Opora is sure. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Party } from '../model.ts';
import { matcher, type Meaning } from './match.ts';
import { findKnown } from './store-known.ts';

/** Says whom texts mean in the roadmaps of `ownerId`; four statements for any number of texts. */
export async function linkParties(
	db: Db,
	ownerId: string,
	texts: readonly string[]
): Promise<(text: string) => Party> {
	if (texts.length === 0) return unknownParty;
	const decided = await findDecided(db, ownerId, texts);
	const known = (await findKnown(db, [ownerId], texts)).get(ownerId);
	const match = known ? matcher(known) : null;
	return (text) => {
		const remembered = decided.get(text);
		if (remembered) return { text, ...remembered, matched: 'remembered' };
		const found = match?.(text);
		return found?.sure && found.meaning
			? { text, ...found.meaning, matched: 'sure' }
			: unknownParty(text);
	};
}

function unknownParty(text: string): Party {
	return { text, personId: null, organisationId: null, role: null, matched: null };
}

/** What was decided for the writings of these texts; nothing of people who have left. */
async function findDecided(
	db: Db,
	ownerId: string,
	texts: readonly string[]
): Promise<Map<string, Meaning>> {
	const { rows } = await sql<Meaning & { text: string }>`
		select given.text, d.person_id as "personId", d.organisation_id as "organisationId", d.role
		from unnest(${[...new Set(texts)]}::text[]) as given (text)
		join party_decision d on d.owner_id = ${ownerId} and d.withdrawn_at is null
			and d.writing = opora.writing_of(given.text)
		left join person p on p.id = d.person_id
		where d.person_id is null
			or (p.id is not null and coalesce(p.left_on, 'infinity') > opora.today())`.execute(db);
	return new Map(
		rows.map(({ text, personId, organisationId, role }) => [
			text,
			{ personId, organisationId, role }
		])
	);
}
