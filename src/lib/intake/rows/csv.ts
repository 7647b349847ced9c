/** Separated text in pieces: a plain scan by line ends, and a careful one where quotes stand. */

import { isAscii } from 'node:buffer';
import { separatorOf } from '../files/csv.ts';
import { decode } from '../files/encoding.ts';
import { Refusal } from '../source.ts';
import { rowLimits } from './limits.ts';
import type { TakeRow } from './row.ts';

/** Reads `first` and what follows. @throws Refusal too-large (a row without an end) */
export async function readCsvRows(
	first: Uint8Array,
	rest: AsyncIterable<Uint8Array>,
	take: TakeRow
): Promise<void> {
	const decoder = new PieceDecoder();
	const begin = decoder.decode(first);
	// Excel for the Macintosh once ended lines so.
	const oldMac = begin.includes('\r') && !begin.includes('\n');
	const lines = (text: string): string => (oldMac ? text.replaceAll('\r', '\n') : text);
	const scan = new Scan(separatorOf(begin), take);
	scan.push(lines(begin).replace(/^sep=.\r?\n/i, ''));
	for await (const piece of rest) scan.push(lines(decoder.decode(piece)));
	scan.push(decoder.end());
	scan.end();
}

/** Bytes to text; the encoding is told by the first piece that is more than plain Latin. */
class PieceDecoder {
	#decoder: TextDecoder | null = null;

	decode(piece: Uint8Array): string {
		if (!this.#decoder) {
			// Text of plain Latin alone is the same in every encoding, and the quickest to read.
			if (isAscii(piece) && !piece.includes(0)) {
				return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
			}
			const { encoding } = decode(wholeLines(piece));
			this.#decoder = new TextDecoder(encoding);
		}
		return this.#decoder.decode(piece, { stream: true });
	}

	end(): string {
		return this.#decoder?.decode() ?? '';
	}
}

/** Without the line that the end of the piece cuts: half a letter would spoil the guess. */
function wholeLines(piece: Uint8Array): Uint8Array {
	const last = piece.lastIndexOf(10);
	if (last < 0) return piece;
	return piece.subarray(0, piece[last + 1] === 0 ? last + 2 : last + 1);
}

/** Cuts text into records of fields. */
class Scan {
	#separator: string;
	#mark: number;
	#take: TakeRow;
	#kept = '';
	#number = 0;
	#cells: string[] = [];

	constructor(separator: string, take: TakeRow) {
		this.#separator = separator;
		this.#mark = separator.charCodeAt(0);
		this.#take = take;
	}

	push(text: string): void {
		this.#scan(this.#kept === '' ? text : this.#kept + text, false);
		if (this.#kept.length > rowLimits.rowText)
			throw new Refusal('too-large', `row ${this.#number + 1}`);
	}

	end(): void {
		this.#scan(this.#kept, true);
	}

	#scan(text: string, isLast: boolean): void {
		let at = 0;
		let quote = text.indexOf('"');
		while (at < text.length) {
			if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
			const end = this.#endOfLine(text, at, isLast);
			if (end < 0) break;
			if (quote < 0 || quote >= end) {
				this.#plain(text, at, text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end);
				at = end + 1;
			} else {
				const next = this.#quoted(text, at, isLast);
				if (next < 0) break;
				at = next;
			}
		}
		this.#kept = at >= text.length ? '' : text.slice(at);
	}

	#endOfLine(text: string, at: number, isLast: boolean): number {
		const end = text.indexOf('\n', at);
		return end < 0 && isLast ? text.length : end;
	}

	/** A record without quotes: fields lie between separators. */
	#plain(text: string, begin: number, end: number): void {
		const cells = this.#cells;
		let count = 0;
		let at = begin;
		while (count < rowLimits.columns) {
			const mark = text.indexOf(this.#separator, at);
			if (mark < 0 || mark >= end) break;
			cells[count++] = text.slice(at, mark);
			at = mark + 1;
		}
		cells[count++] = text.slice(at, end);
		this.#give(count);
	}

	/** A record with quotes; gives where the next begins, −1 where its end is not there yet. */
	#quoted(text: string, begin: number, isLast: boolean): number {
		const cells = this.#cells;
		let count = 0;
		let at = begin;
		let line = text.indexOf('\n', begin);
		for (;;) {
			let field = '';
			if (text.charCodeAt(at) === 34) {
				const close = closingQuote(text, at + 1);
				if (close < 0 && !isLast) return -1;
				// A quote that never closes is part of the text, not the beginning of a field.
				if (close >= 0) {
					field = text.slice(at + 1, close);
					if (field.includes('"')) field = field.replaceAll('""', '"');
					at = close + 1;
					if (line >= 0 && line < at) line = text.indexOf('\n', at);
				}
			}
			if (line < 0 && !isLast) return -1;
			const lineEnd = line < 0 ? text.length : line;
			const mark = text.charCodeAt(at) === this.#mark ? at : text.indexOf(this.#separator, at);
			const hasMore = mark >= 0 && mark < lineEnd;
			let end = hasMore ? mark : lineEnd;
			const next = end + 1;
			if (!hasMore && end > at && text.charCodeAt(end - 1) === 13) end--;
			if (end > at) field += text.slice(at, end);
			if (count < rowLimits.columns) cells[count++] = field;
			at = next;
			if (!hasMore) break;
		}
		this.#give(count);
		return at;
	}

	#give(count: number): void {
		this.#number++;
		const cells = this.#cells;
		cells.length = count;
		for (let i = 0; i < count; i++) {
			if (cells[i]!.trim() !== '') return this.#take(cells, this.#number, '');
		}
	}
}

/** Where a quoted field ends; a doubled quote is one of its signs. −1 where it does not. */
function closingQuote(text: string, from: number): number {
	let at = from;
	for (;;) {
		const quote = text.indexOf('"', at);
		if (quote < 0) return -1;
		if (text[quote + 1] !== '"') return quote;
		at = quote + 2;
	}
}
