import type { Cell, Row, Table } from '../../office/description.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from '../snapshot.ts';
import { headings, outline } from './outline.ts';

/**
 * The matrix of lanes: a column for each lane, measures of one row side by side. What a measure
 * has beside its text stands below it in its own cell: «Срок: …», «Ответственный: …».
 */
export function lanesTable(snapshot: RoadmapSnapshot): Table {
	const entries = outline(snapshot);
	const heading = headings(entries);
	const rows: Row[] = entries.flatMap(({ path, measures }) => [
		...(path.length > 0
			? [{ kind: 'section' as const, depth: path.length, text: heading(path) }]
			: []),
		...sideBySide(measures, snapshot.lanes).map((cells) => ({ kind: 'cells' as const, cells }))
	]);
	return {
		kind: 'table',
		columns: snapshot.lanes.map(() => ({ width: 1, align: 'left' })),
		head: [snapshot.lanes.map((text) => ({ text }))],
		rows
	};
}

/** Rows of cells by `row`; a measure without a row, or whose place is taken, begins a new one. */
function sideBySide(measures: SnapshotMeasure[], lanes: string[]): Cell[][] {
	const rows: { row: number | null; cells: (SnapshotMeasure | null)[] }[] = [];
	for (const measure of measures) {
		const lane = Math.max(0, lanes.indexOf(measure.lane ?? ''));
		let found = rows.find(({ row, cells }) => row !== null && row === measure.row && !cells[lane]);
		if (!found) {
			found = { row: measure.row, cells: lanes.map(() => null) };
			rows.push(found);
		}
		found.cells[lane] = measure;
	}
	return rows.map(({ cells }) =>
		cells.map((measure) => ({ text: measure === null ? '' : laneText(measure) }))
	);
}

function laneText(measure: SnapshotMeasure): string {
	const said = [measure.number === null ? measure.text : `${measure.number}. ${measure.text}`];
	if (measure.term.phrase) said.push(`Срок: ${measure.term.phrase}`);
	if (measure.responsible.length > 0) {
		said.push(`Ответственный: ${measure.responsible.join('; ')}`);
	}
	if (measure.result) said.push(`Результат: ${measure.result}`);
	if (measure.factors.length > 0) said.push(`Дефициты: ${measure.factors.join(', ')}`);
	if (measure.notes) said.push(`Примечание: ${measure.notes}`);
	return said.join('\n');
}
