import {
	looksLikeAction,
	looksLikeNumber,
	looksLikeParties,
	looksLikeTerm
} from '../understand/content.ts';
import { guessHead, type HeadKind } from '../understand/heads.ts';
import { isMarkedHeading } from '../understand/sections.ts';
import { toCell, toCells, toRow, type TextTable } from './build.ts';

/**
 * One cell to a line without any sign of columns: the heads stand one under another, then the
 * cells of the first row, and so on. Rows are told by their numbers, by empty lines between
 * them, or by counting; lines that go on with a cell find their column by what they say.
 */
export function findListedTable(lines: string[], at: number): TextTable | null {
	const head = readHead(lines, at);
	if (!head) return null;
	const { kinds, texts, next } = head;
	const body: string[] = [];
	let end = next;
	let blanks = 0;
	for (let line = next; line < lines.length; line++) {
		const text = lines[line]!.trim();
		blanks = text === '' ? blanks + 1 : 0;
		if (blanks > 3) break;
		body.push(text);
		if (text !== '') end = line + 1;
	}
	const rows = kinds[0] === 'number' ? byNumbers(body, kinds) : byBlanks(body, kinds);
	if (rows.length === 0) return null;
	const columns = kinds.length;
	const all = [
		toCells(texts),
		...rows.map((row) => (row.length === 1 ? [toCell(row[0]!, 0, columns)] : toCells(row)))
	];
	return { columns, rows: all.map((cells, index) => toRow(index + 1, cells)), end };
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
	if ((guessHead(lines[at]!)[0]?.score ?? 0) < 0.75) return null;
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
		if (text.length > 70 || text.includes('\t') || kinds.length === 8) break;
		if (kinds.includes(guess.kind)) break;
		kinds.push(guess.kind);
		texts.push(text);
		next++;
	}
	const known = kinds.includes('text') && (kinds.includes('term') || kinds.includes('responsible'));
	return kinds.length >= 3 && known ? { kinds, texts, next } : null;
}

/** Rows begin at the lines that hold nothing but the next number. */
function byNumbers(body: string[], kinds: HeadKind[]): string[][] {
	const rows: string[][] = [];
	let current: string[] | null = null;
	const flush = () => {
		if (!current) return;
		const [number, ...rest] = current;
		const heading =
			rest.length > kinds.length - 1 && isMarkedHeading(rest.at(-1)!) ? rest.pop()! : null;
		rows.push([number!, ...fit(rest, kinds.slice(1))]);
		if (heading) rows.push([heading]);
		current = null;
	};
	for (const [at, text] of body.entries()) {
		if (text === '') {
			const next = body.slice(at + 1).find((line) => line !== '');
			if (current && next && !looksLikeNumber(next) && current.length >= kinds.length) flush();
			continue;
		}
		if (looksLikeNumber(text) && (!current || current.length > 1)) {
			flush();
			current = [text];
		} else if (current) current.push(text);
		else if (isMarkedHeading(text) || text.length <= 160) rows.push([text]);
		else break;
	}
	flush();
	return rows.some((row) => row.length > 1) ? rows : [];
}

/** Rows are parted by empty lines, or every so many lines make one. */
function byBlanks(body: string[], kinds: HeadKind[]): string[][] {
	const groups: string[][] = [[]];
	for (const text of body) {
		if (text === '') groups.push([]);
		else groups.at(-1)!.push(text);
	}
	const filled = groups.filter((group) => group.length > 0);
	const parted = filled.filter((group) => group.length === kinds.length).length;
	if (parted >= Math.max(1, filled.filter((group) => group.length > 1).length / 2)) {
		return filled.map((group) => (group.length === 1 ? group : fit(group, kinds)));
	}
	return byCount(filled.flat(), kinds);
}

function byCount(lines: string[], kinds: HeadKind[]): string[][] {
	const rows: string[][] = [];
	let at = 0;
	while (at < lines.length) {
		const heading = isMarkedHeading(lines[at]!) && !looksLikeAction(lines[at]!);
		if (heading) rows.push([lines[at++]!]);
		else if (lines.length - at >= kinds.length) {
			rows.push(lines.slice(at, at + kinds.length));
			at += kinds.length;
		} else break;
	}
	return rows.some((row) => row.length > 1) ? rows : [];
}

/** Spreads the lines of a row over its columns in order, by what each line says. */
function fit(lines: string[], kinds: HeadKind[]): string[] {
	if (lines.length === kinds.length) return lines;
	let best: { score: number; cuts: number[] } = { score: -Infinity, cuts: [] };
	const capped = lines.slice(0, 12);
	const search = (column: number, from: number, score: number, cuts: number[]) => {
		if (column === kinds.length - 1) {
			const total = score + fitness(capped.slice(from), kinds[column]!);
			if (total > best.score) best = { score: total, cuts: [...cuts, from] };
			return;
		}
		for (let to = from; to <= capped.length; to++) {
			search(column + 1, to, score + fitness(capped.slice(from, to), kinds[column]!), [
				...cuts,
				from
			]);
		}
	};
	search(0, 0, 0, []);
	return kinds.map((_, column) => {
		const last = column === kinds.length - 1;
		return lines.slice(best.cuts[column], last ? undefined : best.cuts[column + 1]).join('\n');
	});
}

function fitness(lines: string[], kind: HeadKind): number {
	if (lines.length === 0) return -1.5;
	const text = lines.join(' ');
	const more = -0.3 * (lines.length - 1);
	if (kind === 'term') return (looksLikeTerm(text) ? 2 : -2) + more * 2;
	const term = looksLikeTerm(text) && text.length < 40 ? -2 : 0;
	if (kind === 'responsible') return (lines.every(looksLikeParties) ? 2 : -1) + term + more;
	if (kind === 'text') return (looksLikeAction(text) ? 1 : 0) + term + more;
	return 0.3 + term + more - (looksLikeParties(text) ? 0.5 : 0);
}
