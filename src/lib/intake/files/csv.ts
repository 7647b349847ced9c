/** Reads comma, semicolon, tab and bar separated text. */

import { limits } from '../limits.ts';
import { Refusal, type SourceDocument } from '../source.ts';
import { numberBlocks } from './blocks.ts';
import { Budget } from './budget.ts';
import { sheetBlocks, type SheetRow } from './sheet.ts';
import { cleanText } from './text.ts';

const separators = [';', ',', '\t', '|'];
const sampleRecords = 50;
/** A year by days has fewer fields in one record. */
const mostFields = 1_000;

/**
 * One table of all records; lines of one field above and below it are paragraphs. The number of
 * a row is the number of its record, empty ones counted.
 * @throws Refusal empty, too-many-rows, too-large
 */
export function readCsv(text: string): SourceDocument {
	const budget = new Budget();
	const separator = separatorOf(text);
	const rows: SheetRow[] = [];
	let number = 0;
	for (const record of records(text, separator)) {
		number++;
		if (record.length > mostFields) throw new Refusal('too-large', 'text');
		const cells = record.map((field, column) => {
			budget.text(field.length);
			if (field.length > limits.textLength) throw new Refusal('too-large', 'text');
			const text = cleanText(field);
			return { column, span: 1, rowSpan: 1, text, bold: false, shaded: false };
		});
		if (cells.every((cell) => cell.text === '')) continue;
		budget.row();
		budget.cells(cells.length);
		rows.push({ number, head: false, cells: withoutTail(cells) });
	}
	if (rows.length === 0) throw new Refusal('empty');
	const blocks = numberBlocks(sheetBlocks(rows, null));
	return { format: 'csv', blocks, pages: null, pageSizes: [], notes: [] };
}

/** Without the empty fields at its end, which only make up the width of the grid. */
function withoutTail<T extends { text: string }>(cells: T[]): T[] {
	return cells.slice(0, cells.findLastIndex((cell) => cell.text !== '') + 1);
}

/** The separator that parts the first records most evenly into the most fields. */
export function separatorOf(text: string): string {
	const said = /^sep=(.)\r?\n/i.exec(text)?.[1];
	if (said !== undefined && separators.includes(said)) return said;
	const scored = separators.map((separator) => {
		const counts: number[] = [];
		for (const record of records(text, separator)) {
			if (counts.length >= sampleRecords) break;
			counts.push(record.length);
		}
		const usual = mostFrequent(counts.filter((count) => count > 1));
		const even = counts.filter((count) => count === usual).length;
		return { separator, score: usual > 1 ? even * Math.sqrt(usual) : 0 };
	});
	return scored.reduce((best, next) => (next.score > best.score ? next : best)).separator;
}

function mostFrequent(counts: number[]): number {
	const seen = new Map<number, number>();
	for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1);
	return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/**
 * Records of fields; a quoted field may hold separators, line ends and doubled quotes.
 * A record with too many fields is the last one.
 */
function* records(source: string, separator: string): Generator<string[]> {
	const text = source.replace(/^\ufeff?(?:sep=.\r?\n)?/i, '');
	let record: string[] = [];
	let at = 0;
	while (at <= text.length) {
		const { field, next } = text[at] === '"' ? quoted(text, at) : bare(text, at, separator);
		record.push(field);
		at = next;
		if (text[at] === separator && record.length <= mostFields) {
			at++;
			continue;
		}
		yield record;
		if (record.length > mostFields) return;
		record = [];
		if (text[at] === '\r' && text[at + 1] === '\n') at++;
		at++;
		if (at >= text.length) return;
	}

	function bare(from: string, begin: number, mark: string): { field: string; next: number } {
		let end = begin;
		while (end < from.length && from[end] !== mark && from[end] !== '\n' && from[end] !== '\r') {
			end++;
		}
		return { field: from.slice(begin, end), next: end };
	}

	function quoted(from: string, begin: number): { field: string; next: number } {
		let end = begin + 1;
		for (;;) {
			const quote = from.indexOf('"', end);
			// A quote that never closes is part of the text, not the beginning of a field.
			if (quote < 0) return bare(from, begin, separator);
			if (from[quote + 1] === '"') {
				end = quote + 2;
				continue;
			}
			const tail = bare(from, quote + 1, separator);
			const inner = from.slice(begin + 1, quote).replaceAll('""', '"');
			return { field: inner + tail.field, next: tail.next };
		}
	}
}
