/** The SQL of a region's overview by its municipalities; sums are kept (docs/decisions/0054-kept-sums.md). */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import { keepParts } from '../platform/kept-parts.ts';
import { nextDay, periodBefore, usualTerm, type Season } from '../roadmap/half-year/period.ts';
import { placeInYear } from '../ui/year.ts';
import type { PlaceReports, PlaceStanding } from './stages.ts';

/** The schools of a municipality by the stages of the year. */
export type PartStages = Pick<
	PlaceStanding,
	'schools' | 'curated' | 'approved' | 'underWay' | 'reports'
>;

/** Of a municipality without schools. */
export const noStages: PartStages = {
	schools: 0,
	curated: 0,
	approved: 0,
	underWay: 0,
	reports: {}
};

/**
 * By municipality of a region; null for who does not read all of it. One statement, three where
 * something changed.
 */
export const findStageParts = keepParts<PartStages>(async (db, regionId, day, wanted) => {
	const { rows } = await sql<Omit<PartStages, 'reports'> & { part: string }>`
		select part, schools, curated, approved, unapproved as "underWay"
		from opora.municipality_schools(${regionId}::uuid, ${day}::date, ${wanted}::uuid[])`.execute(db);
	const reports = await findPlaceReports(db, regionId, day!, wanted);
	const schools = new Map(rows.map(({ part, ...counts }) => [part, counts]));
	return new Map(
		[...new Set([...schools.keys(), ...reports.keys()])].map((id) => [
			id,
			{ ...noStages, ...schools.get(id), reports: reports.get(id) ?? {} }
		])
	);
});

/**
 * Half-year reports of the school year of `today` by municipality of a region; empty for who does not
 * read all of it. One statement.
 */
export async function findPlaceReports(
	db: Db,
	regionId: string,
	today: PlainDate,
	wanted: string[] | null = null
): Promise<Map<string, Partial<Record<Season, PlaceReports>>>> {
	const { from, to } = placeInYear(today);
	const periods = [
		{ year: from, season: 'autumn' as const },
		{ year: to, season: 'spring' as const }
	];
	const seasons = periods.map((period) => {
		const { coversTo, dueOn } = usualTerm(period);
		const begins = nextDay(usualTerm(periodBefore(period)).coversTo);
		return { ...period, begins, covers: coversTo, due: dueOn };
	});
	const { rows } = await sql<PlaceReports & { id: string; season: Season }>`
		select id, season, owed, sent, accepted, covers_to as "coversTo", due_on as "dueOn"
		from opora.municipality_reports(${regionId}::uuid, ${JSON.stringify(seasons)}::jsonb,
			${wanted}::uuid[])`.execute(db);
	const found = new Map<string, Partial<Record<Season, PlaceReports>>>();
	for (const { id, season, ...counts } of rows)
		found.set(id, { ...found.get(id), [season]: counts });
	return found;
}
