/** Reads a file of any format into the common shape. */

import { limits } from '../limits.ts';
import { readPdf } from '../pdf/pdf.ts';
import { Refusal, type SourceDocument, type SourceFormat } from '../source.ts';
import { readText } from '../text/text.ts';
import { convert } from './convert.ts';
import { readCsv } from './csv.ts';
import { readDocx } from './docx.ts';
import { decode, decodeHtml } from './encoding.ts';
import { readHtml } from './html.ts';
import { readMht } from './mht.ts';
import { endingOf, isCompound, sniff, type FileKind } from './sniff.ts';
import { restoreLastTable } from './word97/last-table.ts';
import { readXlsx } from './xlsx.ts';

/** Endings that promise a format which the bytes then do not keep. */
const promises = /^(docx?|docm|xlsx?|xlsm|pdf|odt|ods|rtf)$/;

/**
 * Reads a file: what it is its bytes say, so a wrong ending does no harm.
 * `name` is the file's name; only its ending is used.
 * @throws Refusal with any code: the file is not read at all, never by half
 */
export async function readFile(bytes: Uint8Array, name: string): Promise<SourceDocument> {
	if (bytes.length > limits.fileBytes) throw new Refusal('too-large', 'file');
	const kind = sniff(bytes, name);
	const document = await readKind(kind, bytes, endingOf(name));
	if (document.blocks.length === 0 && document.notes.length === 0) throw new Refusal('empty');
	return document;
}

async function readKind(
	kind: FileKind,
	bytes: Uint8Array,
	ending: string
): Promise<SourceDocument> {
	switch (kind) {
		case 'docx':
			return readDocx(bytes);
		case 'xlsx':
			return readXlsx(bytes);
		case 'pdf':
			// The PDF library takes the bytes away from who gave them, and wants no Buffer.
			return readPdf(Uint8Array.from(bytes));
		case 'html':
		case 'csv':
		case 'txt':
			return readDecoded(kind, bytes);
		case 'mht':
			return readHtml(readMht(bytes));
		case 'doc':
			return converted(await readOldWord(bytes), kind, kind);
		case 'odt':
		case 'rtf':
			return converted(readDocx(await convert(bytes, kind, 'docx')), kind, kind);
		case 'xls':
		case 'ods':
			return converted(readXlsx(await convert(bytes, kind, 'xlsx')), kind, 'xlsx');
		case 'encrypted':
		case 'picture':
		case 'empty':
			throw new Refusal(kind);
		case 'archive':
		case 'presentation':
			throw new Refusal('unknown-format', kind);
		case 'unknown':
			throw new Refusal(promises.test(ending) ? 'wrong-ending' : 'unknown-format', ending);
	}
}

async function readOldWord(bytes: Uint8Array): Promise<SourceDocument> {
	const document = readDocx(await convert(bytes, 'doc', 'docx'));
	return isCompound(bytes) ? restoreLastTable(document, bytes) : document;
}

function readDecoded(kind: 'html' | 'csv' | 'txt', bytes: Uint8Array): SourceDocument {
	const { text, encoding } = kind === 'html' ? decodeHtml(bytes) : decode(bytes);
	if (!/\S/.test(text)) throw new Refusal('empty');
	const document = {
		html: () => readHtml(text),
		csv: () => readCsv(text),
		txt: () => readText(text, 'txt')
	}[kind]();
	if (encoding !== 'utf-8') document.notes.push({ code: 'encoding', detail: encoding });
	return document;
}

function converted(document: SourceDocument, from: string, format: SourceFormat): SourceDocument {
	const notes = [...document.notes, { code: 'converted' as const, detail: from }];
	return { ...document, format, notes };
}
