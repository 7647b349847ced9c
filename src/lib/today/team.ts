/** «Команда»: what stands on whom, for those who see to it that it gets done. */
import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../calendar/term.ts';
import type { Actor } from '../people/access.ts';
import { act } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import { isId } from '../roadmap/change.ts';
import { byPlace, findProgress, type Unit } from '../roadmap/progress/many.ts';
import { findParts, unitsOfParts } from '../roadmap/progress/parts.ts';
import { homeOf } from './overview.ts';
import { findReminds } from './remind.ts';
import { findTeamPlace } from './store.ts';
import { findTeam, teamBys, TEAM_PER_PAGE, type TeamBy, type TeamRow } from './store-team.ts';

export { USUAL_LOAD as TOO_MUCH } from '../roadmap/progress/dangers.ts';
export { teamBys, type TeamBy, type TeamRow };

export interface TeamAddress {
	placeId: string | null;
	by: TeamBy;
}

/** What stands in the address; whatever is not understood is the reader's own place, by people. */
export function readTeamAddress(address: URLSearchParams): TeamAddress {
	const place = address.get('place');
	return {
		placeId: isId(place) ? place : null,
		by: teamBys.find((known) => known === address.get('by')) ?? 'people'
	};
}

export interface Team {
	place: { id: string; name: string; kind: string };
	by: TeamBy;
	/** Months like `2026-11`: this one and the rest of the school year, at least three. */
	months: string[];
	rows: TeamRow[];
	/** Of a region: its municipalities instead of people and schools. */
	places: Unit[];
	total: number;
	page: number;
	size: number;
}

/**
 * The team of a place, in alphabetical order; `mail` says that letters are sent, so that the actor may
 * remind others. Throws NotFound for places unseen.
 */
export async function readTeam(
	actor: Actor,
	today: PlainDate,
	{ placeId, by }: TeamAddress,
	page: number,
	mail = false
): Promise<Team> {
	return act({ personId: actor.personId, today: null }, async (db) => {
		const wanted = placeId ?? homeOf(actor);
		const found = isId(wanted) ? await findTeamPlace(db, wanted) : null;
		if (!found) throw new NotFound('not_found');
		const { path, municipalities, ...place } = found;
		const months = monthsAhead(today);
		const base = { place, by, months, page, size: TEAM_PER_PAGE };
		// a region's people are too many to be looked at together: each municipality has its own
		if (place.kind === 'region') {
			const parts = await findParts(db, place.id, today);
			const places = parts
				? unitsOfParts(parts, place.id, municipalities).filter(({ tree }) => tree)
				: byPlace((await findProgress(db, { under: place.id }, today)).roadmaps, municipalities);
			return { ...base, rows: [], places, total: places.length, size: Math.max(1, places.length) };
		}
		const until = Temporal.PlainYearMonth.from(months.at(-1)!).toPlainDate({ day: 31 }).toString();
		const { rows, total } = await findTeam(db, path, by, { today, until }, page);
		if (mail && by === 'schools') {
			const late = rows.flatMap(({ id, late: count }) => (id !== null && count > 0 ? [id] : []));
			const reminds = await findReminds(db, actor, late, today);
			for (const row of rows) row.remind = reminds.get(row.id ?? '') ?? null;
		}
		return { ...base, rows, places: [], total };
	});
}

/** This month and those until the school year ends with August; in summer the three to come. */
export function monthsAhead(today: PlainDate): string[] {
	const first = Temporal.PlainDate.from(today).toPlainYearMonth();
	const count = Math.max(3, ((8 - first.month + 12) % 12) + 1);
	return Array.from({ length: count }, (_, n) => first.add({ months: n }).toString());
}
