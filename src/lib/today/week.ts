import { Temporal } from 'temporal-polyfill';
import type { PlainDate, Window } from '../calendar/term.ts';

/** The Sunday of the week of `today`; of the next one with `weeks` 1. */
export function weekEnd(today: PlainDate, weeks = 0): PlainDate {
	const day = Temporal.PlainDate.from(today);
	return day.add({ days: 7 - day.dayOfWeek + 7 * weeks }).toString();
}

/** First and last day of a month like `2026-11`. */
export function monthWindow(month: string): Window {
	const { year, month: number, daysInMonth } = Temporal.PlainYearMonth.from(month);
	const day = (n: number) => Temporal.PlainDate.from({ year, month: number, day: n }).toString();
	return { from: day(1), to: day(daysInMonth) };
}
