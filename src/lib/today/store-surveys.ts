/** The SQL of surveys that run at a school. How many answered is told by the survey's own page alone. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { RunningSurvey } from './model.ts';

/** Those whose last day is nearest first. */
export async function findSurveys(
	db: Db,
	schoolId: string,
	today: PlainDate
): Promise<RunningSurvey[]> {
	const { rows } = await sql<RunningSurvey>`
		select c.id, c.title, o.short_name as school, c.closes_on as until
		from campaign c join organisation o on o.id = ${schoolId}
		where c.withdrawn_at is null and ${today} between c.opens_on and c.closes_on
			and c.id in (select campaign_id from campaign_link where school_id = ${schoolId})
		order by c.closes_on, c.id limit 5`.execute(db);
	return rows;
}
