import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { root } from '../platform/settings.ts';
import { createMailer } from '../platform/mail.ts';
import { sampleRoadmap } from '../roadmap/execution/sample.testing.ts';
import { composeMornings } from './mornings.ts';
import {
	openMornings,
	openPost,
	subjectOf,
	textOf,
	TURN_MS,
	type Mornings,
	type Post
} from './mornings.testing.ts';
import { sendLetters } from './send.ts';
import { testUrl } from '../platform/testing/urls.ts';

const ORIGIN = 'https://opora.example';
const morning = new Date('2026-11-24T04:00:00Z');
let mornings: Mornings;
let post: Post;

beforeAll(async () => {
	mornings = await openMornings();
}, TURN_MS);
beforeEach(async () => {
	await mornings.clear();
	post = await openPost();
});
afterEach(async () => {
	await mornings.clear();
	await post.close();
});
afterAll(() => mornings.close());

/** So many heads of a school that is late, with their letters composed. */
async function composed(people: number): Promise<{ id: string; email: string }[]> {
	const { world, reader } = mornings;
	const school = await world.organisation(await world.organisation(null));
	const heads = [];
	for (let n = 0; n < people; n++) heads.push(await reader(school, 'school-head'));
	await sampleRoadmap(world, school, [
		{ text: 'Провести педсовет', occurrences: [{ days: ['2026-11-01', '2026-11-20'] }] }
	]);
	await composeMornings(ORIGIN, morning);
	return heads;
}

const minutes = (count: number) => new Date(morning.getTime() + count * 60_000);
const sendAt = (at: Date, url = post.url) =>
	sendLetters({ mailer: createMailer(url, false), origin: ORIGIN, clock: () => at });

