import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../people/access.ts';
import { findActor } from '../people/actor.ts';
import { NotFound } from '../platform/errors.ts';
import { sampleRoadmap } from '../roadmap/execution/sample.testing.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { endFeed, makeFeed, readFeed } from './reminders.ts';
import { findFeeds } from './store-feeds.ts';

const ORIGIN = 'https://opora.example';
const today = Temporal.Now.plainDateISO();
const day = (days: number) => today.add({ days }).toString();
let world: World;
let school: string;
let neighbour: string;
let roadmap: Awaited<ReturnType<typeof sampleRoadmap>>;

beforeAll(async () => {
	world = openWorld();
	const region = await world.organisation(null);
	school = await world.organisation(region);
	neighbour = await world.organisation(region);
	roadmap = await sampleRoadmap(world, school, [
		{ text: 'Провести педсовет', occurrences: [{ days: [day(-3), day(2)] }] },
		{ text: 'Отменённое', occurrences: [{ days: [day(4), day(4)], stage: 'cancelled' }] },
		{ text: 'Прошлое', occurrences: [{ days: [day(-800), day(-700)] }] },
		{ text: 'Без срока', occurrences: [{ days: null }] }
	]);
	await sampleRoadmap(world, neighbour, [
		{ text: 'Соседское', occurrences: [{ days: [day(1), day(1)] }] }
	]);
});
afterAll(() => world.close());

async function actor(organisation: string): Promise<Actor> {
	const id = await world.person(organisation, 'school-head');
	const account = `feed-${id}`;
	await world.admin
		.updateTable('person')
		.set({ account_id: account })
		.where('id', '=', id)
		.execute();
	return (await world.as(null, (db) => findActor(db, account)))!;
}

const secretOf = ({ path }: { path: string }) => /([\w-]{32})\.ics$/.exec(path)![1]!;
const read = (secret: string) => readFeed(secret, ORIGIN, () => 'Мои сроки');

it("shows a person's own dates and no neighbour's", async () => {
	const head = await actor(school);
	const feed = await read(secretOf(await makeFeed(head, null)));
	expect(feed!.text).toContain('Провести педсовет');
	expect(feed!.text).toContain(`UID:${roadmap.measures[0]!.occurrences[0]!}@opora`);
	expect(feed!.text).toContain('STATUS:CANCELLED');
	for (const text of ['Соседское', 'Прошлое', 'Без срока']) expect(feed!.text).not.toContain(text);
});

it('keeps a hash of the address alone, and one address of a kind', async () => {
	const head = await actor(school);
	const first = secretOf(await makeFeed(head, roadmap.id));
	const made = await Promise.all([makeFeed(head, roadmap.id), makeFeed(head, roadmap.id)]);
	expect(await read(first)).toBeNull();
	const live = await Promise.all(made.map((one) => read(secretOf(one))));
	expect(live.filter(Boolean)).toHaveLength(1);
	const { rows } = await sql<{ row: string }>`
		select row_to_json(f)::text as row from opora.calendar_feed f
		union all select coalesce(after, before)::text from opora.audit
		where table_name = 'calendar_feed'`.execute(world.admin);
	expect(rows.length).toBeGreaterThan(4);
	expect(rows.filter(({ row }) => row.includes(first))).toEqual([]);
	const [feed] = await world.as(head.personId, findFeeds);
	await endFeed(head, feed!.id);
	expect(await Promise.all(made.map((one) => read(secretOf(one))))).toEqual([null, null]);
	expect(await read('made-up')).toBeNull();
});

it('is not made for a roadmap that one does not see, nor ended for another', async () => {
	const head = await actor(school);
	const stranger = await actor(neighbour);
	await expect(makeFeed(stranger, roadmap.id)).rejects.toBeInstanceOf(NotFound);
	await expect(makeFeed(stranger, 'no id')).rejects.toBeInstanceOf(NotFound);
	await makeFeed(head, roadmap.id);
	const [feed] = await world.as(head.personId, findFeeds);
	await expect(endFeed(stranger, feed!.id)).rejects.toBeInstanceOf(NotFound);
	expect(await world.as(stranger.personId, findFeeds)).toEqual([]);
});

