/** `npm run bench [-- NAME]`: runs bench/NAME.bench.ts, prints a table, writes bench/results/NAME.json. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Row } from './measure.ts';
import { REGION_CLOCK } from './region/day.ts';

// before anything is loaded that reads the clock
process.env.OPORA_CLOCK ??= REGION_CLOCK;

const here = new URL('.', import.meta.url);
const all = readdirSync(here)
	.filter((file) => file.endsWith('.bench.ts'))
	.map((file) => file.slice(0, -'.bench.ts'.length))
	.sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
	console.error(`No benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}`);
	process.exit(2);
}

mkdirSync(new URL('results/', here), { recursive: true });
for (const name of wanted.length > 0 ? wanted : all) {
	const { default: bench } = (await import(new URL(`${name}.bench.ts`, here).href)) as {
		default: () => Promise<Row[]>;
	};
	const rows = await bench();
	console.log(`\n${name}`);
	console.table(
		rows.map((row) => ({
			name: row.name,
			median: `${row.median.toFixed(1)} ${row.unit}`,
			min: row.min.toFixed(1),
			max: row.max.toFixed(1),
			goal: row.goal ?? '',
			met: row.met === undefined ? '' : row.met ? 'yes' : 'no'
		}))
	);
	const result = {
		name,
		date: new Date().toISOString().slice(0, 10),
		node: process.version,
		cpu: cpus()[0]?.model ?? 'unknown',
		rows
	};
	writeFileSync(new URL(`results/${name}.json`, here), JSON.stringify(result, null, '\t') + '\n');
}
process.exit(0);
