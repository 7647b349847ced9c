/** Likely readings of a doubtful term: what a person is offered as buttons. */

import { readTerm } from '../../calendar/calendar.ts';
import type { Term, Window } from '../../calendar/term.ts';
import type { PlanHead } from './sheet.ts';

/** Buttons beside a question: more would be a list to study. */
const mostChoices = 2;
/** A button cannot say more periods than a person can check at a glance. */
const mostPeriods = 60;

/**
 * Up to two readings of the phrase, the present one first when it has dates. All carry dates of
 * their own, so choosing one settles the term whatever the phrase says.
 */
export function termChoices(term: Term, head: PlanHead): Term[] {
	const { period } = head;
	if (!period) return [];
	const read = (phrase: string): Term =>
		readTerm(phrase, { plan: period, written: head.documentDate });
	const candidates = [
		term,
		...reworded(term.phrase).map(read),
		...shifted(term, period),
		...mended(term, read),
		...wholePlan(term, period)
	];
	const seen = new Set<string>();
	return candidates
		.filter(({ occurrences, doubts }) => {
			const dates = JSON.stringify(occurrences);
			const usable =
				occurrences.length > 0 &&
				occurrences.length <= mostPeriods &&
				!doubts.includes('impossible-date') &&
				!doubts.includes('nothing-understood');
			if (!usable || seen.has(dates)) return false;
			seen.add(dates);
			return true;
		})
		.slice(0, mostChoices);
}

/** The same words read as a list instead of a range, and the other way round. */
function reworded(phrase: string): string[] {
	if (/[-–—]/.test(phrase)) return [phrase.replace(/\s*[-–—]+\s*/g, ', ')];
	if (/,|\s/.test(phrase) && /^\p{L}+(?:,\s*|\s+)\p{L}+$/u.test(phrase))
		return [phrase.replace(/,\s*|\s+/, ' – ')];
	if (/^до\s/i.test(phrase)) return [phrase.replace(/^до\s/i, 'по ')];
	return [];
}

/** What lies outside the plan may be meant for the year before or after. */
function shifted(term: Term, period: Window): Term[] {
	if (!term.doubts.includes('outside-plan') && !term.doubts.includes('year-assumed')) return [];
	return [1, -1].flatMap((years) => {
		const occurrences = term.occurrences.map((each) => moved(each, years));
		const inside = occurrences.some(({ from, to }) => from <= period.to && to >= period.from);
		if (!inside || occurrences.length === 0) return [];
		return [dated(term.phrase, occurrences)];
	});
}

/** «31 апреля»: the last day that month has. */
function mended(term: Term, read: (phrase: string) => Term): Term[] {
	if (!term.doubts.includes('impossible-date')) return [];
	return [1, 2, 3].flatMap((less) => {
		const phrase = term.phrase.replace(/\b(29|30|31)\b/, (day) => String(Number(day) - less));
		const other = phrase === term.phrase ? null : read(phrase);
		return other && !other.doubts.includes('impossible-date') ? [other] : [];
	});
}

function wholePlan(term: Term, period: Window): Term[] {
	return term.occurrences.length === 0 ? [dated(term.phrase, [period])] : [];
}

function dated(phrase: string, occurrences: Window[]): Term {
	const window = { from: occurrences[0]!.from, to: occurrences.at(-1)!.to };
	return {
		phrase,
		kind: 'dates',
		window,
		occurrences,
		recurrence: null,
		confidence: 1,
		doubts: []
	};
}

function moved({ from, to }: Window, years: number): Window {
	return { from: movedDay(from, years), to: movedDay(to, years) };
}

function movedDay(day: string, years: number): string {
	const moved = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
	// 29 February exists every fourth year only
	return moved.endsWith('-02-29') && new Date(moved).getUTCDate() !== 29
		? `${moved.slice(0, 8)}28`
		: moved;
}
