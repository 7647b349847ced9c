import type { Window } from '../../calendar/term.ts';
import { fold, MONTH_WORD, monthOf } from './words.ts';

/** The time that a plan covers. */
export interface Period {
	plan: Window;
	yearKind: 'calendar' | 'school';
	/** How it was found: printed beside the plan, in its sections or terms, or by the order's date. */
	by: 'words' | 'sections' | 'terms' | 'date' | 'hint';
}

/** A window of whole calendar years. */
function calendarYears(first: number, last: number): Window {
	return { from: `${first}-01-01`, to: `${last}-12-31` };
}

/** School years that begin in the autumns of `first` … `last`: 1 September to 31 August. */
function schoolYears(first: number, last: number): Window {
	return { from: `${first}-09-01`, to: `${last + 1}-08-31` };
}

const SCHOOL = '(?:уч(?:\\.|ебн\\S*)?\\s?(?:г(?:\\.|од\\S*)?)|учебн\\S+\\s+год\\S*)';
const SCHOOL_YEARS = new RegExp(
	`(?<!\\d)(20\\d\\d)\\s?[-/]\\s?((?:20)?\\d\\d)\\s?(?:-?(?:й|ый|ого|м|ом|е|ые))?\\s?(?:г\\.?г?\\.?\\s)?${SCHOOL}`,
	'g'
);
const SCHOOL_RANGE = new RegExp(
	`(?<!\\d)(20\\d\\d)\\s?[-/]\\s?(20\\d\\d)\\s?(?:-|,|и|по)\\s?(20\\d\\d)\\s?[-/]\\s?(20\\d\\d)\\s?${SCHOOL}`
);
const DAYS =
	/(?<!\d)(\d{1,2})\.(\d{1,2})\.(20\d\d)\s?(?:г\S*\s?)?(?:-|по|до)\s?(\d{1,2})\.(\d{1,2})\.(20\d\d)/;
const MONTHS = new RegExp(
	`(?<![а-я])(${MONTH_WORD})\\s(20\\d\\d)\\s?(?:г\\S*|год\\S*)?\\s?(?:-|по|до)\\s?(${MONTH_WORD})\\s(20\\d\\d)`
);
const YEARS_RANGE =
	/(?<![\d.])(20\d\d)\s?(?:-|по|\/|и|,)\s?(20\d\d)\s?(?:-?(?:го|й))?\s?(?:г\.?\s?г?\.?|год\S*)?(?![\d])/;
const YEARS_SHORT = /(?<![\d.])(20\d\d)\s?-\s?(\d\d)\s?(?:г\.?\s?г\.?|год\S*)/;
const ONE_YEAR = /(?<![\d.№])(20\d\d)\s?(?:-?(?:го|м|й))?\s?(?:г(?:од\S*|\.)?)(?![а-я])/;

/** Reads the time that words like «на 2021/2022 учебный год», «в 2021 году» name; null without. */
export function readPeriod(text: string): Period | null {
	const folded = withoutReferences(fold(text));
	const range = SCHOOL_RANGE.exec(folded);
	if (range) return school(Number(range[1]), Number(range[3]));
	const found = [...folded.matchAll(SCHOOL_YEARS)].map((match) => readPair(match[1]!, match[2]!));
	const [pair] = found;
	if (pair) {
		const last = found.at(-1)!;
		const first = Math.min(pair[0], last[0]);
		return school(first, Math.max(pair[1] - 1, last[1] - 1));
	}
	const days = DAYS.exec(folded);
	if (days) {
		const from = iso(Number(days[3]), Number(days[2]), Number(days[1]));
		const to = iso(Number(days[6]), Number(days[5]), Number(days[4]));
		if (from < to) return spanning({ from, to });
	}
	const months = MONTHS.exec(folded);
	if (months) {
		const from = iso(Number(months[2]), monthOf(months[1]!)!, 1);
		const to = lastDay(Number(months[4]), monthOf(months[3]!)!);
		if (from < to) return spanning({ from, to });
	}
	return readYears(folded);
}

function readYears(folded: string): Period | null {
	const short = YEARS_SHORT.exec(folded);
	if (short) {
		const [first, last] = readPair(short[1]!, short[2]!);
		if (last > first) return calendar(first, last);
	}
	const years = YEARS_RANGE.exec(folded);
	if (years) {
		const [first, last] = [Number(years[1]), Number(years[2])];
		if (last >= first && last - first <= 12) return calendar(first, last);
	}
	const one = ONE_YEAR.exec(folded);
	return one ? calendar(Number(one[1]), Number(one[1])) : null;
}

/** Years of other papers do not count: «от 22.03.2021 № 316», «закон … 2012 года № 273-ФЗ». */
function withoutReferences(folded: string): string {
	return folded
		.replace(
			/от\s?["«]?\d{1,2}["»]?[.\s]\s?\S+?[.\s]\s?\d{2,4}\s?(?:г(?:ода|\.)?)?\s?(?:№|n)\s?\S+/g,
			' '
		)
		.replace(/(?:утвержден\S*|закон\S*|постановлени\S*|указ\S*)[^.;]{0,80}?\d{4}\s?г\S*/g, ' ');
}

function readPair(first: string, second: string): [number, number] {
	const year = Number(first);
	return [
		year,
		second.length === 2 ? Math.floor(year / 100) * 100 + Number(second) : Number(second)
	];
}

