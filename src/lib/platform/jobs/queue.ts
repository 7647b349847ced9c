/**
 * Work beside the pages: pg-boss in the schema `jobs`, which a role of its own owns. However many
 * nodes run, each job is taken by one of them; one whose node dies is taken again after a minute.
 */
import { PgBoss } from 'pg-boss';

/** Does one job; throws to have it tried again. Must bear being done twice. */
export type Work = (data: Record<string, unknown>) => Promise<void>;

/** What a node can do. */
export interface Definition {
	name: string;
	/** Five fields in UTC; null: only when `enqueue` asks. */
	cron: string | null;
	work: Work;
}

export interface Jobs {
	/** Begins to work; tries again on its own for as long as the database is away. */
	start(): Promise<void>;
	/** Ends within `graceMs` and a moment; a job that did not is taken again by the next node. */
	stop(graceMs: number): Promise<void>;
	/** Asks for a job; while one with the same key waits, no second is kept. */
	enqueue(name: string, data?: Record<string, unknown>, key?: string): Promise<void>;
}

const COMPLAIN_MS = 60_000;
const RETRY_START_MS = [1_000, 5_000, 15_000, 60_000];

/** `pollSeconds`: how long a waiting job may stay unseen; half a second at least. */
export function createJobs(url: string, definitions: Definition[], { pollSeconds = 5 } = {}): Jobs {
	let stopping = false;
	let complained = 0;
	let running: PgBoss | null = null;
	let wait: { timer: NodeJS.Timeout; end: () => void } | null = null;

	function create(): PgBoss {
		const boss = new PgBoss({
			connectionString: url,
			schema: 'jobs',
			createSchema: false,
			max: 2,
			registerInstance: false
		});
		boss.on('error', (error) => {
			// a database that is away fails every poll: once a minute is enough to know
			if (stopping || Date.now() - complained < COMPLAIN_MS) return;
			complained = Date.now();
			console.error(`Jobs: ${error.message}`);
		});
		return boss;
	}

	async function begin(boss: PgBoss): Promise<void> {
		await boss.start();
		for (const { name, cron, work } of definitions) {
			// at most one waits and one runs: enough for «do it soon» and for «do it on time»
			await boss.createQueue(name, {
				policy: 'stately',
				retryLimit: 5,
				retryDelay: 5,
				retryBackoff: true,
				heartbeatSeconds: 60,
				expireInSeconds: 3600,
				deleteAfterSeconds: 86_400
			});
			await boss.work<Record<string, unknown> | null>(
				name,
				{ pollingIntervalSeconds: pollSeconds },
				async ([job]) => work(job?.data ?? {})
			);
			// a node that was off at the time does it when it comes back
			if (cron) await boss.schedule(name, cron, null, { missed: 'once' });
		}
		const known = new Set(definitions.map(({ name, cron }) => (cron ? name : '')));
		for (const { name } of await boss.getSchedules())
			if (!known.has(name)) await boss.unschedule(name);
	}

	return {
		async start() {
			for (let attempt = 0; !stopping; attempt++) {
				const boss = create();
				try {
					await begin(boss);
					running = boss;
					return;
				} catch (error) {
					await boss.stop({ graceful: false }).catch(() => {});
					if (stopping) return;
					console.error(`Jobs did not start and are tried again: ${String(error)}`);
				}
				const delay = RETRY_START_MS[Math.min(attempt, RETRY_START_MS.length - 1)];
				await new Promise<void>((resolve) => {
					wait = { timer: setTimeout(resolve, delay), end: resolve };
				});
			}
		},
		async stop(graceMs) {
			stopping = true;
			clearTimeout(wait?.timer);
			wait?.end();
			const boss = running;
			running = null;
			await boss?.stop({ graceful: true, timeout: graceMs });
		},
		async enqueue(name, data = {}, key) {
			if (!running) throw new Error(`No jobs run: ${name} was not asked for`);
			await running.send(name, data, key === undefined ? {} : { singletonKey: key });
		}
	};
}
