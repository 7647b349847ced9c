import { looksLikeNumber } from './content.ts';
import type { GridRow } from './grid.ts';
import { columnsOf, laneColumns, type Columns } from './columns.ts';
import { beginsLow, endsFinished, endsOpen } from './words.ts';

/** What is known about the place where one row may go on in the next. */
interface Seam {
	columns: Columns;
	/** Texts by column that the row above has so far. */
	above: (string | null)[];
	row: GridRow;
	/** A page, a part of the table or a repeated head ends between the two rows. */
	broken: boolean;
	/** The format itself says that the row above goes on. */
	continues: boolean | null;
	/** Most rows of the table carry a number. */
	numbered: boolean;
	/** How many cells a measure's row usually fills. */
	usual: number;
	/** By column: share of the table's cells that begin with a small letter anyway. */
	low: number[];
	/** Stages that are open: their names may be printed again on the new page. */
	stages: string[];
}

/**
 * How strongly the row reads as the rest of the row above: positive means that a page break
 * cut it. Evidence is an empty number, small letters at the beginning, cut words and gaps.
 */
export function continuationScore(seam: Seam): number {
	const { columns, row } = seam;
	const [number] = columnsOf(columns, 'number');
	if (number !== undefined) {
		const cell = row.cells[number];
		if (cell && cell.row === row.number && cell.text !== '') return -5;
	}
	if (seam.continues === true) return 5;
	const lanes = laneColumns(columns);
	let score = seam.numbered && number !== undefined ? 1 : 0;
	if (seam.broken) score += 0.7;
	if (seam.continues === false) score -= 1;
	if (row.filled.length < seam.usual) score += 0.4;
	for (const cell of row.filled) {
		const role = columns.roles[cell.column]!;
		if (role === 'section' && seam.stages.includes(cell.text)) continue;
		const above = seam.above[cell.column] ?? null;
		const weight = role === 'text' || lanes.includes(cell.column) ? 1.2 : 0.8;
		score += cellScore(cell.text, above, weight, 1 - (seam.low[cell.column] ?? 0));
	}
	if (lanes.length === 0 && row.filled.length >= seam.usual && row.filled.length > 2) score -= 1;
	return score;
}

function cellScore(text: string, above: string | null, weight: number, rare: number): number {
	if (above === null || above === '') return beginsLow(text) ? -0.3 : -1.2 * weight;
	if (/[-‐‑]$/.test(above) && beginsLow(text)) return 1.5 * weight;
	if (/^\d{1,3}(?:\.\d{1,3})*[.)]?\s+[А-ЯЁ«]/.test(text)) return -2 * weight;
	if (endsOpen(above)) return weight;
	if (/^[-–—•·]\s/.test(text)) return endsFinished(above) ? 0.2 : 0.4;
	if (/^\d/.test(text)) return looksLikeNumber(text) ? -0.5 : 0.1;
	if (beginsLow(text)) return (endsFinished(above) && !/;$/.test(above) ? 0.3 : weight) * rare;
	return endsFinished(above) ? -1.2 * weight : -0.6 * weight;
}
