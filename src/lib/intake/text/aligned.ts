import { looksLikeNumber } from '../understand/content.ts';
import { guessHead } from '../understand/heads.ts';
import { isMarkedHeading, kindOfHeading } from '../understand/sections.ts';
import { beginsLow, endsOpen, squeeze } from '../understand/words.ts';
import { toCell, toRow, type TextTable } from './build.ts';

interface Piece {
	text: string;
	start: number;
	end: number;
}

/** A line of the table: its texts by column, or one text that stands across the columns. */
interface AlignedLine {
	cells: string[];
	whole: string | null;
}

const LONGEST = 2_000;

/** Columns aligned with two or more spaces under a head of known words. */
export function findAlignedTable(lines: string[], at: number): TextTable | null {
	const printed = piecesOf(lines[at]!);
	if (printed.length < 2 || !isHead(printed)) return null;
	const { region, end } = regionOf(lines, at, printed);
	const head = partHeads(printed, region);
	const cuts = cutsBetween(head, region);
	const aligned = region.map((line) => (line === '' ? null : slice(line, cuts)));
	const rows = gatherRows(aligned);
	if (rows.length < 2) return null;
	const columns = cuts.length + 1;
	return {
		columns,
		rows: rows.map((row, index) =>
			toRow(
				index + 1,
				row.whole === null
					? row.cells.map((text, column) => toCell(text, column))
					: [toCell(row.whole, 0, columns)]
			)
		),
		end
	};
}

function regionOf(lines: string[], at: number, head: Piece[]): { region: string[]; end: number } {
	const region: string[] = [];
	let end = at;
	let blanks = 0;
	for (let line = at; line < Math.min(lines.length, at + LONGEST); line++) {
		const text = lines[line]!.replace(/\t/g, '    ');
		if (text.trim() === '') {
			if (++blanks > 3) break;
			region.push('');
			continue;
		}
		if (/^\s*[-=_]{3,}[-=_\s]*$/.test(text)) {
			region.push('');
			continue;
		}
		if (line > at && leaves(text, head, blanks)) break;
		blanks = 0;
		region.push(text);
		end = line + 1;
	}
	while (region.at(-1) === '') region.pop();
	return { region, end };
}

/** Heads that stand one space apart are two where the lines below show two columns. */
function partHeads(head: Piece[], region: string[]): Piece[] {
	const below = region.slice(1).map((line) => piecesOf(line).slice(1));
	return head.flatMap((piece) => {
		const parts: Piece[] = [];
		let from = 0;
		for (const match of piece.text.matchAll(/ (?=[А-ЯЁA-Z])/g)) {
			const start = piece.start + match.index + 1;
			const lines = below.filter((pieces) => pieces.some((each) => isNear(each.start, start)));
			if (match.index - from < SHORTEST_HEAD || lines.length * 5 < below.length) continue;
			parts.push(partOf(piece, from, match.index));
			from = match.index + 1;
		}
		return [...parts, partOf(piece, from, piece.text.length)];
	});
}

/** A column's texts begin within so many places from its head. */
function isNear(one: number, other: number): boolean {
	return Math.abs(one - other) <= 4;
}

const SHORTEST_HEAD = 6;

function partOf(piece: Piece, from: number, to: number): Piece {
	return { text: piece.text.slice(from, to), start: piece.start + from, end: piece.start + to };
}

/** Pieces of a line parted by two or more spaces, with their places. */
function piecesOf(line: string): Piece[] {
	const expanded = line.replace(/\t/g, '    ');
	return [...expanded.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
		text: match[0],
		start: match.index,
		end: match.index + match[0].length
	}));
}

function isHead(pieces: Piece[]): boolean {
	const guesses = pieces.map((piece) => guessHead(piece.text)[0]);
	const kinds = new Set(
		guesses.filter((guess) => guess && guess.score >= 0.6).map((guess) => guess!.kind)
	);
	return (
		kinds.size >= 2 && kinds.size >= pieces.length / 2 && (kinds.has('text') || kinds.has('term'))
	);
}

