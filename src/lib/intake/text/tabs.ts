import { guessHead } from '../understand/heads.ts';
import { toCells, toRow, type TextTable } from './build.ts';

const LIST_MARK = /^\s*(?:\d{1,3}(?:\.\d{1,2})*[.)]?|[-–—•·▪*])\s*$/;

/** Cells parted by tabs: rows of a text table or pasted from a spreadsheet. */
export function findTabTable(lines: string[], at: number): TextTable | null {
	if (!isTabRow(lines[at]!)) return null;
	if (lines[at]!.split('\t').length === 2 && headCells(lines[at]!.split('\t')) === 0) return null;
	const rows: string[][] = [];
	let line = at;
	let end = at;
	while (line < lines.length) {
		const text = lines[line]!;
		if (text.trim() === '' && !text.includes('\t')) {
			line++;
			continue;
		}
		if (!text.includes('\t')) break;
		const { cells, next } = readRow(lines, line, widthOf(rows));
		if (rows.length > 0 && line > end && beginsAnother(rows, cells)) break;
		rows.push(cells);
		line = end = next;
	}
	const width = widthOf(rows);
	if (width < 3 && !isNarrowTable(rows)) return null;
	return {
		columns: width,
		rows: rows.map((cells, index) => toRow(index + 1, toCells(cells))),
		end
	};
}

function isTabRow(line: string): boolean {
	if (!line.includes('\t') || line.trim() === '') return false;
	const cells = line.split('\t');
	if (cells.length >= 3) return true;
	return cells.length === 2 && !LIST_MARK.test(cells[0]!) && cells[0]!.trim() !== '';
}

function widthOf(rows: string[][]): number {
	return rows.reduce((most, row) => Math.max(most, row.length), 0);
}

/** After an empty line a head of another width begins another table. */
function beginsAnother(rows: string[][], cells: string[]): boolean {
	if (cells.length === widthOf(rows)) return false;
	return headCells(cells) >= 2;
}

function headCells(cells: string[]): number {
	return cells.filter((cell) => (guessHead(cell)[0]?.score ?? 0) >= 0.75).length;
}

/** Two columns are a table only under a head or with several full rows. */
function isNarrowTable(rows: string[][]): boolean {
	const full = rows.filter((row) => row.every((cell) => cell.trim() !== ''));
	if (widthOf(rows) < 2 || full.length < 2) return false;
	return headCells(rows[0]!) >= 1 && !full.every((row) => LIST_MARK.test(row[0]!));
}

/** One row, with quoted cells of several lines and rows broken inside a cell put together. */
function readRow(lines: string[], at: number, width: number): { cells: string[]; next: number } {
	const quoted = readQuoted(lines, at);
	if (quoted) return quoted;
	let cells = lines[at]!.split('\t');
	let next = at + 1;
	while (width >= 3 && cells.length < width && next < lines.length) {
		const more = lines[next]!.split('\t');
		if (lines[next]!.trim() === '' || cells.length + more.length - 1 > width) break;
		if (more.length === 1 && cells.length < width - 1 && !restFits(lines, next, cells, width))
			break;
		cells = [...cells.slice(0, -1), `${cells.at(-1)!}\n${more[0]!}`, ...more.slice(1)];
		next++;
	}
	return cells.length === width || next === at + 1
		? { cells, next }
		: { cells: lines[at]!.split('\t'), next: at + 1 };
}

/** Whether the lines that follow hold exactly the cells that the row still lacks. */
function restFits(lines: string[], at: number, cells: string[], width: number): boolean {
	let count = cells.length;
	for (let line = at; line < Math.min(lines.length, at + 6); line++) {
		if (lines[line]!.trim() === '') return false;
		count += lines[line]!.split('\t').length - 1;
		if (count >= width) return count === width;
	}
	return false;
}

const LONGEST_QUOTE = 60;

/** Cells as spreadsheets copy them: quotes around a cell with line breaks, doubled inside. */
function readQuoted(lines: string[], at: number): { cells: string[]; next: number } | null {
	if (!/(?:^|\t)"/.test(lines[at]!)) return null;
	let text = lines[at]!;
	for (let next = at + 1; next <= Math.min(lines.length, at + LONGEST_QUOTE); next++) {
		const cells = splitQuoted(text);
		if (cells) return { cells, next };
		text += `\n${lines[next] ?? ''}`;
	}
	return null;
}

/** The cells of a row, or null while a quote stays open. */
function splitQuoted(text: string): string[] | null {
	const cells: string[] = [];
	let rest = text;
	for (;;) {
		const quoted = /^"((?:[^"]|"")*)"(?=\t|$)/.exec(rest);
		if (quoted) {
			const inner = quoted[1]!;
			const spread = inner.includes('\n') || inner.includes('""') || inner.includes('\t');
			cells.push(spread ? inner.replaceAll('""', '"') : quoted[0]);
			rest = rest.slice(quoted[0].length);
		} else {
			if (/^"/.test(rest) && !/^"[^"\t\n]*"/.test(rest)) return null;
			const plain = /^[^\t]*/.exec(rest)![0];
			if (plain.includes('\n')) return null;
			cells.push(plain);
			rest = rest.slice(plain.length);
		}
		if (rest === '') return cells;
		rest = rest.slice(1);
	}
}

/**
 * One cell to a line: every cell's line begins with a tab, empty lines part the rows, a cell
 * alone is a section. Lines without a tab inside a row go on with the cell before them.
 */
export function findCellLines(lines: string[], at: number): TextTable | null {
	if (!isCellLine(lines[at]!)) return null;
	const groups: string[][] = [];
	let line = at;
	let end = at;
	while (line < lines.length) {
		if (lines[line]!.trim() === '' && !isCellLine(lines[line]!)) {
			line++;
			continue;
		}
		if (!isCellLine(lines[line]!)) break;
		const group: string[] = [];
		while (line < lines.length && (isCellLine(lines[line]!) || goesOn(lines[line]!, group))) {
			if (isCellLine(lines[line]!)) group.push(lines[line]!.slice(1).replace(/\t$/, ''));
			else group[group.length - 1] += `\n${lines[line]!.replace(/\t/g, ' ')}`;
			line++;
		}
		groups.push(group);
		end = line;
		if (groups.length === 4 && widthOf(groups) < 2) return null;
	}
	const width = widthOf(groups);
	const full = groups.filter((group) => group.length >= 2).length;
	if (width < 2 || full < 2) return null;
	return {
		columns: width,
		rows: groups.map((group, index) => toRow(index + 1, groupCells(group, width))),
		end
	};
}

function groupCells(group: string[], width: number) {
	const cells = toCells(group);
	if (group.length === 1) cells[0]!.span = width;
	return cells;
}

/** A line that begins with one tab; more tabs mean a row of cells, unless only at its end. */
function isCellLine(line: string): boolean {
	return /^\t[^\t]*\t?$/.test(line);
}

function goesOn(line: string, group: string[]): boolean {
	return group.length > 0 && line.trim() !== '' && !/^\t/.test(line);
}
