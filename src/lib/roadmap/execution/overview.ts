/** How far a roadmap in force is, for its page. */
import { sql } from 'kysely';
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { isApproved, type Roadmap } from '../model.ts';
import { standingOf, type Standing } from '../progress.ts';
import type { Occurrence } from './model.ts';
import { selectOccurrences } from './store.ts';
import { workOf, type Work } from './work.ts';

export interface RoadmapExecution {
	/** By measure; one without occurrences has none. */
	works: Record<string, Work>;
	/** By measure, of those that count in the progress. */
	standings: Record<string, Standing>;
	occurrences: Record<string, Occurrence[]>;
	/** How many confirming documents stand behind a measure; none are left out. */
	files: Record<string, number>;
	/** Measures on which the actor may report now. */
	reportable: string[];
}

/** Two statements, whatever its size; null before an order approved it. */
export async function openExecution(
	db: Db,
	actor: Actor,
	{ head, measures }: Pick<Roadmap, 'head' | 'measures'>
): Promise<RoadmapExecution | null> {
	if (!isApproved(head.status)) return null;
	const occurrences: Record<string, Occurrence[]> = {};
	for (const one of await selectOccurrences(db, { roadmapId: head.id }))
		(occurrences[one.measureId] ??= []).push(one);
	const works: Record<string, Work> = {};
	const standings: Record<string, Standing> = {};
	for (const [id, own] of Object.entries(occurrences)) {
		const work = workOf(own, head.today);
		if (work) works[id] = work;
		const standing = standingOf(own, head.period.to, head.today);
		if (standing) standings[id] = standing;
	}
	const isOpen = head.status !== 'closed' && !head.withdrawn;
	const byRole = allowed(actor, 'execution.report', head.owner.path);
	return {
		works,
		standings,
		occurrences,
		files: await countEvidence(db, head.id),
		reportable: measures
			.filter(
				({ id, responsible }) =>
					isOpen &&
					works[id]?.next &&
					(byRole || responsible.some(({ personId }) => personId === actor.personId))
			)
			.map(({ id }) => id)
	};
}

async function countEvidence(db: Db, roadmapId: string): Promise<Record<string, number>> {
	const { rows } = await sql<{ id: string; count: number }>`
		select o.measure_id as id, count(distinct e.id) as count
		from occurrence o
		join evidence e on e.report_id = o.report_id and e.withdrawn_at is null
		where o.roadmap_id = ${roadmapId} and o.withdrawn_at is null and o.report_id is not null
		group by o.measure_id`.execute(db);
	return Object.fromEntries(rows.map(({ id, count }) => [id, count]));
}
