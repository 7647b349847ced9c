/** What a school's page tells of its work. */
import type { PlainDate } from '../calendar/term.ts';
import type { Actor } from '../people/access.ts';
import { act } from '../platform/database.ts';
import { findSchoolWork, type SchoolWork } from './store-school.ts';

export type { SchoolMeasure, SchoolWork } from './store-school.ts';

/** The work of an organisation as far as the actor may see it. */
export function readSchoolWork(
	actor: Actor,
	organisationId: string,
	today: PlainDate
): Promise<SchoolWork> {
	return act({ personId: actor.personId, today: null }, (db) =>
		findSchoolWork(db, organisationId, today)
	);
}
