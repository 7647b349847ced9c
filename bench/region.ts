/**
 * A generated region for benchmarks: 1,000 schools in 40 municipalities, five school years, over
 * 60,000 measures and 400,000 occurrences with reports, verdicts and evidence (bench/region/*.sql).
 * It is kept in a folder of its own between runs and made anew when the generator or a migration
 * changes; users' data are never touched.
 */
import { createHash } from 'node:crypto';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { mirrorPermissions } from '../src/lib/people/permissions.ts';
import { passwordCost } from '../src/lib/platform/auth.ts';
import { openConnections, type Connections } from '../src/lib/platform/connections.ts';
import { readSettings, root } from '../src/lib/platform/settings.ts';
import { REGION_CLOCK, REGION_DAY } from './region/day.ts';
import { readPhrases } from './region/phrases.ts';

/** Of every account of the region. */
export const regionPassword = 'opora-bench-2026';
const YEARS = [2022, 2023, 2024, 2025, 2026];

interface Size {
	/** Measures of the region's, the districts' and three schools' roadmaps in each district. */
	large: number;
	/** Measures of the other schools' roadmaps. */
	small: number;
	/** Without occurrences where only the measures matter. */
	execution: boolean;
}

/** Somebody of the first district who can sign in. */
export interface Member {
	personId: string;
	email: string;
}

/** What a benchmark may name. */
export interface Facts {
	people: Record<
		| 'operator'
		| 'observer'
		| 'coordinator'
		| 'methodist'
		| 'curator'
		| 'schoolHead'
		| 'schoolCoordinator',
		Member
	>;
	region: string;
	municipality: string;
	/** The first school of the first district, supported by the curator. */
	school: string;
	/** In force, of 33 measures, of that district and of that school. */
	municipalRoadmap: string;
	schoolRoadmap: string;
	/** Rows of tables. */
	counts: Record<
		'measure' | 'occurrence' | 'report' | 'evidence' | 'person' | 'organisation',
		number
	>;
}

export interface Region extends Facts {
	connections: Connections;
	close(): Promise<void>;
}

/** The folder of the region, made now unless it stands: for an application of its own on it. */
export async function keepRegion(
	size: Size = { large: 33, small: 8, execution: true }
): Promise<{ data: string; facts: Facts }> {
	const mark = createHash('sha256').update(JSON.stringify({ size, root }));
	const data = join(tmpdir(), `opora-region-${mark.copy().digest('hex').slice(0, 12)}`);
	const stamp = join(data, 'region.json');
	const wanted = made();
	if (existsSync(stamp)) {
		const kept = JSON.parse(readFileSync(stamp, 'utf8')) as { made: string; facts: Facts };
		if (kept.made === wanted) return { data, facts: kept.facts };
	}
	const begin = performance.now();
	process.stderr.write('Making the region…\n');
	rmSync(data, { recursive: true, force: true });
	mkdirSync(data, { recursive: true });
	chmodSync(data, 0o755);
	const connections = await open(data);
	try {
		const facts = await fill(connections.admin, data, size);
		writeFileSync(stamp, JSON.stringify({ made: wanted, facts }));
		const seconds = ((performance.now() - begin) / 1000).toFixed(0);
		process.stderr.write(`Made in ${seconds} s: ${JSON.stringify(facts.counts)}\n`);
		return { data, facts };
	} finally {
		await connections.stop();
	}
}

/** The region with its database running in this process. */
export async function openRegion(size?: Size): Promise<Region> {
	const { data, facts } = await keepRegion(size);
	const connections = await open(data);
	return { ...facts, connections, close: () => connections.stop() };
}

async function open(data: string): Promise<Connections> {
	const connections = await openConnections({ ...readSettings(), data, databaseUrl: null });
	await mirrorPermissions(connections.admin);
	return connections;
}

/** Changes with everything that the region is made of. */
function made(): string {
	const sum = createHash('sha256');
	for (const folder of ['bench/region', 'migrations'])
		for (const file of readdirSync(join(root, folder)).sort())
			sum.update(readFileSync(join(root, folder, file)));
	return sum.update(readFileSync(new URL(import.meta.url))).digest('hex');
}

