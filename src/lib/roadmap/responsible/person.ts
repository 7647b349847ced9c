/** What a person is responsible for, by roadmap, as far as the reader may see it. */
import type { Actor } from '../../people/access.ts';
import { findMoves, type Move } from '../../people/people.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../change.ts';
import { findOpenWork, findResponsibleFor, type ResponsibleFor } from './store-handover.ts';

export interface PersonDuties {
	roadmaps: ResponsibleFor[];
	/** Measures that a handover would offer. */
	open: number;
	/** What was handed over or merged; only for who edits people. */
	moves: Move[];
}

/** Four statements. */
export function readDuties(actor: Actor, personId: string): Promise<PersonDuties> {
	if (!isId(personId)) throw new NotFound('error_no_person');
	return actAs(actor, async (db) => ({
		roadmaps: await findResponsibleFor(db, personId),
		open: (await findOpenWork(db, personId)).length,
		moves: await findMoves(db, personId)
	}));
}
