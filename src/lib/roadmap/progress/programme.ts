/** The pages of a municipality's or a region's progress: «Ход программы» and the rows behind it. */
import { sql } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import type { Actor } from '../../people/access.ts';
import { shortName } from '../../people/names.ts';
import type { Db } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../change.ts';
import { levels } from '../head-fields.ts';
import { standingStates, sumTallies, type Tally } from '../progress.ts';
import type { Level } from '../snapshot.ts';
import type { CurvePoint } from './curve.ts';
import { forecastOf, sumForecasts, type Forecast } from './forecast.ts';
import { byOwner, byPlace, findProgress, type RoadmapCounts, type Unit } from './many.ts';
import {
	curveOfParts,
	findParts,
	forecastOfParts,
	levelsOfParts,
	sumParts,
	unitsOfParts
} from './parts.ts';
import {
	rowPicks,
	selectPeople,
	selectRows,
	type FoundMeasure,
	type PersonCounts,
	type RowFilter
} from './store-rows.ts';
import { selectFactors, type FactorCounts } from './store.ts';

export const rowsSize = 50;

export const breakdowns = ['unit', 'level', 'factor', 'person'] as const;
/** Table of the page: by school or municipality, by level of roadmaps, by deficit, by person. */
export type Breakdown = (typeof breakdowns)[number];

export interface ProgrammeFilter {
	/** The organisation whose part of the tree is shown; null: the actor's own. */
	under: string | null;
	by: Breakdown;
	/** Calendar year in which the school year begins; null: what runs today. */
	year: number | null;
	/** From 1. */
	page: number;
}

/** What stands in the address; whatever is not understood filters nothing. */
export function readProgrammeFilter(address: URLSearchParams): ProgrammeFilter {
	const under = address.get('under');
	const year = Number(address.get('year'));
	const page = Number(address.get('page'));
	return {
		under: isId(under) ? under : null,
		by: breakdowns.find((by) => by === address.get('by')) ?? 'unit',
		year: Number.isInteger(year) && year > 1990 && year < 2200 ? year : null,
		page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
	};
}

/** An address of the programme's pages: of its place and year, with `given` besides. */
export function programmeQuery(
	placeId: string,
	{ year }: Pick<ProgrammeFilter, 'year'>,
	given: Record<string, string> = {}
): string {
	const address = new URLSearchParams({ under: placeId });
	if (year !== null) address.set('year', String(year));
	for (const [key, value] of Object.entries(given)) address.set(key, value);
	return `?${address}`;
}

/** Filters of the rows beside `under` and `year`. */
export function readRowFilter(address: URLSearchParams): RowFilter {
	const person = address.get('person');
	const factor = Number(address.get('factor') ?? NaN);
	const owner = address.get('owner');
	return {
		ownerId: isId(owner) ? owner : null,
		level: levels.find((level) => level === address.get('level')) ?? null,
		factor: Number.isInteger(factor) && factor >= 0 && factor <= 17 ? factor : null,
		personId: isId(person) ? person : null,
		state: standingStates.find((state) => state === address.get('state')) ?? null,
		count: rowPicks.find((pick) => pick === address.get('count')) ?? null
	};
}

/** A past school year is looked at as it stood on its last day of lessons: roadmaps run then. */
const dayOf = (year: number | null): PlainDate | null =>
	year === null ? null : `${year + 1}-05-31`;

export interface Place {
	id: string;
	kind: string;
	name: string;
	shortName: string;
	path: string;
	today: PlainDate;
	/** Above it, where the actor may see that, from the outermost. */
	above: { id: string; shortName: string }[];
	/** Municipalities under it, by name; empty for a municipality or a school. */
	parts: { id: string; kind: string; shortName: string; path: string }[];
}

export interface Programme {
	place: Place;
	roadmaps: number;
	total: Tally;
	/** null: nothing of it is still to come. */
	forecast: Forecast | null;
	curve: CurvePoint[];
	/** Municipalities, then owners of roadmaps that lie in none, both in alphabetical order. */
	units: Unit[];
	levels: { level: Level; roadmaps: number; tally: Tally }[];
	/** Filled for the breakdown that asks for them. */
	factors: FactorCounts[];
	people: { people: PersonCounts[]; total: number };
}

/** At most six statements, whatever the region's size. */
export function openProgramme(actor: Actor, filter: ProgrammeFilter): Promise<Programme> {
	return actAs(actor, async (db) => {
		const place = await findPlace(db, filter.under ?? homeOf(actor));
		const whose = { under: place.id };
		const day = dayOf(filter.year);
		const page = { size: rowsSize, number: filter.page };
		return {
			place,
			...(await findSums(db, place, day)),
			factors: filter.by === 'factor' ? await selectFactors(db, whose, day) : [],
			people:
				filter.by === 'person' ? await selectPeople(db, whose, day, page) : { people: [], total: 0 }
		};
	});
}

