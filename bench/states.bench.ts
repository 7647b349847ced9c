import pg from 'pg';
import { act, closeDatabase, openDatabase, type Db } from '../src/lib/platform/database.ts';
import { closeJobsDatabase, openJobsDatabase } from '../src/lib/platform/jobs/database.ts';
import { findProgress } from '../src/lib/roadmap/progress/many.ts';
import { recountProgress } from '../src/lib/roadmap/progress/recount.ts';
import { measure, type Row } from './measure.ts';
import { openRegion } from './region.ts';

const NIGHT_LIMIT_MS = 20_000;
const PAGE_LIMIT_MS = 50;
const NIGHTS = 5;

/** All states and counts of a region as a midnight makes them, and what pages then read. */
export default async function bench(): Promise<Row[]> {
	const region = await openRegion();
	const client = new pg.Client({ connectionString: region.connections.admin });
	await client.connect();
	openDatabase(region.connections.app);
	openJobsDatabase(region.connections.jobs);
	const as =
		(who: 'operator' | 'coordinator', work: (db: Db) => Promise<unknown>) => (): Promise<unknown> =>
			act({ personId: region.people[who].personId, today: null }, work);
	try {
		await client.query('delete from opora.roadmap_progress');
		const nights: number[] = [];
		let roadmaps = 0;
		for (let night = 0; night < NIGHTS; night++) {
			await client.query('update opora.roadmap_progress set day = day - 1');
			const begin = performance.now();
			roadmaps = await recountProgress();
			nights.push(performance.now() - begin);
		}
		nights.sort((one, other) => one - other);
		const { rows } = await client.query<{ measures: number; occurrences: number }>(`select
			(select sum(whole) from opora.roadmap_progress) as measures,
			(select count(*) from opora.occurrence where withdrawn_at is null) as occurrences`);
		const [{ measures, occurrences } = { measures: 0, occurrences: 0 }] = rows;
		const whole = await operatorOf(region);
		const under = { under: whole };
		return [
			{
				name: `midnight: ${roadmaps} roadmaps, ${measures} measures, ${occurrences} occurrences`,
				median: nights[Math.floor(NIGHTS / 2)]!,
				min: nights[0]!,
				max: nights.at(-1)!,
				unit: 'ms',
				goal: `≤ ${NIGHT_LIMIT_MS} ms`,
				met: nights.at(-1)! <= NIGHT_LIMIT_MS
			},
			await measure(
				'the region’s roadmaps of this year with their curve, read',
				as('operator', (db) => findProgress(db, under)),
				{ limit: PAGE_LIMIT_MS }
			),
			await measure(
				'a municipality’s roadmaps, read',
				as('coordinator', (db) => findProgress(db, { under: region.municipality })),
				{ limit: PAGE_LIMIT_MS }
			)
		];

		async function operatorOf({ municipality }: { municipality: string }): Promise<string> {
			const found = await client.query<{ id: string }>(
				'select parent_id as id from opora.organisation where id = $1',
				[municipality]
			);
			return found.rows[0]!.id;
		}
	} finally {
		await Promise.all([closeDatabase(), closeJobsDatabase(), client.end()]);
		await region.close();
	}
}
