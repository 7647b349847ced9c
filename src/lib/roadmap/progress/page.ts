/** What the page of a roadmap's progress shows. */
import type { Actor } from '../../people/access.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../change.ts';
import { openExecution } from '../execution/overview.ts';
import { selectOccurrences } from '../execution/store.ts';
import { findLinks } from '../links.ts';
import type { RoadmapHead } from '../model.ts';
import { tallyOf, type Tally } from '../progress.ts';
import { findRoadmap } from '../store.ts';
import { curveOf, type CurvePoint } from './curve.ts';
import { dangersOf, USUAL_LOAD, type Dangers } from './dangers.ts';
import { forecastOf, type Forecast } from './forecast.ts';
import { byFactor, byLane, byPerson, bySection, type Group, type GroupKind } from './groups.ts';

export interface RoadmapProgress {
	total: Tally;
	groups: Record<GroupKind, Group[]>;
	curve: CurvePoint[];
	/** null: the period is over. */
	forecast: Forecast | null;
	dangers: Dangers;
	/** From how many measures in one month on a person has too much. */
	most: number;
}

export interface ProgressPage {
	head: RoadmapHead;
	/** null before an order approved the roadmap. */
	progress: RoadmapProgress | null;
}

/** What stands in the address as `most`; whatever is no number from 1 to 99 is the usual one. */
export function readMost(address: URLSearchParams): number {
	const most = Number(address.get('most'));
	return Number.isInteger(most) && most > 0 && most < 100 ? most : USUAL_LOAD;
}

/** Seven statements, whatever the roadmap's size. */
export function openProgress(actor: Actor, id: string, most: number): Promise<ProgressPage> {
	return actAs(actor, async (db) => {
		const roadmap = isId(id) ? await findRoadmap(db, id) : null;
		if (!roadmap) throw new NotFound('not_found');
		const { head, measures } = roadmap;
		const execution = await openExecution(db, actor, roadmap);
		if (!execution) return { head, progress: null };
		const { standings, occurrences } = execution;
		const links = await findLinks(db, { roadmapId: id });
		const measureIds = links.flatMap(({ other }) => other?.id ?? []);
		const others = Object.groupBy(
			measureIds.length > 0 ? await selectOccurrences(db, { measureIds }) : [],
			({ measureId }) => measureId
		) as Record<string, Awaited<ReturnType<typeof selectOccurrences>>>;
		const counted = { ...roadmap, standings };
		// in the order of the measures: what is no longer in the roadmap does not count
		const all = measures.flatMap((measure) => standings[measure.id] ?? []);
		const total = tallyOf(all, head.today);
		return {
			head,
			progress: {
				total,
				groups: {
					section: bySection(counted, head.today),
					lane: byLane(counted, head.lanes, head.today),
					factor: byFactor(counted, head.today),
					person: byPerson(counted, head.today)
				},
				curve: curveOf(all, head.period),
				forecast: head.today > head.period.to ? null : forecastOf(total),
				dangers: dangersOf({ head, measures, standings, occurrences, links, others }, most),
				most
			}
		};
	});
}
