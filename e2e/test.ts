/**
 * `test` for specs of the application in a browser: every file has an application on a copy of the
 * demonstration to itself, so that no file finds what another left. It starts with the first test
 * of the file and ends when the worker goes on to the next one.
 */
import { rm } from 'node:fs/promises';
import { test as base } from '@playwright/test';
import { copyOfDemonstration } from './demonstration.ts';
import { openPostOffice, type PostOffice } from './post.ts';
import { askDatabase, startServer, type OwnServer } from './server.ts';

interface Application {
	file: string;
	data: string;
	server: OwnServer;
	address: string;
	/** Of everybody who signed in already, what a browser holds of it. */
	cookies: Map<string, string>;
}

/** The application of the file whose tests this worker runs. */
let current: Application | undefined;
/** Applications of earlier files that are still ending. */
const endings: Promise<void>[] = [];

export const test = base.extend<object, { post: PostOffice }>({
	/** Takes the letters of the worker's applications. */
	post: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const post = await openPostOffice(0);
			await use(post);
			retire();
			await Promise.all(endings);
			await post.close();
		},
		{ scope: 'worker' }
	],
	baseURL: [
		async ({ post }, use, { file }) => {
			if (current?.file !== file) {
				retire();
				const data = copyOfDemonstration();
				const server = await startServer(data, 0, {
					SMTP_URL: `smtp://127.0.0.1:${post.port}`,
					// the tests sign in more often than a whole office
					OPORA_SIGN_IN_LIMIT: '1000'
				});
				current = { file, data, server, address: server.address, cookies: new Map() };
			}
			await use(current.address);
		},
		{ scope: 'test', timeout: 120_000 }
	]
});

/** The application of the file at hand. */
export const application = (): Application => current!;

/** Asks its database past the application. */
export const ask = <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
	askDatabase<T>(current!.data, sql, values);

/** Lets go of the current application; its end is not waited for. */
function retire(): void {
	if (!current) return;
	const { server, data } = current;
	current = undefined;
	server.process.kill('SIGTERM');
	endings.push(server.ended.then(() => rm(data, { recursive: true, force: true })));
}
