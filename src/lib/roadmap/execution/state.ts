import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../../calendar/term.ts';
import type { Occurrence, State } from './model.ts';

/** Days before its last day from which an occurrence is due soon. */
export const SOON_DAYS = 7;

/**
 * The state of an occurrence on `today`. Its twin for queries is `opora.occurrence_state`
 * (migration 0200); a test holds the two together.
 */
export function stateOf(
	{
		stage,
		from,
		to,
		neverLate,
		doneOn
	}: Omit<Occurrence, 'id' | 'measureId' | 'kind' | 'reason' | 'reportId' | 'revision'>,
	today: PlainDate
): State {
	if (stage === 'verified')
		return doneOn !== null && to !== null && doneOn > to && !neverLate ? 'done-late' : 'verified';
	if (stage !== 'open' && stage !== 'begun') return stage;
	if (from === null || to === null) return stage === 'begun' ? 'under-way' : 'undated';
	if (to < today) return neverLate ? 'under-way' : 'late';
	if (to <= soonUntil(today)) return 'due-soon';
	return stage === 'begun' || from <= today ? 'under-way' : 'planned';
}

let lastSoon = { today: '', until: '' };

/** Asked for every occurrence of a page on one day: found once. */
function soonUntil(today: PlainDate): PlainDate {
	if (lastSoon.today !== today) {
		const until = Temporal.PlainDate.from(today).add({ days: SOON_DAYS }).toString();
		lastSoon = { today, until };
	}
	return lastSoon.until;
}
