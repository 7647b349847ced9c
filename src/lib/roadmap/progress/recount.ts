/** Keeps the counts of roadmaps: once a day, and again after a change. */
import { sql } from 'kysely';
import { areJobsEnding, onSchedule } from '../../platform/jobs.ts';
import { actForJobs } from '../../platform/jobs/database.ts';

/** Roadmaps of one transaction: a region of 1,000 schools over five years. */
const BATCH = 10_000;
/** From so many on, tables are read through once instead of roadmap by roadmap. */
const MANY = 300;

/**
 * Counts anew whatever is not of its owner's today or has changed since; returns how many roadmaps
 * that were. `isOver` is asked between the batches.
 */
export async function recountProgress(isOver: () => boolean = () => false): Promise<number> {
	let total = 0;
	while (!isOver()) {
		const counted = await recountBatch();
		total += counted;
		if (counted < BATCH) break;
	}
	return total;
}

function recountBatch(): Promise<number> {
	return actForJobs(async (db) => {
		// two at once could keep the older of their counts
		await sql`select pg_advisory_xact_lock(hashtextextended('progress', 0))`.execute(db);
		const { rows } = await sql<{ id: string }>`
			select id from (
				select r.id from opora.roadmap r
				join opora.organisation o on o.id = r.owner_id
				left join opora.roadmap_progress p on p.roadmap_id = r.id
				where r.status in ('approved', 'in-force', 'closed') and r.withdrawn_at is null
					and p.day is distinct from (opora.now() at time zone o.time_zone)::date
				union
				select roadmap_id from opora.progress_change
			) stale
			order by id limit ${BATCH}`.execute(db);
		if (rows.length === 0) return 0;
		const ids = sql`${rows.map(({ id }) => id)}::uuid[]`;
		// before the counting: what is noted after this moment stays, and is counted next time
		await sql`delete from opora.progress_change where roadmap_id = any (${ids})`.execute(db);
		if (rows.length > MANY)
			await sql`select set_config('enable_nestloop', 'off', true),
				set_config('work_mem', '64MB', true)`.execute(db);
		await sql`
			insert into opora.roadmap_progress select * from opora.count_progress(${ids})
			on conflict (roadmap_id) do update set
				(owner_id, day, whole, done, planned, due, kept, waiting, lost, late, returned, reported,
					under_way, not_begun, not_done, first_month, plan, fact, factors)
				= (excluded.owner_id, excluded.day, excluded.whole, excluded.done, excluded.planned,
					excluded.due, excluded.kept, excluded.waiting, excluded.lost, excluded.late,
					excluded.returned, excluded.reported, excluded.under_way, excluded.not_begun,
					excluded.not_done, excluded.first_month, excluded.plan, excluded.fact,
					excluded.factors)`.execute(db);
		return rows.length;
	});
}

/**
 * Looks every minute instead of at eleven midnights: a zone's day begins within a minute, an
 * application that was off catches up, and what was reported is counted soon.
 */
export function planProgress(): void {
	onSchedule('progress', '* * * * *', async () => void (await recountProgress(areJobsEnding)));
}
