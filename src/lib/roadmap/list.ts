/** The list of roadmaps, and whose roadmaps a person may begin. */
import { sql } from 'kysely';
import type { PlainDate, Window } from '../calendar/term.ts';
import type { Actor } from '../people/access.ts';
import type { Db } from '../platform/database.ts';
import { actAs, isId } from './change.ts';
import { levels } from './head-fields.ts';
import { statuses, type Status } from './model.ts';
import type { Level, YearKind } from './snapshot.ts';
import { statusOn, whyShut } from './version/way.ts';

export const listSize = 50;
/** Years of the filter; an older roadmap is found by its owner. */
const MOST_YEARS = 40;
const MOST_OWNERS = 500;

export interface ListFilter {
	/** Calendar year that the roadmap's period touches. */
	year: number | null;
	level: Level | null;
	ownerId: string | null;
	status: Status | null;
	withdrawn: boolean;
	/** From 1. */
	page: number;
}

export interface ListedRoadmap {
	id: string;
	title: string;
	level: Level;
	owner: { id: string; kind: string; shortName: string };
	period: Window;
	yearKind: YearKind;
	order: { number: string; date: PlainDate } | null;
	status: Status;
	/** In the draft of a next version: the number that it will have. */
	nextVersion: number | null;
	measures: number;
}

export interface RoadmapList {
	roadmaps: ListedRoadmap[];
	total: number;
	/** Choices of the filters: what there is. */
	years: number[];
	owners: { id: string; shortName: string }[];
	/** Whether the actor may begin a roadmap anywhere. */
	mayBegin: boolean;
}

/** What stands in the address; whatever is not understood filters nothing. */
export function readListFilter(address: URLSearchParams): ListFilter {
	const year = Number(address.get('year'));
	const page = Number(address.get('page'));
	const owner = address.get('owner');
	return {
		year: Number.isInteger(year) && year > 1990 && year < 2200 ? year : null,
		level: levels.find((level) => level === address.get('level')) ?? null,
		ownerId: isId(owner) ? owner : null,
		status: statuses.find((status) => status === address.get('status')) ?? null,
		withdrawn: address.get('state') === 'withdrawn',
		page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
	};
}

/** The address part of a list with some of its filters changed; `null` lifts a filter. */
export function listQuery(
	{ year, level, ownerId, status, withdrawn }: ListFilter,
	change: Record<string, string | null> = {}
): string {
	const given: Record<string, string | null> = {
		year: year === null ? null : String(year),
		level,
		owner: ownerId,
		status,
		state: withdrawn ? 'withdrawn' : null,
		...change
	};
	const address = new URLSearchParams();
	for (const [key, value] of Object.entries(given)) if (value !== null) address.set(key, value);
	return `?${address}`;
}

/** One page of the roadmaps that the actor may open: newest period first, then by owner. */
export function listRoadmaps(actor: Actor, filter: ListFilter): Promise<RoadmapList> {
	return actAs(actor, async (db) => {
		const found = filtered(db, filter);
		const page = found
			.innerJoin('organisation', 'organisation.id', 'roadmap.owner_id')
			.select(['roadmap.id', 'title', 'level', 'period_from', 'period_to', 'year_kind'])
			.select(['order_number', 'order_date', 'owner_id', 'kind', 'short_name'])
			.select(['status', 'in_force_from', 'corrects_version', 'organisation.time_zone'])
			.select(
				sql<number>`array_position(array['region', 'municipality', 'school'], level)`.as('rank')
			)
			.select((eb) =>
				eb
					.selectFrom('measure')
					.whereRef('measure.roadmap_id', '=', 'roadmap.id')
					.where('measure.withdrawn_at', 'is', null)
					.select(({ fn }) => fn.countAll().as('count'))
					.as('measures')
			)
			.orderBy('period_from', 'desc')
			.orderBy('rank')
			.orderBy('short_name')
			.orderBy('roadmap.id')
			.limit(listSize)
			.offset((filter.page - 1) * listSize);
		const rows = await db
			.selectFrom(page.as('listed'))
			.selectAll()
			// of these rows alone: thousands are sorted for a page
			.select(ownersDay.as('today'))
			.orderBy('period_from', 'desc')
			.orderBy('rank')
			.orderBy('short_name')
			.orderBy('id')
			.execute();
		const { total } = await found
			.select(({ fn }) => fn.countAll().as('total'))
			.executeTakeFirstOrThrow();
		return {
			roadmaps: rows.map((row) => ({
				id: row.id,
				title: row.title,
				level: row.level as Level,
				owner: { id: row.owner_id, kind: row.kind, shortName: row.short_name },
				period: { from: row.period_from, to: row.period_to },
				yearKind: row.year_kind as YearKind,
				order:
					row.order_number !== null && row.order_date !== null
						? { number: row.order_number, date: row.order_date }
						: null,
				status: statusOn(row.status as Status, row.in_force_from, row.today),
				nextVersion: row.corrects_version === null ? null : row.corrects_version + 1,
				measures: Number(row.measures)
			})),
			total: Number(total),
			...(await findChoices(db)),
			mayBegin: await mayBeginAnywhere(db)
		};
	});
}

