/** How work lies over months and people. Pure. */
import { readTerm } from '../../calendar/calendar.ts';
import type { Term, Window } from '../../calendar/term.ts';
import { monthOf, type Month } from './months.ts';

export interface Loaded {
	term: Term;
	responsible: readonly string[];
}

/** Months of a plan with the number of measures that are under way in each. */
export function byMonth(
	measures: readonly Loaded[],
	plan: Window
): { month: Month; count: number }[] {
	const first = monthOf(plan.from);
	const last = monthOf(plan.to);
	return Array.from({ length: last - first + 1 }, (_, i) => ({
		month: first + i,
		count: measures.filter(({ term }) => monthsOf(term).has(first + i)).length
	}));
}

/** Who leads how many measures, the most first. */
export function byLead(
	measures: readonly Pick<Loaded, 'responsible'>[]
): { lead: string; count: number }[] {
	const counts = Map.groupBy(
		measures.flatMap(({ responsible: [lead] }) => lead ?? []),
		(lead) => lead
	);
	return [...counts]
		.map(([lead, all]) => ({ lead, count: all.length }))
		.sort((a, b) => b.count - a.count || a.lead.localeCompare(b.lead, 'ru'));
}

export function loadedOf(
	{ term, responsible }: { term: string; responsible: readonly string[] },
	plan: Window
): Loaded {
	return { term: readTerm(term, { plan }), responsible };
}

/** Months in which something of it is due; of «до 25 января» the last month alone. */
export function monthsOf({ phrase, occurrences }: Term): Set<Month> {
	const isDeadline = /^(до|не позднее)\s/i.test(phrase);
	return new Set(
		occurrences.flatMap(({ from, to }) => {
			const last = monthOf(to);
			const first = isDeadline ? last : monthOf(from);
			return Array.from({ length: last - first + 1 }, (_, i) => first + i);
		})
	);
}
