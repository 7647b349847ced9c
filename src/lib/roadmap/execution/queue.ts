/** Reports that wait for the actor's verdict. */
import { sql } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { actAs, isId } from '../change.ts';
import { findEvidence } from '../evidence/evidence.ts';
import type { Evidence } from '../evidence/model.ts';

export const queueSize = 20;

export interface QueueFilter {
	schoolId: string | null;
	/** Title of a section: schools' roadmaps share them. */
	section: string | null;
	lateFirst: boolean;
	/** From 1. */
	page: number;
}

export interface QueueItem {
	occurrenceId: string;
	reportId: string;
	revision: number;
	roadmapId: string;
	measureId: string;
	number: string | null;
	text: string;
	section: string | null;
	/** Both or none. */
	from: PlainDate | null;
	to: PlainDate | null;
	doneOn: PlainDate;
	/** It was done after its last day. */
	late: boolean;
	/** What was done, and what came out beside what was expected. */
	done: string;
	expected: string | null;
	result: string | null;
	resultNumber: number | null;
	authorId: string | null;
	sentAt: Date;
	owner: { id: string; shortName: string };
}

/** What stands in the address; whatever is not understood filters nothing. */
export function readQueueFilter(address: URLSearchParams): QueueFilter {
	const page = Number(address.get('page'));
	const school = address.get('school');
	return {
		schoolId: isId(school) ? school : null,
		section: address.get('section')?.slice(0, 500) || null,
		lateFirst: address.get('order') === 'late',
		page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
	};
}

/**
 * One page of what waits in the actor's reach, without a school's reports that he wrote himself:
 * organisations in the order of their oldest report, in each the oldest first. Two statements.
 */
export function findQueue(
	actor: Actor,
	filter: QueueFilter
): Promise<{ items: QueueItem[]; total: number }> {
	return actAs(actor, async (db) => {
		const found = sql`${waitingFor(actor.personId)}
			and (${filter.schoolId}::uuid is null or o.owner_id = ${filter.schoolId}::uuid)
			and (${filter.section}::text is null or s.title = ${filter.section}::text)`;
		const { rows } = await sql<QueueItem>`
			with waiting as (
				select o.id as "occurrenceId", r.id as "reportId", o.revision,
					o.roadmap_id as "roadmapId", m.id as "measureId", m.number, m.text,
					s.title as section, o.due_from as "from", o.due_to as "to", r.done_on as "doneOn",
					coalesce(r.done_on > o.due_to and not o.never_late, false) as late, r.text as done,
					m.result as expected, r.result, r.result_number::float8 as "resultNumber",
					r.author_id as "authorId", r.created_at as "sentAt", owner.id as owner_id,
					jsonb_build_object('id', owner.id, 'shortName', owner.short_name) as owner
				${found}
			)
			select * from (select *, min("sentAt") over (partition by owner_id) as oldest,
				bool_or(late) over (partition by owner_id) as any_late from waiting) as all_waiting
			order by case when ${filter.lateFirst} then not any_late end, oldest, owner_id,
				case when ${filter.lateFirst} then not late end, "sentAt", "occurrenceId"
			limit ${queueSize} offset ${(filter.page - 1) * queueSize}`.execute(db);
		const counted = await sql<{ total: number }>`select count(*) as total ${found}`.execute(db);
		return {
			items: rows.map(
				({ occurrenceId, reportId, revision, roadmapId, measureId, number, text, ...row }) => ({
					...{ occurrenceId, reportId, revision, roadmapId, measureId, number, text },
					...{ section: row.section, from: row.from, to: row.to, doneOn: row.doneOn },
					...{ late: row.late, done: row.done, expected: row.expected, result: row.result },
					...{ resultNumber: row.resultNumber, authorId: row.authorId },
					...{ sentAt: row.sentAt, owner: row.owner }
				})
			),
			total: Number(counted.rows[0]?.total ?? 0)
		};
	});
}

/** What a report of the queue brought; empty where it is not for this actor. */
export function openEvidence(actor: Actor, reportId: string): Promise<Evidence[]> {
	return actAs(actor, (db) => findEvidence(db, [reportId]));
}

/** How many reports wait for this person: the number beside the rail's entry. */
export async function countQueue(db: Db, personId: string): Promise<number> {
	const { rows } = await sql<{ total: number }>`
		select count(*) as total ${waitingFor(personId)}`.execute(db);
	return Number(rows[0]?.total ?? 0);
}

/** `from … where …` of what waits for this person: `o` the occurrence, `r` its report, `owner` whose. */
export function waitingFor(personId: string) {
	return sql`
		from occurrence o
		join report r on r.id = o.report_id
		join measure m on m.id = o.measure_id
		left join section s on s.id = m.section_id
		join organisation owner on owner.id = o.owner_id
		where o.stage = 'reported' and o.withdrawn_at is null
			and o.owner_id = any ((select opora.scope('execution.verify'))::uuid[])
			and not (r.author_id is not distinct from ${personId}::uuid
				and owner.kind in ('school', 'leader-school'))`;
}
