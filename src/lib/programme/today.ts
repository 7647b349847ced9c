/** What of a place's schedules is due this month, for «Сегодня» of those who lead the programme. Pure. */
import type { PlainDate } from '../calendar/term.ts';
import { dueIn } from './due.ts';

/** A kept row of § 4 with a term. */
export interface Scheduled {
	id: string;
	programmeId: string;
	text: string;
	term: string;
}

export interface ScheduledNow {
	id: string;
	text: string;
	/** Last day of it in this month. */
	to: PlainDate;
	href: string;
}

/** Rows of the year of `today` by their last day in its month. */
export function scheduledNow(rows: readonly Scheduled[], today: PlainDate): ScheduledNow[] {
	const year = Number(today.slice(0, 4));
	const lines = rows.map((row) => ({ ...row, section: 'plan' as const, kept: true }));
	return dueIn(lines, year, today.slice(0, 7)).map(({ line, window }) => ({
		...{ id: line.id, text: line.text, to: window.to },
		href: `/programmes/${line.programmeId}/${year}#plan`
	}));
}