/** The day in the owner's zone, of which `in force` is read. */
const ownersDay = sql<PlainDate>`(opora.now() at time zone listed.time_zone)::date::text`;

function filtered(db: Db, { year, level, ownerId, status, withdrawn }: ListFilter) {
	const isInForce = sql<boolean>`roadmap.in_force_from <= (select
		(opora.now() at time zone o.time_zone)::date from organisation o where o.id = roadmap.owner_id)`;
	return db
		.selectFrom('roadmap')
		.$if(status !== null && status !== 'approved' && status !== 'in-force', (query) =>
			query.where('status', '=', status!)
		)
		.$if(status === 'in-force', (query) =>
			query.where((eb) =>
				eb.or([eb('status', '=', 'in-force'), eb.and([eb('status', '=', 'approved'), isInForce])])
			)
		)
		.$if(status === 'approved', (query) =>
			query.where('status', '=', 'approved').where((eb) => eb.not(isInForce))
		)
		.where('roadmap.withdrawn_at', withdrawn ? 'is not' : 'is', null)
		.$if(year !== null, (query) =>
			query.where('period_from', '<=', `${year}-12-31`).where('period_to', '>=', `${year}-01-01`)
		)
		.$if(level !== null, (query) => query.where('level', '=', level!))
		.$if(ownerId !== null, (query) => query.where('owner_id', '=', ownerId!));
}

async function findChoices(db: Db): Promise<Pick<RoadmapList, 'years' | 'owners'>> {
	const owners = await db
		.selectFrom('organisation')
		.select(['id', 'short_name as shortName'])
		.where('id', 'in', (eb) => eb.selectFrom('roadmap').select('owner_id'))
		.orderBy('short_name')
		.limit(MOST_OWNERS)
		.execute();
	const span = await db
		.selectFrom('roadmap')
		.select(({ fn }) => [fn.min('period_from').as('from'), fn.max('period_to').as('to')])
		.executeTakeFirst();
	if (!span?.from || !span.to) return { years: [], owners };
	const last = Number(span.to.slice(0, 4));
	const first = Math.max(Number(span.from.slice(0, 4)), last - MOST_YEARS);
	return { years: Array.from({ length: last - first + 1 }, (_, i) => last - i), owners };
}

async function mayBeginAnywhere(db: Db): Promise<boolean> {
	const { rows } = await sql<{ may: boolean }>`
		select cardinality(opora.scope('roadmap.edit')) > 0 as may`.execute(db);
	return rows[0]?.may ?? false;
}

/** Organisations for which the actor may begin a roadmap, those that own some first by kind. */
export function listOwners(
	actor: Actor
): Promise<{ id: string; kind: string; name: string; shortName: string }[]> {
	return actAs(actor, (db) =>
		db
			.selectFrom('organisation')
			.select(['id', 'kind', 'name', 'short_name as shortName'])
			.where(sql<boolean>`id = any ((select opora.scope('roadmap.edit'))::uuid[])`)
			.where('closed_on', 'is', null)
			.orderBy(sql`public.nlevel(path)`)
			.orderBy('short_name')
			.limit(MOST_OWNERS)
			.execute()
	);
}

export interface EditableRoadmap {
	id: string;
	title: string;
	/** Short name of the owner. */
	owner: string;
	period: Window;
	lanes: string[];
}

/** Roadmaps whose text the actor may change now, newest period first: for adding a measure. */
export function listEditableRoadmaps(actor: Actor): Promise<EditableRoadmap[]> {
	return actAs(actor, async (db) => {
		const rows = await db
			.selectFrom('roadmap')
			.innerJoin('organisation', 'organisation.id', 'roadmap.owner_id')
			.select(['roadmap.id', 'title', 'short_name', 'period_from', 'period_to', 'lanes'])
			.where(sql<boolean>`roadmap.owner_id = any ((select opora.scope('roadmap.edit'))::uuid[])`)
			.where('roadmap.withdrawn_at', 'is', null)
			.where('status', 'in', openStatuses)
			.orderBy('period_from', 'desc')
			.orderBy('short_name')
			.orderBy('roadmap.id')
			.limit(MOST_OWNERS)
			.execute();
		return rows.map(({ short_name, period_from, period_to, ...rest }) => ({
			...rest,
			owner: short_name,
			period: { from: period_from, to: period_to }
		}));
	});
}

/** Where the text is not fixed yet. */
const openStatuses = statuses.filter((status) => whyShut(status) === null);

/** Roadmaps that the actor may open, as choices: for copies and links. */
export function listChoices(
	db: Db,
	not: string | null = null
): Promise<{ id: string; title: string; owner: string; from: PlainDate; to: PlainDate }[]> {
	return db
		.selectFrom('roadmap')
		.innerJoin('organisation', 'organisation.id', 'roadmap.owner_id')
		.select([
			'roadmap.id',
			'title',
			'short_name as owner',
			'period_from as from',
			'period_to as to'
		])
		.where('roadmap.withdrawn_at', 'is', null)
		.$if(not !== null, (query) => query.where('roadmap.id', '<>', not!))
		.orderBy('period_from', 'desc')
		.orderBy('short_name')
		.limit(MOST_OWNERS)
		.execute();
}
