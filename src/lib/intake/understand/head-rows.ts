import { isOwn, type Grid, type GridRow } from './grid.ts';
import { bestHead, guessHead, type HeadGuess } from './heads.ts';
import { squeeze } from './words.ts';

/** The head of a table: which rows it takes and what it says of every column. */
export interface Head {
	/** Index of its first row in the grid; rows before it are a title. */
	first: number;
	/** Index of its last row, a row of column numbers included. */
	last: number;
	/** Words over each column, the rows of the head joined. */
	texts: string[];
	/** The lowest words over each column: a lane's own name under «Мероприятия». */
	names: string[];
	guesses: HeadGuess[][];
	/** Year that stands over a column of marks, where the head names one. */
	years: (number | null)[];
}

const DEEPEST_HEAD = 25;
const POSITIVE = new Set([
	'number',
	'text',
	'term',
	'begin',
	'end',
	'responsible',
	'result',
	'section',
	'notes'
]);
const STRONG = new Set(['text', 'term', 'responsible', 'result', 'begin', 'end']);

/** Names of lanes are sure enough together: two plain ones, or a plain one and two weak ones. */
const LEAST_LANES = 1.2;

/** Finds the head of a table; null where no row reads like one. */
export function findHead(grid: Grid): Head | null {
	let looked = 0;
	for (let first = 0; first < grid.rows.length && looked < DEEPEST_HEAD; first++) {
		const row = grid.rows[first]!;
		if (row.filled.length === 0) continue;
		looked++;
		if (!isHeadRow(row)) continue;
		const last = lastHeadRow(grid, first);
		return describe(grid, first, last);
	}
	return null;
}

/** Whether the cells of a row are heads of a plan's columns. */
export function isHeadRow(row: GridRow): boolean {
	const guesses = row.filled.map((cell) => guessHead(cell.text));
	const best = guesses.map((all) => all[0]).filter((guess) => guess !== undefined);
	const lanes = guesses.map((all) => all.find((guess) => guess.kind === 'lane')?.score ?? 0);
	const named = lanes.filter((score) => score > 0);
	const sure = named.reduce((sum, score) => sum + score, 0) >= LEAST_LANES;
	if (named.length >= 2 && sure && best.length === row.filled.length) return true;
	const kinds = new Map<string, number>();
	for (const guess of best) {
		if (POSITIVE.has(guess.kind)) {
			kinds.set(guess.kind, Math.max(guess.score, kinds.get(guess.kind) ?? 0));
		}
	}
	const sum = [...kinds.values()].reduce((total, score) => total + score, 0);
	const strong = [...kinds].some(([kind, score]) => STRONG.has(kind) && score >= 0.85);
	const known = best.length / row.filled.length;
	return strong && kinds.size >= 2 && sum >= 1.5 && known >= 0.5;
}

/** Index of the last row of the head that begins in a row. */
export function lastHeadRow(grid: Grid, first: number): number {
	let last = first;
	for (const cell of grid.rows[first]!.own) last = Math.max(last, first + cell.rowSpan - 1);
	last = Math.min(last, grid.rows.length - 1, first + 3);
	for (let next = last + 1; next < Math.min(grid.rows.length, first + 5); next++) {
		const row = grid.rows[next]!;
		if (row.filled.length === 0) continue;
		if (isNumberRow(row) || isSubHead(grid.rows[first]!, row)) last = next;
		else break;
	}
	return last;
}

/** A row of column numbers under a head: «1 2 3 4 5». */
export function isNumberRow(row: GridRow): boolean {
	const texts = row.filled.map((cell) => cell.text.replace(/[.)]$/, ''));
	if (texts.length < 3 && texts.length < row.own.length) return false;
	return texts.length >= 2 && texts.every((text, at) => text === String(at + 1));
}

function isSubHead(top: GridRow, row: GridRow): boolean {
	const under = row.filled.filter((cell) => {
		const above = top.cells[cell.column];
		if (above === null || above === undefined || above.text === '' || above.span > 1) return true;
		return isFlattened(top, row, cell.column);
	});
	if (under.length < 2 || under.length < row.filled.length) return false;
	const guesses = under.map((cell) => bestHead(cell.text));
	const known = guesses.filter((guess) => guess !== null && guess.score >= 0.3).length;
	return known === under.length;
}

