import { partsOf, toDay } from './days.ts';
import type { Window } from './term.ts';
import { isDayOfMonth } from './numeric.ts';

/**
 * A phrase moved from one plan to another, for a copy of last year's roadmap: the years printed in
 * it move by the difference of the plans' first years, bare months and days stay. Numbers and
 * dates of papers («приказ от 15.10.2025 № 12») keep their year; a 29 February without a leap year
 * becomes the 28th; a weekday in brackets, true of the old year only, is left out.
 * Throws `RangeError` where a plan has no real dates.
 */
export function shiftTerm(phrase: string, fromPlan: Window, toPlan: Window): string {
	const years = partsOf(toDay(toPlan.from)).year - partsOf(toDay(fromPlan.from)).year;
	if (years === 0) return phrase;
	const moved = phrase.replace(YEARS, (text, ...rest) => {
		const found = rest.at(-1) as Partial<Record<string, string>>;
		return moveFound(text, found, years);
	});
	return moved.replace(WEEKDAY_REMARK, '');
}

/** The ways a year stands in a phrase, and papers, which are passed over. */
const YEARS = new RegExp(
	[
		/(?<paper>№\s*[\d./-]+|(?<![а-яё])от\s+[\d./-]+)/,
		/(?<!\d)(?<isoYear>\d{4})(?<isoRest>-\d{2}-\d{2})(?!\d)/,
		/(?<![\d.])(?<day>\d{1,2})(?<mark>[./-])(?<month>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})(?!\d|\.\d)/,
		/(?<!\d)29(?<leap>\s+февраля\s+|\.02\.)(?<leapYear>\d{4})(?!\d)/,
		/(?<!\d)(?<pairFirst>\d{4})(?<pairMark>[/–-])(?<pairLast>\d{2})(?!\d|[/.–-]\d|\s*[а-яё]*(?:ря|ля|та|ня|мая))/,
		/(?<!\d)(?<full>(?:19|20|21)\d{2})(?!\d)/,
		/(?<=[а-яё.]\s?)(?<!\d)(?<short>\d{2})(?=\s?г(?:\.|ода?)?(?![а-яё]))/
	]
		.map((pattern) => pattern.source)
		.join('|'),
	'giu'
);
const WEEKDAY_REMARK = /\s*\((?:пн|вт|ср|чт|пт|сб|вс)\.?\)/giu;

function moveFound(text: string, found: Partial<Record<string, string>>, years: number): string {
	const { isoYear, isoRest, day, mark, month, year, leap, leapYear } = found;
	const { pairFirst, pairMark, pairLast, full, short } = found;
	if (isoYear) return `${moveYear(isoYear, years)}${isoRest}`;
	if (day && month && year) {
		const moved = moveYear(year, years);
		return `${moveDay(day, month, moved)}${mark}${month}${mark}${moved}`;
	}
	if (leapYear) {
		const moved = moveYear(leapYear, years);
		return `${moveDay('29', '2', moved)}${leap}${moved}`;
	}
	if (pairFirst && pairLast) {
		const isPair = (Number(pairFirst) + 1) % 100 === Number(pairLast);
		const last = isPair ? moveYear(pairLast, years) : pairLast;
		return `${moveYear(pairFirst, years)}${pairMark}${last}`;
	}
	const single = full ?? short;
	return single ? moveYear(single, years) : text;
}

/** Two digits stay two digits. */
function moveYear(text: string, years: number): string {
	const moved = Number(text) + years;
	return text.length === 2 ? String((moved + 100) % 100).padStart(2, '0') : String(moved);
}

function moveDay(day: string, month: string, year: string): string {
	const full = year.length === 2 ? 2000 + Number(year) : Number(year);
	const isLost = Number(day) === 29 && Number(month) === 2 && !isDayOfMonth(29, 2, full);
	return isLost ? '28' : day;
}
