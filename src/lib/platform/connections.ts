import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startEmbedded } from './embedded/embedded.ts';
import { migrate } from './migrate.ts';
import type { Settings } from './settings.ts';

/** Addresses of the database for its kinds of users, and how to let go of it. */
export interface Connections {
	/** opora_app: serves pages, held by row-level security. */
	app: string;
	/** opora_auth: signs people in, reaches the schema `auth` alone. */
	auth: string;
	/** opora_jobs: owns the queue of jobs and reads what they need; no page uses it. */
	jobs: string;
	/** May change the schema: for migrations, seeding and tests; no page sees it. */
	admin: string;
	/** The embedded server was left behind by a killed application and was taken over. */
	tookOver: boolean;
	stop(): Promise<void>;
}

/** Starts the embedded PostgreSQL, or takes the outside one, and brings its schema up to date. */
export async function openConnections(settings: Settings): Promise<Connections> {
	if (settings.databaseUrl) {
		await migrate(settings.databaseUrl);
		return {
			app: withOptions(settings.databaseUrl, '-c role=opora_app -c search_path=opora,public'),
			auth: withOptions(settings.databaseUrl, '-c role=opora_auth -c search_path=auth'),
			jobs: withOptions(settings.databaseUrl, '-c role=opora_jobs -c search_path=opora,public'),
			admin: settings.databaseUrl,
			tookOver: false,
			stop: async () => {}
		};
	}
	const server = await startEmbedded(settings.data);
	try {
		const admin = await ensureDatabase(server.url);
		await migrate(admin);
		const roles = ['opora_app', 'opora_auth', 'opora_jobs'];
		const [app, auth, jobs] = await giveLogins(admin, roles);
		return {
			app: withOptions(app!, '-c search_path=opora,public'),
			auth: withOptions(auth!, '-c search_path=auth'),
			jobs: withOptions(jobs!, '-c search_path=opora,public'),
			admin,
			tookOver: server.tookOver,
			stop: () => server.stop()
		};
	} catch (error) {
		await server.stop();
		throw error;
	}
}

/** Settings that each connection gets before its first query; an outside login steps down so. */
function withOptions(url: string, added: string): string {
	const address = new URL(url);
	const options = address.searchParams.get('options');
	address.searchParams.set('options', options ? `${options} ${added}` : added);
	return address.href;
}

async function ensureDatabase(serverUrl: string): Promise<string> {
	const client = new pg.Client({ connectionString: serverUrl });
	await client.connect();
	try {
		const { rowCount } = await client.query("select from pg_database where datname = 'opora'");
		if (rowCount === 0) await client.query('create database opora');
	} finally {
		await client.end();
	}
	const address = new URL(serverUrl);
	address.pathname = '/opora';
	return address.href;
}

/** Passwords live as long as this process: nothing to keep, nothing to leak. */
async function giveLogins(admin: string, roles: string[]): Promise<string[]> {
	const client = new pg.Client({ connectionString: admin });
	await client.connect();
	try {
		const urls: string[] = [];
		for (const role of roles) {
			const password = randomBytes(24).toString('base64url');
			await client.query(`alter role ${role} login password '${password}'`);
			const address = new URL(admin);
			address.username = role;
			address.password = password;
			urls.push(address.href);
		}
		return urls;
	} finally {
		await client.end();
	}
}
