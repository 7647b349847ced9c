/** Progress over many roadmaps, for the pages of a municipality and a region. */
import type { PlainDate } from '../../calendar/term.ts';
import type { Db } from '../../platform/database.ts';
import { sumTallies, type Tally } from '../progress.ts';
import { addUp, monthlyOf, type CurvePoint } from './curve.ts';
import { selectCounts, type RoadmapCounts, type Whose } from './store.ts';

export type { CurvePoint } from './curve.ts';
export type { RoadmapCounts, Whose } from './store.ts';

/** An organisation with the sum of its roadmaps, or of those of everything under it. */
export interface Unit {
	id: string;
	kind: string;
	shortName: string;
	/** The sum holds what lies under it as well. */
	tree: boolean;
	roadmaps: number;
	tally: Tally;
}

export interface Progress {
	total: Tally;
	roadmaps: RoadmapCounts[];
	/** Of all of them over all months of their periods. */
	curve: CurvePoint[];
}

/**
 * The roadmaps of `whose` that run on `day` (null: today) and that the acting person may read, by
 * owner in alphabetical order; one statement. Counts are those of today.
 */
export async function findProgress(
	db: Db,
	whose: Whose,
	day: PlainDate | null = null
): Promise<Progress> {
	const roadmaps = await selectCounts(db, whose, day);
	return {
		total: sumTallies(roadmaps.map(({ tally }) => tally)),
		roadmaps,
		curve: addUp(roadmaps.flatMap(({ months }) => monthlyOf(months)))
	};
}

/** Sums by owner: the schools of a district, in the order given. */
export function byOwner(roadmaps: readonly RoadmapCounts[]): Unit[] {
	return [...Map.groupBy(roadmaps, ({ owner }) => owner.id).values()].map((own) => ({
		id: own[0]!.owner.id,
		kind: own[0]!.owner.kind,
		shortName: own[0]!.owner.shortName,
		tree: false,
		roadmaps: own.length,
		tally: sumTallies(own.map(({ tally }) => tally))
	}));
}

/** Sums by the organisations in whose part of the tree the owners lie: a region's municipalities. */
export function byPlace(
	roadmaps: readonly RoadmapCounts[],
	places: readonly { id: string; kind: string; shortName: string; path: string }[]
): Unit[] {
	return places.map(({ id, kind, shortName, path }) => {
		const own = roadmaps.filter(
			({ owner }) => owner.path === path || owner.path.startsWith(`${path}.`)
		);
		return {
			...{ id, kind, shortName, tree: true, roadmaps: own.length },
			tally: sumTallies(own.map(({ tally }) => tally))
		};
	});
}
