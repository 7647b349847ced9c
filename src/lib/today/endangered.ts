/** Roadmaps whose forecast lies below the line of 55 %. Pure. */
import type { PlainDate } from '../calendar/term.ts';
import { forecastOf, reachOf } from '../roadmap/progress/forecast.ts';
import type { RoadmapCounts } from '../roadmap/progress/many.ts';
import type { Endangered } from './model.ts';

/**
 * The roadmaps that run on `today` and whose whole range of the forecast is below the line, the worst
 * first. One of which nothing fell due yet says nothing.
 */
export function endangeredOf(roadmaps: readonly RoadmapCounts[], today: PlainDate): Endangered[] {
	return roadmaps
		.flatMap(({ roadmapId, title, owner, periodTo, tally }) => {
			const forecast = forecastOf(tally);
			const { basis, high, whole } = forecast;
			if (today > periodTo || basis === 0 || reachOf(forecast) !== 'unlikely') return [];
			return [{ roadmapId, title, owner: owner.shortName, high, whole, until: periodTo }];
		})
		.sort((a, b) => a.high / a.whole - b.high / b.whole);
}
