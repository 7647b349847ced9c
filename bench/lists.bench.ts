/** A country's run in PostgreSQL, stored, and the pages of lists and results on the region. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { signInByForm, startServer } from '../e2e/server.ts';
import { mirrorPermissions } from '../src/lib/people/permissions.ts';
import { openConnections, type Connections } from '../src/lib/platform/connections.ts';
import { readSettings } from '../src/lib/platform/settings.ts';
import type { Status } from '../src/lib/results/identify.ts';
import { shippedRules } from '../src/lib/results/rules.ts';
import { assertAlike, openDuck, ratiosTo } from './duck.ts';
import { ask } from './load.ts';
import { measure, type Row } from './measure.ts';
import { keepRegion, regionPassword, type Facts } from './region.ts';
import { watchStatements } from './statements.ts';

const PORT = 3293;
const RUN_MS = 2_000;
const PAGE_MS = 60;
const STATEMENTS = 12;
const years = [2025, 2026];
const rules = shippedRules('2025')!;
const procedures = [
	...['vpr-rus-5', 'vpr-math-5', 'vpr-rus-6', 'vpr-math-6', 'oge-rus', 'oge-math', 'ege-rus'],
	...['ege-math-base', 'ege-math-profile', 'rdr-science']
];

export default async function bench(): Promise<Row[]> {
	return [...(await country()), ...(await pages())];
}

async function open(data: string): Promise<Connections> {
	const connections = await openConnections({ ...readSettings(), data, databaseUrl: null });
	await mirrorPermissions(connections.admin);
	return connections;
}

/** 40,000 schools × 2 years × 10 procedures: one run with everything that it stores. */
async function country(): Promise<Row[]> {
	const data = mkdtempSync(join(tmpdir(), 'opora-bench-'));
	chmodSync(data, 0o755);
	const connections = await open(data);
	const client = new pg.Client({ connectionString: connections.admin });
	await client.connect();
	try {
		await client.query('set search_path = opora, public; set synchronous_commit = off');
		const region = await idOf(
			client,
			`insert into organisation (kind, name, short_name, path)
			values ('region', 'Страна', 'Страна', '') returning id`
		);
		await client.query(
			`insert into organisation (parent_id, kind, name, short_name, path)
			select $1, 'municipality', 'Район ' || n, 'Район ' || n, '' from generate_series(1, 1000) n`,
			[region]
		);
		await client.query(`insert into organisation (parent_id, kind, name, short_name, path)
			select id, 'school', 'Школа ' || n, 'Школа ' || n, ''
			from organisation cross join generate_series(1, 40) n where kind = 'municipality'`);
		const count = await fillResults(client, region);
		const person = await idOf(
			client,
			`insert into person (organisation_id, surname)
			values ('${region}', 'Ясенева') returning id`
		);
		await client.query(
			`insert into appointment (person_id, role, organisation_id, from_date)
			values ($1, 'regional-operator', $2, '2020-01-01')`,
			[person, region]
		);
		await client.query('vacuum analyze');
		await client.query(`select set_config('opora.person', $1, false)`, [person]);
		const text = JSON.stringify(rules);
		const run = async (): Promise<string> =>
			idOf(client, `select make_run('${region}', 2026, '${text}', '{}', 'Ясенева В.') as id`);
		let last = '';
		const stored = await measure(
			`a run over ${count.toLocaleString('en-GB')} results, stored`,
			async () => (last = await run()),
			{ runs: 7, warm: 2, limit: RUN_MS }
		);
		const asked = await measure(
			'the same, not stored («Что, если»)',
			() =>
				client.query(
					`select status, count(*) from identify_schools($1, 2026, $2, '{}') group by 1`,
					[region, text]
				),
			{ runs: 5, warm: 1 }
		);
		const beside = await besideDuck(client, data, [stored, asked], last);
		await client.query('update run set taken_at = now() where id = $1', [last]);
		const settled = await measure(
			'statuses of 40,000 schools settled from a run',
			() => client.query('select settle_statuses($1, 2026)', [region]),
			{ runs: 3, warm: 1 }
		);
		return [stored, asked, ...beside, settled];
	} finally {
		await client.end();
		await connections.stop();
		rmSync(data, { recursive: true, force: true });
	}
}

