/** Reports that wait for the actor's verdict. */
import { sql } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { actAs, isId } from '../change.ts';
import { openReports, type ShownReport } from './measure-work.ts';
import { openDecided, type Decided } from './verify.ts';

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
	/** Of the measure. */
	expected: string | null;
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

/** How many reports wait in one section of one school. */
export interface QueuePlace {
	owner: { id: string; shortName: string };
	section: string | null;
	count: number;
}

export interface CheckPage {
	items: QueueItem[];
	/** Waiting by the filter. */
	total: number;
	/** Stands after the last of `items`; null at the end. */
	after: string | null;
	/** Where anything waits at all, by name. */
	places: QueuePlace[];
	/** The report to decide on: the wanted one, else the first. */
	open: QueueItem | null;
	/** The wanted one does not wait: what was decided instead. */
	decided: Decided | null;
	/** Reports on the open occurrence, newest first, with evidence and verdicts. */
	reports: Omit<ShownReport, 'former'>[];
}

/**
 * One page of what waits in the actor's reach, without a school's reports that he wrote himself:
 * organisations in the order of their oldest report, in each the oldest first; with one report to
 * decide on. At most six statements.
 */
export function openCheck(
	actor: Actor,
	filter: QueueFilter,
	wanted: string | null = null
): Promise<CheckPage> {
	return actAs(actor, async (db) => {
		const rows = await selectPage(db, actor, filter);
		const items = rows.slice(0, queueSize);
		const places = await selectPlaces(db, actor);
		const found =
			items.find(({ occurrenceId }) => occurrenceId === wanted) ??
			(isId(wanted) ? await selectOne(db, actor, wanted) : null);
		const open = found ?? items[0] ?? null;
		return {
			items,
			total: places
				.filter(
					({ owner, section }) =>
						(filter.schoolId === null || owner.id === filter.schoolId) &&
						(filter.section === null || section === filter.section)
				)
				.reduce((sum, { count }) => sum + count, 0),
			after: rows[queueSize]?.occurrenceId ?? null,
			places,
			open,
			decided: isId(wanted) && !found ? await openDecided(db, wanted) : null,
			reports: open ? await openReports(db, [open.occurrenceId], open.expected) : []
		};
	});
}

/** One row more than the page has. */
async function selectPage(db: Db, actor: Actor, filter: QueueFilter): Promise<QueueItem[]> {
	const { rows } = await sql<QueueItem>`
		with waiting as (
			${columns}
			${waitingFor(actor.personId)}
				and (${filter.schoolId}::uuid is null or o.owner_id = ${filter.schoolId}::uuid)
				and (${filter.section}::text is null or s.title = ${filter.section}::text)
		)
		select ${shown} from (select *, min("sentAt") over (partition by owner_id) as oldest,
			bool_or(late) over (partition by owner_id) as any_late from waiting) as all_waiting
		order by case when ${filter.lateFirst} then not any_late end, oldest, owner_id,
			case when ${filter.lateFirst} then not late end, "sentAt", "occurrenceId"
		limit ${queueSize + 1} offset ${(filter.page - 1) * queueSize}`.execute(db);
	return rows;
}

async function selectOne(db: Db, actor: Actor, occurrenceId: string): Promise<QueueItem | null> {
	const { rows } = await sql<QueueItem>`
		select ${shown} from (${columns} ${waitingFor(actor.personId)}
			and o.id = ${occurrenceId}) as one`.execute(db);
	return rows[0] ?? null;
}

async function selectPlaces(db: Db, actor: Actor): Promise<QueuePlace[]> {
	const { rows } = await sql<QueuePlace>`
		select jsonb_build_object('id', owner.id, 'shortName', owner.short_name) as owner,
			s.title as section, count(*)::integer as count
		${waitingFor(actor.personId)}
		group by owner.id, owner.short_name, s.title
		order by owner.short_name, owner.id, s.title`.execute(db);
	return rows;
}

const shown = sql`"occurrenceId", "reportId", revision, "roadmapId", "measureId", number, text,
	section, "from", "to", "doneOn", late, expected, owner`;

const columns = sql`
	select o.id as "occurrenceId", r.id as "reportId", o.revision, o.roadmap_id as "roadmapId",
		m.id as "measureId", m.number, m.text, s.title as section, o.due_from as "from",
		o.due_to as "to", r.done_on as "doneOn",
		coalesce(r.done_on > o.due_to and not o.never_late, false) as late,
		m.result as expected, r.created_at as "sentAt", owner.id as owner_id,
		jsonb_build_object('id', owner.id, 'shortName', owner.short_name) as owner`;

/** `from … where …` of what waits for this person (counted by `opora.waiting_verdicts`): `o` the occurrence, `r` its report, `owner` whose. */
function waitingFor(personId: string) {
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
