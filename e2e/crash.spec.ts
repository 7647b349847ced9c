import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { copyOfDemonstration } from './demonstration.ts';
import { compareWithHistory } from './crash/history.ts';
import { randomOf, write, type Attempt, type Field } from './crash/writers.ts';
import { askDatabase, signInByForm, startServer, type OwnServer } from './server.ts';
import { people } from './session.ts';

const PORT = Number(process.env.OPORA_E2E_PORT ?? 3210) + 2;
const ROUNDS = Number(process.env.OPORA_CRASH_ROUNDS ?? 50);
const WRITERS = 4;
/** A guard against hanging; how long it took is printed. */
const RECOVERY_MS = 120_000;
const SEED = Number(process.env.OPORA_SEED ?? Date.now() % 1_000_000_007);

let data: string;
let server: OwnServer;
test.beforeAll(() => {
	data = copyOfDemonstration({ durable: true });
});
test.afterAll(async () => {
	server.process.kill('SIGTERM');
	await server.ended;
	rmSync(data, { recursive: true, force: true });
});

/** Application, server of the database, application, one backend: and again. */
const victims = ['application', 'postmaster', 'application', 'backend'] as const;

test('fifty rounds of kill -9 lose no acknowledged write, leave none half done, and history agrees', async () => {
	// two minutes where the machine is free; each start waits for its turn where it is not
	test.setTimeout(1_800_000);
	console.log(`OPORA_SEED=${SEED}`);
	const random = randomOf(SEED);
	server = await startServer(data, PORT);
	const field: Field = {
		address: server.address,
		data,
		...(await prepare()),
		forms: await openForms(),
		cookies: {
			coordinator: await signInByForm(server.address, people.coordinator),
			school: await signInByForm(server.address, people.schoolCoordinator)
		},
		turn: 0,
		attempts: [],
		over: false,
		random
	};

	const recoveries: number[] = [];
	async function killer(): Promise<void> {
		for (let round = 0; round < ROUNDS; round++) {
			const enough = acknowledged(field.attempts) + 4 + Math.floor(random() * 16);
			while (acknowledged(field.attempts) < enough) await pause(2);
			await pause(random() * 30);
			field.turn += 1;
			const begin = performance.now();
			await kill(victims[round % victims.length]!);
			await expect
				.poll(() => answers(field.cookies.coordinator), {
					timeout: RECOVERY_MS,
					intervals: [25],
					message: `after round ${round}`
				})
				.toBe(200);
			recoveries.push((performance.now() - begin) / 1000);
			field.turn += 1;
		}
		field.over = true;
	}
	try {
		await Promise.all([killer(), ...Array.from({ length: WRITERS }, () => write(field))]);
	} finally {
		field.over = true;
	}

	console.log(
		`${acknowledged(field.attempts)} acknowledged writes, longest recovery ${Math.max(...recoveries).toFixed(1)} s`
	);
	const told = new Set(field.attempts.map(({ kind }) => kind));
	expect([...told].sort()).toEqual([
		...['add', 'cancel', 'comment', 'edit', 'reopen', 'report', 'sheet', 'verify']
	]);
	for (const kind of told) expect(await problems(kind, field.attempts)).toEqual([]);
	expect(
		await compareWithHistory(data, [
			...['measure', 'measure_party', 'occurrence', 'report', 'report_occurrence', 'evidence'],
			...['verification', 'comment', 'mention']
		])
	).toEqual([]);

	// a second start on the same data says so, and Ctrl-C ends the first in order
	await expect(startServer(data, PORT + 1)).rejects.toThrow('already runs');
	server.process.kill('SIGINT');
	expect(await server.ended).toBe(0);
	server = await startServer(data, PORT);
	expect(server.printed()).not.toContain('taken over');
});

/** Where what was found of attempts is not what they were told: wholly there, or wholly not. */
async function problems(kind: Attempt['kind'], attempts: Attempt[]): Promise<unknown[]> {
	const found = new Map(
		(await askDatabase<{ key: string; whole: boolean }>(data, whole[kind])).map((row) => [
			row.key,
			row.whole
		])
	);
	return attempts
		.filter((attempt) => attempt.kind === kind)
		.map((attempt) => ({ ...attempt, found: found.get(attempt.key) }))
		.filter(({ acknowledged: done, found: isWhole }) =>
			done ? isWhole !== true : isWhole === false
		);
}

