/** Tells what a file is by its bytes; its name decides only between kinds of text. */

import { openZip, type Archive } from './zip.ts';

export type FileKind =
	| 'docx'
	| 'xlsx'
	| 'pdf'
	| 'html'
	/** A web page in one file, as Word saves it. */
	| 'mht'
	| 'csv'
	| 'txt'
	/** Old and foreign formats that LibreOffice turns into a Word document … */
	| 'doc'
	| 'odt'
	| 'rtf'
	/** … or into a spreadsheet. */
	| 'xls'
	| 'ods'
	| 'encrypted'
	| 'picture'
	| 'archive'
	| 'presentation'
	| 'empty'
	| 'unknown';

/** First bytes of 7-Zip, RAR, gzip, bzip2, xz. */
const archives = ['7z\u00bc\u00af', 'Rar!', '\u001f\u008b', 'BZh', '\u00fd7zXZ'];

/** Ending of a file's name in lower case without the dot; '' where it has none. */
export function endingOf(name: string): string {
	return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/**
 * The kind of a file. Throws what `openZip` throws for an archive that is damaged or a trap.
 * @throws Refusal truncated, bomb
 */
export function sniff(bytes: Uint8Array, name: string): FileKind {
	if (bytes.length === 0) return 'empty';
	const head = latin(bytes.subarray(0, 1_024));
	if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) {
		return kindOfArchive(openZip(bytes));
	}
	if (isCompound(bytes)) return kindOfOle(bytes);
	if (head.includes('%PDF-')) return 'pdf';
	if (/^\s*\{\\rtf/.test(head)) return 'rtf';
	if (isPicture(head)) return 'picture';
	if (archives.some((mark) => head.startsWith(mark))) return 'archive';
	return kindOfText(bytes, head, endingOf(name));
}

/** Whether the bytes are a compound file: the container of the formats before 2007. */
export function isCompound(bytes: Uint8Array): boolean {
	return latin(bytes.subarray(0, 8)) === '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1';
}

function latin(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function kindOfArchive(archive: Archive): FileKind {
	const names = archive.names.map((name) => name.replaceAll('\\', '/').toLowerCase());
	const mimetype = archive.has('mimetype') ? latin(archive.read('mimetype')!) : '';
	if (/opendocument/.test(mimetype) && isEncryptedOpenDocument(archive)) return 'encrypted';
	if (/opendocument\.text/.test(mimetype)) return 'odt';
	if (/opendocument\.spreadsheet/.test(mimetype)) return 'ods';
	if (/opendocument\.presentation/.test(mimetype)) return 'presentation';
	if (names.includes('word/document.xml')) return 'docx';
	if (names.includes('xl/workbook.xml')) return 'xlsx';
	if (names.includes('xl/workbook.bin')) return 'xls';
	if (names.some((name) => name.startsWith('word/'))) return 'docx';
	if (names.some((name) => name.startsWith('xl/'))) return 'xlsx';
	return names.some((name) => name.startsWith('ppt/')) ? 'presentation' : 'archive';
}

function isEncryptedOpenDocument(archive: Archive): boolean {
	return latin(archive.read('META-INF/manifest.xml') ?? new Uint8Array()).includes(
		'encryption-data'
	);
}

/** Compound files list their streams by names in UTF-16. */
function kindOfOle(bytes: Uint8Array): FileKind {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const holds = (stream: string): boolean => file.includes(Buffer.from(stream, 'utf16le'));
	if (holds('EncryptedPackage')) return 'encrypted';
	if (holds('WordDocument')) return isEncryptedWord(file) ? 'encrypted' : 'doc';
	if (holds('Workbook') || holds('Book')) return 'xls';
	return holds('PowerPoint Document') ? 'presentation' : 'unknown';
}

/** Word's own stream begins after the file's head and says whether it is encrypted. */
function isEncryptedWord(file: Buffer): boolean {
	const begin = 512;
	if (file.length < begin + 12 || file.readUInt16LE(begin) !== 0xa5ec) return false;
	return (file.readUInt16LE(begin + 10) & 0x0100) !== 0;
}

function isPicture(head: string): boolean {
	return (
		/^(\u0089PNG|\u00ff\u00d8\u00ff|GIF8|II\*\0|MM\0\*|8BPS|AT&TFORM)/.test(head) ||
		/^RIFF[^]{4}WEBP/.test(head) ||
		/^[^]{4}ftyp(heic|heix|mif1|avif)/.test(head) ||
		/^BM[^]{4}\0\0\0\0/.test(head) ||
		/^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?<svg\b/i.test(head)
	);
}

function kindOfText(bytes: Uint8Array, head: string, ending: string): FileKind {
	if (isBinary(bytes)) return 'unknown';
	// Tags are looked for without the zero bytes of UTF-16.
	const begin = head
		.replaceAll('\0', '')
		.replace(/^(\u00ff\u00fe|\u00fe\u00ff|\u00ef\u00bb\u00bf)/, '');
	if (!/\S/.test(begin) && bytes.length <= 1_024) return 'empty';
	if (/progid="Word\.Document"/.test(begin)) return 'doc';
	if (/progid="Excel\.Sheet"/.test(begin)) return 'xls';
	if (/^(mime-version|from|date|message-id):/i.test(begin) && /multipart\/related/i.test(begin)) {
		return 'mht';
	}
	const tag = /<(!doctype html|html|head|body|meta|table|div|p|title|h[1-6])[\s/>]/i;
	if (/^html?$/.test(ending) || (/^\s*</.test(begin) && tag.test(begin))) return 'html';
	if (/^(csv|tsv|tab)$/.test(ending) || isTabbedSheet(begin, ending)) return 'csv';
	return 'txt';
}

/** Programs of schools save tab separated text under the name of a spreadsheet. */
function isTabbedSheet(begin: string, ending: string): boolean {
	return /^xlsx?$/.test(ending) && /[\t;]/.test(begin);
}

/** Text has no control signs but blanks; in UTF-16 every second byte may be zero. */
function isBinary(bytes: Uint8Array): boolean {
	const sample = bytes.subarray(0, 64 * 1024);
	if (isMarkedWide(sample)) return !readsAsWide(sample);
	const zeros = [0, 0];
	let controls = 0;
	sample.forEach((byte, i) => {
		if (byte === 0) zeros[i & 1]!++;
		// Tab, line ends, form feed, the end sign of DOS and what separates ASCII records.
		else if (byte < 32 && !(byte >= 8 && byte <= 13) && byte !== 26) controls++;
	});
	const some = Math.max(...zeros);
	const wide = some > 0 && Math.min(...zeros) <= some / 100;
	// The high byte of Russian letters in UTF-16 is 4, itself a control sign.
	if (some > 0 && !wide) return true;
	return controls > sample.length * (wide ? 0.55 : 0.01);
}

/** Marked UTF-16 is judged by its signs: the bytes of drawn lines («─» is 00 25) look binary. */
function readsAsWide(sample: Uint8Array): boolean {
	const text = new TextDecoder(sample[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(sample);
	const odd = [...text].filter((sign) => isOdd(sign.charCodeAt(0))).length;
	return odd <= text.length / 100 + 1;
}

/** A control sign that no text has, or the sign for what could not be decoded. */
function isOdd(code: number): boolean {
	return code < 0x08 || (code > 0x0d && code < 0x20) || code === 0xfffd;
}

function isMarkedWide(sample: Uint8Array): boolean {
	return (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff);
}
