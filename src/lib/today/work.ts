/** The page of all work: the rows behind «Сегодня» and behind the figures of the team. */
import type { PlainDate } from '../calendar/term.ts';
import type { Actor } from '../people/access.ts';
import { act } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import { isId } from '../roadmap/change.ts';
import type { WorkPage } from './model.ts';
import { findNames } from './store.ts';
import {
	findWork,
	firstOccurrences,
	ownOccurrences,
	placeOccurrences,
	type Asked
} from './store-work.ts';
import { monthWindow, weekEnd } from './week.ts';

export const WORK_PER_PAGE = 50;
/** Terms of a place that are looked through for its page. */
const MOST = 2_000;

export const whens = ['week', 'late', 'returned', 'reported', 'open'] as const;

/** What stands in the address of the page; all of it lives there. */
export interface WorkAddress {
	/** `week` late, returned and due until Sunday; or what is open in a month like `2026-11`. */
	when: (typeof whens)[number] | string;
	/** An organisation under which all is shown; null: the actor's own. */
	placeId: string | null;
	ownerId: string | null;
	/** `none`: nobody whom the system knows is responsible. */
	personId: string | null;
}

/** Whatever is not understood filters nothing. */
export function readWorkAddress(address: URLSearchParams): WorkAddress {
	const when = address.get('when') ?? '';
	const id = (name: string) => {
		const given = address.get(name);
		return isId(given) ? given : null;
	};
	const isMonth = /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(when);
	return {
		when: isMonth ? when : (whens.find((known) => known === when) ?? 'week'),
		placeId: id('place'),
		ownerId: id('owner'),
		personId: address.get('person') === 'none' ? 'none' : id('person')
	};
}

/** The address with some of its parts changed; null takes one out. */
export function workQuery(
	{ when, placeId, ownerId, personId }: WorkAddress,
	change: Partial<Record<'when' | 'place' | 'owner' | 'person', string | null>> = {}
): string {
	const given = {
		when: when === 'week' ? null : when,
		place: placeId,
		owner: ownerId,
		person: personId,
		...change
	};
	const pairs = Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== null);
	return pairs.length > 0 ? `/work?${new URLSearchParams(pairs)}` : '/work';
}

export interface WorkScreen extends WorkPage {
	/** Names of what the address filters by; null where it does not. */
	place: string | null;
	owner: string | null;
	person: string | null;
	/** There is more than what was looked through: the total is of the first of it. */
	more: boolean;
}

/** One page of the rows that `address` asks for. Throws NotFound for places and people unseen. */
export async function readWork(
	actor: Actor,
	today: PlainDate,
	address: WorkAddress,
	page: number,
	most = MOST
): Promise<WorkScreen> {
	return act({ personId: actor.personId, today: null }, async (db) => {
		const names = await findNames(db, address);
		if (
			(address.placeId && !names.place) ||
			(address.ownerId && !names.owner) ||
			(address.personId && address.personId !== 'none' && !names.person)
		)
			throw new NotFound('not_found');
		const asked: Asked = { today, when: whenOf(address.when, today) };
		const found = names.placePath
			? firstOccurrences(placeOccurrences(names.placePath, asked), address, most)
			: ownOccurrences(asked);
		const work = await findWork(db, found, address, {
			today,
			offset: (page - 1) * WORK_PER_PAGE,
			limit: WORK_PER_PAGE,
			apart: false
		});
		const { rows, total } = work;
		const { place, owner, person } = names;
		return { rows, total, place, owner, person, more: place !== null && work.found >= most };
	});
}

function whenOf(when: WorkAddress['when'], today: PlainDate): Asked['when'] {
	if (when === 'late' || when === 'returned' || when === 'reported' || when === 'open') return when;
	return when === 'week' ? { until: weekEnd(today) } : { month: monthWindow(when) };
}