type Sums = Pick<Programme, 'roadmaps' | 'total' | 'forecast' | 'curve' | 'units' | 'levels'>;

/** A region's from its kept sums, for whoever reads all of it; else from the roadmaps one by one. */
async function findSums(db: Db, place: Place, day: PlainDate | null): Promise<Sums> {
	const parts = place.kind === 'region' ? await findParts(db, place.id, day) : null;
	if (parts)
		return {
			...sumParts(parts),
			forecast: forecastOfParts(parts, place.today),
			curve: curveOfParts(parts),
			units: unitsOfParts(parts, place.id, place.parts),
			levels: levelsOfParts(parts, levels)
		};
	const { total, roadmaps, curve } = await findProgress(db, { under: place.id }, day);
	return {
		roadmaps: roadmaps.length,
		total,
		forecast: forecastAll(roadmaps, place.today),
		curve,
		units: [...byPlace(roadmaps, place.parts), ...byOwner(roadmaps.filter(outside(place.parts)))],
		levels: byLevel(roadmaps)
	};
}

export interface ProgrammeRows {
	place: Place;
	measures: FoundMeasure[];
	total: number;
	/** Names of the person and the owner who are filtered by; null without one. */
	person: string | null;
	owner: string | null;
}

/** The measures behind a figure of the programme, fifty a page; at most six statements. */
export function openRows(
	actor: Actor,
	{ under, year, page }: ProgrammeFilter,
	filter: RowFilter
): Promise<ProgrammeRows> {
	return actAs(actor, async (db) => {
		const place = await findPlace(db, under ?? homeOf(actor));
		const at = { size: rowsSize, number: page };
		const found = await selectRows(db, { under: place.id }, dayOf(year), filter, at);
		return { place, ...found, ...(await namesOf(db, filter)) };
	});
}

/** Where an actor looks first: where his duties lie, else where he works. */
function homeOf({ duties, organisationId }: Actor): string {
	const [widest] = duties.toSorted(
		(one, other) => one.path.split('.').length - other.path.split('.').length
	);
	return widest?.organisationId ?? organisationId;
}

async function findPlace(db: Db, id: string): Promise<Place> {
	const { rows } = await sql<Place>`
		select o.id, o.kind, o.name, o.short_name as "shortName", o.path::text as path,
			(opora.now() at time zone o.time_zone)::date::text as today,
			coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'shortName', a.short_name)
					order by public.nlevel(a.path))
				from organisation a where a.id <> o.id
					and a.id = any (string_to_array(o.path::text, '.')::uuid[])), '[]') as above,
			coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'shortName',
					p.short_name, 'path', p.path::text) order by p.short_name, p.id)
				from organisation p where o.kind = 'region' and p.path operator(public.<@) o.path
					and p.kind = 'municipality' and p.closed_on is null), '[]') as parts
		from organisation o where o.id = ${id}::uuid`.execute(db);
	const [place] = rows;
	if (!place) throw new NotFound('not_found');
	return place;
}

function outside(parts: Place['parts']) {
	return ({ owner: { path } }: RoadmapCounts): boolean =>
		!parts.some((part) => path === part.path || path.startsWith(`${part.path}.`));
}

function byLevel(roadmaps: RoadmapCounts[]): Programme['levels'] {
	return levels.flatMap((level) => {
		const own = roadmaps.filter((each) => each.level === level);
		return own.length === 0
			? []
			: [{ level, roadmaps: own.length, tally: sumTallies(own.map(({ tally }) => tally)) }];
	});
}

function forecastAll(roadmaps: RoadmapCounts[], today: PlainDate): Forecast | null {
	const running = roadmaps.filter(({ periodTo }) => periodTo >= today);
	if (running.length === 0 || running.length < roadmaps.length) return null;
	return sumForecasts(running.map(({ tally }) => forecastOf(tally)));
}

async function namesOf(
	db: Db,
	{ personId, ownerId }: RowFilter
): Promise<Pick<ProgrammeRows, 'person' | 'owner'>> {
	const person =
		personId === null
			? null
			: await db
					.selectFrom('person')
					.select(['surname', 'given', 'patronymic'])
					.where('id', '=', personId)
					.executeTakeFirst();
	const owner =
		ownerId === null
			? null
			: await db
					.selectFrom('organisation')
					.select('short_name')
					.where('id', '=', ownerId)
					.executeTakeFirst();
	return { person: person ? shortName(person) : null, owner: owner?.short_name ?? null };
}
