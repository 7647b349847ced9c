/** Composes the letters of a morning, in each time zone at its own seven o'clock. */
import { Temporal } from 'temporal-polyfill';
import { isWorkingDay } from '../calendar/calendar.ts';
import type { PlainDate } from '../calendar/term.ts';
import { shortName, type FullName } from '../people/names.ts';
import { actForJobs } from '../platform/jobs/database.ts';
import { composeDigest } from './digest.ts';
import type { Item, Telling } from './model.ts';
import {
	findAgreeItems,
	findDueItems,
	findLateSchools,
	findMentions,
	findReaches,
	findReaders,
	findReportedItems,
	findReportsDue,
	findSlowSurveys,
	findZones,
	type FoundItem,
	type Reach,
	type Reader
} from './store-digest.ts';
import {
	finishRound,
	insertLetters,
	isRoundDone,
	LAST_HOUR,
	type NewLetter
} from './store-letters.ts';

export const FIRST_HOUR = 7;
/** People whose letters are composed by one set of statements. */
const PAGE = 300;
/** Lines of a kind in a letter. */
export const LINES = 12;

/**
 * Writes the letters of every zone in which it is between seven and eighteen o'clock and whose
 * morning was not done yet: after a pause the letters go out late, but the same day. Two that do
 * it at once write each letter once. Returns how many zones it did. `at`: the moment it is.
 */
export async function composeMornings(origin: string, at: Date): Promise<number> {
	let done = 0;
	for (const zone of await actForJobs(findZones)) {
		try {
			const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
			if (local.hour < FIRST_HOUR || local.hour >= LAST_HOUR) continue;
			const day = local.toPlainDate().toString();
			if (await actForJobs((db) => isRoundDone(db, zone, day))) continue;
			await composeZone(origin, zone, day, at);
			done++;
		} catch (error) {
			// one zone that cannot be told must not take their letters from the others
			console.error(`The letters of ${zone} were not composed:`, error);
		}
	}
	return done;
}

async function composeZone(origin: string, zone: string, day: PlainDate, at: Date): Promise<void> {
	const working = isWorkingDay(day);
	let after: string | null = null;
	do {
		const from: string | null = after;
		after = await actForJobs(async (db) => {
			const readers = await findReaders(db, { zone, day, working, after: from, limit: PAGE });
			if (readers.length === 0) return null;
			const found = await findItems(db, readers, day, at);
			const letters = readers.flatMap((reader) => {
				const letter = letterTo(reader, found.get(reader.id) ?? [], origin, day);
				return letter ? [letter] : [];
			});
			await insertLetters(db, { zone, day, at, letters });
			return readers.length === PAGE ? readers.at(-1)!.id : null;
		});
	} while (after !== null);
	await actForJobs((db) => finishRound(db, zone, day, at));
}

async function findItems(
	db: Parameters<typeof findReaders>[0],
	readers: Reader[],
	day: PlainDate,
	at: Date
): Promise<Map<string, FoundItem[]>> {
	const ids = readers.map(({ id }) => id);
	const reaches = await findReaches(db, ids, day);
	const of = (what: Reach['what']) => reaches.filter((reach) => reach.what === what);
	const rows = [
		...(await findDueItems(db, { readers, own: of('own'), day, limit: LINES })),
		...(await findReportedItems(db, of('verify'), LINES)),
		...(await findReportsDue(db, { readers, own: of('own'), day, limit: LINES })),
		...(await findSlowSurveys(db, { readers, own: of('own'), day, limit: LINES })),
		...(await findAgreeItems(db, of('agree'), LINES)),
		...(await findMentions(db, ids, at, LINES)),
		...(await findLateSchools(db, of('watch'), day, LINES))
	];
	return Map.groupBy(rows, ({ personId }) => personId);
}

function letterTo(
	reader: Reader,
	found: FoundItem[],
	origin: string,
	day: PlainDate
): NewLetter | null {
	const telling: Telling = {};
	for (const row of found) {
		if (reader.kindsOff.includes(row.kind)) continue;
		const told = (telling[row.kind] ??= { items: [], total: row.total });
		told.items.push(itemOf(row));
	}
	const { language } = reader;
	const letter = composeDigest(telling, { language, name: nameOf(reader), day, origin });
	if (!letter) return null;
	const host = new URL(origin).hostname;
	return {
		personId: reader.id,
		language,
		subject: letter.subject,
		body: letter.text,
		messageId: `<digest-${day}-${reader.id}@${host}>`
	};
}

/** How a letter addresses its reader. */
export function nameOf({ given, patronymic, surname }: FullName): string {
	return [given, patronymic].filter(Boolean).join(' ') || surname;
}

/** A found row as a letter tells it. */
export function itemOf(row: FoundItem): Item {
	const below = row.measureId
		? `/measures/${row.measureId}`
		: row.kind === 'report'
			? '/reports'
			: '';
	const roadmap = `/roadmaps/${row.roadmapId}${below}`;
	const school = row.schoolId ? `/schools/${row.schoolId}` : roadmap;
	const path = row.campaignId ? `/diagnosis/campaigns/${row.campaignId}` : school;
	return {
		kind: row.kind,
		path,
		number: row.number ?? null,
		text: row.text,
		owner: row.owner,
		due: row.due ?? null,
		who: row.who ? shortName(row.who) : (row.writer ?? null),
		said: row.said ?? null,
		count: row.count ?? null,
		groups: row.groups ?? null
	};
}
