import type { Day, Span } from '../days.ts';
import type { Recurrence, TermDoubt, TermKind } from '../term.ts';

/** How a language words terms. `short` forms are for table cells. */
export interface Wording {
	/** «1–31 октября 2026», «25 октября – 3 ноября 2026», «2021 год». */
	span: (span: Span, short: boolean) => string;
	/** «31 декабря», with the year where asked. */
	day: (day: Day, withYear: boolean, short: boolean) => string;
	until: (date: string) => string;
	/** «ноябрь – август», with years where asked. */
	months: (from: Day, to: Day, withYears: boolean) => string;
	wholeMonth: (day: Day) => string;
	times: (count: number) => string;
	/** «ежеквартально», «раз в 4 недели»; empty for an interval without a name. */
	recurrence: (recurrence: Recurrence | null) => string;
	everyDays: (days: number) => string;
	since: (date: string) => string;
	inYear: (year: number) => string;
	inSchoolYear: (first: number) => string;
	between: (from: string, to: string) => string;
	last: (date: string) => string;
	thenYearly: string;
	and: string;
	within: (span: string) => string;
	/** What kinds without occurrences say. */
	kinds: Record<Exclude<TermKind, 'dates' | 'recurring'>, string>;
	noDates: string;
	doubts: Record<TermDoubt, string>;
}
