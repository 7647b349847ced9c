/** The application's jobs: rooms say what is to be done, the start of the application begins it. */
import { closeJobsDatabase, openJobsDatabase } from './jobs/database.ts';
import { createJobs, type Definition, type Jobs, type Work } from './jobs/queue.ts';

export type { Work } from './jobs/queue.ts';

/** Time for the jobs at hand when the application ends: Ctrl-C stays fast. */
const GRACE_MS = 1_000;

// the development server loads this file anew, and the jobs of the old one must be found
const key = Symbol.for('opora.jobs');
const holder = globalThis as { [key]?: Jobs | undefined };
const definitions = new Map<string, Definition>();

/**
 * A job that one node does at every time of `cron` (five fields, UTC, real time whatever the set
 * clock says), once after a pause in which none ran, and when `enqueue` asks for it besides.
 */
export function onSchedule(name: string, cron: string, work: Work): void {
	definitions.set(name, { name, cron, work });
}

/**
 * Asks for a job soon; while one with the same `singletonKey` waits, no second is kept. Answers
 * false where no jobs run: whoever must be sure also finds the work on a schedule.
 */
export async function enqueue(
	name: string,
	data: Record<string, unknown> = {},
	{ singletonKey }: { singletonKey?: string } = {}
): Promise<boolean> {
	try {
		if (!holder[key]) return false;
		await holder[key].enqueue(name, data, singletonKey);
		return true;
	} catch (error) {
		console.error(`The job ${name} was not asked for: ${String(error)}`);
		return false;
	}
}

/**
 * Begins the jobs and asks at once for those in `first`. Never throws: pages are served whether
 * jobs run or not; what fails is logged and tried again.
 */
export async function startJobs(url: string, first: string[] = []): Promise<void> {
	try {
		await stopJobs();
		openJobsDatabase(url);
		const jobs = createJobs(url, [...definitions.values()]);
		holder[key] = jobs;
		await jobs.start();
		for (const name of first) await jobs.enqueue(name, {}, name);
	} catch (error) {
		console.error('Jobs do not run:', error);
	}
}

/** Whether jobs are to come to an end; long ones ask between their steps. */
export function areJobsEnding(): boolean {
	return !holder[key];
}

/** Ends the jobs in about a second; what could not end is done again by the next node. */
export async function stopJobs(): Promise<void> {
	const jobs = holder[key];
	holder[key] = undefined;
	await jobs?.stop(GRACE_MS);
	await closeJobsDatabase();
}
