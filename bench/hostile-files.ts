/** Files that people or their enemies may upload; made here, so that none lies in the project. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { docxParts, p, tbl, tc, tr, xlsxOf } from '../src/lib/intake/files/samples.ts';

export interface HostileFile {
	/** What is wrong with it. */
	what: string;
	name: string;
	make: () => Uint8Array | null;
}

const megabyte = 1024 * 1024;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** An archive whose parts may be larger than one string: each is chunks, deflated at once. */
function archive(parts: Record<string, Uint8Array>): Uint8Array {
	const files: Uint8Array[] = [];
	const directory: Uint8Array[] = [];
	let offset = 0;
	for (const [name, content] of Object.entries(parts)) {
		const nameBytes = utf8(name);
		const packed = deflateRawSync(content, { level: 6 });
		const head = Buffer.alloc(30);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt16LE(8, 8);
		head.writeUInt32LE(crc32(content), 14);
		head.writeUInt32LE(packed.length, 18);
		head.writeUInt32LE(content.length, 22);
		head.writeUInt16LE(nameBytes.length, 26);
		files.push(head, nameBytes, packed);
		directory.push(record(head, nameBytes, offset), nameBytes);
		offset += head.length + nameBytes.length + packed.length;
	}
	return Buffer.concat([...files, ...directory, ending(directory, offset)]);
}

function record(head: Buffer, name: Uint8Array, offset: number): Buffer {
	const entry = Buffer.alloc(46);
	entry.writeUInt32LE(0x02014b50, 0);
	head.copy(entry, 10, 8, 26);
	entry.writeUInt16LE(name.length, 28);
	entry.writeUInt32LE(offset, 42);
	return entry;
}

function ending(directory: Uint8Array[], offset: number): Buffer {
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(directory.length / 2, 8);
	end.writeUInt16LE(directory.length / 2, 10);
	end.writeUInt32LE(
		directory.reduce((sum, part) => sum + part.length, 0),
		12
	);
	end.writeUInt32LE(offset, 16);
	return end;
}

/** A Word document with this body, as bytes of any size. */
function word(body: string | Uint8Array, prolog = ''): Uint8Array {
	const parts = docxParts('@');
	const [before, after] = parts['word/document.xml']!.split('@');
	const content = typeof body === 'string' ? utf8(body) : body;
	const all = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, utf8(text)]));
	all['word/document.xml'] = Buffer.concat([utf8(prolog + before), content, utf8(after!)]);
	return archive(all);
}

function relation(type: string, target: string): Uint8Array {
	return utf8(`<Relationships><Relationship Type="/${type}" Target="${target}"/></Relationships>`);
}

/** Elements in one another, each with a mark of its own so that they do not compress away. */
function nested(names: string): string {
	const tags = names.split(' ');
	return Array.from(
		{ length: 300_000 },
		(_, i) => `<${tags[i % tags.length]} a="${i * 7919}">`
	).join('');
}

const entities = `<!DOCTYPE lolz [<!ENTITY a "ха">${'bcdefghij'
	.split('')
	.map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
	.join('')}]>`;
const wordRow = tr([tc('1'), tc('Провести анализ'), tc('март'), tc('Директор'), tc('Справка')]);
const cells = ['1', 'Провести анализ', 'март', 'Директор', 'Справка'];
const sheetRow = (number: number): string =>
	`<row r="${number}">${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
const sheetRows = (count: number): string =>
	`<sheetData>${Array.from({ length: count }, (_, i) => sheetRow(i + 1)).join('')}</sheetData>`;
const sound = (): Uint8Array => word(tbl(Array.from({ length: 30 }, () => wordRow)));
const noise = (length: number): Uint8Array =>
	Uint8Array.from({ length }, (_, i) => (i * 2654435761) >>> 11);

/** A PDF of one page whose content stream is deflated from these bytes. */
function pdf(content: Uint8Array): Uint8Array {
	const packed = deflateSync(content);
	return Buffer.concat([
		utf8(`%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length ${packed.length}/Filter/FlateDecode>>stream
