/** A plan of a year as the next one begins. Pure. */
import { shiftTerm } from '../calendar/calendar.ts';
import type { Window } from '../calendar/term.ts';
import type { Line } from './model.ts';

export type NewLine = Omit<Line, 'id' | 'position'>;

/** The calendar year as a plan's period: terms of a plan are read in it. */
export const planOf = (year: number): Window => ({ from: `${year}-01-01`, to: `${year}-12-31` });

/**
 * The rows of one year for another: what was dropped stays dropped, own words and own rows come
 * along, years printed in terms and texts move. Schools typed for a deficit were last year's finding
 * and stay behind.
 */
export function copiedLines(lines: readonly Line[], from: number, to: number): NewLine[] {
	const shift = (text: string) => shiftTerm(text, planOf(from), planOf(to));
	return lines.map(({ section, key, kept, text, term, source }) => ({
		...{ section, key, kept, text },
		term: shift(term),
		source: section === 'deficits' ? '' : source
	}));
}