/** DuckDB's answers from the same results as a file, and how many times as long the run takes. */
async function besideDuck(
	client: pg.Client,
	data: string,
	own: readonly Row[],
	run: string
): Promise<Row[]> {
	// the server writes where it may: into its own cluster
	const file = join(data, 'postgres/country.csv');
	await client.query(`copy (select school_id as school, year, procedure, participants, low from result)
		to ${pg.escapeLiteral(file)} with (format csv, header)`);
	const ask = await openDuck(file, 2026);
	if (!ask) return [];
	const { rows } = await client.query<{ school_id: string; status: Status }>(
		'select school_id, status from run_row where run_id = $1',
		[run]
	);
	assertAlike(new Map(rows.map((row) => [row.school_id, row.status])), await ask());
	return ratiosTo(ask, own, { runs: 5, warm: 1 });
}

async function idOf(client: pg.Client, statement: string): Promise<string> {
	return (await client.query<{ id: string }>(statement)).rows[0]!.id;
}

/** Invented results of every school in both years, the same each time; how many. */
async function fillResults(client: pg.Client, place: string): Promise<number> {
	const importId = await idOf(
		client,
		`insert into result_import (place_id, file_name, file_hash,
		file_size, state, years, applied_at) values ('${place}', 'bench.csv', repeat('0', 64), 1,
		'applied', '{2025,2026}', now()) returning id`
	);
	await client.query('select setseed(0.5)');
	const { rowCount } = await client.query(
		`insert into result (school_id, year, procedure, participants, low, import_id)
		select id, year, procedure, participants, round(participants * share), $1 from (
			select o.id, year, procedure, floor(random() * 60)::integer as participants,
				least(1, weak * (0.4 + random() * 0.8)) as share
			from (select id, random() ^ 3 as weak from organisation
				where kind in ('school', 'leader-school') order by path) o
			cross join unnest($2::integer[]) year cross join unnest($3::text[]) procedure
		) drawn`,
		[importId, years, procedures]
	);
	return rowCount ?? 0;
}

/** Pages of the built application on the region of the other benchmarks. */
async function pages(): Promise<Row[]> {
	const { data, facts } = await keepRegion();
	await prepare(data, facts);
	const server = await startServer(data, PORT);
	try {
		const rows: Row[] = [];
		const list = `/results/lists?place=${facts.municipality}&year=2026`;
		const asked: [string, 'coordinator' | 'operator', string][] = [
			["a municipality's list", 'coordinator', list],
			["the region's list", 'operator', `/results/lists?place=${facts.region}&year=2026`],
			["a school's results", 'coordinator', `/schools/${facts.school}/results`],
			["a school's page", 'coordinator', `/schools/${facts.school}`]
		];
		for (const [name, who, path] of asked) {
			const cookie = await signInByForm(server.address, facts.people[who].email, regionPassword);
			rows.push(...(await onePage(server.address + path, data, `${name}, ${who}`, cookie)));
		}
		return rows;
	} finally {
		server.process.kill('SIGINT');
		await server.ended;
	}
}

/** Results, a run of the region for each year, and their statuses, unless they are there. */
async function prepare(data: string, facts: Facts): Promise<void> {
	const connections = await open(data);
	const client = new pg.Client({ connectionString: connections.admin });
	await client.connect();
	try {
		await client.query('set search_path = opora, public');
		if ((await client.query('select from run limit 1')).rowCount) return;
		await fillResults(client, facts.region);
		await client.query('analyze');
		await client.query(`select set_config('opora.person', $1, false)`, [
			facts.people.operator.personId
		]);
		for (const year of years)
			await client.query(`select make_run($1, $2, $3, '{}', 'Ясенева В.')`, [
				facts.region,
				year,
				JSON.stringify(rules)
			]);
		await client.query('update run set taken_at = now()');
		await client.query('select settle_statuses($1, 2025)', [facts.region]);
		await client.query('analyze');
	} finally {
		await client.end();
		await connections.stop();
	}
}

async function onePage(url: string, data: string, name: string, cookie: string): Promise<Row[]> {
	const { times } = await ask({ urls: [url], cookie, clients: 1, warmSeconds: 1, seconds: 4 });
	const statements = await watchStatements(data, async () => {
		await (await fetch(url, { headers: { cookie } })).text();
	});
	const median = times[Math.floor(times.length / 2)]!;
	const spread = { min: times[0]!, max: times.at(-1)! };
	const count = statements.length;
	return [
		{ name, median, ...spread, unit: 'ms', goal: `≤ ${PAGE_MS} ms`, met: median <= PAGE_MS },
		{
			...{ name: `${name}, statements`, median: count, min: count, max: count, unit: '' },
			...{ goal: `≤ ${STATEMENTS}`, met: count <= STATEMENTS }
		}
	];
}
