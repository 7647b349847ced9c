/** The table as it came, with a first column that says what is wrong in each row. */

import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { readRows } from '../../../intake/rows/rows.ts';
import { errorTitle, readHead, signatureOf } from '../../read/columns.ts';
import { readMarksHead } from '../../read/marks-sheet.ts';

interface RowError {
	sheet: string;
	row: number;
	text: string;
}

/** Writes one row; `error` stands before its cells. */
interface RowWriter {
	row(cells: readonly string[], number: number, sheet: string, error: string): void;
	end(): void;
}

const pieceLength = 64 * 1024;

/**
 * Writes the rows of a table to `out`: text as text with semicolons, a workbook as a workbook with
 * the same sheets. Row numbers stay as they were.
 * @param signatures of heads that only a person's mapping tells
 * @throws Refusal where the table cannot be read
 */
export async function writeMended(
	source: AsyncIterable<Uint8Array>,
	errors: readonly RowError[],
	signatures: readonly string[],
	out: Writable
): Promise<void> {
	const texts = new Map<string, string>();
	for (const { sheet, row, text } of errors) {
		const key = `${row} ${sheet}`;
		const before = texts.get(key);
		texts.set(key, before === undefined ? text : `${before} ${text}`);
	}
	const write = (bytes: Uint8Array): void => void out.write(bytes);
	let writer: RowWriter | null = null;
	const titled = new Set<string>();
	/** Sheets that have the column already, of a table that was mended by half. */
	const hasColumn = new Set<string>();
	const isHead = (cells: readonly string[]): boolean =>
		readMarksHead(cells) !== null ||
		readHead(cells).missing.length <= 2 ||
		signatures.includes(signatureOf(cells));
	async function* paced(): AsyncGenerator<Uint8Array> {
		for await (const piece of source) {
			if (out.writableNeedDrain) await once(out, 'drain');
			yield piece;
		}
	}
	await readRows(paced(), (cells, number, sheet) => {
		writer ??= sheet === '' ? new TextWriter(write) : new WorkbookWriter(write);
		let error = texts.get(`${number} ${sheet}`) ?? '';
		if (cells[0] === errorTitle) hasColumn.add(sheet);
		const own = hasColumn.has(sheet) ? cells.slice(1) : cells;
		if (!titled.has(sheet) && isHead(own)) {
			titled.add(sheet);
			if (error === '') error = errorTitle;
		}
		writer.row(own, number, sheet, error);
	});
	(writer as RowWriter | null)?.end();
	await new Promise<void>((resolve) => out.end(() => resolve()));
}

class TextWriter implements RowWriter {
	#write: (bytes: Uint8Array) => void;
	/** Excel tells UTF-8 by the mark at its beginning. */
	#text = '\ufeff';
	#next = 1;

	constructor(write: (bytes: Uint8Array) => void) {
		this.#write = write;
	}

	row(cells: readonly string[], number: number, _: string, error: string): void {
		for (; this.#next < number; this.#next++) this.#text += '\r\n';
		this.#next++;
		this.#text += `${[error, ...cells].map(quoted).join(';')}\r\n`;
		if (this.#text.length > pieceLength) this.#flush();
	}

	end(): void {
		this.#flush();
	}

	#flush(): void {
		this.#write(Buffer.from(this.#text));
		this.#text = '';
	}
}

function quoted(cell: string): string {
	return /[;"\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

class WorkbookWriter implements RowWriter {
	#zip: Zip;
	#sheets: string[] = [];
	#part: ZipDeflate | null = null;
	#text = '';

	constructor(write: (bytes: Uint8Array) => void) {
		this.#zip = new Zip((error, bytes) => {
			if (error) throw error;
			write(bytes);
		});
	}

	row(cells: readonly string[], number: number, sheet: string, error: string): void {
		if (this.#sheets.at(-1) !== sheet) this.#open(sheet);
		const all = [error, ...cells]
			.map((cell, at) => cellOf(cell, `${letters(at)}${number}`))
			.join('');
		this.#text += `<row r="${number}">${all}</row>`;
		if (this.#text.length > pieceLength) this.#flush(false);
	}

	end(): void {
		this.#close();
		const sheets = this.#sheets.map((name, at) => ({ name: escaped(name), id: at + 1 }));
		const relation = (id: number, type: string, target: string): string =>
			`<Relationship Id="r${id}" Type="${office}/${type}" Target="${target}"/>`;
		const relations = (all: string): string =>
			`<Relationships xmlns="${packages}/relationships">${all}</Relationships>`;
		const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
		this.#add('_rels/.rels', relations(relation(1, 'officeDocument', 'xl/workbook.xml')));
		this.#add(
			'xl/workbook.xml',
			`<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets
				.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="r${id}"/>`)
				.join('')}</sheets></workbook>`
		);
		this.#add(
			'xl/_rels/workbook.xml.rels',
			relations(
				sheets.map(({ id }) => relation(id, 'worksheet', `worksheets/sheet${id}.xml`)).join('')
			)
		);
		this.#add(
			'[Content_Types].xml',
			`<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${sheets
				.map(
					({ id }) =>
						`<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${type}.worksheet+xml"/>`
				)
				.join('')}</Types>`
		);
		this.#zip.end();
	}

	#open(sheet: string): void {
		this.#close();
		this.#sheets.push(sheet);
		this.#part = new ZipDeflate(`xl/worksheets/sheet${this.#sheets.length}.xml`, { level: 6 });
		this.#zip.add(this.#part);
		this.#text = `${head}<worksheet xmlns="${main}"><cols><col min="1" max="1" width="60" customWidth="1"/></cols><sheetData>`;
	}

	#close(): void {
		if (!this.#part) return;
		this.#text += '</sheetData></worksheet>';
		this.#flush(true);
		this.#part = null;
	}

	#flush(isLast: boolean): void {
		this.#part!.push(strToU8(this.#text), isLast);
		this.#text = '';
	}

	#add(name: string, text: string): void {
		const part = new ZipDeflate(name, { level: 6 });
		this.#zip.add(part);
		part.push(strToU8(head + text), true);
	}
}

/** Whole numbers as numbers, all else as text: never a formula. */
function cellOf(cell: string, address: string): string {
	if (cell === '') return '';
	if (/^(?:0|[1-9]\d{0,8})$/.test(cell)) return `<c r="${address}"><v>${cell}</v></c>`;
	return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** «A», «Z», «AA»: the letters of a column, from 0. */
function letters(column: number): string {
	const own = String.fromCharCode(65 + (column % 26));
	return column < 26 ? own : letters(Math.floor(column / 26) - 1) + own;
}

function escaped(text: string): string {
	return text
		.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
