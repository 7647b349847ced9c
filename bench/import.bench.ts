/** A country's results from a file into the database, and a million rows of pupils added up. */

import {
	createReadStream,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	chmodSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Actor } from '../src/lib/people/access.ts';
import { mirrorPermissions } from '../src/lib/people/permissions.ts';
import { openConnections } from '../src/lib/platform/connections.ts';
import { closeDatabase, openDatabase } from '../src/lib/platform/database.ts';
import { provideRuntime } from '../src/lib/platform/runtime.ts';
import { readSettings } from '../src/lib/platform/settings.ts';
import {
	applyImport,
	openImport,
	startImport,
	undoImport,
	type ImportView
} from '../src/lib/results/import/import.ts';
import { importLimits } from '../src/lib/results/import/limits.ts';
import { ReadingProcess } from '../src/lib/results/import/worker/process.ts';
import type { Row } from './measure.ts';
import { schools, writeCountry, writePupils, years } from './results-file.ts';

const pupils = 1_000_000;

export default async function bench(): Promise<Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'opora-bench-import-'));
	chmodSync(folder, 0o755);
	const settings = { ...readSettings(), data: join(folder, 'data') };
	const connections = await openConnections(settings);
	try {
		await mirrorPermissions(connections.admin);
		provideRuntime({ settings, connections });
		openDatabase(connections.app);
		const { actor, placeId } = await found(connections.admin);
		const file = join(folder, 'country.csv');
		const rows = await writeCountry(file);
		const country = await importFile(actor, placeId, file, rows);
		const pupilFile = join(folder, 'pupils.csv');
		await writePupils(pupilFile, pupils);
		return [
			...country,
			...(await readPupils(pupilFile)),
			...(await importPupils(actor, placeId, pupilFile))
		];
	} finally {
		await closeDatabase();
		await connections.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** A country of one region: 40 municipalities with 1,000 schools each, and its operator. */
async function found(admin: string): Promise<{ actor: Actor; placeId: string }> {
	const client = new pg.Client({ connectionString: admin, options: '-c search_path=opora,public' });
	await client.connect();
	const one = async <T>(text: string, values: unknown[] = []): Promise<T> =>
		(await client.query(text, values)).rows[0] as T;
	const add = `insert into organisation (parent_id, kind, name, short_name, path)
		values ($1, $2, $3, $3, '') returning id, path::text as path`;
	const region = await one<{ id: string; path: string }>(add, [null, 'region', 'Страна']);
	// without triggers: neither history nor the search index is measured here
	await client.query('set session_replication_role = replica');
	for (let municipality = 0; municipality < 40; municipality++) {
		const { path, id } = await one<{ id: string; path: string }>(
			`insert into organisation (id, parent_id, kind, name, short_name, path)
			select id, $1, 'municipality', $2, $2, ($3 || '.' || replace(id::text, '-', ''))::ltree
			from (select gen_random_uuid() as id) n returning id, path::text as path`,
			[region.id, `Округ ${municipality}`, region.path]
		);
		await client.query(
			`insert into organisation (id, parent_id, kind, name, short_name, path, code)
			select id, $1, 'school', 'Школа № ' || n, 'Школа № ' || n,
				($4 || '.' || replace(id::text, '-', ''))::ltree, (100000 + n)::text
			from (select n, gen_random_uuid() as id
				from generate_series($2::int, $2::int + $3::int - 1) n) made`,
			[id, (municipality * schools) / 40, schools / 40, path]
		);
	}
	await client.query('set session_replication_role = origin');
	for (const year of years)
		await client.query(
			`insert into catalogue_entry (place_id, year, code, name, exam, subject, grade, level, low_kind,
				low_value, source)
			values ($1, $2, 'rdr-science', 'РДР, естествознание', 'regional', 'естествознание', 8, 'ООО',
				'mark-at-most', 2, 'для замеров')`,
			[region.id, year]
		);
	const person = await one<{ id: string }>(
		`insert into person (organisation_id, surname) values ($1, 'Замерова') returning id`,
		[region.id]
	);
	await client.query(
		`insert into appointment (person_id, role, organisation_id, from_date)
		values ($1, 'regional-operator', $2, '2020-01-01')`,
		[person.id, region.id]
	);
	await client.query('vacuum analyze');
	await client.end();
	const duty = { role: 'regional-operator' as const, organisationId: region.id, organisation: '' };
	const actor: Actor = {
		...{ personId: person.id, accountId: '', name: '', fullName: '', initials: '', post: '' },
		organisationId: region.id,
		duties: [{ ...duty, path: region.path, assigned: [] }]
	};
	return { actor, placeId: region.id };
}

const asked = { page: 1, kind: null, head: null };

async function importFile(
	actor: Actor,
	placeId: string,
	file: string,
	rows: number
): Promise<Row[]> {
	const memory = new Memory();
	const begin = performance.now();
	const ready = await readIn(actor, placeId, file);
	const read = performance.now() - begin;
	if (ready.state !== 'ready' || ready.added !== rows)
		throw new Error(
			`The import is ${ready.state} with ${ready.added} new: ${JSON.stringify(ready.problems.slice(0, 3))}`
		);
	await applyImport(actor, ready.id, { added: ready.added, changed: ready.changed });
	const whole = performance.now() - begin;
	const { reader, application } = memory.end();
	const again = performance.now();
	const same = await readIn(actor, placeId, file);
	const twice = performance.now() - again;
	if (same.added + same.changed !== 0) throw new Error('The same file changes something.');
	const undo = performance.now();
	await undoImport(actor, ready.id);
	const count = rows.toLocaleString('en-GB');
	return [
		row(`${count} rows: read, matched, compared, applied`, whole, 20_000),
		row('of these until the preview', read),
		row('of these applying', whole - read),
		megabytes('greatest memory of the reading process', reader),
		megabytes('greatest memory of the application', application),
		row('the same file again, until it says so', twice),
		row('undoing it', performance.now() - undo)
	];
}

async function readPupils(file: string): Promise<Row[]> {
	const times: number[] = [];
	let greatest = 0;
	for (let run = 0; run < 5; run++) {
		const reader = new ReadingProcess();
		const begin = performance.now();
		const { keptProblems, batch } = {
			keptProblems: importLimits.problems,
			batch: importLimits.batch
		};
		const summary = await reader.read(
			{ kind: 'read', mappings: [], own: [], keptProblems, batch },
			createReadStream(file, { highWaterMark: 1024 * 1024 })
		);
		times.push(performance.now() - begin);
		greatest = Math.max(greatest, reader.greatest);
		reader.end();
		if (summary.problemCount > 0 || summary.rows !== pupils)
			throw new Error(`Of the pupils ${summary.rows} rows were read.`);
	}
	times.sort((one, other) => one - other);
	const median = times[2]!;
	const name = '1,000,000 rows of pupils read and added up, with the process';
	return [
		{ ...row(name, median, 5_000), min: times[0]!, max: times.at(-1)! },
		megabytes('its greatest memory', greatest)
	];
}

async function importPupils(actor: Actor, placeId: string, file: string): Promise<Row[]> {
	const begin = performance.now();
	const ready = await readIn(actor, placeId, file);
	if (ready.state !== 'ready') throw new Error(`The pupils' import is ${ready.state}.`);
	return [row('the same file until its preview', performance.now() - begin)];
}

async function readIn(actor: Actor, placeId: string, file: string): Promise<ImportView> {
	const body = createReadStream(file, { highWaterMark: 1024 * 1024 });
	const { id } = await startImport(actor, { placeId, name: 'country.csv', body, announced: null });
	for (;;) {
		const view = await openImport(actor, id, asked);
		if (view.state !== 'waiting' && view.state !== 'reading') return view;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

function row(name: string, median: number, limit?: number): Row {
	const goal = limit === undefined ? {} : { goal: `≤ ${limit} ms`, met: median <= limit };
	return { name, median, min: median, max: median, unit: 'ms', ...goal };
}

function megabytes(name: string, median: number): Row {
	const met = median <= 500;
	return { name, median, min: median, max: median, unit: 'MB', goal: '≤ 500 MB', met };
}

/** The greatest memory of this process and of the readers under it. */
class Memory {
	#reader = 0;
	#application = 0;
	#timer = setInterval(() => this.#look(), 100);

	#look(): void {
		this.#application = Math.max(this.#application, process.memoryUsage.rss() / 2 ** 20);
		for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
			try {
				if (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('import/worker')) continue;
				const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
				this.#reader = Math.max(this.#reader, (pages * 4096) / 2 ** 20);
			} catch {
				// it ended in between
			}
	}

	end(): { reader: number; application: number } {
		clearInterval(this.#timer);
		return { reader: this.#reader, application: this.#application };
	}
}