function calendar(first: number, last: number): Period {
	return { plan: calendarYears(first, last), yearKind: 'calendar', by: 'words' };
}

function school(first: number, last: number): Period {
	return { plan: schoolYears(first, Math.max(first, last)), yearKind: 'school', by: 'words' };
}

function spanning(plan: Window): Period {
	const begins = Number(plan.from.slice(5, 7));
	const crosses = plan.from.slice(0, 4) !== plan.to.slice(0, 4);
	const yearKind = crosses && begins >= 8 && begins <= 10 ? 'school' : 'calendar';
	return { plan, yearKind, by: 'words' };
}

function iso(year: number, month: number, day: number): string {
	return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function lastDay(year: number, month: number): string {
	return iso(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());
}

/** What the parts of a document offer for finding the plan's time. */
interface PeriodClues {
	/** Lines that may name it, the most trustworthy first. */
	lines: string[];
	headings: string[];
	terms: string[];
	/** Lines that mention years among much else: asked only where all others are silent. */
	mentions: string[];
	documentDate: string | null;
}

/** Finds the plan's time from its title, sections, terms, or the date of its order. */
export function findPeriod(clues: PeriodClues): Period | null {
	for (const line of clues.lines) {
		const period = readPeriod(line);
		if (period) return period;
	}
	const sections = spanOf(clues.headings.map((heading) => readPeriod(heading)));
	if (sections) return { ...sections, by: 'sections' };
	const terms = spanOf(clues.terms.map((term) => readPeriod(term) ?? readDates(term)));
	if (terms) return { ...settleSchoolYear(terms, clues.terms), by: 'terms' };
	for (const line of clues.mentions) {
		const period = readPeriod(line);
		if (period) return { ...period, by: 'date' };
	}
	if (!clues.documentDate) return null;
	const year = Number(clues.documentDate.slice(0, 4));
	const month = Number(clues.documentDate.slice(5, 7));
	if (
		speaksOfSchoolYear(clues.terms) ||
		(month >= 8 && month <= 10 && reachesIntoSpring(clues.terms))
	) {
		const first = month >= 7 ? year : year - 1;
		return { ...school(first, first), by: 'date' };
	}
	return { ...calendar(year, year), by: 'date' };
}

function readDates(term: string): Period | null {
	const years = [...fold(term).matchAll(/\d{1,2}\.(?:\d{1,2}\.)?(20\d\d)|(?<!\d)(20\d\d)(?!\d)/g)];
	if (years.length === 0) return null;
	const all = years.map((match) => Number(match[1] ?? match[2]));
	return calendar(Math.min(...all), Math.max(...all));
}

function spanOf(periods: (Period | null)[]): Period | null {
	const found = periods.filter((period) => period !== null);
	if (found.length === 0) return null;
	const from = found.map((period) => period.plan.from).sort()[0]!;
	const to = found
		.map((period) => period.plan.to)
		.sort()
		.at(-1)!;
	const kinds = new Set(found.map((period) => period.yearKind));
	const first = Number(from.slice(0, 4));
	const last = Number(to.slice(0, 4));
	if (kinds.size === 1 && kinds.has('school'))
		return { plan: { from, to }, yearKind: 'school', by: 'terms' };
	return { plan: calendarYears(first, last), yearKind: 'calendar', by: 'terms' };
}

/** Dated terms from autumn to summer are a school year. */
function settleSchoolYear(period: Period, terms: string[]): Period {
	const first = Number(period.plan.from.slice(0, 4));
	const last = Number(period.plan.to.slice(0, 4));
	if (last - first !== 1) return period;
	const dated = terms.flatMap((term) => datedMonths(fold(term)));
	if (dated.length === 0) return period;
	const inside = dated.every(
		({ year, month }) => (year === first && month >= 8) || (year === last && month <= 8)
	);
	return inside ? { ...school(first, first), by: 'terms' } : period;
}

function datedMonths(term: string): { year: number; month: number }[] {
	const dotted = [...term.matchAll(/(\d{1,2})\.(20\d\d)/g)].map((match) => ({
		month: Number(match[1]),
		year: Number(match[2])
	}));
	const worded = [...term.matchAll(new RegExp(`(${MONTH_WORD})\\s(20\\d\\d)`, 'g'))].map(
		(match) => ({
			month: monthOf(match[1]!)!,
			year: Number(match[2])
		})
	);
	return [...dotted, ...worded];
}

function speaksOfSchoolYear(terms: string[]): boolean {
	return terms.some((term) => /учебн\S+ год/.test(fold(term)));
}

function reachesIntoSpring(terms: string[]): boolean {
	const months = terms.flatMap((term) =>
		[...fold(term).matchAll(new RegExp(`(?<![а-я])${MONTH_WORD}`, 'g'))].map((match) =>
			monthOf(match[0])
		)
	);
	const autumn = months.some((month) => month !== null && month >= 9);
	const spring = months.some((month) => month !== null && month <= 5);
	return autumn && spring;
}

/** Calendar years that a plan touches, in order. */
export function yearsOf(plan: Window): number[] {
	const first = Number(plan.from.slice(0, 4));
	const last = Number(plan.to.slice(0, 4));
	return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
