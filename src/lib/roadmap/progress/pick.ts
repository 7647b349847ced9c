/** Which measures stand behind a figure of progress: filters in the address, by the same rules. Pure. */
import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../../calendar/term.ts';
import type { Occurrence } from '../execution/model.ts';
import type { Standing } from '../progress.ts';

export const countPicks = [
	'whole',
	'planned',
	'due',
	'kept',
	'behind',
	'waiting',
	'lost',
	'unbegun'
] as const;
/** `behind`: something was due, and not all of it is verified; the others are fields of `Tally`. */
export type CountPick = (typeof countPicks)[number];

export function isPicked(
	pick: CountPick,
	standing: Standing | undefined,
	occurrences: readonly Occurrence[],
	today: PlainDate
): boolean {
	if (!standing) return false;
	switch (pick) {
		case 'whole':
			return true;
		case 'planned':
			return standing.plannedOn <= today;
		case 'behind':
			return standing.due && !standing.kept;
		case 'unbegun':
			return isUnbegun(standing, occurrences, today);
		default:
			return standing[pick];
	}
}

/**
 * Nobody took it up, it is not late yet, and more than half of the time for its first part is over.
 */
export function isUnbegun(
	{ state }: Pick<Standing, 'state'>,
	occurrences: readonly Occurrence[],
	today: PlainDate
): boolean {
	if (state !== 'not-begun') return false;
	const first = occurrences
		.filter(({ stage, to }) => stage === 'open' && to !== null)
		.sort((one, other) => one.to!.localeCompare(other.to!))[0];
	if (!first?.from || !first.to || first.neverLate || first.from > today) return false;
	const day = Temporal.PlainDate.from(today);
	const gone = Temporal.PlainDate.from(first.from).until(day).days;
	const left = day.until(Temporal.PlainDate.from(first.to)).days;
	return gone > left;
}

/** Whether somebody still has to finish a part of it in the month `2026-11`. */
export function fallsDueIn(occurrences: readonly Occurrence[], month: string): boolean {
	return occurrences.some(
		({ stage, to }) =>
			to?.slice(0, 7) === month && (stage === 'open' || stage === 'begun' || stage === 'returned')
	);
}
