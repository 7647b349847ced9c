import type { Link, Measure } from './model.ts';

/** One row of a roadmap of lanes: for each lane the measure that stands there, or null. */
export type LaneRow = (Measure | null)[];

/**
 * Measures side by side: those with the same `row` in different lanes share a row; one without a
 * row, or whose place is taken, begins its own. A measure without a lane stands in the first.
 */
export function laneRows(measures: Measure[], lanes: number): LaneRow[] {
	const rows: { row: number | null; cells: LaneRow }[] = [];
	for (const measure of measures) {
		const lane = Math.min(Math.max(measure.lane ?? 0, 0), lanes - 1);
		let found = rows.find(
			({ row, cells }) => row !== null && row === measure.row && cells[lane] === null
		);
		if (!found) {
			found = { row: measure.row, cells: Array.from({ length: lanes }, () => null) };
			rows.push(found);
		}
		found.cells[lane] = measure;
	}
	return rows.map(({ cells }) => cells);
}

export const tiers = ['region', 'authority', 'methodical-service', 'school'] as const;
/** The levels that act together in a programme (domain.md §0). */
export type Tier = (typeof tiers)[number];

const tierOfKind: Record<string, Tier> = {
	region: 'region',
	'regional-operator': 'region',
	municipality: 'authority',
	authority: 'authority',
	'methodical-service': 'methodical-service'
};

/** Which level an organisation acts on, by its kind; schools and all others stand with the schools. */
export function tierOf(kind: string): Tier {
	return tierOfKind[kind] ?? 'school';
}

/** A measure with the links that lead to each level. */
export interface TierRow {
	measure: Measure;
	links: Partial<Record<Tier, Link[]>>;
}

/**
 * An ordinary roadmap beside the measures of other levels that it is linked to. The region stands
 * there only where it has something to show.
 */
export function tierRows(
	measures: Measure[],
	links: Link[],
	ownKind: string
): { own: Tier; shown: Tier[]; rows: TierRow[] } {
	const own = tierOf(ownKind);
	const byMeasure = Map.groupBy(links, ({ measureId }) => measureId);
	const rows = measures.map((measure) => {
		const grouped: TierRow['links'] = {};
		for (const link of byMeasure.get(measure.id) ?? [])
			(grouped[link.owner ? tierOf(link.owner.kind) : 'school'] ??= []).push(link);
		return { measure, links: grouped };
	});
	const region = own === 'region' || rows.some((row) => row.links.region);
	return { own, shown: tiers.filter((tier) => tier !== 'region' || region), rows };
}
