/** Paragraphs of a `.doc` with their properties, in the order of the text. */

import { openCompound } from './compound.ts';
import { readProperties, type ParagraphProperties } from './properties.ts';

export interface OldParagraph extends ParagraphProperties {
	text: string;
	/** The sign that ends it: '\r', or '\u0007' at the end of a cell or row. */
	mark: string;
}

/** Where things lie in the head of the main stream. */
const head = { flags: 10, textLength: 76, paragraphs: 258, pieces: 418 };
const pageLength = 512;
const headLength = 426;

interface Piece {
	length: number;
	offset: number;
	wide: boolean;
}

interface PropertyRun {
	begin: number;
	end: number;
	list: Uint8Array;
}

/**
 * Paragraphs of the main text (no notes, heads or feet), or [] where the file is of another kind.
 * @throws Refusal truncated
 */
export function readOldParagraphs(bytes: Uint8Array): OldParagraph[] {
	const stream = openCompound(bytes);
	const main = stream('WordDocument');
	if (!main || main.length < headLength) return [];
	const view = viewOf(main);
	const table = stream((view.getUint16(head.flags, true) & 0x200) !== 0 ? '1Table' : '0Table');
	if (!table) return [];
	const part = (at: number): Uint8Array => {
		const begin = view.getUint32(at, true);
		return table.subarray(begin, begin + view.getUint32(at + 4, true));
	};
	const runs = readRuns(main, part(head.paragraphs));
	const data = stream('Data');

	const paragraphs: OldParagraph[] = [];
	let left = view.getInt32(head.textLength, true);
	let text = '';
	for (const piece of readPieces(part(head.pieces))) {
		const width = piece.wide ? 2 : 1;
		const length = Math.min(piece.length, left, (main.length - piece.offset) / width);
		left -= Math.max(0, length);
		for (let i = 0; i < length; i++) {
			const offset = piece.offset + i * width;
			const sign = piece.wide
				? String.fromCharCode(view.getUint16(offset, true))
				: western(main[offset]!);
			if (sign !== '\r' && sign !== '\u0007' && sign !== '\f') {
				text += sign;
				continue;
			}
			const run = runAt(runs, offset);
			const properties = readProperties(run?.list ?? new Uint8Array(), data);
			paragraphs.push({ ...properties, text, mark: sign });
			text = '';
		}
	}
	return paragraphs;
}

const westernDecoder = new TextDecoder('windows-1252');

function western(byte: number): string {
	return byte < 0x80 ? String.fromCharCode(byte) : westernDecoder.decode(new Uint8Array([byte]));
}

function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The text lies in pieces, in one or two bytes a sign; changes of format may stand before them. */
function readPieces(part: Uint8Array): Piece[] {
	const view = viewOf(part);
	let at = 0;
	while (at + 3 <= part.length && part[at] === 1) at += 3 + view.getUint16(at + 1, true);
	if (part[at] !== 2 || at + 5 > part.length) return [];
	const count = Math.floor((view.getUint32(at + 1, true) - 4) / 12);
	const positions = at + 5;
	const pieces = positions + (count + 1) * 4;
	if (count < 0 || pieces + count * 8 > part.length) return [];
	return Array.from({ length: count }, (_, i) => {
		const begin = view.getInt32(positions + i * 4, true);
		const packed = view.getUint32(pieces + i * 8 + 2, true);
		const wide = (packed & 0x40000000) === 0;
		const offset = packed & 0x3fffffff;
		return {
			length: view.getInt32(positions + (i + 1) * 4, true) - begin,
			offset: wide ? offset : offset >> 1,
			wide
		};
	});
}

/** Properties lie in pages of 512 bytes, by the offsets of the text they belong to. */
function readRuns(main: Uint8Array, part: Uint8Array): PropertyRun[] {
	const view = viewOf(part);
	const count = Math.max(0, Math.floor((part.length - 4) / 8));
	const runs: PropertyRun[] = [];
	for (let i = 0; i < count; i++) {
		const page = view.getUint32((count + 1) * 4 + i * 4, true) & 0x3fffff;
		const bytes = main.subarray(page * pageLength, (page + 1) * pageLength);
		if (bytes.length === pageLength) runs.push(...readPage(bytes));
	}
	return runs.sort((a, b) => a.begin - b.begin);
}

function readPage(page: Uint8Array): PropertyRun[] {
	const view = viewOf(page);
	const count = Math.min(page[pageLength - 1]!, 29);
	return Array.from({ length: count }, (_, i) => {
		const at = page[(count + 1) * 4 + i * 13]! * 2;
		return {
			begin: view.getUint32(i * 4, true),
			end: view.getUint32((i + 1) * 4, true),
			list: at === 0 ? new Uint8Array() : listAt(page, at)
		};
	});
}

/** A list has its length before it, in one byte or two, and the number of its style. */
function listAt(page: Uint8Array, at: number): Uint8Array {
	const short = page[at]!;
	const begin = at + (short === 0 ? 2 : 1);
	const length = short === 0 ? (page[at + 1] ?? 0) * 2 : short * 2 - 1;
	return page.subarray(begin + 2, Math.min(begin + length, pageLength - 1));
}

function runAt(runs: PropertyRun[], offset: number): PropertyRun | null {
	let low = 0;
	let high = runs.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (runs[middle]!.end <= offset) low = middle + 1;
		else high = middle;
	}
	const run = runs[low];
	return run && run.begin <= offset ? run : null;
}
