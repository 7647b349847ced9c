import type { Cell, Column, Row, Table } from '../../office/description.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from '../snapshot.ts';
import { headings, outline } from './outline.ts';

/** A table of the roadmap's sections; `rows` gives the cells of the measures of one section. */
export function sectionedTable(
	snapshot: RoadmapSnapshot,
	form: { columns: Column[]; head: Cell[][]; rows: (measures: SnapshotMeasure[]) => string[][] }
): Table {
	const entries = outline(snapshot);
	const heading = headings(entries);
	return {
		kind: 'table',
		columns: form.columns,
		head: form.head,
		rows: entries.flatMap(({ path, measures }): Row[] => [
			...(path.length > 0
				? [{ kind: 'section' as const, depth: path.length, text: heading(path) }]
				: []),
			...form.rows(measures).map((texts) => ({
				kind: 'cells' as const,
				cells: texts.map((text) => ({ text }))
			}))
		])
	};
}
