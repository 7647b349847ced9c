import { partsOf } from '../days.ts';
import type { Day, Span } from '../days.ts';
import type { Recurrence } from '../term.ts';
import { isWholeYears } from './shape.ts';
import type { Wording } from './wording.ts';

const MONTHS =
	'January February March April May June July August September October November December'.split(
		' '
	);

function monthName(month: number, short: boolean): string {
	const name = MONTHS[month - 1]!;
	return short ? name.slice(0, 3) : name;
}

function day(at: Day, withYear: boolean, short: boolean): string {
	const { year, month, day: number } = partsOf(at);
	const text = `${number} ${monthName(month, short)}`;
	return withYear ? `${text} ${year}` : text;
}

function span({ from, to }: Span, short: boolean): string {
	const [begin, end] = [partsOf(from), partsOf(to)];
	if (isWholeYears({ from, to })) {
		return begin.year === end.year ? `${begin.year}` : `${begin.year}–${end.year}`;
	}
	if (from === to) return day(from, true, false);
	if (begin.year !== end.year) return `${day(from, true, short)} – ${day(to, true, short)}`;
	if (begin.month !== end.month) return `${day(from, false, short)} – ${day(to, true, short)}`;
	return `${begin.day}–${day(to, true, false)}`;
}

function recurrence(name: Recurrence | null): string {
	if (name === null) return '';
	const weeks = /\d+/.exec(name)?.[0];
	return weeks === undefined ? name : `every ${weeks} weeks`;
}

export const english: Wording = {
	span,
	day,
	until: (date) => `by ${date}`,
	months: (from, to, withYears) => {
		const [begin, end] = [partsOf(from), partsOf(to)];
		const name = (at: { year: number; month: number }) =>
			`${monthName(at.month, false)}${withYears ? ` ${at.year}` : ''}`;
		const isOne = begin.year === end.year && begin.month === end.month;
		return isOne ? name(begin) : `${name(begin)} – ${name(end)}`;
	},
	wholeMonth: (at) => `all of ${monthName(partsOf(at).month, false)}`,
	times: (count) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`),
	recurrence,
	everyDays: (days) => (days === 1 ? 'every day' : `every ${days} days`),
	since: (date) => `from ${date}`,
	inYear: (year) => `in ${year}`,
	inSchoolYear: (first) => `in the school year ${first}–${first + 1}`,
	between: (from, to) => `from ${from} to ${to}`,
	last: (date) => `last ${date}`,
	thenYearly: 'every year',
	and: ' and ',
	within: (text) => `within ${text}`,
	kinds: {
		continuous: 'all the time',
		external: 'by a separate schedule',
		event: 'depends on an event',
		need: 'when needed',
		blank: 'the term is not filled in',
		unknown: 'the term is not understood'
	},
	noDates: 'no dates yet',
	doubts: {
		'impossible-date': 'The calendar has no such day: check the day and the month.',
		'nothing-understood': 'No term was found in these words: enter the dates yourself.',
		'empty-phrase': 'No term is given.',
		'year-assumed':
			'No year is printed and the plan covers several: taken as every year of the plan.',
		'outside-plan': 'The term leaves the period of the plan: check the year.',
		'mistyped-word': 'A word is misspelt: read by its sense.',
		'missing-comma': 'A comma seems to be missing between dates: read as a list.',
		'crosses-school-year': 'The term runs from one school year into another: check the year.',
		'backwards-range': 'The term ends before it begins: check the dates.',
		'until-period': '“Until” a year is taken to include that year, to its last day.',
		'relative-year': '“Current” and “next” year are counted from the plan: check the year.',
		'weekday-mismatch': 'The weekday in brackets does not fit the date.',
		'words-ignored': 'Some words were not understood: only what looks like a term was read.'
	}
};
