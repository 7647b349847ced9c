/**
 * A roadmap as an iCalendar file (RFC 5545). Each period in which a measure is due is an all-day
 * event that does not make its person busy; periods that repeat at an exact distance are one event
 * with RRULE. Terms without dates of their own (by an outside schedule, at an event, at need, all
 * the time, not understood) are tasks (VTODO) without a due date, so that nothing is invented.
 */
import { createHash } from 'node:crypto';
import type { Window } from '../../calendar/term.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from '../snapshot.ts';
import { compact, dayAfter, escaped, folded, stampOf } from './ics-lines.ts';

const DAY = 86_400_000;

/** `written` is the moment of writing (DTSTAMP): calendars take the later file for the newer. */
export function roadmapIcs(snapshot: RoadmapSnapshot, written: Date): string {
	const stamp = stampOf(written);
	const places = new Map<string, number>();
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Opora//Roadmap//RU',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		`X-WR-CALNAME:${escaped(snapshot.title)}`,
		...snapshot.measures.flatMap((measure) => {
			const name = [measure.lane, measure.number, measure.number ? '' : measure.text].join('|');
			const repeat = places.get(name) ?? 0;
			places.set(name, repeat + 1);
			return component(snapshot, measure, stamp, `${name}|${repeat}`);
		}),
		'END:VCALENDAR'
	];
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/**
 * `name` tells the measure from the roadmap's others. The identifier is made of the owner, the
 * period and this name, not of text or dates: a later export moves the event, it makes no second.
 */
function component(
	snapshot: RoadmapSnapshot,
	measure: SnapshotMeasure,
	stamp: string,
	name: string
): string[] {
	const { owner, period } = snapshot;
	const id = createHash('sha256')
		.update([owner, period.from, period.to, name].join('\n'))
		.digest('hex')
		.slice(0, 32);
	const number = measure.number === null ? '' : `${measure.number}. `;
	const common = (index: number) => [
		`UID:${id}-${index}@opora`,
		stamp,
		`SUMMARY:${escaped(number + measure.text)}`,
		`DESCRIPTION:${escaped(description(snapshot, measure))}`,
		...(measure.sectionPath.length > 0
			? [`CATEGORIES:${escaped(measure.sectionPath.at(-1) ?? '')}`]
			: [])
	];
	const dated = measure.term.kind === 'dates' || measure.term.kind === 'recurring';
	if (!dated || measure.term.occurrences.length === 0) {
		return ['BEGIN:VTODO', ...common(1), 'STATUS:NEEDS-ACTION', 'END:VTODO'];
	}
	return series(measure.term.occurrences).flatMap(({ first, rule }, i) => [
		'BEGIN:VEVENT',
		...common(i + 1),
		`DTSTART;VALUE=DATE:${compact(first.from)}`,
		`DTEND;VALUE=DATE:${compact(dayAfter(first.to))}`,
		...(rule === null ? [] : [`RRULE:${rule}`]),
		'TRANSP:TRANSPARENT',
		'END:VEVENT'
	]);
}

function description(snapshot: RoadmapSnapshot, measure: SnapshotMeasure): string {
	const { term, responsible, result, notes } = measure;
	return [
		term.phrase ? `Срок: ${term.phrase}` : '',
		responsible.length > 0 ? `Ответственный: ${responsible.join('; ')}` : '',
		result ? `Ожидаемый результат: ${result}` : '',
		notes ? `Примечание: ${notes}` : '',
		snapshot.title
	]
		.filter(Boolean)
		.join('\n');
}

/** All periods as one rule where they are equally long and equally far apart, else one by one. */
function series(occurrences: Window[]): { first: Window; rule: string | null }[] {
	const [first, second] = occurrences;
	if (!first || !second || occurrences.length < 3) return single(occurrences);
	const distance = days(first.from, second.from);
	const exact =
		distance > 0 &&
		occurrences.every(
			({ from, to }, i) =>
				days(first.from, from) === i * distance && days(from, to) === days(first.from, first.to)
		);
	if (!exact) return single(occurrences);
	const rule =
		distance % 7 === 0
			? `FREQ=WEEKLY;INTERVAL=${distance / 7};COUNT=${occurrences.length}`
			: `FREQ=DAILY;INTERVAL=${distance};COUNT=${occurrences.length}`;
	return [{ first, rule }];
}

const single = (occurrences: Window[]) => occurrences.map((first) => ({ first, rule: null }));

const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY;
