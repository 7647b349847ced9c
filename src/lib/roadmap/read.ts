import type { Db } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import type { Roadmap } from './model.ts';
import { outlineOf } from './outline.ts';
import type { RoadmapSnapshot } from './snapshot.ts';
import { findRoadmap } from './store.ts';

/** The roadmap as plain values, without what was withdrawn: for exports, copies, comparisons. */
export async function readSnapshot(db: Db, id: string): Promise<RoadmapSnapshot> {
	const roadmap = await findRoadmap(db, id);
	if (!roadmap) throw new NotFound('not_found');
	return snapshotOf(roadmap);
}

export function snapshotOf(roadmap: Roadmap): RoadmapSnapshot {
	const { head } = roadmap;
	const entries = outlineOf(roadmap);
	return {
		title: head.title,
		level: head.level,
		owner: head.owner.name,
		period: head.period,
		yearKind: head.yearKind,
		order: head.order,
		signatory: head.signatory,
		lanes: head.lanes,
		sections: entries.filter(({ section }) => section).map(({ path }) => ({ path })),
		measures: entries.flatMap(({ path, measures }) =>
			measures.map((measure) => ({
				number: measure.number,
				sectionPath: path,
				lane: measure.lane === null ? null : (head.lanes[measure.lane] ?? null),
				row: measure.row,
				text: measure.text,
				term: measure.term,
				responsible: measure.responsible.map(({ text }) => text),
				result: measure.result,
				notes: measure.notes,
				factors: measure.factors
			}))
		)
	};
}
