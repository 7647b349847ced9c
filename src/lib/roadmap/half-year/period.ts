/**
 * The half-years of reports (domain.md §3.4: «Апрель, Ноябрь»). The days are the same for plans of
 * a school year and of a calendar year; a plan's own beginning and end cut them. Pure.
 */
import { Temporal } from 'temporal-polyfill';
import type { PlainDate, Window } from '../../calendar/term.ts';

export const seasons = ['spring', 'autumn'] as const;
export type Season = (typeof seasons)[number];

/** `year` is that of the month in which the report is due. */
export interface Period {
	year: number;
	season: Season;
}

/** Until which day the reports of a season cover, and when they are due. */
export interface Term {
	coversTo: PlainDate;
	dueOn: PlainDate;
}

/** The usual days: up to 31 March by 15 April, up to 31 October by 15 November. */
export function usualTerm({ year, season }: Period): Term {
	return season === 'spring'
		? { coversTo: `${year}-03-31`, dueOn: `${year}-04-15` }
		: { coversTo: `${year}-10-31`, dueOn: `${year}-11-15` };
}

export function periodBefore({ year, season }: Period): Period {
	return season === 'autumn' ? { year, season: 'spring' } : { year: year - 1, season: 'autumn' };
}

export function periodAfter({ year, season }: Period): Period {
	return season === 'spring' ? { year, season: 'autumn' } : { year: year + 1, season: 'spring' };
}

/**
 * What a report covers of a plan: from the plan's first day, or the day after the last report's, up
 * to the season's day or the plan's end. Null where the plan has nothing in it.
 */
export function coveredBy(
	period: Period,
	plan: Window,
	term: Term = usualTerm(period),
	before: Term = usualTerm(periodBefore(period))
): Window | null {
	const begin = nextDay(before.coversTo);
	const from = begin > plan.from ? begin : plan.from;
	const to = term.coversTo < plan.to ? term.coversTo : plan.to;
	return from <= to ? { from, to } : null;
}

/** The periods that a plan owes reports for, in order, each with the days that it covers. */
export function periodsOf(plan: Window): { period: Period; covers: Window }[] {
	const found: { period: Period; covers: Window }[] = [];
	const last = Number(plan.to.slice(0, 4)) + 1;
	let period: Period = { year: Number(plan.from.slice(0, 4)), season: 'spring' };
	while (period.year <= last) {
		const covers = coveredBy(period, plan);
		if (covers) found.push({ period, covers });
		period = periodAfter(period);
	}
	return found;
}

/** The period whose days of reporting it is: the autumn's from 1 November, the spring's from 1 April. */
export function currentPeriod(today: PlainDate): Period {
	const year = Number(today.slice(0, 4));
	const month = Number(today.slice(5, 7));
	if (month >= 11) return { year, season: 'autumn' };
	return month >= 4 ? { year, season: 'spring' } : { year: year - 1, season: 'autumn' };
}

/** `2026-autumn`, as it stands in addresses. */
export function periodKey({ year, season }: Period): string {
	return `${year}-${season}`;
}

/** Null for whatever is no period. */
export function readPeriod(key: string | null | undefined): Period | null {
	const match = /^(\d{4})-(spring|autumn)$/.exec(key ?? '');
	const year = Number(match?.[1]);
	if (!match || year < 1990 || year > 2200) return null;
	return { year, season: match[2] as Season };
}

export function nextDay(day: PlainDate): PlainDate {
	return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
