import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { copyOfDemonstration } from './demonstration.ts';
import { askDatabase, post, signInByForm, startServer, type OwnServer } from './server.ts';
import { people } from './session.ts';

// two applications on one database, as behind a balancer
test.describe.configure({ mode: 'serial' });

const PORT = Number(process.env.OPORA_E2E_PORT ?? 3210) + 6;
const SECRET = { OPORA_SECRET: 'the same on every node, thirty-two characters' };

let data: string;
let other: string;
let first: OwnServer;
let second: OwnServer;
test.beforeAll(async () => {
	test.setTimeout(240_000);
	data = copyOfDemonstration({ durable: true });
	other = copyOfDemonstration();
	first = await startServer(data, PORT, SECRET);
	const { port, password } = JSON.parse(readFileSync(join(data, 'secret.json'), 'utf8')) as {
		port: number;
		password: string;
	};
	second = await startServer(other, PORT + 1, {
		...SECRET,
		DATABASE_URL: `postgres://opora:${password}@127.0.0.1:${port}/opora`
	});
});
test.afterAll(async () => {
	for (const { process: node, ended } of [second, first]) {
		node.kill('SIGTERM');
		await ended;
	}
	for (const path of [data, other]) rmSync(path, { recursive: true, force: true });
});

async function status(node: OwnServer, path: string, cookie: string): Promise<number> {
	const answer = await fetch(node.address + path, { headers: { cookie }, redirect: 'manual' });
	await answer.text();
	return answer.status;
}

test('a sign-in holds on both nodes, and its end on both at once', async () => {
	const cookie = await signInByForm(first.address, people.methodist);
	expect(await status(second, '/roadmaps', cookie)).toBe(200);
	expect((await post(second.address, '/signout', {}, cookie)).status).toBe(303);
	expect(await status(first, '/roadmaps', cookie)).toBe(303);
});

test('of two editors on two nodes the second is shown both texts, and nothing is overwritten', async () => {
	const cookie = await signInByForm(first.address, people.coordinator);
	const [measure] = await askDatabase<{ id: string; roadmap: string; text: string }>(
		data,
		`select m.id, m.roadmap_id as roadmap, m.text from opora.measure m
		join opora.roadmap r on r.id = m.roadmap_id and r.status = 'draft' order by m.id limit 1`
	);
	const { id, roadmap, text: was } = measure!;
	const save = (node: OwnServer, text: string) =>
		post(
			node.address,
			`/roadmaps/${roadmap}/measures/${id}?/save`,
			{ fields: 'text', revision: '1', 'was.text': was, text },
			cookie
		);
	expect((await save(first, 'Текст первого узла')).status).toBe(303);
	const refused = await save(second, 'Текст второго узла');
	expect(refused.status).toBe(409);
	const page = await refused.text();
	for (const text of ['Текст первого узла', 'Текст второго узла']) expect(page).toContain(text);
	const [stored] = await askDatabase<{ text: string }>(
		data,
		'select text from opora.measure where id = $1',
		[id]
	);
	expect(stored!.text).toBe('Текст первого узла');
});

test('the same report sent to both nodes at one moment is one report', async () => {
	await askDatabase(
		data,
		`set opora.approving = 'on';
		with school as (
			select organisation_id as id from opora.person where email = '${people.schoolCoordinator}'
		), roadmap as (
			insert into opora.roadmap (owner_id, title, level, period_from, period_to, year_kind, status,
				in_force_from)
			select id, 'Карта двух узлов', 'school', '2026-09-01', '2027-08-31', 'school', 'in-force',
				'2026-09-01' from school
			returning id, owner_id
		), measure as (
			insert into opora.measure (roadmap_id, owner_id, position, text, term)
			select id, owner_id, 1, 'Провести семинар', '{"kind": "dates", "window": null,
				"occurrences": [], "recurrence": null, "confidence": 1, "doubts": []}' from roadmap
			returning id, roadmap_id, owner_id
		)
		insert into opora.occurrence (measure_id, roadmap_id, owner_id, kind, due_from, due_to)
		select id, roadmap_id, owner_id, 'term', '2026-09-01', '2026-09-30' from measure`
	);
	const [occurrence] = await askDatabase<{ id: string; roadmap: string }>(
		data,
		`select o.id, o.roadmap_id as roadmap from opora.occurrence o
		join opora.roadmap r on r.id = o.roadmap_id where r.title = 'Карта двух узлов'`
	);
	const cookie = await signInByForm(second.address, people.schoolCoordinator);
	const token = randomUUID();
	const form = { token, [`o-${occurrence!.id}`]: '1', doneOn: '2026-09-20', text: 'Проведено' };
	const answers = await Promise.all(
		[first, second, first, second].map((node) =>
			post(
				node.address,
				`/roadmaps/${occurrence!.roadmap}/report`,
				{ ...form, result: '', number: '' },
				cookie
			)
		)
	);
	expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303]);
	const reports = await askDatabase(data, 'select id from opora.report where token = $1', [token]);
	expect(reports).toHaveLength(1);
});

test('when one node is killed the other serves on', async () => {
	const cookie = await signInByForm(first.address, people.coordinator);
	second.process.kill('SIGKILL');
	await second.ended;
	expect(await status(first, '/roadmaps', cookie)).toBe(200);
});
