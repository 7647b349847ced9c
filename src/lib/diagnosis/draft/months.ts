/** Whole months as numbers, for placing work in a year. Pure. */
import { addWorkingDays, isWorkingDay, vacationsOf } from '../../calendar/calendar.ts';
import type { PlainDate, Window } from '../../calendar/term.ts';

/** Months since the year 0: January 2027 is 24324. */
export type Month = number;

const names = [
	'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
	'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'
].map((line) => line.split(' '));

export function monthOf(date: PlainDate): Month {
	return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** 0 January … 11 December. */
export function numberOf(month: Month): number {
	return month % 12;
}

/** The day of a month, `2027-01-25`. */
export function dateIn(month: Month, day: number): PlainDate {
	const two = (value: number): string => String(value).padStart(2, '0');
	return `${Math.floor(month / 12)}-${two(numberOf(month) + 1)}-${two(day)}`;
}

/** «Январь», «Январь – март». */
export function monthsPhrase(from: Month, to: Month): string {
	const first = names[0]![numberOf(from)]!;
	const begin = first[0]!.toUpperCase() + first.slice(1);
	return from === to ? begin : `${begin} – ${names[0]![numberOf(to)]!}`;
}

/** «с января по май», «в январе» being left to the single month's name. */
export function boundsPhrase(from: Month, to: Month): string {
	return `с ${names[1]![numberOf(from)]!} по ${names[0]![numberOf(to)]!}`;
}

/** The last working day outside holidays on or before the 25th. */
export function deadlinePhrase(month: Month): string {
	const free = workingDays(month).filter((date) => date <= dateIn(month, 25));
	const date = free.at(-1) ?? dateIn(month, 25);
	return `До ${Number(date.slice(8))} ${names[1]![numberOf(month)]!}`;
}

/** A month without the holidays at its edges: «11–29 января»; null where there are none. */
export function withoutHolidays(month: Month): string | null {
	const days = workingDays(month);
	const all = holidaysIn(month);
	if (all.length === 0 || days.length === 0) return null;
	return `${Number(days[0]!.slice(8))}–${Number(days.at(-1)!.slice(8))} ${names[1]![numberOf(month)]!}`;
}

function workingDays(month: Month): PlainDate[] {
	const holidays = holidaysIn(month);
	const before = addWorkingDays(dateIn(month, 1), -1);
	const days: PlainDate[] = [];
	for (let day = addWorkingDays(before, 1); monthOf(day) === month; day = addWorkingDays(day, 1))
		if (isWorkingDay(day) && !holidays.some(({ from, to }) => from <= day && day <= to))
			days.push(day);
	return days;
}

function holidaysIn(month: Month): Window[] {
	const first = numberOf(month) >= 8 ? Math.floor(month / 12) : Math.floor(month / 12) - 1;
	return vacationsOf(first).filter(
		({ from, to }) => monthOf(from) <= month && month <= monthOf(to)
	);
}
