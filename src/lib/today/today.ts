import { allowedSomewhere, type Actor } from '../people/access.ts';
import { act } from '../platform/database.ts';
import type { Entry } from '../ui/shell.ts';
import { placeInYear, type YearPlace } from '../ui/year.ts';
import { findPlace } from './store.ts';

/** What the frame around every page shows: where and when we are, and where one may go. */
export interface Frame {
	place: string;
	today: string;
	/** Of the district, e.g. `Europe/Moscow`: moments are shown in it. */
	timeZone: string;
	year: YearPlace;
	entries: Entry[];
}

/** The frame for `actor`: the district's year and the menu of what his rights let him open. */
export async function readFrame(actor: Actor): Promise<Frame> {
	const found = await act({ personId: actor.personId, today: null }, (db) =>
		findPlace(db, actor.organisationId)
	);
	const today = found?.today ?? new Date().toISOString().slice(0, 10);
	const entries: (Entry | false)[] = [
		{ key: 'today', href: '/', count: 0 },
		allowedSomewhere(actor, 'organisation.read') && {
			key: 'schools',
			href: '/schools',
			count: found?.schools ?? 0
		},
		(allowedSomewhere(actor, 'roadmap.read') ||
			allowedSomewhere(actor, 'roadmap.read-approved')) && {
			key: 'roadmaps',
			href: '/roadmaps',
			count: 0
		},
		allowedSomewhere(actor, 'document.read') && {
			key: 'documents',
			href: '/documents',
			count: found?.waiting ?? 0
		},
		allowedSomewhere(actor, 'person.read') && { key: 'people', href: '/people', count: 0 }
	];
	return {
		place: found?.name ?? '',
		today,
		timeZone: found?.timeZone ?? 'Europe/Moscow',
		year: placeInYear(today),
		entries: entries.filter((entry) => entry !== false)
	};
}

/** Month of the school year by the server's clock, 0 for September: for pages before sign-in. */
export function monthNow(): number {
	return placeInYear(new Date().toISOString().slice(0, 10)).month;
}