/** In plain files a head over several columns stands over the first: nothing stands beside it. */
function isFlattened(top: GridRow, row: GridRow, column: number): boolean {
	const beside = top.cells[column + 1];
	return beside?.text === '' && (row.cells[column + 1]?.text ?? '') !== '';
}

function describe(grid: Grid, first: number, last: number): Head {
	const texts: string[] = [];
	const names: string[] = [];
	const guesses: HeadGuess[][] = [];
	const years: (number | null)[] = [];
	const rows = grid.rows.slice(first, last + 1).filter((row) => !isNumberRow(row));
	for (let column = 0; column < grid.columns; column++) {
		const stack = headStack(rows, column);
		texts.push(stack.join(' '));
		names.push(stack.at(-1) ?? '');
		guesses.push(guessColumn(stack));
		years.push(yearOver(stack));
	}
	return { first, last, texts, names, guesses, years };
}

/** The distinct head texts over a column from top to bottom. */
function headStack(rows: GridRow[], column: number): string[] {
	const stack: string[] = [];
	let before: unknown = null;
	for (const row of rows) {
		const cell = row.cells[column];
		if (cell === before) continue;
		before = cell;
		const text = cell?.text || (row === rows[0] ? textFromLeft(rows, column) : '');
		if (text !== '') stack.push(text);
	}
	return stack;
}

/** In plain text a head that covers several columns stands over the first of them only. */
function textFromLeft(rows: GridRow[], column: number): string {
	const [top, ...rest] = rows;
	if (!rest.some((row) => row.cells[column]?.text)) return '';
	for (let left = column - 1; left >= 0; left--) {
		const text = top!.cells[left]?.text;
		if (text) return rest.some((row) => row.cells[left]?.text) ? text : '';
	}
	return '';
}

const PERIODS = new Set(['month', 'quarter', 'year']);

function guessColumn(stack: string[]): HeadGuess[] {
	if (stack.length < 2) return guessHead(stack[0] ?? '');
	const top = guessHead(stack[0]!);
	const bottom = guessHead(stack.at(-1)!);
	const [upper] = top;
	const [lower] = bottom;
	if (!lower) return top.length > 0 ? top : guessHead(stack.join(' '));
	if (!upper || PERIODS.has(lower.kind) || lower.kind === 'begin' || lower.kind === 'end') {
		return bottom;
	}
	const laned = bottom.some((guess) => guess.kind === 'lane');
	if (laned && ['responsible', 'term', 'result', 'notes'].includes(upper.kind)) return top;
	if (upper.kind === 'text' && bottom.some((guess) => guess.kind === 'lane')) {
		return bottom.filter((guess) => guess.kind === 'lane').map((guess) => ({ ...guess, score: 1 }));
	}
	return upper.score >= 0.75 && lower.score < 0.75 ? top : bottom;
}

function yearOver(stack: string[]): number | null {
	const years = new Set(stack.join(' ').match(/(?<!\d)20\d\d(?!\d)/g));
	const [year] = years;
	// «2024-2025 учебный год» stands over months of both.
	return year !== undefined && years.size === 1 && !/учебн|уч\./i.test(stack.join(' '))
		? Number(year)
		: null;
}

/** Whether a later row repeats the head (page breaks print it again). */
export function repeatsHead(grid: Grid, head: Head, row: GridRow): boolean {
	if (row.filled.length === 0) return false;
	for (let at = head.first; at <= head.last; at++) {
		const original = grid.rows[at];
		if (!original || original === row || original.filled.length === 0) continue;
		const same = row.filled.filter((cell) => {
			const twin = original.cells[cell.column];
			return isOwn(original, twin) && squeeze(twin.text) === squeeze(cell.text);
		}).length;
		if (same === row.filled.length && same >= Math.min(2, original.filled.length)) return true;
	}
	return false;
}
