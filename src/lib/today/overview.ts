/** The overview of a municipality or a region: the course of the programme, and its stages. */
import type { PlainDate } from '../calendar/term.ts';
import { allowed, type Actor } from '../people/access.ts';
import { act, type Db } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import { isId } from '../roadmap/change.ts';
import { usualTerm } from '../roadmap/half-year/period.ts';
import { placeInYear } from '../ui/year.ts';
import { sumTallies, type Tally } from '../roadmap/progress.ts';
import { findProgress, type CurvePoint, type Whose } from '../roadmap/progress/many.ts';
import { curveOfParts, findParts, sumParts, type PartProgress } from '../roadmap/progress/parts.ts';
import { scheduledNow, type ScheduledNow } from '../programme/programme.ts';
import { endangeredOf } from './endangered.ts';
import type { Endangered } from './model.ts';
import { placeRow, schoolRow, type MatrixRow } from './stages.ts';
import { findStageParts, noStages } from './store-parts.ts';
import { findPlaceStages, ROWS_PER_PAGE, type FoundPlace } from './store-stages.ts';

export interface Overview {
	place: { id: string; name: string; kind: string };
	/** Of all roadmaps of the place, or of the actor's schools there; null: none is approved. */
	progress: { tally: Tally; curve: CurvePoint[] } | null;
	/** What of the programme's schedule ends this month, for whoever leads it. */
	scheduled: ScheduledNow[];
	/** Roadmaps that miss the line by their forecast; of a region none, its places tell them. */
	endangered: Endangered[];
	/** Municipalities of a region, else schools; in alphabetical order. */
	rows: MatrixRow[];
	total: number;
	page: number;
	size: number;
	/** Whether the actor sees who curates whom. */
	seesPeople: boolean;
}

/** The overview of an organisation. Throws NotFound for unknown and unseen alike. */
export function readOverview(
	actor: Actor,
	organisationId: string,
	today: PlainDate,
	page: number
): Promise<Overview> {
	return act({ personId: actor.personId, today: null }, async (db) => {
		const found = isId(organisationId)
			? await findOverview(db, actor, organisationId, today, page)
			: null;
		if (!found) throw new NotFound('not_found');
		return found;
	});
}

/** The organisation whose overview stands on the actor's «Сегодня»: the highest of his duties. */
export function homeOf({ duties }: Actor): string | null {
	const [highest] = duties.toSorted(
		(one, other) => one.path.split('.').length - other.path.split('.').length
	);
	return highest?.organisationId ?? null;
}

/** Two statements; of a region three, and where something changed six. */
export async function findOverview(
	db: Db,
	actor: Actor,
	organisationId: string,
	today: PlainDate,
	page: number
): Promise<Overview | null> {
	const found = await findPlaceStages(db, organisationId, today, page);
	if (!found) return null;
	const { id, name, kind, path, total } = found;
	return {
		place: { id, name, kind },
		scheduled: scheduledNow(found.schedule, today),
		...(kind === 'region'
			? await sumRegion(db, found, today)
			: await sumSchools(db, actor, found, today)),
		total,
		page,
		size: ROWS_PER_PAGE,
		seesPeople: allowed(actor, 'person.read', path)
	};
}

type Summed = Pick<Overview, 'progress' | 'rows' | 'endangered'>;

async function sumSchools(
	db: Db,
	actor: Actor,
	{ id, path, schools, terms }: FoundPlace,
	today: PlainDate
): Promise<Summed> {
	// who may read only some schools of the place is told how far these are
	const whose: Whose = allowed(actor, 'roadmap.read', path)
		? { under: id }
		: { owners: schools.map((school) => school.id) };
	const { from, to } = placeInYear(today);
	const usual = {
		autumn: usualTerm({ year: from, season: 'autumn' }),
		spring: usualTerm({ year: to, season: 'spring' })
	};
	const { roadmaps, total, curve } = await findProgress(db, whose, today);
	const tallies = new Map(roadmaps.map(({ roadmapId, tally }) => [roadmapId, tally]));
	return {
		progress: roadmaps.length > 0 ? { tally: total, curve } : null,
		endangered: endangeredOf(roadmaps, today),
		rows: schools.map((school) =>
			schoolRow({
				...school,
				tally: tallies.get(school.roadmap?.id ?? '') ?? null,
				terms: { ...usual, ...terms },
				today
			})
		)
	};
}

/** From sums that are kept; nothing for who does not read all of the region. */
async function sumRegion(db: Db, { id, places }: FoundPlace, today: PlainDate): Promise<Summed> {
	const stages = await findStageParts(db, id, today);
	const parts = (await findParts(db, id, today)) ?? new Map<string, PartProgress>();
	return {
		progress: parts.size > 0 ? { tally: sumParts(parts).total, curve: curveOfParts(parts) } : null,
		endangered: [],
		rows: places.map((place) => {
			const units = parts.get(place.id)?.units;
			const tally = units ? sumTallies(units.map((unit) => unit.tally)) : null;
			return placeRow({ ...(stages?.get(place.id) ?? noStages), ...place, tally, today });
		})
	};
}