/** Running text after an empty line, or the head of another table, ends the table. */
function leaves(text: string, head: Piece[], blanks: number): boolean {
	const pieces = piecesOf(text);
	if (pieces.length > 1) return isOtherHead(pieces, head) || isMovedHead(pieces, head);
	const [only] = pieces;
	const second = head[1]!.start;
	if (!only || only.start >= second || only.end <= second + 4) return false;
	return blanks > 0 && !isMarkedHeading(only.text) && only.text.length > 60;
}

function isOtherHead(pieces: Piece[], head: Piece[]): boolean {
	if (pieces.some((piece) => looksLikeNumber(piece.text))) return false;
	const guesses = pieces.map((piece) => guessHead(piece.text)[0]);
	if (guesses.some((guess) => !guess || guess.score < 0.8)) return false;
	const own = new Set(head.map((piece) => squeeze(piece.text)));
	return pieces.every((piece) => !own.has(squeeze(piece.text)));
}

/** The same head with its columns elsewhere: a table of its own. */
function isMovedHead(pieces: Piece[], head: Piece[]): boolean {
	if (pieces.length !== head.length) return false;
	const same = pieces.every((piece, at) => squeeze(piece.text) === squeeze(head[at]!.text));
	return same && pieces.some((piece, at) => Math.abs(piece.start - head[at]!.start) > 1);
}

/** For each pair of heads the place between them that the fewest lines cross. */
function cutsBetween(head: Piece[], region: string[]): number[] {
	const crossings = countCrossings(region);
	return head.slice(1).map((right, at) => {
		const left = head[at]!;
		let best = left.end;
		let bestCost = Infinity;
		for (let place = left.start + 1; place <= right.end - 1; place++) {
			const cost = (crossings[place] ?? 0) * 100 + Math.abs(place - (right.start - 1));
			if (cost < bestCost) [best, bestCost] = [place, cost];
		}
		return best;
	});
}

/** For each place of a line: how many lines have a letter there. */
function countCrossings(region: string[]): number[] {
	const counts: number[] = [];
	for (const line of region) {
		const pieces = piecesOf(line);
		if (pieces.length < 2) continue;
		for (const piece of pieces) {
			for (let place = piece.start; place < piece.end; place++) {
				counts[place] = (counts[place] ?? 0) + 1;
			}
		}
	}
	return counts;
}

/** The texts of a line in each column; a text that stands across columns is kept whole. */
function slice(line: string, cuts: number[]): AlignedLine {
	const cells = new Array<string>(cuts.length + 1).fill('');
	const pieces = piecesOf(line);
	const [only] = pieces;
	const crossed = cuts.filter((cut) => only && only.start < cut - 1 && only.end > cut + 1);
	// A text that begins far to the right and reaches over one cut is a cell that is too wide.
	const wide = crossed.length > 1 || (crossed.length === 1 && cuts.indexOf(crossed[0]!) <= 1);
	if (pieces.length === 1 && only && wide) return { cells, whole: only.text };
	for (const piece of pieces) {
		let rest = piece;
		for (let column = 0; column < cells.length; column++) {
			const cut = cuts[column] ?? Infinity;
			if (rest.start >= cut) continue;
			const head = rest.end <= cut + 1 ? rest.text : cutAtSpace(rest, cut);
			cells[column] = cells[column] === '' ? head : `${cells[column]!} ${head}`;
			if (head.length === rest.text.length) break;
			const left = rest.text.slice(head.length);
			const gap = left.length - left.trimStart().length;
			rest = {
				text: left.trimStart(),
				start: rest.start + head.length + gap,
				end: rest.end
			};
		}
	}
	return { cells, whole: null };
}

/** Where a piece reaches over a cut by one space only, it is parted at the space nearest to it. */
function cutAtSpace(piece: Piece, cut: number): string {
	const place = cut - piece.start;
	const before = piece.text.lastIndexOf(' ', place + 1);
	const after = piece.text.indexOf(' ', place + 2);
	if (before > 0 && place - before <= 3) return piece.text.slice(0, before);
	return after > 0 && after - place <= 3 ? piece.text.slice(0, after) : piece.text;
}

