import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * The application's clock. `OPORA_CLOCK=2026-12-01T07:05:00Z` starts it at that moment, and it goes
 * on from there: for tests and demonstrations of a year. Sign-in keeps to the real time.
 */
const given = process.env.OPORA_CLOCK;
if (given !== undefined && Number.isNaN(Date.parse(given)))
	throw new Error(`OPORA_CLOCK=${given} is no moment: give one like 2026-12-01T07:05:00Z`);
const shift = given === undefined ? 0 : Date.parse(given) - Date.now();

const moments = new AsyncLocalStorage<string>();

/** Runs `work` as if it were `moment` (ISO 8601): the demonstration's past happened on its days. */
export function runAt<T>(moment: string, work: () => Promise<T>): Promise<T> {
	return moments.run(new Date(moment).toISOString(), work);
}

export function now(): Date {
	const moment = moments.getStore();
	return moment === undefined ? new Date(Date.now() + shift) : new Date(moment);
}

/** For the database: the moment as ISO 8601 where the clock was set, else empty. */
export function shiftedNow(): string {
	return given === undefined && moments.getStore() === undefined ? '' : now().toISOString();
}
