import {
	looksLikeAction,
	looksLikeNumber,
	looksLikeParties,
	looksLikeTerm
} from '../understand/content.ts';
import { guessHead, type HeadKind } from '../understand/heads.ts';
import { isMarkedHeading } from '../understand/sections.ts';
import { beginsLow, endsOpen, isBlank, squeeze } from '../understand/words.ts';
import { toCell, toCells, toRow, type TextTable } from './build.ts';

/**
 * One cell to a line without any sign of columns: the heads stand one under another, then the
 * cells of the first row, and so on. Of all ways to part the lines into rows and headings the
 * one is taken in which the lines fit their columns best.
 */
export function findListedTable(lines: string[], at: number): TextTable | null {
	const head = readHead(lines, at);
	if (!head) return null;
	const body = bodyOf(lines, head.next);
	const { rows, used } = parse(body, head);
	if (rows.length === 0) return null;
	const columns = head.kinds.length;
	const all = [
		toCells(head.texts),
		...rows.map((row) => (row.length === 1 ? [toCell(row[0]!, 0, columns)] : toCells(row)))
	];
	return {
		columns,
		rows: all.map((cells, index) => toRow(index + 1, cells)),
		end: body[used - 1]!.line + 1
	};
}

/** A line of the body: its text, where it stands, and whether an empty line goes before it. */
interface BodyLine {
	text: string;
	line: number;
	parted: boolean;
}

const LONGEST = 3_000;

function bodyOf(lines: string[], from: number): BodyLine[] {
	const body: BodyLine[] = [];
	let blanks = 0;
	for (let line = from; line < Math.min(lines.length, from + LONGEST); line++) {
		const text = lines[line]!.trim();
		if (text === '') {
			if (++blanks > 3) break;
			continue;
		}
		body.push({ text, line, parted: blanks > 0 });
		blanks = 0;
	}
	const parted = body.filter((each) => each.parted).length;
	const always = parted > body.length * 0.7;
	return always ? body.map((each) => ({ ...each, parted: false })) : body;
}

interface ListedHead {
	kinds: HeadKind[];
	texts: string[];
	next: number;
}

const COLUMN_KINDS = new Set<HeadKind>([
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

/** Three to eight head lines in a row that name a text and a term or who is responsible. */
function readHead(lines: string[], at: number): ListedHead | null {
	const first = lines[at]!;
	if (first.length > 70 || /\t|^\s*\d/.test(first)) return null;
	if ((guessHead(first)[0]?.score ?? 0) < 0.75) return null;
	const kinds: HeadKind[] = [];
	const texts: string[] = [];
	let next = at;
	while (next < Math.min(lines.length, at + 16)) {
		const text = lines[next]!.trim();
		if (text === '') {
			next++;
			continue;
		}
		const [guess] = guessHead(text);
		if (!guess || guess.score < 0.6 || !COLUMN_KINDS.has(guess.kind)) break;
		if (text.length > 70 || kinds.length === 8 || /\t|[:–—]\s*\S|^\d+[.)]\s/.test(text)) break;
		if (kinds.includes(guess.kind)) break;
		kinds.push(guess.kind);
		texts.push(text);
		next++;
	}
	const known = kinds.includes('text') && (kinds.includes('term') || kinds.includes('responsible'));
	return kinds.length >= 3 && known ? { kinds, texts, next } : null;
}

/** The best way from here to the end: its score, and what stands here. */
interface Way {
	score: number;
	/** Cells of a row, one heading, or nothing (a head printed again). */
	row: string[];
	/** How many lines it takes; 0 where the table ends. */
	length: number;
}

const END: Way = { score: 0, row: [], length: 0 };

function parse(body: BodyLine[], head: ListedHead): { rows: string[][]; used: number } {
	const ways: Way[] = new Array<Way>(body.length + 1).fill(END);
	for (let at = body.length - 1; at >= 0; at--) {
		let best: Way = { ...END, score: -0.4 };
		for (const way of waysFrom(body, at, head)) {
			const score = way.score + ways[at + way.length]!.score;
			if (score > best.score) best = { ...way, score };
		}
		ways[at] = best;
	}
	const rows: string[][] = [];
	let used = 0;
	for (let at = 0; at < body.length && ways[at]!.length > 0; at += ways[at]!.length) {
		const { row, length } = ways[at]!;
		if (row.length > 0) rows.push(row);
		if (row.length > 1) used = at + length;
	}
	while (rows.length > 0 && rows.at(-1)!.length === 1) rows.pop();
	return { rows, used };
}

/** All that may stand at a line: a head again, column numbers, a heading, a row. */
function* waysFrom(body: BodyLine[], at: number, { kinds, texts }: ListedHead): Generator<Way> {
	const lines = body.slice(at, at + kinds.length + 4);
	const first = lines.slice(0, kinds.length).map((line) => line.text);
	if (first.length === kinds.length) {
		const again = first.every((text, column) => squeeze(text) === squeeze(texts[column]!));
		const numbers = first.every((text, column) => text === String(column + 1));
		if (again || numbers) yield { score: 4, row: [], length: kinds.length };
	}
	const heading = headingScore(lines[0]!.text);
	if (heading !== null) yield { score: heading, row: [lines[0]!.text], length: 1 };
	for (let length = Math.max(2, kinds.length - 1); length <= lines.length; length++) {
		const cells = lines.slice(0, length);
		const broken = cells.slice(1).filter((line) => line.parted).length;
		const { score, row } = fit(
			cells.map((line) => line.text),
			kinds
		);
		const bonus = lines[0]!.parted ? 0.5 : 0;
		yield { score: score + bonus - broken * 1.5, row, length };
	}
}

function headingScore(text: string): number | null {
	if (text.length > 160 || looksLikeNumber(text) || /[;,]$/.test(text)) return null;
	const words = text.replace(/^(?:\d+\.)*\d*[.)]?\s/, '');
	if (isMarkedHeading(text)) return looksLikeTerm(words) && !/^20\d\d/.test(text) ? -1 : 1;
	if (looksLikeTerm(text) || looksLikeParties(text) || !/^[А-ЯЁ«]/.test(text)) return -3;
	return -0.6;
}

