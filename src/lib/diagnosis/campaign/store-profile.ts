/** The SQL that a profile is worked out from. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { actForJobs } from '../../platform/jobs/database.ts';
import type { Answers } from '../instruments/answers.ts';

export interface Sheet {
	instrument: string;
	version: number;
	answers: Answers;
}

/** The sheets of a school in a campaign that is over, in no order of time; else none. */
export function readSheets(campaignId: string, schoolId: string): Promise<Sheet[]> {
	return actForJobs(async (db) => {
		const { rows } = await sql<Sheet>`
			select instrument, instrument_version as version, answers
			from survey.sheets(${campaignId}, ${schoolId})`.execute(db);
		return rows;
	});
}

/** Whether a campaign asks a school that the actor sees. */
export async function isAsked(db: Db, campaignId: string, schoolId: string): Promise<boolean> {
	const { rows } = await sql`
		select 1 from organisation
		where id = ${schoolId} and id in (
			select school_id from campaign_link where campaign_id = ${campaignId})`.execute(db);
	return rows.length > 0;
}

/** What the last year of results up to `year` says, as the instrument `results` asks; null without. */
export async function findFigures(db: Db, schoolId: string, year: number): Promise<Answers | null> {
	const { rows } = await sql<{ low: number | null; procedures: number | null }>`
		select (100.0 * sum(low) / nullif(sum(participants), 0))::float8 as low,
			(100.0 * count(*) filter (where 10 * low >= 3 * participants)
				/ nullif(count(*), 0))::float8 as procedures
		from result
		where school_id = ${schoolId} and participants > 0
			and year = (select max(year) from result where school_id = ${schoolId} and year <= ${year})`.execute(
		db
	);
	const { low, procedures } = rows[0]!;
	return low === null || procedures === null
		? null
		: { 'low-share': low, 'low-procedures': procedures };
}
