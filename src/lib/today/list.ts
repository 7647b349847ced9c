/** «Сегодня»: what is late, what waits for the actor, what ends this week. */
import { allowedSomewhere, type Actor, type Role } from '../people/access.ts';
import { act } from '../platform/database.ts';
import type { PlainDate } from '../calendar/term.ts';
import type { Cut, DueMeasure } from './model.ts';
import { findOverview, homeOf, type Overview } from './overview.ts';
import { findWaiting, MISSING_APART } from './store-waiting.ts';
import { findReminds } from './remind.ts';
import { findSurveys } from './store-surveys.ts';
import { findWork, ownOccurrences } from './store-work.ts';
import { findDue, hasRoadmaps } from './store.ts';
import { dangerGroup, groupTodo, surveyGroup, type Group } from './todo.ts';
import { weekEnd } from './week.ts';

/** Rows of each part of «Сегодня» before it refers to the whole list. */
export const LONGEST = { work: 6, waiting: 6, due: 8 };

/** Roles that neither do nor follow anybody's work: their terms are those of all that they read. */
const onlyReads: Role[] = ['expert', 'observer'];

/** Who is reminded of a survey: the school, never those who answer. */
const reminded: Role[] = ['school-coordinator', 'school-head'];

export interface TodayPage {
	today: PlainDate;
	groups: Group[];
	/** Rows of all groups that ask for something, those not shown too. */
	total: number;
	due: Cut<DueMeasure> & { weekEnds: PlainDate };
	/** Of the organisation for which the actor has his highest duty; null: he has none. */
	overview: Overview | null;
	/** Nothing is there at all: the page says how to begin. */
	empty: boolean;
	may: { add: boolean; see: boolean };
}

/**
 * «Сегодня» for `actor` on `today`, the day of his district, which lies in `timeZone`; `mail` says that
 * letters are sent, so that he may remind others.
 */
export async function readToday(
	actor: Actor,
	{ today, timeZone, mail = false }: { today: PlainDate; timeZone: string; mail?: boolean },
	page = 1
): Promise<TodayPage> {
	return act({ personId: actor.personId, today: null }, async (db) => {
		const own = await findWork(
			db,
			ownOccurrences({ today, when: { until: weekEnd(today) } }),
			{ ownerId: null, personId: null },
			{ today, offset: 0, limit: LONGEST.work, apart: true }
		);
		const asker = { personId: actor.personId, today, timeZone };
		const waiting = await findWaiting(db, asker, LONGEST.waiting);
		if (mail) {
			const late = waiting.late.rows;
			const reminds = await findReminds(
				db,
				actor,
				late.map(({ id }) => id),
				today
			);
			for (const school of late) school.remind = reminds.get(school.id) ?? null;
		}
		const groups = groupTodo(own, waiting, MISSING_APART);
		const due = await findDue(
			db,
			{ from: today, to: weekEnd(today, 1) },
			actor.duties.every(({ role }) => onlyReads.includes(role)),
			LONGEST.due
		);
		const home = homeOf(actor);
		const overview = home === null ? null : await findOverview(db, actor, home, today, page);
		// whoever follows the work of others is told what will not come right by itself
		const dangers = allowedSomewhere(actor, 'execution.verify')
			? dangerGroup(overview?.endangered ?? [], LONGEST.waiting)
			: [];
		const surveys = actor.duties.some(({ role }) => reminded.includes(role))
			? await findSurveys(db, actor.organisationId, today)
			: [];
		const mayRead =
			allowedSomewhere(actor, 'roadmap.read') || allowedSomewhere(actor, 'roadmap.read-approved');
		const isBare = due.total === 0 && overview?.progress == null;
		return {
			today,
			groups: [...groups, ...surveyGroup(surveys), ...dangers],
			total: groups.reduce((sum, { total }) => sum + total, 0),
			due: { ...due, weekEnds: weekEnd(today) },
			overview,
			empty: isBare && own.total === 0 && waiting.documents.total === 0 && !(await hasRoadmaps(db)),
			may: {
				add: allowedSomewhere(actor, 'document.add'),
				see: mayRead || groups.length > 0
			}
		};
	});
}