/** Each thing that was written, by its key, and whether all of it is there, once. */
const whole: Record<Attempt['kind'], string> = {
	add: `select m.text as key, count(*) over (partition by m.text) = 1
			and exists (select from opora.measure_party p where p.measure_id = m.id) as whole
		from opora.measure m where m.text like 'Запись %'`,
	edit: `select m.result as key, m.revision = 2 and (select array_agg(p.text order by p.position)
			from opora.measure_party p where p.measure_id = m.id) = '{Директор,Завуч}' as whole
		from opora.measure m where m.result like 'Итог %'`,
	report: `select r.token::text as key,
			(select count(*) from opora.report_occurrence l join opora.occurrence o on o.id = l.occurrence_id
				and o.report_id = r.id and o.stage in ('reported', 'verified') where l.report_id = r.id) = 1
			and (select count(*) from opora.evidence e where e.report_id = r.id) = 1 as whole
		from opora.report r`,
	verify: `select o.id::text as key, o.stage = 'verified'
			and (select count(*) from opora.verification v where v.occurrence_id = o.id
				and v.report_id = o.report_id and v.verdict = 'verified') = 1 as whole
		from opora.occurrence o
		where o.stage = 'verified' or exists (select from opora.verification v where v.occurrence_id = o.id)`,
	// as the history tells it, for one may have been opened again since
	cancel: `select a.after ->> 'reason' as key, a.after ->> 'stage' = 'cancelled'
			and count(*) over (partition by a.row_id) = 1 as whole
		from opora.audit a where a.table_name = 'occurrence' and a.after ->> 'reason' like 'Отмена %'`,
	reopen: `select o.id::text as key, o.stage = 'open' and o.reason is null and o.revision = 3 as whole
		from opora.occurrence o
		where exists (select from opora.audit a where a.table_name = 'occurrence' and a.row_id = o.id::text
			and a.before ->> 'stage' = 'cancelled')`,
	comment: `select c.token::text as key, count(*) over (partition by c.token) = 1
			and (select count(*) from opora.mention n where n.comment_id = c.id) = 1 as whole
		from opora.comment c where c.text like '@Климова, посмотрите%'`,
	sheet: `select answers ->> 'better' as key, count(*) over (partition by answers ->> 'better') = 1
			and id::text = answers ->> 'better' and answers ->> 'grade' = 'g7' as whole
		from survey.sheet`
};

async function kill(victim: (typeof victims)[number]): Promise<void> {
	if (victim === 'application') {
		server.process.kill('SIGKILL');
		await server.ended;
		server = await startServer(data, PORT);
		expect(server.printed()).toContain('taken over');
	} else if (victim === 'postmaster') process.kill(postmaster(), 'SIGKILL');
	else {
		const [backend] = await askDatabase<{ pid: number }>(
			data,
			`select pid from pg_stat_activity where usename = 'opora_app'
			order by state = 'idle', random() limit 1`
		);
		process.kill(backend!.pid, 'SIGKILL');
	}
}

function postmaster(): number {
	return Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Status of a page that asks the database; null: nobody answers. */
async function answers(cookie: string): Promise<number | null> {
	const answer = await fetch(`${server.address}/roadmaps`, {
		headers: { cookie },
		redirect: 'manual'
	}).catch(() => null);
	await answer?.text();
	return answer?.status ?? null;
}

const acknowledged = (attempts: Attempt[]): number =>
	attempts.reduce((sum, attempt) => sum + Number(attempt.acknowledged), 0);

/** A draft of the district, and a school's roadmap in force with work enough for every round. */
async function prepare(): Promise<Pick<Field, 'draft' | 'inForce' | 'free' | 'measureOf'>> {
	const [draft] = await askDatabase<{ id: string }>(
		data,
		"select id from opora.roadmap where status = 'draft' limit 1"
	);
	await askDatabase(
		data,
		`set opora.approving = 'on';
		with school as (
			select organisation_id as id from opora.person where email = '${people.schoolCoordinator}'
		), roadmap as (
			insert into opora.roadmap (owner_id, title, level, period_from, period_to, year_kind, status,
				in_force_from)
			select id, 'Карта под ударом', 'school', '2026-09-01', '2027-08-31', 'school', 'in-force',
				'2026-09-01' from school
			returning id, owner_id
		), measure as (
			insert into opora.measure (roadmap_id, owner_id, position, text, term)
			select id, owner_id, n, 'Дело ' || n, '{"kind": "dates", "window": null, "occurrences": [],
				"recurrence": null, "confidence": 1, "doubts": []}' from roadmap, generate_series(1, 20) n
			returning id, roadmap_id, owner_id
		)
		insert into opora.occurrence (measure_id, roadmap_id, owner_id, kind, due_from, due_to)
		select id, roadmap_id, owner_id, 'term', '2026-09-01', '2026-09-30'
		from measure, generate_series(1, 100)`
	);
	const free = await askDatabase<{ id: string; roadmap: string; measure: string }>(
		data,
		`select o.id, o.roadmap_id as roadmap, o.measure_id as measure from opora.occurrence o
		join opora.roadmap r on r.id = o.roadmap_id where r.title = 'Карта под ударом'`
	);
	return {
		draft: draft!.id,
		inForce: free[0]!.roadmap,
		...{
			free: free.map(({ id }) => id),
			measureOf: new Map(free.map(({ id, measure }) => [id, measure]))
		}
	};
}

/** Opens the pupils' form of a campaign a hundred and fifty times, as so many pupils. */
async function openForms(): Promise<Field['forms']> {
	const token = 'crash-questionnaire';
	await askDatabase(
		data,
		`with campaign as (
			insert into opora.campaign (place_id, title, opens_on, closes_on, order_number, order_issuer)
			select id, 'Опрос под ударом', '2020-01-01', '2099-12-31', '', ''
			from opora.organisation where kind = 'municipality' limit 1 returning id, place_id
		)
		insert into opora.campaign_link (campaign_id, place_id, school_id, audience, instrument,
			instrument_version, token)
		select c.id, c.place_id, o.id, 'pupils', 'pupils', 1, '${token}'
		from campaign c, (select id from opora.organisation where kind = 'school' limit 1) o`
	);
	const path = `/q/${token}`;
	const forms: Field['forms'] = [];
	for (let pupil = 0; pupil < 150; pupil++) {
		const html = await (await fetch(server.address + path)).text();
		const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)![1]!;
		forms.push({ path, sheet: value('sheet'), mark: value('mark'), openedAt: Date.now() });
	}
	return forms;
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
