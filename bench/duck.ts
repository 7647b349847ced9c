/** Who needs support by DuckDB: the same question in SQL over a file of results. */
import type { Status } from '../src/lib/results/identify.ts';
import { measure, type Row } from './measure.ts';

/** What the comparison uses of `@duckdb/node-api`, which has no binary for every platform. */
interface Duck {
	DuckDBInstance: {
		create(path: string): Promise<{
			connect(): Promise<{
				runAndReadAll(sql: string): Promise<{ getRows(): [string, Status][] }>;
			}>;
		}>;
	};
}

/** Asks DuckDB for the status of each school in `file`; null where it is not installed. */
export async function openDuck(
	file: string,
	year: number
): Promise<(() => Promise<Map<string, Status>>) | null> {
	const duck = await loadDuck();
	if (!duck) {
		console.log('DuckDB is not installed here: no comparison.');
		return null;
	}
	const connection = await (await duck.DuckDBInstance.create(':memory:')).connect();
	return async () => new Map((await connection.runAndReadAll(question(file, year))).getRows());
}

/** Refuses to compare unlike answers. */
export function assertAlike(
	ours: ReadonlyMap<string, Status>,
	theirs: ReadonlyMap<string, Status>
): void {
	const unlike = [...ours].filter(([school, status]) => theirs.get(school) !== status);
	if (ours.size !== theirs.size || unlike.length > 0)
		throw new Error(`DuckDB says otherwise of ${unlike.length} of ${ours.size} schools.`);
}

/** Times DuckDB, and gives how many times as long each of `own` takes. */
export async function ratiosTo(
	ask: () => Promise<unknown>,
	own: readonly Row[],
	runs: { runs: number; warm: number }
): Promise<Row[]> {
	const row = await measure('DuckDB, the same answers', ask, runs);
	return [
		row,
		...own.map(({ name, median, min, max }): Row => ({
			name: `ratio to DuckDB: ${name}`,
			...{ median: median / row.median, min: min / row.median, max: max / row.median, unit: '×' }
		}))
	];
}

async function loadDuck(): Promise<Duck | null> {
	const name = '@duckdb/node-api';
	try {
		return (await import(name)) as Duck;
	} catch {
		return null;
	}
}

function question(file: string, year: number): string {
	return `
		with result as (
			select school, year, procedure, participants, low, 10 * low >= 3 * participants as is_low
			from read_csv('${file}', header = true, columns = {school: 'VARCHAR', year: 'INT',
				procedure: 'VARCHAR', participants: 'INT', low: 'INT'})
			where participants > 0
		), school as (
			select now.school,
				count(*) filter (now.is_low) as low,
				count(*) filter (now.is_low and before.is_low) as repeated
			from result now
			left join result before on before.school = now.school
				and before.procedure = now.procedure and before.year = ${year - 1}
			where now.year = ${year}
			group by now.school
		)
		select school, case when low >= 2 and repeated >= 1 then 'low-results'
			when low >= 2 or repeated >= 1 then 'at-risk' else 'none' end as status
		from school`;
}
