import { looksLikeNumber } from '../understand/content.ts';
import { guessHead } from '../understand/heads.ts';
import { isMarkedHeading } from '../understand/sections.ts';
import { beginsLow } from '../understand/words.ts';
import { toCell, toRow, type TextTable } from './build.ts';

interface Piece {
	text: string;
	start: number;
	end: number;
}

const LONGEST = 2_000;

/** Columns aligned with two or more spaces under a head of known words. */
export function findAlignedTable(lines: string[], at: number): TextTable | null {
	const head = piecesOf(lines[at]!);
	if (head.length < 3 || !isHead(head)) return null;
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
			blanks = 0;
			continue;
		}
		if (leaves(text, head, blanks)) break;
		blanks = 0;
		region.push(text);
		end = line + 1;
	}
	while (region.at(-1) === '') region.pop();
	const cuts = cutsBetween(head, region);
	const rows = toRows(region, cuts);
	if (rows.length < 2) return null;
	return {
		columns: cuts.length + 1,
		rows: rows.map((texts, index) => {
			const filled = texts.filter((text) => text !== '');
			const whole = filled.length === 1 && texts.length > 1 && isMarkedHeading(filled[0]!);
			const cells = whole
				? [toCell(filled[0]!, 0, texts.length)]
				: texts.map((text, column) => toCell(text, column));
			return toRow(index + 1, cells);
		}),
		end
	};
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

/** A long line of running text after an empty line ends the table. */
function leaves(text: string, head: Piece[], blanks: number): boolean {
	const pieces = piecesOf(text);
	if (pieces.length > 1) return false;
	const [only] = pieces;
	if (!only) return false;
	const second = head[1]!.start;
	const wide = only.start < second && only.end > second + 4;
	if (!wide) return false;
	return blanks > 0 && !isMarkedHeading(only.text) && only.text.length > 60;
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
			for (let place = piece.start; place < piece.end; place++)
				counts[place] = (counts[place] ?? 0) + 1;
		}
	}
	return counts;
}

function toRows(region: string[], cuts: number[]): string[][] {
	const physical = region.map((line) => (line === '' ? null : slice(line, cuts)));
	const numbered = physical.filter((cells) => cells && looksLikeNumber(cells[0]!)).length >= 2;
	const parted = region.filter((line) => line === '').length >= 3;
	const rows: string[][] = [];
	let afterBlank = true;
	let inHead = true;
	for (const cells of physical) {
		if (cells === null) {
			afterBlank = true;
			continue;
		}
		const begins = beginsRow(cells, rows.at(-1) ?? null, { numbered, parted, afterBlank, inHead });
		if (begins) {
			rows.push(cells);
			inHead = rows.length === 1;
		} else {
			const row = rows.at(-1)!;
			cells.forEach((text, column) => {
				if (text !== '') row[column] = row[column] === '' ? text : `${row[column]!}\n${text}`;
			});
		}
		afterBlank = false;
	}
	return rows;
}

interface Around {
	numbered: boolean;
	parted: boolean;
	afterBlank: boolean;
	/** Only the head was read so far. */
	inHead: boolean;
}

function beginsRow(cells: string[], row: string[] | null, around: Around): boolean {
	if (row === null) return true;
	const filled = cells.filter((text) => text !== '');
	const single = filled.length === 1 ? filled[0]! : null;
	if (single && isMarkedHeading(single)) return true;
	if (around.numbered) {
		if (looksLikeNumber(cells[0]!)) return true;
		if (cells[0] !== '' && !beginsLow(cells[0]!) && single !== null && !around.inHead) return true;
		return around.afterBlank && !beginsLow(filled[0]!) && filled.length >= 2;
	}
	if (around.parted) return around.afterBlank;
	if (around.inHead && !around.afterBlank && beginsLow(filled[0]!)) return false;
	return cells[0] !== '' && !beginsLow(cells[0]!) && filled.length >= 2;
}

/** The texts of a line in each column; a lonely heading stays whole in the first. */
function slice(line: string, cuts: number[]): string[] {
	const cells = new Array<string>(cuts.length + 1).fill('');
	const pieces = piecesOf(line);
	const [only] = pieces;
	if (pieces.length === 1 && only && cuts.some((cut) => only.start < cut && only.end > cut + 1)) {
		const middle = only.start > (cuts[0] ?? 0) ? 1 : 0;
		cells[middle] = only.text;
		return cells;
	}
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
			rest = { text: left.trimStart(), start: rest.start + head.length + gap, end: rest.end };
		}
	}
	return cells;
}

/** Where a piece reaches over a cut by one space only, it is parted at the space nearest to it. */
function cutAtSpace(piece: Piece, cut: number): string {
	const place = cut - piece.start;
	const near = piece.text.lastIndexOf(' ', place + 1);
	return near > 0 && place - near <= 2 ? piece.text.slice(0, near) : piece.text;
}
