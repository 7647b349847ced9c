/** The frame stands around every page: what it counts is not counted anew for each of them. */
import type { Actor } from '../people/access.ts';
import { now } from '../platform/clock.ts';
import { writesSoFar } from '../platform/dialect.ts';
import { readFrame, type Frame } from './frame.ts';

/** What another node wrote shows in the rail after so long at the latest. */
const KEPT_MS = 10_000;
const MOST_PEOPLE = 2_000;

interface Kept {
	until: number;
	writes: number;
	frame: Promise<Frame>;
}

const kept = new Map<string, Kept>();

/**
 * The frame, at most ten seconds old and never older than the last change that this process wrote;
 * other duties are another frame.
 */
export function readKeptFrame(actor: Actor): Promise<Frame> {
	const key = `${actor.personId} ${JSON.stringify(actor.duties)}`;
	const known = kept.get(key);
	const at = now().getTime();
	const writes = writesSoFar();
	if (known && known.until > at && known.writes === writes) return known.frame;
	const frame = readFrame(actor);
	if (kept.size >= MOST_PEOPLE) kept.clear();
	kept.set(key, { until: at + KEPT_MS, writes, frame });
	frame.catch(() => kept.delete(key));
	return frame;
}
