/**
 * Large tables of numbers (`.csv`, `.xlsx`), row by row: a million rows pass through, none is kept.
 * For documents that are read whole there is `files/files.ts`.
 */

import { Refusal } from '../source.ts';
import { readCsvRows } from './csv.ts';
import { rowLimits } from './limits.ts';
import type { TakeRow } from './row.ts';
import { readXlsxRows } from './xlsx.ts';

/**
 * Reads comma, semicolon, tab or bar separated text in any Russian encoding, or the visible sheets
 * of a workbook, and gives each row that is not empty to `take`. Dates of a workbook come as Excel
 * prints them, other numbers with every digit and a point.
 * @throws Refusal too-large, too-many-rows, bomb, encrypted, truncated, unknown-format, empty
 */
export async function readRows(source: AsyncIterable<Uint8Array>, take: TakeRow): Promise<void> {
	let seen = 0;
	const counted: TakeRow = (cells, number, sheet) => {
		if (++seen > rowLimits.rows) throw new Refusal('too-many-rows', String(rowLimits.rows));
		take(cells, number, sheet);
	};
	const pieces = bounded(source)[Symbol.asyncIterator]();
	const first = await startOf(pieces);
	const rest = { [Symbol.asyncIterator]: () => pieces };
	if (first.length === 0) throw new Refusal('empty');
	if (startsWith(first, [0xd0, 0xcf, 0x11, 0xe0])) throw new Refusal('unknown-format', 'xls');
	if (startsWith(first, [0x50, 0x4b, 0x03, 0x04])) await readXlsxRows(first, rest, counted);
	else await readCsvRows(first, rest, counted);
	if (seen === 0) throw new Refusal('empty');
}

async function* bounded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let size = 0;
	for await (const piece of source) {
		size += piece.byteLength;
		if (size > rowLimits.fileBytes) throw new Refusal('too-large', 'bytes');
		if (piece.byteLength > 0) yield piece;
	}
}

/** Enough bytes to tell the format and the separator by, however small the pieces come. */
async function startOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
	let start = new Uint8Array();
	while (start.byteLength < rowLimits.sampleBytes) {
		const next = await pieces.next();
		if (next.done) break;
		start = start.byteLength === 0 ? new Uint8Array(next.value) : join(start, next.value);
	}
	return start;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
	const both = new Uint8Array(a.byteLength + b.byteLength);
	both.set(a);
	both.set(b, a.byteLength);
	return both;
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
	return signature.every((byte, at) => bytes[at] === byte);
}
