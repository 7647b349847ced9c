/**
 * The application's clock. `OPORA_CLOCK=2026-12-01T07:05:00Z` starts it at that moment, and it goes
 * on from there: for tests and demonstrations of a year. Sign-in keeps to the real time.
 */
const given = process.env.OPORA_CLOCK;
if (given !== undefined && Number.isNaN(Date.parse(given)))
	throw new Error(`OPORA_CLOCK=${given} is no moment: give one like 2026-12-01T07:05:00Z`);
const shift = given === undefined ? 0 : Date.parse(given) - Date.now();

export function now(): Date {
	return new Date(Date.now() + shift);
}

/** For the database: the moment as ISO 8601 where the clock was set, else empty. */
export function shiftedNow(): string {
	return given === undefined ? '' : now().toISOString();
}
