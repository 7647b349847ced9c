import type { SourceDocument } from '../source.ts';
import type { TableReading } from './tables.ts';
import { toGrid } from './grid.ts';
import { cleanLines } from './words.ts';

/** A line of text outside the measures: a paragraph, or a cell of another table. */
export interface Line {
	text: string;
	/** Index of its block in the document. */
	block: number;
	/** Number of the table it stands in, else null. */
	table: number | null;
	/** The line marks where the first table of measures begins. */
	plan: boolean;
}

/** The document's words outside its measures, line by line, in reading order. */
export function linesOf(document: SourceDocument, tables: TableReading[]): Line[] {
	const readings = new Map(tables.map((reading) => [reading.grid.table, reading]));
	const lines: Line[] = [];
	document.blocks.forEach((block, at) => {
		const add = (text: string, table: number | null) => {
			for (const line of cleanLines(text))
				lines.push({ text: line, block: at, table, plan: false });
		};
		if (block.kind === 'paragraph') return add(block.text, null);
		const reading = readings.get(block.number);
		const rows = reading ? reading.above : toGrid(block).rows;
		for (const row of rows) for (const cell of row.filled) add(cell.raw, block.number);
		if (reading) lines.push({ text: '', block: at, table: block.number, plan: true });
	});
	return lines;
}
