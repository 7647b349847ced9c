/** What is accepted of a draft, as an ordinary roadmap. Pure. */
import { readTerm } from '../../calendar/calendar.ts';
import type { Window } from '../../calendar/term.ts';
import type { RoadmapSnapshot } from '../../roadmap/snapshot.ts';
import { deficits } from '../factors/factors.ts';
import { libraryLevels } from '../library/measures.ts';
import type { DraftContent, DraftMeasure } from './content.ts';

/** As roadmap 000 names its lanes. */
const lanes = [
	'Муниципальный орган управления образованием',
	'Муниципальная методическая служба',
	'Школа, функционирующая в неблагоприятных условиях'
];

export interface Accepted {
	snapshot: RoadmapSnapshot;
	/** Where each measure came from, in the snapshot's order. */
	sources: { library: string }[];
	kept: DraftMeasure[];
}

/** Sections by factor, measures numbered in them; a municipality's roadmap has three lanes. */
export function acceptedOf(
	content: DraftContent,
	kind: 'school' | 'municipality',
	plan: Window
): Accepted {
	const all = content.measures.filter(({ keep }) => keep);
	const order = [...new Set(all.map(({ factor }) => factor))];
	const kept = order.flatMap((factor) => all.filter((one) => one.factor === factor));
	const hasLanes = kind === 'municipality';
	const titleOf = (factor: number): string => deficits[factor - 1]!.name.ru;
	return {
		kept,
		sources: kept.map(({ library }) => ({ library })),
		snapshot: {
			title: content.title,
			level: kind,
			owner: '',
			period: plan,
			yearKind: 'school',
			order: null,
			signatory: null,
			lanes: hasLanes ? lanes : [],
			sections: order.map((factor) => ({ path: [titleOf(factor)] })),
			measures: kept.map((one, i) => ({
				number: numberOf(kept, i, order, hasLanes),
				sectionPath: [titleOf(one.factor)],
				lane: hasLanes ? lanes[libraryLevels.indexOf(one.lane)]! : null,
				row: hasLanes ? one.row : null,
				text: one.text,
				term: readTerm(one.term, { plan }),
				responsible: one.responsible,
				result: one.result || null,
				notes: null,
				factors: one.factors.toSorted((a, b) => a - b)
			}))
		}
	};
}

/** «2.3»; in a roadmap of lanes measures of one row share a number. */
function numberOf(kept: DraftMeasure[], at: number, order: number[], hasLanes: boolean): string {
	const { factor, row } = kept[at]!;
	const before = kept.slice(0, at).filter((one) => one.factor === factor);
	const rows = new Set(before.map((one) => one.row).filter((each) => each !== row));
	return `${order.indexOf(factor) + 1}.${(hasLanes ? rows.size : before.length) + 1}`;
}
