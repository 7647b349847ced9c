/** The overview of a municipality or a region: the course of the programme, and its stages. */
import type { PlainDate } from '../calendar/term.ts';
import { allowed, type Actor } from '../people/access.ts';
import { act, type Db } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import { isId } from '../roadmap/change.ts';
import { sumTallies, type Tally } from '../roadmap/progress.ts';
import {
	byPlace,
	findCurve,
	findProgress,
	type CurvePoint,
	type Whose
} from '../roadmap/progress/many.ts';
import { placeRow, schoolRow, type MatrixRow } from './stages.ts';
import { findPlaceStages, ROWS_PER_PAGE } from './store-stages.ts';

export interface Overview {
	place: { id: string; name: string; kind: string };
	/** Of all roadmaps of the place, or of the actor's schools there; null: none is approved. */
	progress: { tally: Tally; curve: CurvePoint[] } | null;
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

/** Three statements. */
export async function findOverview(
	db: Db,
	actor: Actor,
	organisationId: string,
	today: PlainDate,
	page: number
): Promise<Overview | null> {
	const found = await findPlaceStages(db, organisationId, today, page);
	if (!found) return null;
	const { path } = found;
	// who may read only some schools of the place is told how far these are
	const whose: Whose = allowed(actor, 'roadmap.read', path)
		? { under: found.id }
		: { owners: found.schools.map(({ id }) => id) };
	const { roadmaps } = await findProgress(db, whose, today);
	const tallies = new Map(roadmaps.map(({ roadmapId, tally }) => [roadmapId, tally]));
	const places = new Map(
		byPlace(
			roadmaps,
			found.places.map(({ id, name, path: own }) => ({
				...{ id, kind: 'municipality', shortName: name, path: own }
			}))
		).map(({ id, tally }) => [id, tally])
	);
	return {
		place: { id: found.id, name: found.name, kind: found.kind },
		progress:
			roadmaps.length > 0
				? {
						tally: sumTallies(roadmaps.map(({ tally }) => tally)),
						curve: await findCurve(db, whose, today)
					}
				: null,
		rows: [
			...found.places.map((place) => placeRow({ ...place, tally: places.get(place.id) ?? null })),
			...found.schools.map((school) =>
				schoolRow({ ...school, tally: tallies.get(school.roadmap?.id ?? '') ?? null })
			)
		],
		total: found.total,
		page,
		size: ROWS_PER_PAGE,
		seesPeople: allowed(actor, 'person.read', path)
	};
}
