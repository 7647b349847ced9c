/** Progress of a whole region by its municipalities, from sums that are kept (decision 54). */
import { sql } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import { keepParts } from '../../platform/kept-parts.ts';
import { sumTallies, type Tally } from '../progress.ts';
import type { Level } from '../snapshot.ts';
import { addUp, type CurvePoint } from './curve.ts';
import { forecastOf, sumForecasts, type Forecast } from './forecast.ts';
import type { Unit } from './many.ts';
import { tallyOfRow } from './store.ts';

/** What the roadmaps of one part come to. */
export interface PartProgress {
	/** One a level; in what lies in no municipality one an owner and level, by the owner's name. */
	units: {
		id: string;
		kind: string;
		shortName: string;
		level: Level;
		roadmaps: number;
		tally: Tally;
	}[];
	/** Measures by months, not added up. */
	months: CurvePoint[];
	/** Counts of single roadmaps as far as a forecast needs them, and how many roadmaps have them. */
	tallies: { tally: Tally; times: number }[];
	/** The first end of a period. */
	until: PlainDate;
}

export type Parts = ReadonlyMap<string, PartProgress>;

/**
 * Roadmaps under a region that run on `day` (null: each owner's own today), by municipality, and under
 * the region's own id what lies in none; null for who does not read all of them. One statement, two
 * where something changed.
 */
export const findParts = keepParts<PartProgress>(async (db, regionId, day, wanted) => {
	const { rows } = await sql<{
		part: string;
		units: ({ id: string; kind: string; short_name: string; level: Level } & Record<
			string,
			number
		>)[];
		curve: PartProgress['months'];
		tallies: number[][];
		until: PlainDate;
	}>`
		select part, units, curve, tallies, until
		from opora.sum_progress(${regionId}::uuid, ${day}::date, ${wanted}::uuid[])`.execute(db);
	return new Map(
		rows.map(({ part, units, curve, tallies, until }) => [
			part,
			{
				units: units.map((row) => ({
					...{ id: row.id, kind: row.kind, shortName: row.short_name, level: row.level },
					...{ roadmaps: row['roadmaps']!, tally: tallyOfRow(row) }
				})),
				months: curve,
				tallies: tallies.map(([whole, done, due, kept, waiting, lost, times]) => ({
					tally: { ...sumTallies([]), ...{ whole, done, due, kept, waiting, lost } } as Tally,
					times: times!
				})),
				until
			}
		])
	);
});

const unitsOf = (parts: Parts) => [...parts.values()].flatMap(({ units }) => units);

/** How many roadmaps there are, and what they come to. */
export function sumParts(parts: Parts): { roadmaps: number; total: Tally } {
	const units = unitsOf(parts);
	return {
		roadmaps: units.reduce((sum, { roadmaps }) => sum + roadmaps, 0),
		total: sumTallies(units.map(({ tally }) => tally))
	};
}

/** Municipalities in the order given, then owners that lie in none. */
export function unitsOfParts(
	parts: Parts,
	regionId: string,
	places: readonly { id: string; kind: string; shortName: string }[]
): Unit[] {
	const own = Map.groupBy(parts.get(regionId)?.units ?? [], ({ id }) => id);
	const unit = (
		{ id, kind, shortName }: { id: string; kind: string; shortName: string },
		tree: boolean,
		units: PartProgress['units']
	): Unit => ({
		...{ id, kind, shortName, tree },
		roadmaps: units.reduce((sum, { roadmaps }) => sum + roadmaps, 0),
		tally: sumTallies(units.map(({ tally }) => tally))
	});
	return [
		...places.map((place) => unit(place, true, parts.get(place.id)?.units ?? [])),
		...[...own.values()].map((units) => unit(units[0]!, false, units))
	];
}

/** By level, in the order given; levels without a roadmap are left out. */
export function levelsOfParts(
	parts: Parts,
	levels: readonly Level[]
): { level: Level; roadmaps: number; tally: Tally }[] {
	const units = Map.groupBy(unitsOf(parts), ({ level }) => level);
	return levels.flatMap((level) => {
		const own = units.get(level) ?? [];
		if (own.length === 0) return [];
		const roadmaps = own.reduce((sum, each) => sum + each.roadmaps, 0);
		return [{ level, roadmaps, tally: sumTallies(own.map(({ tally }) => tally)) }];
	});
}

/** Of all parts, each month with all before it. */
export function curveOfParts(parts: Parts): CurvePoint[] {
	return addUp([...parts.values()].flatMap(({ months }) => months));
}

/** null: nothing of it is still to come, or some period is over. */
export function forecastOfParts(parts: Parts, today: PlainDate): Forecast | null {
	const all = [...parts.values()];
	if (all.length === 0 || all.some(({ until }) => until < today)) return null;
	return sumForecasts(
		all.flatMap(({ tallies }) =>
			tallies.flatMap(({ tally, times }) => Array<Forecast>(times).fill(forecastOf(tally)))
		)
	);
}
