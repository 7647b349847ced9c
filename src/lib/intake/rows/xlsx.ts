/** Workbooks in pieces: a sheet is inflated and read some rows at a time. */

import { Looks, SharedStrings, Workbook } from '../files/excel/workbook.ts';
import { isDateCode, printNumber } from '../files/excel/number-format.ts';
import { openPackage } from '../files/package.ts';
import { scanXml, type Attributes, type XmlHandler } from '../files/xml.ts';
import { Refusal } from '../source.ts';
import { rowLimits } from './limits.ts';
import type { TakeRow } from './row.ts';

interface Shared {
	strings: SharedStrings;
	looks: Looks;
	epoch1904: boolean;
}

/** Reads the visible sheets in their order; formulas stand for the values saved with them. */
export async function readXlsxRows(
	first: Uint8Array,
	rest: AsyncIterable<Uint8Array>,
	take: TakeRow
): Promise<void> {
	const parts = openPackage(await gather(first, rest), 'xl/workbook.xml');
	const workbook = new Workbook();
	parts.scan(parts.main, workbook);
	const relations = parts.relations(parts.main);
	const shared: Shared = {
		strings: new SharedStrings(),
		looks: new Looks(),
		epoch1904: workbook.epoch1904
	};
	for (const { type, target } of relations) {
		if (type === 'sharedStrings') parts.scan(target, shared.strings);
		else if (type === 'styles') parts.scan(target, shared.looks);
	}
	for (const sheet of workbook.sheets) {
		const relation = relations.find(({ id }) => id === sheet.relation);
		if (relation?.type !== 'worksheet' || sheet.hidden) continue;
		const pieces = parts.archive.stream(relation.target, rowLimits.sheetBytes);
		if (!pieces) throw new Refusal('truncated');
		await readSheet(pieces, new SheetRows(shared, sheet.name, take));
	}
}

async function gather(first: Uint8Array, rest: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const pieces = [first];
	let size = first.byteLength;
	for await (const piece of rest) {
		size += piece.byteLength;
		if (size > rowLimits.workbookBytes) throw new Refusal('too-large', 'bytes');
		pieces.push(piece);
	}
	return pieces.length === 1 ? first : new Uint8Array(Buffer.concat(pieces, size));
}

/** Scans whole rows, inside a copy of the sheet's own first tag, as soon as they are there. */
async function readSheet(pieces: AsyncIterable<Uint8Array>, rows: SheetRows): Promise<void> {
	const decoder = new TextDecoder();
	let text = '';
	let frame: { open: string; close: string; lastOfRow: string } | null = null;
	for await (const piece of pieces) {
		text += decoder.decode(piece, { stream: true });
		frame ??= frameOf(text);
		const end = frame ? text.lastIndexOf(frame.lastOfRow) : -1;
		if (frame && end >= 0) {
			const next = end + frame.lastOfRow.length;
			const begin = text.search(/<(?:\w+:)?row[\s>/]/);
			if (begin >= 0 && begin < end) {
				scanXml(`${frame.open}${text.slice(begin, next)}${frame.close}`, rows);
			}
			text = text.slice(next);
		} else if (text.length > rowLimits.rowText) throw new Refusal('too-large', 'row');
	}
}

/** The sheet's outermost tag, with the namespaces that hold inside. */
function frameOf(text: string): { open: string; close: string; lastOfRow: string } | null {
	if (/<!DOCTYPE/i.test(text)) throw new Refusal('entities');
	const tag = /<((?:\w+:)?)worksheet\b[^<>]*>/.exec(text);
	if (!tag) return null;
	return { open: tag[0], close: `</${tag[1]}worksheet>`, lastOfRow: `</${tag[1]}row>` };
}

/** Gives the rows of a sheet; the array of cells is used again. */
class SheetRows implements XmlHandler {
	#shared: Shared;
	#sheet: string;
	#take: TakeRow;
	#cells: string[] = [];
	#number = 0;
	#column = -1;
	#type = '';
	#look = 0;
	#value = '';
	#reads = false;

	constructor(shared: Shared, sheet: string, take: TakeRow) {
		this.#shared = shared;
		this.#sheet = sheet;
		this.#take = take;
	}

	open(name: string, attributes: Attributes): unknown {
		this.#reads = name === 'v' || name === 't';
		if (name === 'c') {
			this.#column = columnOf(attributes.get('r')) ?? this.#column + 1;
			this.#type = attributes.get('t') ?? 'n';
			this.#look = Number(attributes.get('s') ?? 0);
			this.#value = '';
		} else if (name === 'row') {
			this.#number = Number(attributes.get('r')) || this.#number + 1;
			this.#cells = [];
			this.#column = -1;
		}
		return name === 'rPh' || name === 'f';
	}

	text(text: string): void {
		if (this.#reads) this.#value += text;
	}

	close(name: string): void {
		this.#reads = false;
		if (name === 'c') this.#keep();
		else if (name === 'row' && this.#cells.some((cell) => cell.trim() !== '')) {
			this.#take(this.#cells, this.#number, this.#sheet);
		}
	}

	#keep(): void {
		if (this.#column >= rowLimits.columns) return;
		while (this.#cells.length < this.#column) this.#cells.push('');
		this.#cells[this.#column] = this.#textOf();
	}

	#textOf(): string {
		const { strings, looks, epoch1904 } = this.#shared;
		if (this.#value === '') return '';
		if (this.#type === 's') return strings.get(Number(this.#value));
		if (this.#type !== 'n') return this.#value;
		const value = Number(this.#value);
		if (!Number.isFinite(value)) return this.#value;
		const { code } = looks.get(this.#look);
		if (isDateCode(code)) return printNumber(value, code, epoch1904);
		// Fifteen digits are what Excel keeps; the rest is noise of binary fractions.
		return String(Number(value.toPrecision(15)));
	}
}

/** `C5` as 2. */
function columnOf(reference: string | undefined): number | null {
	if (reference === undefined) return null;
	let column = 0;
	for (let at = 0; at < reference.length; at++) {
		const code = reference.charCodeAt(at) & ~32;
		if (code < 65 || code > 90) break;
		column = column * 26 + code - 64;
	}
	return column === 0 ? null : column - 1;
}
