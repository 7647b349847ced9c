import {
	AlignmentType,
	HeightRule,
	Paragraph,
	Table as WordTable,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	VerticalAlignTable,
	VerticalMergeType,
	WidthType,
	convertMillimetersToTwip as twip
} from 'docx';
import { columnWidths, sizes } from './description.ts';
import type { Table } from './description.ts';
import { placeRows } from './grid.ts';
import type { PlacedCell, PlacedRow } from './grid.ts';

/** A table of a Word document that fills `width` millimetres. */
export function wordTable(table: Table, width: number): WordTable {
	const widths = columnWidths(table, width).map((column) => Math.round(twip(column)));
	const over = (from: number, span: number) => ({
		size: widths.slice(from, from + span).reduce((sum, one) => sum + one, 0),
		type: WidthType.DXA
	});
	return new WordTable({
		layout: TableLayoutType.FIXED,
		width: over(0, widths.length),
		columnWidths: widths,
		margins: { top: 40, bottom: 40, left: 85, right: 85, marginUnitType: WidthType.DXA },
		rows: placeRows(table).map(
			(row) =>
				new TableRow({
					tableHeader: row.kind === 'head',
					cantSplit: row.kind !== 'cells' || !row.mayBreak,
					height: { value: 300, rule: HeightRule.ATLEAST },
					children: row.cells.map(
						(cell) =>
							new TableCell({
								columnSpan: cell.span,
								width: over(cell.column, cell.span),
								...mergeOf(cell),
								verticalAlign:
									row.kind === 'head' ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
								children: paragraphsOf(cell, row, table)
							})
					)
				})
		)
	});
}

function mergeOf(cell: PlacedCell) {
	if (cell.continues) return { verticalMerge: VerticalMergeType.CONTINUE };
	return cell.rows > 1 ? { verticalMerge: VerticalMergeType.RESTART } : {};
}

function paragraphsOf(cell: PlacedCell, row: PlacedRow, table: Table): Paragraph[] {
	const centred = row.kind !== 'cells' || table.columns[cell.column]?.align === 'center';
	return cell.text.split('\n').map(
		(text) =>
			new Paragraph({
				alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT,
				// The row of a section stays with the row after it.
				keepNext: row.kind === 'section',
				children: [
					new TextRun({
						text,
						bold: row.kind !== 'cells' || cell.bold,
						italics: row.depth > 2,
						size: sizes.table * 2
					})
				]
			})
	);
}
