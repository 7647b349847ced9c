/** What the frame around every page shows: where and when we are, and where one may go. */
import { allowedSomewhere, type Actor } from '../people/access.ts';
import { act } from '../platform/database.ts';
import type { Entry } from '../ui/shell.ts';
import { placeInYear, type YearPlace } from '../ui/year.ts';
import { countToday } from './store-waiting.ts';
import { findPlace } from './store.ts';
import { weekEnd } from './week.ts';

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
	return act({ personId: actor.personId, today: null }, async (db) => {
		const place = await findPlace(db, actor.organisationId);
		const today = place?.today ?? new Date().toISOString().slice(0, 10);
		const timeZone = place?.timeZone ?? 'Europe/Moscow';
		const counts = await countToday(db, today, weekEnd(today));
		const may = (...actions: Parameters<typeof allowedSomewhere>[1][]) =>
			actions.some((action) => allowedSomewhere(actor, action));
		const entries: (Entry | false)[] = [
			{ key: 'today', href: '/', count: counts.today, hot: true },
			may('execution.verify') && { key: 'check', href: '/check', count: counts.verify },
			may('organisation.read') && { key: 'schools', href: '/schools', count: place?.schools ?? 0 },
			may('results.read') && { key: 'results', href: '/results', count: 0 },
			may('organisation.read') && { key: 'diagnosis', href: '/diagnosis', count: 0 },
			(may('roadmap.read', 'roadmap.read-approved') || counts.hasOwn) && {
				key: 'roadmaps',
				href: '/roadmaps',
				count: 0
			},
			may('programme.read') && { key: 'programmes', href: '/programmes', count: 0 },
			may('document.read') && {
				key: 'documents',
				href: '/documents',
				count: place?.waiting ?? 0
			},
			may('execution.report') && { key: 'team', href: '/team', count: 0 },
			may('person.read') && { key: 'people', href: '/people', count: 0 }
		];
		return {
			place: place?.name ?? '',
			today,
			timeZone,
			year: placeInYear(today),
			entries: entries.filter((entry) => entry !== false)
		};
	});
}

/** Month of the school year by the server's clock, 0 for September: for pages before sign-in. */
export function monthNow(): number {
	return placeInYear(new Date().toISOString().slice(0, 10)).month;
}