/** Puts the lines of each row together. */
function gatherRows(lines: (AlignedLine | null)[]): AlignedLine[] {
	const number = numberColumn(lines);
	const parted = lines.filter((line) => line === null).length >= 3;
	const head = lines[0]!.cells;
	const rows: AlignedLine[] = [];
	let before: string[] | null = null;
	let afterBlank = false;
	for (const line of lines) {
		if (line === null) {
			afterBlank = true;
			continue;
		}
		const last = rows.at(-1);
		const heading = last ? loneHeading(line.cells, last.cells) : null;
		if (heading !== null) {
			rows.push({ cells: line.cells, whole: heading });
		} else if (line.whole !== null || !last || last.whole !== null) {
			rows.push({ ...line, cells: [...line.cells] });
		} else if (
			begins(line.cells, {
				before,
				row: last.cells,
				number,
				parted,
				afterBlank,
				head,
				first: rows.length === 1
			})
		) {
			rows.push({ ...line, cells: [...line.cells] });
		} else {
			line.cells.forEach((text, column) => {
				if (text === '') return;
				last.cells[column] = last.cells[column] === '' ? text : `${last.cells[column]!}\n${text}`;
			});
		}
		before = line.cells;
		afterBlank = false;
	}
	return rows;
}

/** A lonely text that is marked as a heading and does not go on with the cell above it. */
function loneHeading(cells: string[], row: string[]): string | null {
	const filled = cells.flatMap((text, column) => (text === '' ? [] : [column]));
	const [column] = filled;
	if (filled.length !== 1 || column === undefined) return null;
	const text = cells[column]!;
	if (!isMarkedHeading(text) || looksLikeNumber(text) || endsOpen(row[column]!)) return null;
	const dated = /^(?:year|month|part)$/.test(kindOfHeading({ text, bold: false, level: null }));
	return dated && column > 1 ? null : text;
}

/** The column that holds numbers and little else, or null. */
function numberColumn(lines: (AlignedLine | null)[]): number | null {
	const body = lines.slice(1).filter((line) => line !== null && line.whole === null);
	for (let column = 0; column < (lines[0]?.cells.length ?? 0); column++) {
		const texts = body.map((line) => line!.cells[column]!).filter((text) => text !== '');
		const numbers = texts.filter(looksLikeNumber).length;
		if (numbers >= 2 && numbers >= texts.length * 0.7) return column;
	}
	return null;
}

interface Around {
	/** The line above, in the same row or not; null at the top. */
	before: string[] | null;
	/** What the open row holds so far. */
	row: string[];
	number: number | null;
	parted: boolean;
	afterBlank: boolean;
	head: string[];
	/** The open row is the head. */
	first: boolean;
}

/**
 * Whether a line begins a row. Cells are wrapped from the top, so a column that was empty on the
 * line above and is filled again belongs to the next row.
 */
function begins(cells: string[], around: Around): boolean {
	const filled = cells.flatMap((text, column) => (text === '' ? [] : [column]));
	const same = filled.filter((column) => squeeze(cells[column]!) === squeeze(around.head[column]!));
	if (filled.length >= 2 && same.length === filled.length) return true;
	if (filled.length >= 3 && filled.every((column, at) => cells[column] === String(at + 1)))
		return true;
	if (around.number !== null) {
		if (cells[around.number] !== '') return looksLikeNumber(cells[around.number]!) || around.parted;
		return around.afterBlank && filled.length > 2 && !beginsLow(cells[filled[0]!]!);
	}
	if (around.parted) return around.afterBlank;
	const full = filled.length >= around.head.filter((text) => text !== '').length - 1;
	if (around.first && full) {
		return filled.some((column) => (guessHead(cells[column]!)[0]?.score ?? 0) < 0.5);
	}
	const resumes = filled.some(
		(column) => around.before?.[column] === '' && around.row[column] !== ''
	);
	if (resumes) return true;
	const text = textColumn(around.head);
	return full && cells[text] !== '' && !isRest(cells[text]!, around.before?.[text] ?? '');
}

/** The column that the head gives to the measures' text, or the first. */
function textColumn(head: string[]): number {
	return Math.max(
		0,
		head.findIndex((text) => guessHead(text)[0]?.kind === 'text')
	);
}

function isRest(text: string, above: string): boolean {
	return /^\(/.test(text) || endsOpen(above) || beginsLow(text);
}
