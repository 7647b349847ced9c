import { NotFound } from '../../platform/errors.ts';
import type { Actor } from '../../people/access.ts';
import type { Acting } from '../../platform/database.ts';

/** The person as the database knows who acts. */
export function actingOf(actor: Actor): Acting {
	return { personId: actor.personId, today: null };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of an address. Throws `NotFound` where it can be none: the database would only complain. */
export function idOf(wanted: string): string {
	if (!uuid.test(wanted)) throw new NotFound('not_found');
	return wanted;
}
