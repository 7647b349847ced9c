/** Dates of occurrences as iCalendar (RFC 5545), for calendars that read them again and again. */
import { createHash } from 'node:crypto';
import { m } from '#lib/paraglide/messages.js';
import type { PlainDate } from '../calendar/term.ts';
import type { Stage } from '../roadmap/execution/model.ts';
import { compact, dayAfter, escaped, folded, stampOf } from '../roadmap/export/ics-lines.ts';
import type { Language } from './model.ts';

/** Longer periods are shown by their last day alone: a bar over months tells nobody anything. */
const LONGEST_BAR_DAYS = 7;
/** How often calendars should ask again. */
const REFRESH = 'PT6H';

export interface FeedEvent {
	occurrenceId: string;
	roadmapId: string;
	measureId: string;
	from: PlainDate;
	to: PlainDate;
	stage: Stage;
	/** Grows with every change of the occurrence or its measure. */
	revision: number;
	number: string | null;
	text: string;
	termPhrase: string;
	responsible: string[];
	result: string | null;
	roadmap: string;
	owner: string;
}

export interface FeedFrame {
	title: string;
	language: Language;
	/** Public address of the application, without a slash at its end. */
	origin: string;
	written: Date;
}

/** The calendar, and a mark (ETag) that is the same for as long as the dates are. */
export function feedIcs(events: FeedEvent[], frame: FeedFrame): { text: string; etag: string } {
	const stamp = stampOf(frame.written);
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		`PRODID:-//Opora//Feed//${frame.language.toUpperCase()}`,
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		`X-WR-CALNAME:${escaped(frame.title)}`,
		`REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
		`X-PUBLISHED-TTL:${REFRESH}`,
		...events.flatMap((event) => eventLines(event, frame, stamp)),
		'END:VCALENDAR'
	];
	const kept = lines.filter((line) => line !== stamp).join('\n');
	return {
		text: lines.map((line) => `${folded(line)}\r\n`).join(''),
		etag: `"${createHash('sha256').update(kept).digest('base64url').slice(0, 32)}"`
	};
}

function eventLines(event: FeedEvent, frame: FeedFrame, stamp: string): string[] {
	const { from, to, stage, number } = event;
	const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
	const done = stage === 'verified' || stage === 'reported';
	const title = `${number ? `${number.replace(/\.$/, '')}. ` : ''}${event.text}`;
	const link = `${frame.origin}/roadmaps/${event.roadmapId}/measures/${event.measureId}`;
	return [
		'BEGIN:VEVENT',
		`UID:${event.occurrenceId}@opora`,
		stamp,
		`SEQUENCE:${event.revision}`,
		`DTSTART;VALUE=DATE:${compact(days > LONGEST_BAR_DAYS ? to : from)}`,
		`DTEND;VALUE=DATE:${compact(dayAfter(to))}`,
		`SUMMARY:${escaped(`${done ? '✓ ' : ''}${title}`)}`,
		`DESCRIPTION:${escaped(`${description(event, frame.language)}\n${link}`)}`,
		`CATEGORIES:${escaped(event.owner)}`,
		`URL:${link}`,
		`STATUS:${stage === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
		'TRANSP:TRANSPARENT',
		'END:VEVENT'
	];
}

function description(event: FeedEvent, language: Language): string {
	const locale = { locale: language };
	const { stage, termPhrase, responsible, result, roadmap } = event;
	return [
		stages[stage]?.({}, locale) ?? '',
		termPhrase ? m.feed_term({ term: termPhrase }, locale) : '',
		responsible.length > 0 ? m.feed_responsible({ names: responsible.join('; ') }, locale) : '',
		result ? m.feed_result({ result }, locale) : '',
		roadmap
	]
		.filter(Boolean)
		.join('\n');
}

/** What people did, where that is worth a word. */
const stages: Partial<
	Record<Stage, (given: Record<string, never>, options: { locale: Language }) => string>
> = {
	reported: m.feed_stage_reported,
	returned: m.feed_stage_returned,
	verified: m.feed_stage_verified,
	'not-done': m.feed_stage_not_done,
	cancelled: m.feed_stage_cancelled
};
