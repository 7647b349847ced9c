import { readTerm, shiftTerm } from '../calendar/calendar.ts';
import type { PlainDate, Window } from '../calendar/term.ts';
import type { RoadmapSnapshot } from './snapshot.ts';

/**
 * The roadmap as next year's draft begins: period, title and terms moved by as many years as its
 * period covers, numbers and texts kept, the order that approved it left open.
 */
export function nextYear(snapshot: RoadmapSnapshot): RoadmapSnapshot {
	const years = yearsOf(snapshot.period);
	const period = {
		from: addYears(snapshot.period.from, years),
		to: addYears(snapshot.period.to, years)
	};
	return movedTo(
		{ ...snapshot, title: shiftTerm(snapshot.title, snapshot.period, period) },
		period
	);
}

/** The same roadmap for another period: each phrase moved with it and read in it. */
export function movedTo(snapshot: RoadmapSnapshot, period: Window): RoadmapSnapshot {
	return {
		...snapshot,
		period,
		order: null,
		measures: snapshot.measures.map((measure) => {
			const phrase = shiftTerm(measure.term.phrase, snapshot.period, period);
			return { ...measure, term: readTerm(phrase, { plan: period }) };
		})
	};
}

/** 1 for a calendar or school year, 3 for 2024–2026. */
function yearsOf({ from, to }: Window): number {
	const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
	return Math.max(1, Math.round(days / 365.25));
}

/** The same day so many years later; 29 February becomes the 28th. */
function addYears(date: PlainDate, years: number): PlainDate {
	const year = Number(date.slice(0, 4)) + years;
	const moved = `${year}${date.slice(4)}`;
	const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	return moved.endsWith('-02-29') && !leap ? `${year}-02-28` : moved;
}
