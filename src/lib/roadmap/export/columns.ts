import type { SnapshotMeasure } from '../snapshot.ts';
import { printedNotes } from './notes.ts';

/** A column of the official form. */
export interface PaperColumn {
	head: string;
	/** Millimetres. */
	width: number;
	/** Width beside lanes where it is less. */
	tight?: number;
	cell: (measure: SnapshotMeasure) => string;
	/** Printed only where a measure of the roadmap wants it; always when absent. */
	wanted?: (measure: SnapshotMeasure) => boolean;
}

export const numberColumn: PaperColumn = {
	head: '№',
	width: 12,
	cell: (measure) => measure.number ?? '',
	wanted: (measure) => measure.number !== null
};

export const textColumn: PaperColumn = {
	head: 'Содержание действия',
	width: 92,
	cell: (measure) => measure.text
};

/** What stands beside the text. Parties stand on lines of their own and end with a semicolon. */
export const detailColumns: PaperColumn[] = [
	{ head: 'Срок', width: 38, cell: (measure) => measure.term.phrase },
	{
		head: 'Ответственный исполнитель',
		width: 46,
		cell: (measure) => measure.responsible.join(';\n')
	},
	{
		head: 'Ожидаемый результат',
		width: 72,
		tight: 48,
		cell: (measure) => measure.result ?? '',
		wanted: (measure) => measure.result !== null
	},
	{
		head: 'Примечание',
		width: 36,
		cell: (measure) => printedNotes(measure),
		wanted: (measure) => printedNotes(measure) !== ''
	}
];
