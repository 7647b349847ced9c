import { looksLikeAction, looksLikeNumber, looksLikeParties, looksLikeTerm } from './content.ts';
import { isOwn, type Grid, type GridRow } from './grid.ts';
import { isBlank } from './words.ts';

/** What stands in a column, as shares 0 … 1 of its filled cells. */
export interface Profile {
	/** Share of body rows in which the column is filled. */
	filled: number;
	/** How many cells hold text. */
	count: number;
	term: number;
	parties: number;
	number: number;
	action: number;
	/** Marks such as «+», «x», «●», or painted empty cells (share of body rows). */
	marks: number;
	/** Different texts among the filled cells. */
	distinct: number;
	/** Share of the cells that are merged downwards. */
	merged: number;
	/** Mean length of the filled cells, in characters. */
	length: number;
}

const SAMPLE = 60;
const MARK = /^[+xхvvу✓✔√*●•■▪○◦◊♦–—-]{1,2}$|^(?:да|\+\+)$/i;

/** Whether a cell of a month column says «in this month»: a sign or a painted ground. */
export function isMark(text: string): boolean {
	return MARK.test(text.trim());
}

/** Profiles of all columns over the given body rows (a sample of long tables). */
export function profileColumns(grid: Grid, rows: GridRow[]): Profile[] {
	const body = rows.filter((row) => row.filled.length > 1 || grid.columns === 1);
	const step = Math.max(1, Math.ceil(body.length / SAMPLE));
	const sample = body.filter((_, at) => at % step === 0);
	return Array.from({ length: grid.columns }, (_, column) => profile(sample, column));
}

function profile(rows: GridRow[], column: number): Profile {
	const cells = rows
		.map((row) => [row, row.cells[column]] as const)
		.filter(([row, cell]) => isOwn(row, cell) && cell.column === column)
		.map(([, cell]) => cell!);
	const texts = cells.map((cell) => cell.text).filter((text) => text !== '' && !isBlank(text));
	const share = (test: (text: string) => boolean) =>
		texts.length === 0 ? 0 : texts.filter(test).length / texts.length;
	const marked = cells.filter((cell) => isMark(cell.text) || (cell.text === '' && cell.shaded));
	return {
		filled:
			rows.length === 0 ? 0 : rows.filter((row) => row.cells[column]?.text).length / rows.length,
		count: texts.length,
		term: share(looksLikeTerm),
		parties: share(looksLikeParties),
		number: share(looksLikeNumber),
		action: share(looksLikeAction),
		marks: rows.length === 0 ? 0 : marked.length / rows.length,
		distinct: new Set(texts).size,
		merged: cells.length === 0 ? 0 : cells.filter((cell) => cell.rowSpan > 1).length / cells.length,
		length:
			texts.length === 0 ? 0 : texts.reduce((sum, text) => sum + text.length, 0) / texts.length
	};
}
