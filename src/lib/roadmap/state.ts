import type { PlainDate, Term } from '../calendar/term.ts';

export const timeStates = ['current', 'ahead', 'past', 'undated'] as const;
/**
 * Where a term lies from today, nothing more: `current` «идёт», `ahead` «предстоит», `past` «срок
 * прошёл», `undated` «без дат». Whether the work is done is not known here, so nothing is late.
 */
export type TimeState = (typeof timeStates)[number];

/** Terms that others or events decide: they have no dates of their own (domain.md §6). */
const OTHERS: Term['kind'][] = ['external', 'event', 'need', 'blank', 'unknown'];

/** Whether the term has days that the roadmap itself sets. */
export function hasDates(term: Term): boolean {
	return term.window !== null && !OTHERS.includes(term.kind);
}

export function timeState(term: Term, today: PlainDate): TimeState {
	if (!term.window || !hasDates(term)) return 'undated';
	const first = term.occurrences[0]?.from ?? term.window.from;
	const last = term.occurrences.at(-1)?.to ?? term.window.to;
	if (today < first) return 'ahead';
	return today > last ? 'past' : 'current';
}