it('asks the rights of its person at every reading', async () => {
	const head = await actor(school);
	const own = secretOf(await makeFeed(head, null));
	const one = secretOf(await makeFeed(head, roadmap.id));
	expect((await read(one))!.text).toContain('Провести педсовет');
	await sql`update opora.appointment set to_date = ${day(-1)}
		where person_id = ${head.personId}`.execute(world.admin);
	expect((await read(own))!.text).not.toContain('BEGIN:VEVENT');
	expect(await read(one)).toBeNull();
	await sql`update opora.person set left_on = ${day(-1)} where id = ${head.personId}`.execute(
		world.admin
	);
	expect(await read(own)).toBeNull();
});

const clients = ['vdirsyncer', 'khal'].filter((tool) => spawnSync(tool, ['--version']).error);

it.skipIf(clients.length > 0)(
	`is read by a real calendar client${clients.length ? ` (not here: ${clients.join(', ')})` : ''}`,
	async () => {
		const head = await actor(school);
		const secret = secretOf(await makeFeed(head, null));
		const folder = mkdtempSync(join(tmpdir(), 'opora-khal-'));
		const server = await serve(secret);
		try {
			const port = (server.address() as AddressInfo).port;
			const { sync, list } = clientIn(folder, `http://127.0.0.1:${port}/calendar.ics`);
			await sync();
			expect(await list()).toContain('Провести педсовет');
			const occurrence = roadmap.measures[0]!.occurrences[0]!;
			await sql`update opora.occurrence set due_to = ${day(6)}, due_from = ${day(6)}
				where id = ${occurrence}`.execute(world.admin);
			await sync();
			// moved, not doubled
			expect((await list()).match(/Провести педсовет/g)).toHaveLength(1);
			expect(await list()).toContain(`${day(6)} 1. Провести педсовет`);
			await sql`update opora.occurrence set withdrawn_at = now() where id = ${occurrence}`.execute(
				world.admin
			);
			await sync();
			expect(await list()).not.toContain('Провести педсовет');
		} finally {
			server.close();
			rmSync(folder, { recursive: true, force: true });
		}
	}
);

/** The address as the application's own route answers it. */
async function serve(secret: string): Promise<Server> {
	const server = createServer((_request, response) => {
		void read(secret).then((feed) => {
			response.writeHead(200, {
				'content-type': 'text/calendar; charset=utf-8',
				etag: feed!.etag
			});
			response.end(feed!.text);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return server;
}

/** vdirsyncer fetches the address into a folder, khal reads it there. */
function clientIn(
	folder: string,
	url: string
): {
	sync: () => Promise<void>;
	list: () => Promise<string>;
} {
	const calendar = join(folder, 'calendar');
	mkdirSync(calendar);
	writeFileSync(
		join(folder, 'vdirsyncer'),
		`[general]
status_path = "${folder}/status"
[pair opora]
a = "folder"
b = "address"
collections = null
conflict_resolution = "b wins"
partial_sync = "ignore"
[storage folder]
type = "filesystem"
path = "${calendar}"
fileext = ".ics"
[storage address]
type = "http"
url = "${url}"
`
	);
	writeFileSync(
		join(folder, 'khal'),
		`[calendars]
[[opora]]
path = ${calendar}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = ${folder}/khal.db
`
	);
	// the server that is asked lives in this process: nothing may block it
	const run = async (tool: string, args: string[]): Promise<string> => {
		const { stdout } = await promisify(execFile)(tool, args, {
			timeout: 30_000,
			env: {
				...process.env,
				LANG: 'C.UTF-8',
				LC_ALL: 'C.UTF-8',
				HOME: folder,
				XDG_DATA_HOME: folder
			}
		});
		return stdout;
	};
	let discovered = false;
	return {
		async sync() {
			const config = ['-c', join(folder, 'vdirsyncer')];
			if (!discovered) await run('vdirsyncer', [...config, 'discover']);
			discovered = true;
			await run('vdirsyncer', [...config, 'sync']);
		},
		list: () =>
			run('khal', [
				...['-c', join(folder, 'khal'), 'list', '--notstarted', '--format', '{start-date} {title}'],
				...[day(-30), day(30)]
			])
	};
}
