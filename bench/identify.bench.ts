/** Who needs support in a country of 40,000 schools: the command, and the calculation beside DuckDB's. */

import { spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { identify, type Status } from '../src/lib/results/identify.ts';
import { readFigures } from '../src/lib/results/read/figures.ts';
import { shippedRules } from '../src/lib/results/rules.ts';
import { assertAlike, openDuck, ratiosTo } from './duck.ts';
import { measure, type Row } from './measure.ts';
import { schools, writeCountry, writePupils, years } from './results-file.ts';

const year = years.at(-1)!;
const rules = shippedRules('2025')!;
const runs = { runs: 5, warm: 1 };

export default async function bench(): Promise<Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'opora-bench-'));
	const file = join(folder, 'country.csv');
	try {
		const count = (await writeCountry(file)).toLocaleString('en-GB');
		const pupils = join(folder, 'pupils.csv');
		await writePupils(pupils, 1_000_000);
		const memory: number[] = [];
		const command = await measure(
			`opora identify --json, ${count} rows`,
			async () => memory.push(await runCommand(file)),
			{ ...runs, limit: 6_000 }
		);
		const own = await measure(`read and decide, ${count} rows`, () => decide(file), runs);
		const summed = await measure(
			'read and add up 1,000,000 rows of pupils',
			() => readFigures(createReadStream(pupils, { highWaterMark: 1024 * 1024 })),
			{ ...runs, limit: 5_000 }
		);
		return [command, memoryRow(memory), own, ...(await besideDuck(file, own)), summed];
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** Runs the command as a user would; gives its greatest memory in megabytes. */
function runCommand(file: string): Promise<number> {
	const root = fileURLToPath(new URL('../', import.meta.url));
	const tellMemory =
		'data:text/javascript,process.on("exit",()=>process.stderr.write("rss "+process.resourceUsage().maxRSS))';
	return new Promise((resolve, reject) => {
		const command = ['identify', file, '--rules', rules.id, '--year', String(year), '--json'];
		const child = spawn(process.execPath, ['--import', tellMemory, 'cli/opora.ts', ...command], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let said = '';
		child.stdout.resume();
		child.stderr.on('data', (data: Buffer) => (said += data.toString()));
		child.on('exit', (code) => {
			const rss = /rss (\d+)/.exec(said)?.[1];
			if (code === 0 && rss !== undefined) resolve(Number(rss) / 1024);
			else reject(new Error(`opora identify exits ${code}: ${said}`));
		});
	});
}

function memoryRow(megabytes: number[]): Row {
	const sorted = megabytes.toSorted((a, b) => a - b);
	const median = sorted[Math.floor(sorted.length / 2)]!;
	return {
		name: 'its greatest memory',
		median,
		min: sorted[0]!,
		max: sorted.at(-1)!,
		unit: 'MB',
		goal: '≤ 600 MB',
		met: median <= 600
	};
}

async function decide(file: string): Promise<Map<string, Status>> {
	const figures = await readFigures(createReadStream(file, { highWaterMark: 1024 * 1024 }));
	if (figures.problemCount > 0) throw new Error('The file of the benchmark is bad.');
	const statuses = new Map<string, Status>();
	for (const { school, results } of figures.schools()) {
		statuses.set(school, identify(results, rules, year).status);
	}
	return statuses;
}

/** The same question to DuckDB on the same file. */
async function besideDuck(file: string, own: Row): Promise<Row[]> {
	const ask = await openDuck(file, year);
	if (!ask) return [];
	const ours = await decide(file);
	if (ours.size !== schools) throw new Error('The file of the benchmark is bad.');
	assertAlike(ours, await ask());
	return ratiosTo(ask, [own], runs);
}