async function fill(
	admin: string,
	data: string,
	{ large, small, execution }: Size
): Promise<Facts> {
	const client = new pg.Client({ connectionString: admin });
	await client.connect();
	// a step's values are its own: PostgreSQL takes none in a text of several statements
	const run = (file: string, values: Record<string, string | number> = {}): Promise<unknown> =>
		client.query(
			readFileSync(new URL(`region/${file}.sql`, import.meta.url), 'utf8').replaceAll(
				/\$(\w+)/g,
				(_, name: string) => {
					const value = values[name]!;
					return typeof value === 'number' ? String(value) : pg.escapeLiteral(value);
				}
			)
		);
	try {
		await client.query(
			"set search_path = opora, public; set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '256MB'"
		);
		await run('organisations');
		// set-based, past the row triggers: what is measured is the asking
		await client.query('set session_replication_role = replica');
		const putBack = await dropIndexes(client);
		await run('people');
		await addAccounts(client);
		await addPhrases(client);
		await run('plans', { large, small });
		if (execution) await run('execution', { today: REGION_DAY, ...keepFile(data) });
		await run('search');
		await putBack();
		await client.query('vacuum analyze');
		if (execution) await run('progress', { now: REGION_CLOCK });
		return await readFacts(client);
	} finally {
		await client.end();
	}
}

/** Indexes are built once over everything, not row by row; those of constraints stay. */
async function dropIndexes(client: pg.Client): Promise<() => Promise<void>> {
	const { rows } = await client.query<{ name: string; definition: string }>(`
		select format('%I.%I', schemaname, indexname) as name, indexdef as definition from pg_indexes
		where schemaname = 'opora'
			and not exists (select from pg_constraint where conindid = format('%I.%I', schemaname, indexname)::regclass)`);
	await client.query(`drop index ${rows.map(({ name }) => name).join(', ')}`);
	return async () => {
		for (const { definition } of rows) await client.query(definition);
	};
}

/** Accounts for everybody with an address, all with one password. */
async function addAccounts(client: pg.Client): Promise<void> {
	await client.query(`insert into auth."user" (id, name, email, "emailVerified")
		select account_id, surname, email, true from person where account_id is not null`);
	await client.query(
		`insert into auth.account (id, "accountId", "providerId", "userId", password)
		select account_id, account_id, 'credential', account_id, $1 from person where account_id is not null`,
		[await hash(regionPassword, passwordCost)]
	);
}

async function addPhrases(client: pg.Client): Promise<void> {
	const phrases = JSON.stringify(readPhrases(YEARS));
	await client.query(
		`create temp table phrase as select year, place as slot, text, term, "from" as window_from, "to" as window_to
		from jsonb_to_recordset(${pg.escapeLiteral(phrases)}::jsonb)
			as given (year integer, place integer, text text, term jsonb, "from" date, "to" date)`
	);
	await client.query(
		`create temp table phrase_window as
		select year, given.place as slot, each.*
		from jsonb_to_recordset(${pg.escapeLiteral(phrases)}::jsonb)
			as given (year integer, place integer, due jsonb),
		rows from (jsonb_to_recordset(given.due)
			as (kind text, "from" date, "to" date, "neverLate" boolean)) with ordinality
			as each (kind, due_from, due_to, never_late, place)`
	);
}

/** The one file that all generated evidence names. */
function keepFile(data: string): { hash: string; size: number } {
	const content = Buffer.from('Справка по итогам мероприятия.\n');
	const sum = createHash('sha256').update(content).digest('hex');
	const folder = join(data, 'files', sum.slice(0, 2));
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, sum), content);
	return { hash: sum, size: content.length };
}

async function readFacts(client: pg.Client): Promise<Facts> {
	const { rows } = await client.query<{ facts: Facts }>(`
		select jsonb_build_object(
			'people', (select jsonb_object_agg(
					case role when 'regional-operator' then 'operator' when 'municipal-coordinator' then 'coordinator'
						when 'school-head' then 'schoolHead' when 'school-coordinator' then 'schoolCoordinator' else role end,
					jsonb_build_object('personId', p.id, 'email', email))
				from staff join person p using (id)
				where role is not null and coalesce(district, 1) = 1 and coalesce(school, 1) = 1
					and (role <> 'curator' or n = 3)),
			'region', (select id from home where kind = 'region'),
			'municipality', (select id from home where district = 1 and school is null),
			'school', (select id from home where district = 1 and school = 1),
			'municipalRoadmap', (select id from plan where district = 1 and school is null and year = 2026),
			'schoolRoadmap', (select id from plan where district = 1 and school = 1 and year = 2026),
			'counts', jsonb_build_object(
				'measure', (select count(*) from measure), 'occurrence', (select count(*) from occurrence),
				'report', (select count(*) from report), 'evidence', (select count(*) from evidence),
				'person', (select count(*) from person), 'organisation', (select count(*) from organisation))
		) as facts`);
	return rows[0]!.facts;
}
