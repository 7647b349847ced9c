/** The SQL of runs that keep the profiles of a whole survey. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';

/** How far a run is; `ended` null while it goes on. */
export interface ProfileRun {
	total: number;
	done: number;
	kept: number;
	/** Of how many nothing was new. */
	same: number;
	failed: number;
	ended: Date | null;
}

/** The newest run of a campaign; null without any. */
export async function findRun(db: Db, campaignId: string): Promise<ProfileRun | null> {
	const { rows } = await sql<ProfileRun>`
		select total, kept + same + failed as done, kept, same, failed, ended_at as ended
		from profile_run where campaign_id = ${campaignId} order by at desc, id limit 1`.execute(db);
	return rows[0] ?? null;
}

/** Begins a run; where one goes on already, that one stays the only one. */
export async function insertRun(
	db: Db,
	given: { campaignId: string; placeId: string; by: string; schools: readonly string[] }
): Promise<void> {
	const { campaignId, placeId, by, schools } = given;
	await sql`
		insert into profile_run (campaign_id, place_id, by, waiting, total)
		values (${campaignId}, ${placeId}, ${by}, ${schools}, ${schools.length})
		on conflict (campaign_id) where ended_at is null do nothing`.execute(db);
}

/** What a job goes on with. */
export interface GoingRun {
	id: string;
	campaignId: string;
	/** Account of the person in whose name it runs; null: he has none any more. */
	accountId: string | null;
	waiting: string[];
}

/** The run that waits longest, for the jobs' role. */
export async function findGoing(db: Db): Promise<GoingRun | null> {
	const { rows } = await sql<GoingRun>`
		select r.id, r.campaign_id as "campaignId", p.account_id as "accountId", r.waiting
		from opora.profile_run r join opora.person p on p.id = r.by
		where r.ended_at is null order by r.at, r.id limit 1`.execute(db);
	return rows[0] ?? null;
}

/** Notes schools that were done, for the jobs' role; the last of them ends the run. */
export async function noteDone(
	db: Db,
	id: string,
	schools: readonly string[],
	done: { kept: number; same: number; failed: number }
): Promise<void> {
	await sql`
		update opora.profile_run set kept = kept + ${done.kept}, same = same + ${done.same},
			failed = failed + ${done.failed}, waiting = rest.waiting,
			ended_at = case when cardinality(rest.waiting) = 0 then opora.now() end
		from (select coalesce(array_agg(school), '{}') as waiting
			from opora.profile_run r, unnest(r.waiting) school
			where r.id = ${id} and school <> all (${schools}::uuid[])) rest
		where id = ${id} and ended_at is null`.execute(db);
}
