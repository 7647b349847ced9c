/** Letters to those who are late, on behalf of whoever follows their work. */
import { Temporal } from 'temporal-polyfill';
import { isWorkingDay } from '../calendar/calendar.ts';
import type { PlainDate } from '../calendar/term.ts';
import { shortName } from '../people/names.ts';
import type { Db } from '../platform/database.ts';
import { actForJobs } from '../platform/jobs/database.ts';
import { composeNudge } from './digest.ts';
import { FIRST_HOUR, itemOf, LINES, nameOf } from './mornings.ts';
import { findDueItems } from './store-digest.ts';
import { LAST_HOUR } from './store-letters.ts';
import { findPendingNudges, insertNudgeLetter, type PendingNudge } from './store-nudges.ts';

/** Letters composed in one transaction. */
const PAGE = 50;

/** Composes the letters of reminders that wait for theirs; returns how many. `at`: the moment it is. */
export async function composeNudges(origin: string, at: Date): Promise<number> {
	let done = 0;
	for (;;) {
		const composed = await actForJobs(async (db) => {
			const pending = await findPendingNudges(db, PAGE);
			for (const nudge of pending) await compose(db, nudge, origin, at);
			return pending.length;
		});
		done += composed;
		if (composed < PAGE) return done;
	}
}

async function compose(db: Db, nudge: PendingNudge, origin: string, at: Date): Promise<void> {
	const { id, ownerId, whole, reader } = nudge;
	const { timeZone, language } = reader;
	const { day, nextAt } = whenToSend(at, reader);
	const found = await findDueItems(db, {
		readers: [reader],
		own: whole ? [{ personId: reader.id, ownerId, what: 'own' }] : [],
		day: dayOf(at, timeZone),
		limit: LINES
	});
	const late = found.filter(({ kind }) => kind === 'late');
	const letter = composeNudge(
		{ items: late.map(itemOf), total: late[0]?.total ?? 0 },
		{ language, name: nameOf(reader), day, origin },
		{ who: shortName(nudge.sender), owner: nudge.owner }
	);
	await insertNudgeLetter(db, id, {
		...{ personId: reader.id, language, subject: letter.subject, body: letter.text },
		messageId: `<nudge-${id}@${new URL(origin).hostname}>`,
		...{ day, timeZone, nextAt, at, empty: late.length === 0 }
	});
}

const dayOf = (at: Date, zone: string): PlainDate => zoned(at, zone).toPlainDate().toString();

const zoned = (at: Date, zone: string): Temporal.ZonedDateTime =>
	Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/**
 * At once in the hours of letters on a working day, else on the next working morning; who wishes
 * letters on days off too gets it on any day.
 */
export function whenToSend(
	at: Date,
	{ timeZone, weekends }: { timeZone: string; weekends: boolean }
): { day: PlainDate; nextAt: Date } {
	const local = zoned(at, timeZone);
	const suits = (day: Temporal.PlainDate) => weekends || isWorkingDay(day.toString());
	let day = local.toPlainDate();
	if (suits(day) && local.hour >= FIRST_HOUR && local.hour < LAST_HOUR)
		return { day: day.toString(), nextAt: at };
	if (local.hour >= FIRST_HOUR) day = day.add({ days: 1 });
	while (!suits(day)) day = day.add({ days: 1 });
	const morning = day.toZonedDateTime({ timeZone, plainTime: { hour: FIRST_HOUR } });
	return { day: day.toString(), nextAt: new Date(morning.epochMilliseconds) };
}