`),
		packed,
		utf8('\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF')
	]);
}

const office = 'soffice';

/** A document that LibreOffice protects by a password, or null where it is not installed. */
function protectedPdf(): Uint8Array | null {
	const folder = mkdtempSync(join(tmpdir(), 'opora-bench-'));
	try {
		writeFileSync(join(folder, 'a.txt'), 'План на год');
		const filter =
			'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}';
		execFileSync(
			office,
			[`-env:UserInstallation=file://${folder}/p`, '--headless', '--convert-to', filter, 'a.txt'],
			{ cwd: folder, stdio: 'ignore' }
		);
		return readFileSync(join(folder, 'a.pdf'));
	} catch {
		return null;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function compound(stream: string): Uint8Array {
	const head = Buffer.from('d0cf11e0a1b11ae1', 'hex');
	return Buffer.concat([
		head,
		Buffer.alloc(2_040),
		Buffer.from(stream, 'utf16le'),
		Buffer.alloc(4_096)
	]);
}

export const hostileFiles: HostileFile[] = [
	{
		what: 'bomb: 512 MB of blanks in document.xml',
		name: 'a.docx',
		make: () => word(Buffer.alloc(512 * megabyte, 32))
	},
	{
		what: 'bomb: 60 MB of dense markup',
		name: 'a.docx',
		make: () => word(Buffer.alloc(60 * megabyte, `<w:p><w:r><w:t>слово</w:t></w:r></w:p>`))
	},
	{
		what: 'bomb: 512 MB of shared strings',
		name: 'a.xlsx',
		make: () =>
			archive({
				'_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
				'xl/_rels/workbook.xml.rels': relation('sharedStrings', 'strings.xml'),
				'xl/workbook.xml': utf8('<workbook/>'),
				'xl/strings.xml': Buffer.alloc(512 * megabyte, '<si><t>x</t></si>')
			})
	},
	{ what: 'bottomless tables', name: 'a.docx', make: () => word(nested('w:tbl w:tr w:tc')) },
	{ what: 'bottomless elements', name: 'a.docx', make: () => word(nested('w:sdt')) },
	{ what: 'bottomless elements', name: 'a.html', make: () => utf8('<div>'.repeat(4_000_000)) },
	{
		what: 'bottomless groups',
		name: 'a.rtf',
		make: () => utf8(`{\\rtf1 ${'{'.repeat(2_000_000)}`)
	},
	{ what: 'a billion laughs', name: 'a.docx', make: () => word(p('&j;'), entities) },
	{
		what: '100,000 rows',
		name: 'a.docx',
		make: () => word(`<w:tbl>${wordRow.repeat(100_000)}</w:tbl>`)
	},
	{
		what: '100,000 rows',
		name: 'a.xlsx',
		make: () => xlsxOf([{ name: 'План', xml: sheetRows(100_000) }])
	},
	{ what: '100,000 rows', name: 'a.csv', make: () => utf8(`${cells.join(';')}\n`.repeat(100_000)) },
	{
		what: '100,000 rows',
		name: 'a.html',
		make: () =>
			utf8(`<table>${`<tr>${cells.map((c) => `<td>${c}`).join('')}`.repeat(100_000)}</table>`)
	},
	{
		what: '100,000 lines',
		name: 'a.txt',
		make: () => utf8('1. Провести анализ. Срок – март, ответственный – директор\n'.repeat(100_000))
	},
	{
		what: '19,000 rows: just allowed',
		name: 'a.docx',
		make: () => word(`<w:tbl>${wordRow.repeat(19_000)}</w:tbl>`)
	},
	{
		what: '19,000 rows: just allowed',
		name: 'a.xlsx',
		make: () => xlsxOf([{ name: 'План', xml: sheetRows(19_000) }])
	},
	{
		what: 'a million painted empty rows',
		name: 'a.xlsx',
		make: () =>
			xlsxOf([
				{
					name: 'П',
					xml: `<sheetData>${Array.from({ length: 1_000_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" s="1"/></row>`).join('')}${sheetRow(1_000_001)}</sheetData>`
				}
			])
	},
	{ what: '50 MB on one line', name: 'a.txt', make: () => Buffer.alloc(50 * megabyte, 'слово ') },
	{ what: '24 MB on one line', name: 'a.txt', make: () => Buffer.alloc(24 * megabyte, 'слово ') },
	{
		what: '24 MB of bars and dashes',
		name: 'a.txt',
		make: () => Buffer.alloc(24 * megabyte, '|+-')
	},
	{
		what: '24 MB of lines of bars',
		name: 'a.txt',
		make: () => Buffer.alloc(24 * megabyte, '| а | б | в |\n+---+---+---+\n')
	},
	{ what: '24 MB on one line', name: 'a.csv', make: () => Buffer.alloc(24 * megabyte, 'слово;') },
	{ what: '24 MB of quotes', name: 'a.csv', make: () => Buffer.alloc(24 * megabyte, '";') },
	{
		what: '24 MB on one line',
		name: 'a.html',
		make: () => Buffer.alloc(24 * megabyte, 'слово &amp; ')
	},
	{ what: '24 MB of open tags', name: 'a.html', make: () => Buffer.alloc(24 * megabyte, '<p <a ') },
	{
		what: '50 MB in one paragraph',
		name: 'a.docx',
		make: () =>
			word(
				Buffer.concat([
					utf8('<w:p><w:r><w:t>'),
					Buffer.alloc(
						50 * megabyte,
						noise(3_000_000).map((b) => 97 + (b % 26))
					),
					utf8('</w:t></w:r></w:p>')
				])
			)
	},
	{ what: 'encrypted', name: 'a.docx', make: () => compound('EncryptedPackage') },
	{ what: 'encrypted', name: 'a.pdf', make: protectedPdf },
	{
		what: 'a picture',
		name: 'a.png',
		make: () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), noise(megabyte)])
	},
	{
		what: 'a picture under a wrong name',
		name: 'a.docx',
		make: () => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), noise(megabyte)])
	},
	{ what: 'truncated', name: 'a.docx', make: () => sound().subarray(0, 900) },
	{ what: 'truncated', name: 'a.pdf', make: () => pdf(noise(100_000)).subarray(0, 2_000) },
	{ what: 'broken', name: 'a.doc', make: () => compound('WordDocument') },
	{ what: 'wrong ending: a Word document', name: 'a.pdf', make: sound },
	{ what: 'wrong ending: noise', name: 'a.docx', make: () => noise(megabyte) },
	{
		what: 'bomb: 512 MB in a stream',
		name: 'a.pdf',
		make: () => pdf(Buffer.alloc(512 * megabyte, 32))
	},
	{
		what: 'ten million signs on a page',
		name: 'a.pdf',
		make: () => pdf(Buffer.alloc(20 * megabyte, 'BT /F 1 Tf 9 9 Td (abcdefgh) Tj ET '))
	},
	{
		what: 'a million lines on a page',
		name: 'a.pdf',
		make: () => pdf(Buffer.alloc(14 * megabyte, '1 1 m 9 9 l S '))
	},
	{ what: 'bottomless arrays', name: 'a.pdf', make: () => pdf(Buffer.alloc(8 * megabyte, '[')) },
	{ what: 'empty', name: 'a.docx', make: () => new Uint8Array() }
];
