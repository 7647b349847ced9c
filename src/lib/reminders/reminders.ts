/** Letters of the morning, reminders of others and private calendar addresses: the room's front door. */
import { randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Actor } from '../people/access.ts';
import { hashOf } from '../people/secret.ts';
import { now } from '../platform/clock.ts';
import { act } from '../platform/database.ts';
import { Invalid, NotFound } from '../platform/errors.ts';
import { enqueue } from '../platform/jobs.ts';
import { parseInput } from '../platform/parse.ts';
import { useServices } from '../platform/services.ts';
import { actAs, isId } from '../roadmap/change.ts';
import { feedIcs } from './feed-ics.ts';
import { kinds, languages, type Language, type Wishes } from './model.ts';
import {
	findEvents,
	findFeed,
	findFeeds,
	findRoadmapTitle,
	replaceFeed,
	withdrawFeed,
	type StoredFeed
} from './store-feeds.ts';
import { remindLatePeople } from './store-nudges.ts';
import {
	findLetterPlace,
	findWishes,
	storeWishes,
	turnOff,
	type LetterPlace
} from './store-wishes.ts';

export type { StoredFeed as FeedView } from './store-feeds.ts';

const nobody = { personId: null, today: null };

/** Days on both sides of today that a calendar shows. */
const WINDOW_DAYS = 365;

export interface RemindersPage {
	wishes: Wishes;
	place: LetterPlace;
	feeds: StoredFeed[];
	/** The roadmap asked for, where the actor sees it and it has no address yet. */
	asked: { id: string; title: string } | null;
}

/** Everything that the page of reminders shows, in four statements at most. */
export function openReminders(actor: Actor, roadmapId: string | null): Promise<RemindersPage> {
	return actAs(actor, async (db) => {
		const place = await findLetterPlace(db, actor.personId);
		if (!place) throw new NotFound('not_found');
		const feeds = await findFeeds(db);
		const open =
			roadmapId !== null && isId(roadmapId) && !feeds.some((feed) => feed.roadmapId === roadmapId)
				? roadmapId
				: null;
		const title = open && (await findRoadmapTitle(db, open));
		return {
			wishes: await findWishes(db),
			place,
			feeds,
			asked: open && title ? { id: open, title } : null
		};
	});
}

/** Whether letters are sent here at all; a demonstration without a server prints them. */
export function isMailSet(): boolean {
	const { settings } = useServices();
	return settings.smtpUrl !== null || settings.demo;
}

/**
 * Sends a letter to everybody who is late with the work of an organisation and was not reminded yet
 * today; returns how many that are and how many are late in all. `NotFound` where the actor does not
 * follow that work; `Invalid` where no letters are sent.
 */
export async function remindLate(
	actor: Actor,
	ownerId: string
): Promise<{ people: number; reminded: number }> {
	if (!isMailSet()) throw new Invalid('reminders_no_mail');
	const found = isId(ownerId) ? await actAs(actor, (db) => remindLatePeople(db, ownerId)) : null;
	if (!found) throw new NotFound('not_found');
	if (found.reminded > 0) await enqueue('letters', {}, { singletonKey: 'letters' });
	return found;
}

const on = z.literal('on').optional();
const wished = z.object({
	email: on,
	weekends: on,
	daysBefore: z.coerce
		.number('reminders_days_wrong')
		.int('reminders_days_wrong')
		.min(1, 'reminders_days_wrong')
		.max(14, 'reminders_days_wrong'),
	language: z.enum(languages, 'error_form')
});

/** Keeps what a form wishes: a box `kind_…` for each kind that is wanted. Throws Invalid. */
export async function saveWishes(actor: Actor, given: Record<string, string>): Promise<void> {
	const { email, weekends, daysBefore, language } = parseInput(wished, given);
	const wishes: Wishes = {
		email: email === 'on',
		weekends: weekends === 'on',
		daysBefore,
		language,
		kindsOff: kinds.filter((kind) => given[`kind_${kind}`] !== 'on')
	};
	await actAs(actor, (db) => storeWishes(db, actor.personId, wishes));
}

/**
 * Turns off the letters of whoever got the one with this link, without signing in. Says nothing of
 * whether there is such a link.
 */
export async function turnLettersOff(secret: string): Promise<void> {
	await act(nobody, (db) => turnOff(db, hashOf(secret)));
}

/**
 * Makes the private address of a roadmap's dates, or (null) of everything the actor has to do, and
 * returns its path: it is shown once, as its secret is kept as a hash only. The address before it
 * stops working. `NotFound` where the actor does not see the roadmap.
 */
export async function makeFeed(
	actor: Actor,
	roadmapId: string | null
): Promise<{ path: string; title: string | null }> {
	const secret = randomBytes(24).toString('base64url');
	const title = await actAs(actor, async (db) => {
		const found = roadmapId !== null && isId(roadmapId) && (await findRoadmapTitle(db, roadmapId));
		if (roadmapId !== null && !found) throw new NotFound('not_found');
		const { personId } = actor;
		await replaceFeed(db, { personId, roadmapId, secretHash: hashOf(secret), at: now() });
		return found || null;
	});
	return { path: `/calendar/${secret}.ics`, title };
}

/** The address stops working at once. */
export async function endFeed(actor: Actor, id: string): Promise<void> {
	const done = isId(id) && (await actAs(actor, (db) => withdrawFeed(db, id, now())));
	if (!done) throw new NotFound('not_found');
}

/**
 * What a private address shows now, with the rights its person has now: dates of a year back and a
 * year ahead. null where there is no such address, or its roadmap is not for that person any more.
 */
export async function readFeed(
	secret: string,
	/** Public address of the application, for links. */
	origin: string,
	/** What the calendar of a person's own dates is called. */
	names: (language: Language) => string
): Promise<{ text: string; etag: string } | null> {
	const feed = await act(nobody, (db) => findFeed(db, hashOf(secret)));
	if (!feed) return null;
	return act({ personId: feed.personId, today: null }, async (db) => {
		const { language } = await findWishes(db);
		const title = feed.roadmapId ? await findRoadmapTitle(db, feed.roadmapId) : names(language);
		if (title === null) return null;
		const written = now();
		const today = Temporal.PlainDate.from(written.toISOString().slice(0, 10));
		const events = await findEvents(db, {
			roadmapId: feed.roadmapId,
			from: today.subtract({ days: WINDOW_DAYS }).toString(),
			to: today.add({ days: WINDOW_DAYS }).toString()
		});
		return feedIcs(events, { title, language, origin, written });
	});
}
