import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { askDatabase, post, signInByForm, startServer } from './server.ts';
import { people } from './session.ts';

const PORT = Number(process.env.OPORA_E2E_PORT ?? 3210) + 2;
const WRITES = 500;
const WRITERS = 4;

let data: string;
test.beforeAll(() => {
	data = mkdtempSync(join(tmpdir(), 'opora-crash-'));
	chmodSync(data, 0o755);
});
test.afterAll(() => rmSync(data, { recursive: true, force: true }));

test('kill -9 loses no acknowledged write, leaves none half done, and history agrees', async () => {
	test.setTimeout(300_000);
	let server = await startServer(data, PORT);
	const cookie = await signInByForm(server.address, people.coordinator);
	const [roadmap] = await askDatabase<{ id: string }>(
		data,
		// one that no order closed to editors
		"select id from opora.roadmap where status = 'draft' limit 1"
	);
	const acknowledged: string[] = [];
	let written = 0;
	let kills = 0;
	let dead = false;

	async function writer(): Promise<void> {
		while (acknowledged.length < WRITES) {
			if (dead) {
				await new Promise((resolve) => setTimeout(resolve, 25));
				continue;
			}
			const text = `Запись ${(written += 1)}`;
			const answer = await post(
				server.address,
				`/roadmaps/${roadmap!.id}/measures/new`,
				{ fields: 'text term responsible', text, term: 'март', responsible: 'Директор' },
				cookie
			).catch(() => null);
			if (answer?.status === 303) acknowledged.push(text);
			else if (answer) throw new Error(`A write answered ${answer.status}: ${await answer.text()}`);
		}
	}
	async function killer(): Promise<void> {
		for (const limit of [120, 260, 400]) {
			while (acknowledged.length < limit) await new Promise((resolve) => setTimeout(resolve, 5));
			dead = true;
			server.process.kill('SIGKILL');
			await server.ended;
			server = await startServer(data, PORT);
			expect(server.printed()).toContain('taken over');
			kills += 1;
			dead = false;
		}
	}
	await Promise.all([killer(), ...Array.from({ length: WRITERS }, writer)]);
	expect(kills).toBe(3);

	const rows = await askDatabase<{ id: string; text: string; parties: number; inserts: number }>(
		data,
		`select m.id, m.text,
			(select count(*)::integer from opora.measure_party p where p.measure_id = m.id) as parties,
			(select count(*)::integer from opora.audit a where a.table_name = 'measure'
				and a.row_id = m.id::text and a.action = 'insert') as inserts
		from opora.measure m where m.text like 'Запись %'`
	);
	const stored = new Set(rows.map(({ text }) => text));
	expect(acknowledged.filter((text) => !stored.has(text))).toEqual([]);
	expect(rows.filter(({ parties, inserts }) => parties !== 1 || inserts !== 1)).toEqual([]);
	const [orphans] = await askDatabase<{ n: number }>(
		data,
		`select count(*)::integer as n from opora.audit a where a.table_name = 'measure'
			and not exists (select from opora.measure m where m.id::text = a.row_id)`
	);
	expect(orphans!.n).toBe(0);

	// a second start on the same data says so, and Ctrl-C ends the first in order
	await expect(startServer(data, PORT + 1)).rejects.toThrow('already runs');
	server.process.kill('SIGINT');
	expect(await server.ended).toBe(0);
});
