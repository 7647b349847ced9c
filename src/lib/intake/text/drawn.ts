import type { Cell, Row } from '../source.ts';
import { toCell, toRow, type TextTable } from './build.ts';

/** Box characters as the plain `|`, `-` and `+` that others draw with. */
function plain(line: string): string {
	return line
		.replace(/[│┃║┆┇┊┋╎╏]/g, '|')
		.replace(/[─━═┄┅┈┉╌╍]/g, '-')
		.replace(/[┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜╭╮╰╯]/g, '+');
}

function isBorder(line: string): boolean {
	return /^\s*[+|]?[-=+|:\s]*[-=]{2,}[-=+|:\s]*$/.test(line) && /[+|]/.test(line);
}

/** A border of some columns only: cells of the others reach down over it. */
function isPartBorder(line: string): boolean {
	return /^\s*[|+]/.test(line) && /\+-{2,}|-{2,}\+|\|-{3,}/.test(line);
}

function isCellRow(line: string): boolean {
	return /^\s*\|.*\|\s*$/.test(line) || (line.match(/\s?\|\s?/g)?.length ?? 0) >= 2;
}

const LONGEST_HEADING = 160;

/**
 * A table drawn with `|`, `+---+`, box characters, or written in Markdown. Cells of several
 * lines are put together where borders part the rows.
 */
export function findDrawnTable(lines: string[], at: number): TextTable | null {
	const first = plain(lines[at]!);
	if (!isBorder(first) && !isCellRow(first)) return null;
	const region: string[] = [];
	let end = at;
	for (let line = at; line < lines.length; line++) {
		const text = plain(lines[line]!);
		if (text.trim() === '') {
			const next = lines[line + 1] === undefined ? '' : plain(lines[line + 1]!);
			const goesOn = isBorder(next) || /^\s*\|/.test(next) || isCellRow(next);
			if (!goesOn) break;
			continue;
		}
		const drawn = isBorder(text) || isCellRow(text) || isPartBorder(text);
		if (!drawn && !standsBetween(lines, line, region)) break;
		if (isRule(text)) continue;
		region.push(text.trimEnd());
		end = line + 1;
	}
	const rows = region.filter((line) => !isBorder(line));
	if (rows.length < 2 || region.length < 3) return null;
	const borders = region.filter(isBorder).length;
	const table = borders > 2 || isBoxed(region) ? readBoxed(region) : readMarkdown(region);
	return table && table.columns >= 2 ? { ...table, end } : null;
}

/** A line of strokes alone, under the head of a table that has bars only between its cells. */
function isRule(line: string): boolean {
	return /^\s*[-=_]{3,}\s*$/.test(line);
}

/** A section heading or a rule between rows that only bars draw, without borders. */
function standsBetween(lines: string[], at: number, region: string[]): boolean {
	if (region.length === 0 || region.some((line) => isBorder(line) || /^\s*\|/.test(line)))
		return false;
	const text = lines[at]!;
	const below = lines.slice(at + 1, at + 5).filter((line) => line.trim() !== '');
	const next = below.slice(0, 2).map(plain).find(isCellRow) ?? '';
	const fits = isRule(text) || (text.length < LONGEST_HEADING && !/[.;,]\s*$/.test(text));
	return fits && next !== '' && !/^\s*\|/.test(next);
}

/** Rows are parted by borders, so that a row may take several lines. */
function isBoxed(region: string[]): boolean {
	const inner = region.slice(1, -1);
	const borders = inner.filter((line) => isBorder(line) || isPartBorder(line)).length;
	return (
		borders > 1 ||
		(borders > 0 && isBorder(region[0]!) && region[0]!.includes('+') && !isMarkdown(region))
	);
}

function isMarkdown(region: string[]): boolean {
	return /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$/.test(region[1] ?? '');
}

/** Every line is a row: Markdown, or a table without borders between its rows. */
function readMarkdown(region: string[]): Omit<TextTable, 'end'> | null {
	const rows = region
		.filter((line) => !isBorder(line))
		.map((line) =>
			line
				.trim()
				.replace(/^\|/, '')
				.replace(/\|$/, '')
				.split(/(?<!\\)\|/)
		);
	const columns = Math.max(...rows.map((row) => row.length));
	return {
		columns,
		rows: rows.map((texts, index) => {
			const cells = texts.map((text, column) => toCell(text, column));
			if (cells.length === 1) cells[0]!.span = columns;
			return toRow(index + 1, cells);
		})
	};
}

