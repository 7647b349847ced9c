import { readPhrase } from './grammar/phrase.ts';
import { planOf } from './plan.ts';
import { resolve } from './resolve.ts';
import type { Term, TermContext } from './term.ts';

export type * from './term.ts';
export { addWorkingDays, isPublishedYear, isWorkingDay } from './production-calendar.ts';
export { schoolYearOf, vacationsOf, yearKindOf } from './school-year.ts';
export { briefTerm, explainDoubt, explainTerm, shownFirst } from './explain.ts';
export type { Locale } from './explain.ts';
export { plural } from './wording/russian.ts';
export { printTerm, termFromDates } from './print.ts';
export { shiftTerm } from './shift.ts';

/**
 * Reads a «Срок» phrase inside a plan (contract of `opora term`; domain.md §6). Any text gives a
 * term: what cannot be read is of kind `unknown` with the reason in `doubts`.
 * Throws `RangeError` only where the plan itself has no real dates or ends before it begins.
 */
export function readTerm(phrase: string, context: TermContext): Term {
	return resolve(phrase, readPhrase(phrase), planOf(context));
}
