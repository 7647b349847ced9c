import { Temporal } from 'temporal-polyfill';
import { allowed, allowedSomewhere, type Actor } from '../people/access.ts';
import { act } from '../platform/database.ts';
import type { Entry } from '../ui/shell.ts';
import { placeInYear, type YearPlace } from '../ui/year.ts';
import type { DueMeasure, SchoolState, WaitingDocument } from './model.ts';
import { findDue, findPlace, findSchoolStates, findWaiting, hasRoadmaps } from './store.ts';

export type * from './model.ts';

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

/** Rows of each part of «Сегодня» before it refers to the whole list. */
export const LONGEST = { waiting: 10, due: 12, schools: 100 };

/** What needs the actor first. Nothing is called done or late: execution is not known yet. */
export interface Overview {
	today: string;
	waiting: WaitingDocument[];
	due: { measures: DueMeasure[]; total: number; weekEnds: string };
	schools: SchoolState[];
	/** Schools without a roadmap for which the actor may make one. */
	missing: SchoolState[];
	/** Nothing is there at all: the page says how to begin. */
	empty: boolean;
	may: { add: boolean; see: boolean };
}

/** «Сегодня» for `actor` on `today`, the day of his district. */
export async function readOverview(actor: Actor, today: string): Promise<Overview> {
	const day = Temporal.PlainDate.from(today);
	const sunday = day.add({ days: 7 - day.dayOfWeek });
	return act({ personId: actor.personId, today: null }, async (db) => {
		const waiting = await findWaiting(db, LONGEST.waiting);
		const due = await findDue(
			db,
			today,
			sunday.add({ days: 7 }).toString(),
			!allowedSomewhere(actor, 'roadmap.read'),
			LONGEST.due
		);
		const schools = await findSchoolStates(db, today, LONGEST.schools);
		return {
			today,
			waiting,
			due: { ...due, weekEnds: sunday.toString() },
			schools,
			missing: schools.filter(
				({ kind, path, roadmap }) =>
					kind === 'school' && roadmap === null && allowed(actor, 'roadmap.edit', path)
			),
			empty:
				waiting.length === 0 &&
				due.total === 0 &&
				schools.every(({ roadmap }) => roadmap === null) &&
				!(await hasRoadmaps(db)),
			may: {
				add: allowedSomewhere(actor, 'document.add'),
				see:
					allowedSomewhere(actor, 'roadmap.read') ||
					allowedSomewhere(actor, 'roadmap.read-approved')
			}
		};
	});
}
