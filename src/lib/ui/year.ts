import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../calendar/term.ts';

/** Where a day lies in the school year that runs from 1 September to 31 August. */
export interface YearPlace {
	/** Calendar year of its September. */
	from: number;
	to: number;
	/** 0 is September, 11 is August. */
	month: number;
	/** Counted by Mondays from the week of 1 September, which is 1. */
	week: number;
}

/** The school year, its month and week on `today`. */
export function placeInYear(today: PlainDate): YearPlace {
	const day = Temporal.PlainDate.from(today);
	const from = day.month >= 9 ? day.year : day.year - 1;
	const first = monday(Temporal.PlainDate.from({ year: from, month: 9, day: 1 }));
	return {
		from,
		to: from + 1,
		month: (day.month + 3) % 12,
		week: first.until(monday(day), { largestUnit: 'weeks' }).weeks + 1
	};
}

function monday(day: Temporal.PlainDate): Temporal.PlainDate {
	return day.subtract({ days: day.dayOfWeek - 1 });
}