/** Spreads the lines of a row over its columns in order, by what each line says. */
function fit(lines: string[], kinds: HeadKind[]): { score: number; row: string[] } {
	const best = kinds.map(() => new Array<number>(lines.length + 1).fill(-Infinity));
	const cut = kinds.map(() => new Array<number>(lines.length + 1).fill(0));
	kinds.forEach((kind, column) => {
		for (let to = 0; to <= lines.length; to++) {
			for (let from = 0; from <= to; from++) {
				const left = column === 0 ? (from === 0 ? 0 : -Infinity) : best[column - 1]![from]!;
				if (left === -Infinity) continue;
				const score = left + fitness(lines.slice(from, to), kind);
				if (score > best[column]![to]!) {
					best[column]![to] = score;
					cut[column]![to] = from;
				}
			}
		}
	});
	const row: string[] = [];
	let to = lines.length;
	for (let column = kinds.length - 1; column >= 0; column--) {
		const from = cut[column]![to]!;
		row.unshift(lines.slice(from, to).join('\n'));
		to = from;
	}
	return { score: best.at(-1)![lines.length]!, row };
}

/** What it costs to put a line into the cell of the line above. */
function seam(above: string, line: string): number {
	if (endsOpen(above) || beginsLow(line)) return -0.3;
	return isBlank(line) ? -2 : -1.2;
}

function fitness(lines: string[], kind: HeadKind): number {
	if (lines.length === 0) return kind === 'number' ? -3 : -1.5;
	const text = lines.join(' ');
	const more = lines.slice(1).reduce((sum, line, at) => sum + seam(lines[at]!, line), 0);
	if (kind === 'number') return lines.length === 1 && looksLikeNumber(text) ? 2 : -6;
	if (looksLikeNumber(text) && text.length < 5) return -4;
	if (isBlank(text)) return kind === 'text' ? -2 : 0.2;
	const heading = lines.some((line) => isMarkedHeading(line) && headingScore(line) === 1)
		? -1.5
		: 0;
	if (kind === 'term') return (looksLikeTerm(text) ? 2 : -2) + more * 2;
	const term = looksLikeTerm(text) && text.length < 40 ? -2 : 0;
	if (kind === 'responsible') {
		const all = lines.every(looksLikeParties);
		return (all ? 2 - 0.3 * (lines.length - 1) : more - 1) + term + heading;
	}
	const parties = looksLikeParties(text) ? -0.5 : 0;
	if (kind === 'text') return (looksLikeAction(text) ? 1 : 0) + term + more + heading + parties;
	return 0.3 + term + more + parties + heading;
}
