import { inject } from 'vitest';
import { withDatabase, workerDatabase } from './databases.ts';

/** Address of the database of the worker that runs this test, for a kind of user. */
export function testUrl(user: 'app' | 'jobs' | 'admin'): string {
	const url = inject('originals')[user];
	const main = new URL(url).pathname.slice(1);
	return withDatabase(url, workerDatabase(main, Number(process.env.VITEST_POOL_ID)));
}
