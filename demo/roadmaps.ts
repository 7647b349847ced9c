import { readFileSync } from 'node:fs';
import {
	acceptIntake,
	openReview,
	uploadDocument,
	waitForReading
} from '../src/lib/intake/desk/desk.ts';
import { readingPool } from '../src/lib/intake/worker/pool.ts';
import type { Actor } from '../src/lib/people/access.ts';
import { findActor } from '../src/lib/people/actor.ts';
import { runAt } from '../src/lib/platform/clock.ts';
import { act, closeDatabase, openDatabase } from '../src/lib/platform/database.ts';
import { addLink, openRoadmap } from '../src/lib/roadmap/roadmap.ts';
import { approveRoadmaps } from './approvals.ts';
import { links } from './links.ts';
import { municipality } from './municipality.ts';

const READING_LIMIT_MS = 60_000;
/** When the district's papers came into Opora. */
const MADE = '2026-11-09T10:00:00+03:00';

/**
 * Reads the district's papers by the same intake that users have, as their coordinator does, and
 * accepts what was understood. `organisations`: id by key of `municipality.ts`. Returns the roadmaps
 * by key of their owner.
 */
export async function loadRoadmaps(
	appUrl: string,
	coordinatorAccount: string,
	organisations: Map<string, string>
): Promise<Map<string, string>> {
	openDatabase(appUrl, 4);
	try {
		const actor = await act({ personId: null, today: null }, (db) =>
			findActor(db, coordinatorAccount)
		);
		const roadmaps = new Map<string, string>();
		for (const { file, owner } of municipality.roadmaps) {
			const bytes = readFileSync(new URL(`files/${file}`, import.meta.url));
			const { id } = await uploadDocument(actor!, {
				organisationId: organisations.get(owner)!,
				name: file,
				bytes
			});
			const revision = await revisionWhenRead(actor!, id);
			const { roadmapId } = await runAt(MADE, () => acceptIntake(actor!, id, revision));
			roadmaps.set(owner, roadmapId);
		}
		await tieLevels(actor!, roadmaps);
		await approveRoadmaps(roadmaps);
		return roadmaps;
	} finally {
		readingPool().stop();
		await closeDatabase();
	}
}

/** The papers do not say which measure serves which: a person does, here by `links.ts`. */
async function tieLevels(actor: Actor, roadmaps: Map<string, string>): Promise<void> {
	const measures = new Map<string, Map<string | null, string>>();
	for (const [owner, roadmapId] of roadmaps) {
		const opened = await openRoadmap(actor, roadmapId);
		measures.set(owner, new Map(opened.measures.map(({ number, id }) => [number, id])));
	}
	for (const { kind, district, school, measure } of links)
		await addLink(actor, {
			kind,
			fromId: measures.get('zarechny')!.get(district)!,
			toId: measures.get(school)!.get(measure)!
		});
}

async function revisionWhenRead(actor: Actor, documentId: string): Promise<number> {
	const limit = Date.now() + READING_LIMIT_MS;
	for (;;) {
		await waitForReading(documentId);
		const { document, revision } = await openReview(
			actor,
			documentId,
			{ show: 'all', at: null, field: null, leaf: null, list: null },
			new Date().toISOString().slice(0, 10)
		);
		if (document.state === 'review') return revision;
		if (document.state !== 'reading' || Date.now() > limit)
			throw new Error(
				`The demonstration's «${document.name}» could not be read (${document.state})`
			);
	}
}
