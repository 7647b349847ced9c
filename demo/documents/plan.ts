import type { Level, RoadmapSnapshot, SnapshotMeasure } from '../../src/lib/roadmap/snapshot.ts';

/** A demonstration roadmap as plain readable data, from which its file is made. */
export interface DemoPlan {
	/** Name of the file in `demo/files/`. */
	file: string;
	/** Key of the organisation in `demo/municipality.ts`. */
	owner: string;
	ownerName: string;
	level: Level;
	title: string;
	order: NonNullable<RoadmapSnapshot['order']>;
	signatory: NonNullable<RoadmapSnapshot['signatory']>;
	sections: DemoSection[];
}

export interface DemoSection {
	heading: string;
	measures: DemoMeasure[];
	sections?: DemoSection[];
}

export interface DemoMeasure {
	number: string;
	text: string;
	/** As printed in the «Срок» cell. */
	term: string;
	responsible: string[];
	result: string;
	/** Numbers of the deficits it answers. */
	factors: number[];
}

/** One line of a plan: number, text, term, responsible parties, result, deficits. */
export function measure(
	number: number,
	text: string,
	term: string,
	responsible: string[],
	result: string,
	factors: number[] = []
): DemoMeasure {
	return { number: String(number), text, term, responsible, result, factors };
}

/** Sections in print order with their paths and own measures. */
export function flatSections(
	sections: DemoSection[],
	above: string[] = []
): { path: string[]; measures: DemoMeasure[] }[] {
	return sections.flatMap((section) => {
		const path = [...above, section.heading];
		return [{ path, measures: section.measures }, ...flatSections(section.sections ?? [], path)];
	});
}

/** The plan as a roadmap of the 2026–2027 school year whose terms nobody has read yet. */
export function snapshotOf(plan: DemoPlan): RoadmapSnapshot {
	const flat = flatSections(plan.sections);
	return {
		title: plan.title,
		level: plan.level,
		owner: plan.ownerName,
		period: { from: '2026-09-01', to: '2027-08-31' },
		yearKind: 'school',
		order: plan.order,
		signatory: plan.signatory,
		lanes: [],
		sections: flat.map(({ path }) => ({ path })),
		measures: flat.flatMap(({ path, measures }) =>
			measures.map((one): SnapshotMeasure => ({
				number: one.number,
				sectionPath: path,
				lane: null,
				row: null,
				text: one.text,
				term: {
					phrase: one.term,
					kind: 'unknown',
					window: null,
					occurrences: [],
					recurrence: null,
					confidence: 0,
					doubts: []
				},
				responsible: one.responsible,
				result: one.result,
				notes: null,
				factors: one.factors
			}))
		)
	};
}
