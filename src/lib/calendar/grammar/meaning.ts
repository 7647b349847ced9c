import type { Span } from '../days.ts';
import type { TermDoubt } from '../term.ts';

/** A year as the phrase names it. */
export type YearRef =
	| { kind: 'calendar'; year: number }
	/** «2020/2021 учебного года»: the year of September. */
	| { kind: 'school'; first: number }
	/** «октябрь 2021–2024 гг.»: `last` is included; `school` for school years. */
	| { kind: 'years'; first: number; last: number; school: boolean }
	/** «следующего (учебного) года»: years away from the plan's own. */
	| { kind: 'relative'; offset: number; school: boolean }
	/** «года, следующего за отчётным». */
	| { kind: 'after-report' };

export type PointSize = 'day' | 'part' | 'month' | 'quarter' | 'season' | 'year';

/** A piece of the calendar that comes once a year, and the year where one is printed. */
export interface Point {
	size: PointSize;
	/** The month in which it begins: decides its half of a school year. */
	month: number;
	/** The days in the calendar year in which it begins; null where that year has no such day. */
	at: (year: number) => Span | null;
	year: YearRef | null;
	/** The same words in a school year («I полугодие» is then September to December). */
	inSchoolYear?: Point;
	/** «24 мая (ср)»: 1 … 7. */
	weekday?: number;
	/** A date after «до»: is its own last day the limit («до 5 мая», «до конца мая»)? */
	isEdge?: boolean;
	/** «начало» 1, «середина» 2, «конец» 3 of a period. */
	part?: number;
	/** A bare pair of years («2021–2022») that a school-year plan may mean as its school year. */
	isYearPair?: boolean;
}

/** A day of every month: «до 25 числа», «первый понедельник», «6-й рабочий день». */
export interface MonthlyDay {
	/** The days in a month, or null where it has none. */
	at: (year: number, month: number) => Span | null;
	/** From the first day of the month to that day. */
	until: boolean;
	/** In the month after the one reported on. */
	afterReport: boolean;
	/** Which month of a quarter or half-year, from 1; the last where it is not said. */
	place?: number;
}

export type EveryUnit = 'day' | 'workday' | 'week' | 'month' | 'term' | 'trimester' | 'year';

/** How often. `count` units make one occurrence. */
export interface Every {
	unit: EveryUnit;
	count: number;
}

/** One thing that a phrase says. A phrase is a list of them. */
export type Item =
	/** `isWhole`: «в течение 2024 года» is a term of its own beside others. */
	| { type: 'point'; point: Point; isWhole?: boolean }
	| { type: 'range'; from: Point; to: Point; until?: 'before' | 'habit' }
	/** `limit`: «до мая» ends before May, «до 2020 года» by habit after 2020, else the end itself. */
	| { type: 'until'; point: Point; limit: 'end' | 'before' | 'habit' }
	| { type: 'since'; point: Point; after: boolean }
	/** «в течение (учебного) года», «учебный год». */
	| { type: 'plan-year' }
	| { type: 'every'; every: Every }
	| { type: 'monthly-day'; day: MonthlyDay }
	/** «по вторникам и четвергам»; `step` 2 is every second week. */
	| { type: 'weekdays'; days: number[]; step: number }
	/** A colon after «ежемесячно»: what follows are the occurrences themselves. */
	| { type: 'colon' }
	/** «далее»: the dates before it are the beginning of what recurs after it. */
	| { type: 'further' }
	| { type: 'continuous' | 'external' | 'event' | 'need' | 'blank' | 'once' };

/** What the grammar makes of a phrase before any plan is known. */
export interface Reading {
	items: Item[];
	/** A date that no calendar has. */
	impossible: boolean;
	doubts: Set<TermDoubt>;
	/** Words that were passed over. */
	ignored: number;
	/** Nothing but marks: an empty cell, a dash. */
	isEmpty: boolean;
}