async function states(): Promise<Record<string, number>> {
	const { rows } = await sql<{ state: string; n: number }>`
		select state, count(*)::int as n from opora.digest group by state`.execute(mornings.world.admin);
	return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

it('sends the letter with what lets mail programs turn it off', async () => {
	const [head] = await composed(1);
	expect(await sendAt(morning)).toBe(1);
	expect(await sendAt(minutes(60))).toBe(0);
	expect(post.received).toHaveLength(1);
	const [letter] = post.received;
	expect(letter!.to).toBe(head!.email);
	expect(subjectOf(letter!)).toBe('24\u00a0ноября: просрочено\u00a01, отчётов\u00a01');
	expect(textOf(letter!)).toContain('Провести педсовет');
	expect(letter!.messageId).toBe(`<digest-2026-11-24-${head!.id}@opora.example>`);
	const link = /List-Unsubscribe: <(https:\/\/opora\.example\/unsubscribe\/[\w-]{32})>/.exec(
		letter!.headers
	)?.[1];
	expect(link).toBeDefined();
	expect(letter!.headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
	expect(textOf(letter!)).toContain(link);
	// neither the letter nor its secret stays
	const { rows } = await sql`select body, subject from opora.digest
		where secret_hash = ${Buffer.from(link!)} or body is not null`.execute(mornings.world.admin);
	expect(rows).toEqual([]);
});

it('loses nothing and doubles nothing while the mail server is away for an hour', async () => {
	await composed(9);
	const log = vi.spyOn(console, 'error').mockImplementation(() => {});
	for (let minute = 0; minute < 60; minute += 5)
		expect(await sendAt(minutes(minute), 'smtp://127.0.0.1:1')).toBe(0);
	post.refusesWith = 451;
	expect(await sendAt(minutes(75))).toBe(0);
	expect(await states()).toEqual({ waiting: 9 });
	post.refusesWith = null;
	for (let minute = 90; minute < 120; minute += 5) await sendAt(minutes(minute));
	log.mockRestore();
	expect(await states()).toEqual({ sent: 9 });
	expect(new Set(post.received.map(({ messageId }) => messageId)).size).toBe(9);
	expect(post.received).toHaveLength(9);
});

it('gives up what is refused for good, and what is still not sent in the evening', async () => {
	await composed(2);
	const log = vi.spyOn(console, 'error').mockImplementation(() => {});
	const { world } = mornings;
	await sql`update opora.digest set next_at = ${minutes(700)}
		where id = (select id from opora.digest limit 1)`.execute(world.admin);
	post.refusesWith = 550;
	await sendAt(morning);
	expect(await states()).toEqual({ failed: 1, waiting: 1 });
	post.refusesWith = null;
	// 18:00 in Moscow
	await sendAt(minutes(660));
	log.mockRestore();
	expect(await states()).toEqual({ failed: 2 });
	expect(post.received).toEqual([]);
});

it('keeps the letter from who turned letters off meanwhile', async () => {
	const [head, other] = await composed(2);
	await mornings.world.admin
		.insertInto('reminder_setting')
		.values({ person_id: head!.id, email: false })
		.execute();
	await sendAt(morning);
	expect(post.received.map(({ to }) => to)).toEqual([other!.email]);
});

function node(): ChildProcess {
	return spawn(
		process.execPath,
		['src/lib/reminders/sender.testing.ts', testUrl('jobs'), post.url],
		{ cwd: root, stdio: ['pipe', 'ignore', 'inherit'] }
	);
}

async function until(holds: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
	const end = Date.now() + ms;
	while (!(await holds()) && Date.now() < end)
		await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The children send by the real clock: their letters are of the day that it is. */
async function dueNow(): Promise<void> {
	await sql`update opora.digest set next_at = now(), day = current_date, time_zone = case
		when extract(hour from now() at time zone 'UTC') < 12 then 'UTC' else 'Etc/GMT+12' end`.execute(
		mornings.world.admin
	);
}

it('sends one letter each when two nodes race', async () => {
	await composed(40);
	post.beforeTaking = () => new Promise((resolve) => setTimeout(resolve, 5));
	await dueNow();
	const nodes = [node(), node()];
	for (const one of nodes) one.stdin!.write('go');
	await until(async () => (await states()).sent === 40);
	for (const one of nodes) one.kill('SIGKILL');
	expect(post.received).toHaveLength(40);
	expect(new Set(post.received.map(({ to }) => to)).size).toBe(40);
});

it('never sends a letter twice, though its sender is killed twenty times in the middle', async () => {
	await composed(140);
	await dueNow();
	let killed = 0;
	// the next one starts while this one works: starting takes longer than sending
	let next = node();
	while (killed < 20) {
		const one = next;
		next = node();
		one.stdin!.write('go');
		const before = post.received.length;
		// in the midst: some letters are claimed, some handed over, some acknowledged
		post.beforeTaking = () => new Promise((resolve) => setTimeout(resolve, 2 + (killed % 5) * 3));
		await until(() => post.received.length > before + 1);
		await new Promise((resolve) => setTimeout(resolve, (killed * 7) % 13));
		one.kill('SIGKILL');
		await once(one, 'exit');
		killed++;
	}
	post.beforeTaking = null;
	const last = next;
	last.stdin!.write('go');
	await until(async () => !(await states()).waiting);
	await until(async () => (await states()).sending === undefined, 500);
	last.kill('SIGKILL');
	const got = post.received.map(({ messageId }) => messageId);
	expect(new Set(got).size).toBe(got.length);
	const { sent = 0, sending = 0, waiting = 0, failed = 0 } = await states();
	expect({ waiting, failed, all: sent + sending }).toEqual({ waiting: 0, failed: 0, all: 140 });
	// the kills met senders at work, or the test would show nothing
	expect(sending).toBeGreaterThan(0);
	expect(got.length).toBeGreaterThanOrEqual(sent);
	// what is open is told again the next morning, also to who was in the midst
	await sql`update opora.digest set day = '2026-11-24'`.execute(mornings.world.admin);
	await sql`delete from opora.digest_round`.execute(mornings.world.admin);
	await composeMornings(ORIGIN, new Date('2026-11-25T04:00:00Z'));
	expect((await states()).waiting).toBe(140);
});
