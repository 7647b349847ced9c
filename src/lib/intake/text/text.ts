import { limits } from '../limits.ts';
import { Refusal, type Block, type SourceDocument } from '../source.ts';
import { findAlignedTable } from './aligned.ts';
import { toParagraph, toTable, type TableFinder } from './build.ts';
import { findDrawnTable } from './drawn.ts';
import { findListedTable } from './listed.ts';
import { findCellLines, findTabTable } from './tabs.ts';

/** The ways in which tables stand in plain text, the plainest first. */
const finders: TableFinder[] = [
	findDrawnTable,
	findCellLines,
	findTabTable,
	findAlignedTable,
	findListedTable
];

/**
 * Reads plain text: every line is a paragraph with its number, tables are found by tabs, by one
 * cell to a line, by drawn borders, or by columns aligned with spaces.
 * @throws Refusal `too-large`, `too-many-rows` for what no document has
 */
export function readText(text: string, format: 'txt' | 'paste'): SourceDocument {
	if (text.length > limits.documentText) throw new Refusal('too-large', 'text');
	const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r\u2028\u2029\f]/);
	if (lines.some((line) => line.length > limits.textLength)) throw new Refusal('too-large', 'line');
	if (lines.length > limits.paragraphs) throw new Refusal('too-many-rows', String(lines.length));
	const blocks: Block[] = [];
	let tables = 0;
	let line = 0;
	while (line < lines.length) {
		const found = lines[line]!.trim() === '' ? null : find(lines, line);
		if (found) {
			blocks.push(toTable(found, ++tables));
			line = found.end;
			continue;
		}
		const paragraph = toParagraph(lines[line]!, line + 1);
		if (paragraph.text !== '') blocks.push(paragraph);
		line++;
	}
	return { format, blocks, pages: null, pageSizes: [], notes: [] };
}

function find(lines: string[], at: number) {
	for (const finder of finders) {
		const table = finder(lines, at);
		if (table) return table;
	}
	return null;
}
