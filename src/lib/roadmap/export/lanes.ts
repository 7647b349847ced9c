import type { Cell, Table } from '../../office/description.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from '../snapshot.ts';
import { detailColumns, numberColumn, textColumn } from './columns.ts';
import type { PaperColumn } from './columns.ts';
import { sectionedTable } from './sectioned.ts';

/** Width of a lane, millimetres, where the number and the term stand beside the lanes. */
const LANE_WIDTH = 48;

/**
 * The matrix of lanes: a column for each lane, measures of one row side by side. Number, term,
 * responsible and result have columns of their own to which all lanes of a row belong, so
 * measures of one row that differ in them stand below each other instead.
 */
export function lanesTable(snapshot: RoadmapSnapshot): Table {
	const { lanes, measures } = snapshot;
	const wanted = ({ cell }: PaperColumn) => measures.some((measure) => cell(measure) !== '');
	const before = [numberColumn].filter(wanted);
	const after = detailColumns.filter(wanted);
	const widths = (columns: PaperColumn[]) => columns.map(({ width, tight }) => tight ?? width);
	return sectionedTable(snapshot, {
		columns: [...widths(before), ...lanes.map(() => LANE_WIDTH), ...widths(after)].map((width) => ({
			width,
			align: 'left'
		})),
		head: headOf(before, lanes, after),
		rows: (own) =>
			sideBySide(own, lanes, [...before, ...after]).map(({ cells, shared }) => [
				...before.map(({ cell }) => cell(shared)),
				...cells.map((measure) => measure?.text ?? ''),
				...after.map(({ cell }) => cell(shared))
			])
	});
}

/** Lanes alone need no more than their names; among other columns they share a head above them. */
function headOf(before: PaperColumn[], lanes: string[], after: PaperColumn[]): Cell[][] {
	const names = lanes.map((text) => ({ text }));
	if (before.length + after.length === 0) return [names];
	const tall = ({ head }: PaperColumn): Cell => ({ text: head, rowSpan: 2 });
	const shared = { text: textColumn.head, span: lanes.length };
	return [[...before.map(tall), shared, ...after.map(tall)], names];
}

interface LaneRow {
	/** The measure whose number, term and so on stand for the whole row. */
	shared: SnapshotMeasure;
	cells: (SnapshotMeasure | null)[];
}

/** A measure without a row, whose place is taken or that differs in `columns` begins a new row. */
function sideBySide(
	measures: SnapshotMeasure[],
	lanes: string[],
	columns: PaperColumn[]
): LaneRow[] {
	const rows: LaneRow[] = [];
	for (const measure of measures) {
		const lane = Math.max(0, lanes.indexOf(measure.lane ?? ''));
		const beside = rows.find(
			({ shared, cells }) =>
				measure.row !== null &&
				shared.row === measure.row &&
				!cells[lane] &&
				columns.every(({ cell }) => cell(shared) === cell(measure))
		);
		const row = beside ?? { shared: measure, cells: lanes.map(() => null) };
		row.cells[lane] = measure;
		if (!beside) rows.push(row);
	}
	return rows;
}
