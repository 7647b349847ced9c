/** What tests of letters need: readers, a mail server that may be away, and the table to oneself. */
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import type { Role } from '../people/access.ts';
import { closeJobsDatabase, openJobsDatabase } from '../platform/jobs/database.ts';
import { testUrl } from '../platform/testing/urls.ts';
import { openWorld, type World } from '../platform/testing/world.ts';

const LOCK = 7_305_230;
/** How long a file may wait for the others. */
export const TURN_MS = 300_000;

export interface Mornings {
	world: World;
	/** A person who signs in and has an address; returns both. */
	reader(organisation: string, role?: Role): Promise<{ id: string; email: string }>;
	/** Forgets all letters. */
	clear(): Promise<void>;
	close(): Promise<void>;
}

/** Letters are sent for everybody there is: test files take turns. */
export async function openMornings(): Promise<Mornings> {
	const turn = new pg.Client({ connectionString: testUrl('admin') });
	await turn.connect();
	await turn.query('select pg_advisory_lock($1)', [LOCK]);
	const world = openWorld();
	openJobsDatabase(testUrl('jobs'));
	const clear = async () => {
		await sql`delete from opora.digest`.execute(world.admin);
		await sql`delete from opora.nudge`.execute(world.admin);
		await sql`delete from opora.digest_round`.execute(world.admin);
		await sql`update opora.person set account_id = null, email = null
			where account_id like 'reader-%'`.execute(world.admin);
	};
	return {
		world,
		async reader(organisation, role) {
			const id = await world.person(organisation, role);
			const email = `${id}@zarechny.example`;
			await world.admin
				.updateTable('person')
				.set({ email, account_id: `reader-${id}`, given: 'Вера', patronymic: 'Павловна' })
				.where('id', '=', id)
				.execute();
			return { id, email };
		},
		clear,
		async close() {
			await clear();
			await closeJobsDatabase();
			await world.close();
			await turn.end();
		}
	};
}

export interface Received {
	to: string;
	messageId: string;
	/** Header lines unfolded, without their words decoded. */
	headers: string;
	raw: string;
}

export interface Post {
	url: string;
	received: Received[];
	/** Runs before a letter is acknowledged. */
	beforeTaking: (() => Promise<void>) | null;
	/** null: all goes well; else the code with which every address is refused. */
	refusesWith: number | null;
	close(): Promise<void>;
}

/** A real mail server on `port`, any free one by default. */
export async function openPost(port = 0): Promise<Post> {
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		onRcptTo: (_to, _session, done) =>
			done(
				post.refusesWith ? Object.assign(new Error('no'), { responseCode: post.refusesWith }) : null
			),
		onData(stream, session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const raw = Buffer.concat(chunks).toString();
				const headers = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n\s+/g, ' ');
				// counted before it is acknowledged: a server that has all of it may deliver it
				post.received.push({
					to: session.envelope.rcptTo[0]?.address ?? '',
					messageId: /^Message-ID: (.*)$/im.exec(headers)?.[1] ?? '',
					headers,
					raw
				});
				Promise.resolve(post.beforeTaking?.()).then(
					() => done(),
					() => done(new Error('no'))
				);
			});
		}
	});
	server.on('error', () => {});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const post: Post = {
		url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
		received: [],
		beforeTaking: null,
		refusesWith: null,
		close: () => new Promise((resolve) => server.close(() => resolve()))
	};
	return post;
}

/** The text of a letter as it is read. */
export function textOf({ raw, headers }: Received): string {
	const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
	if (/base64/i.test(headers)) return Buffer.from(body, 'base64').toString();
	const bytes = body
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString();
}

/** Its subject as it is read. */
export function subjectOf({ headers }: Received): string {
	const line = /^Subject: (.*)$/im.exec(headers)?.[1] ?? '';
	return line
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
			kind.toUpperCase() === 'B'
				? Buffer.from(text, 'base64').toString('latin1')
				: text
						.replaceAll('_', ' ')
						.replace(/=([0-9A-F]{2})/g, (__, hex: string) =>
							String.fromCharCode(Number.parseInt(hex, 16))
						)
		)
		.replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString());
}
