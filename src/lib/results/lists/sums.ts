/** A place's results as sums: procedures by years, no schools. */
import type { Actor } from '../../people/access.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs } from '../../roadmap/change.ts';
import { shippedRules } from '../rules.ts';
import type { Place } from './model.ts';
import { findProcedures, type Named } from './store-procedures.ts';
import { findPlaceSums, type PlaceSum } from './store-year.ts';
import { findAsked } from './year.ts';

/** Years of the picture. */
const shownYears = 6;

export interface SumsPage {
	places: Place[];
	place: Place;
	years: number[];
	/** By code of the procedure; of each year of `years`. */
	lines: { code: string; years: (PlaceSum | null)[] }[];
	/** From this share on a result counts as low: of the latest shipped rule. */
	threshold: number;
	procedures: ReadonlyMap<string, Named>;
}

/** Opens the sums of a place whose results the actor reads as a whole. Three statements. */
export function openSums(
	actor: Actor,
	placeId: string | null,
	thisYear: number
): Promise<SumsPage> {
	return actAs(actor, async (db) => {
		const found = await findAsked(db, placeId);
		if (!found?.place.isWhole) throw new NotFound('not_found');
		const { places, place } = found;
		const sums = await findPlaceSums(db, place.id, thisYear - shownYears + 1, thisYear);
		const years = [...new Set(sums.map(({ year }) => year))].sort((a, b) => a - b);
		const codes = [...new Set(sums.map(({ procedure }) => procedure))].sort();
		const { numerator, denominator } = shippedRules('2025')!.lowShare;
		return {
			...{ places, place, years, threshold: numerator / denominator },
			lines: codes.map((code) => ({
				code,
				years: years.map(
					(year) => sums.find((one) => one.year === year && one.procedure === code) ?? null
				)
			})),
			procedures: await findProcedures(db, years)
		};
	});
}