interface OpenCell {
	lines: string[];
	column: number;
	span: number;
	/** Index of the row in which it began. */
	row: number;
}

/** A table whose rows are parted by borders; widths come from where the bars stand. */
function readBoxed(region: string[]): Omit<TextTable, 'end'> | null {
	const edges = edgesOf(region);
	if (edges.length < 3) return null;
	const columns = edges.length - 1;
	const rows: Cell[][] = [];
	let open: OpenCell[] = [];
	let row = 0;
	for (const line of region) {
		if (isBorder(line) || isPartBorder(line)) {
			const closed = open.filter((cell) => borderUnder(line, cell, edges));
			for (const cell of closed) close(cell, rows, row);
			open = open.filter((cell) => !closed.includes(cell));
			if (closed.length > 0) row++;
			addText(line, open, edges);
			continue;
		}
		for (const piece of piecesOf(line, edges)) {
			const known = open.find((cell) => cell.column === piece.column);
			if (known) known.lines.push(piece.text);
			else if (
				!open.some((cell) => piece.column > cell.column && piece.column < cell.column + cell.span)
			) {
				open.push({ lines: [piece.text], column: piece.column, span: piece.span, row });
			}
		}
	}
	for (const cell of open) close(cell, rows, row);
	const kept = rows.filter((cells) => cells !== undefined && cells.length > 0);
	return {
		columns,
		rows: kept.map((cells, index): Row =>
			toRow(
				index + 1,
				cells.sort((a, b) => a.column - b.column)
			)
		)
	};
}

function close(cell: OpenCell, rows: Cell[][], row: number): void {
	for (let at = rows.length; at <= cell.row; at++) rows.push([]);
	rows[cell.row]!.push(toCell(cell.lines.join('\n'), cell.column, cell.span, row - cell.row + 1));
}

/** Places of the bars: those of full borders, or of the row with the most bars. */
function edgesOf(region: string[]): number[] {
	const borders = region.filter((line) => isBorder(line) && line.includes('+'));
	const source = borders.length > 0 ? borders : region;
	const edges = new Set<number>();
	if (borders.length > 0) {
		for (const line of source) for (const at of placesOf(line, '+')) edges.add(at);
	} else {
		const most = source.toSorted((a, b) => placesOf(b, '|').length - placesOf(a, '|').length)[0]!;
		for (const at of placesOf(most, '|')) edges.add(at);
	}
	return [...edges].sort((a, b) => a - b);
}

function placesOf(line: string, mark: string): number[] {
	return [...line].flatMap((letter, at) => (letter === mark ? [at] : []));
}

/** The texts between the bars of a line with the columns that they cover. */
function piecesOf(line: string, edges: number[]): { text: string; column: number; span: number }[] {
	const bars = placesOf(line, '|');
	const aligned = bars.every((at) => edges.some((edge) => Math.abs(edge - at) <= 1));
	const pieces: { text: string; column: number; span: number }[] = [];
	for (let bar = 0; bar < bars.length - 1; bar++) {
		const text = line.slice(bars[bar]! + 1, bars[bar + 1]).trim();
		const from = aligned ? nearest(edges, bars[bar]!) : bar;
		const to = aligned ? nearest(edges, bars[bar + 1]!) : bar + 1;
		pieces.push({ text, column: from, span: Math.max(1, to - from) });
	}
	if (!aligned && pieces.length === 1) pieces[0]!.span = edges.length - 1;
	return pieces;
}

function nearest(edges: number[], at: number): number {
	let best = 0;
	edges.forEach((edge, index) => {
		if (Math.abs(edge - at) < Math.abs(edges[best]! - at)) best = index;
	});
	return best;
}

function borderUnder(line: string, cell: OpenCell, edges: number[]): boolean {
	const from = edges[cell.column]! + 1;
	const to = edges[cell.column + cell.span]!;
	const under = line.slice(from, to);
	return /^[-=+:]+$/.test(under.trim()) && under.trim().length >= Math.max(1, (to - from) * 0.6);
}

/** On the line of a partial border the cells that reach down may have text of their own. */
function addText(line: string, open: OpenCell[], edges: number[]): void {
	for (const cell of open) {
		const text = line.slice(edges[cell.column]! + 1, edges[cell.column + cell.span]).trim();
		if (text !== '' && !/^[-=+|]+$/.test(text)) cell.lines.push(text);
	}
}
