/**
 * Brings back a table that ends a `.doc`. LibreOffice loses it, and runs all its text together,
 * where no paragraph follows the table: LibreOffice itself writes such files.
 */

import type { Block, Row, SourceDocument, Table } from '../../source.ts';
import { tightenGrid } from '../grid.ts';
import { cleanText } from '../text.ts';
import { readOldParagraphs, type OldParagraph } from './paragraphs.ts';

/** Edges nearer than 2 mm (in twentieths of a point) are one line drawn unevenly. */
const near = 113;

interface OpenCell {
	column: number;
	span: number;
	left: number;
	right: number;
	text: string;
	mergedLeft: boolean;
	down: 'none' | 'restart' | 'continue';
}

/** The document as read, with the table that ended the file instead of its text run together. */
export function restoreLastTable(document: SourceDocument, bytes: Uint8Array): SourceDocument {
	if (document.blocks.at(-1)?.kind !== 'paragraph') return document;
	const table = lastTable(readOldParagraphs(bytes));
	if (!table) return document;
	const kept = withoutText(document.blocks, lettersOf([table]));
	if (!kept) return document;
	table.number = kept.filter(({ kind }) => kind === 'table').length + 1;
	return { ...document, blocks: [...kept, table] };
}

/** Blocks without those at the end that together are the given letters; null where none are. */
function withoutText(blocks: Block[], letters: string): Block[] | null {
	let left = letters;
	let end = blocks.length;
	while (end > 0 && blocks[end - 1]!.kind === 'paragraph') {
		const own = lettersOf([blocks[end - 1]!]);
		if (!left.endsWith(own)) break;
		left = left.slice(0, left.length - own.length);
		end--;
	}
	return left === '' ? blocks.slice(0, end) : null;
}

function lettersOf(blocks: Block[]): string {
	const texts = blocks.flatMap((block) =>
		block.kind === 'paragraph'
			? [block.text]
			: block.rows.flatMap((row) => row.cells.map((cell) => cell.text))
	);
	return texts.join('').replace(/\s/g, '');
}

/** The table at the very end of the text, or null where the text does not end with one. */
export function lastTable(paragraphs: OldParagraph[]): Table | null {
	if (!paragraphs.at(-1)?.rowEnd) return null;
	const begin =
		paragraphs.findLastIndex((paragraph) => !paragraph.inTable && !paragraph.rowEnd) + 1;
	const rows: OpenCell[][] = [];
	let texts: string[] = [];
	let text = '';
	for (const paragraph of paragraphs.slice(begin)) {
		if (paragraph.rowEnd) {
			rows.push(cellsOf(texts, paragraph));
			texts = [];
			text = '';
			continue;
		}
		text += `${shown(paragraph.text)}\n`;
		if (paragraph.mark !== '\u0007') continue;
		texts.push(cleanText(text));
		text = '';
	}
	return tableOf(rows);
}

const field = { begin: '\u0013', result: '\u0014', end: '\u0015' };

/** Text without the codes of fields; the signs that old Word uses for hyphens and breaks. */
function shown(text: string): string {
	let kept = '';
	// For each open field whether its codes have ended and what follows is its result.
	const open: boolean[] = [];
	for (const sign of text) {
		if (sign === field.begin) open.push(false);
		else if (sign === field.result) open.splice(-1, 1, true);
		else if (sign === field.end) open.pop();
		else if (open.every(Boolean)) kept += sign;
	}
	return kept.replaceAll('\u001e', '-').replaceAll('\u000b', '\n');
}

function cellsOf(texts: string[], { edges, merges }: OldParagraph): OpenCell[] {
	return texts.map((text, i) => ({
		column: 0,
		span: 1,
		left: edges[i] ?? i * near * 10,
		right: edges[i + 1] ?? (i + 1) * near * 10,
		text,
		mergedLeft: merges[i]?.left ?? false,
		down: merges[i]?.down ?? 'none'
	}));
}

function tableOf(rows: OpenCell[][]): Table {
	for (const row of rows) {
		for (let i = row.length - 1; i > 0; i--) {
			if (!row[i]!.mergedLeft) continue;
			const [merged] = row.splice(i, 1);
			row[i - 1]!.right = merged!.right;
			row[i - 1]!.text = cleanText(`${row[i - 1]!.text}\n${merged!.text}`);
		}
	}
	const edges = [...new Set(rows.flat().flatMap((cell) => [cell.left, cell.right]))];
	edges.sort((a, b) => a - b);
	const line = new Map(edges.map((edge, i) => [edge, i]));
	for (const cell of rows.flat()) {
		cell.column = line.get(cell.left)!;
		cell.span = Math.max(1, line.get(cell.right)! - cell.column);
	}
	const columns = tightenGrid(rows, edges, near);
	return { kind: 'table', number: 0, sheet: null, columns, rows: mergeDown(rows), page: null };
}

function mergeDown(open: OpenCell[][]): Row[] {
	let above = new Map<number, Row['cells'][number]>();
	return open.map((cells, index) => {
		const covering: typeof above = new Map();
		const made: Row['cells'] = [];
		for (const { column, span, text, down } of cells) {
			const lead = down === 'continue' ? above.get(column) : undefined;
			if (lead) {
				lead.rowSpan++;
				lead.text = cleanText(`${lead.text}\n${text}`);
				covering.set(column, lead);
				continue;
			}
			const cell = {
				column,
				span,
				rowSpan: 1,
				text,
				bold: false,
				shaded: false,
				box: null,
				page: null
			};
			made.push(cell);
			if (down !== 'none') covering.set(column, cell);
		}
		above = covering;
		return { number: index + 1, page: null, cells: made, repeatedHead: false, continues: null };
	});
}
