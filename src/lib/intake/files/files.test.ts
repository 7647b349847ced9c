import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { Refusal } from '../source.ts';
import { canConvert, convert } from './convert.ts';
import { readDocx } from './docx.ts';
import { readFile } from './files.ts';
import { docxOf, p, paragraphsIn, tablesIn, tbl, tc, tr, xlsxOf, zipOf } from './samples.ts';
import { readXlsx } from './xlsx.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const word = docxOf(p('План') + tbl([tr([tc('№'), tc('Мера')]), tr([tc('1'), tc('Анализ')])]));
const book = xlsxOf([
	{
		name: 'Лист',
		xml: '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
	}
]);
const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const ole = (stream: string) =>
	Uint8Array.from([
		...latin('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'),
		...new Uint8Array(600),
		...Buffer.from(stream, 'utf16le')
	]);

describe('a file', () => {
	it.each([
		['план.docx', word, 'docx'],
		['план.pdf', word, 'docx'],
		['без окончания', word, 'docx'],
		['план.doc', book, 'xlsx'],
		['план.doc', bytesOf('<html><body><table><tr><td>1<td>2</table>'), 'html'],
		['план.html', bytesOf('план'), 'html'],
		['план.csv', bytesOf('№;Мера\n1;Анализ'), 'csv'],
		['план.xls', bytesOf('№\tМера\n1\tАнализ'), 'csv'],
		['план.txt', bytesOf('Дорожная карта\n\nна 2026 год'), 'txt'],
		['план.docx', bytesOf('Дорожная карта на 2026 год'), 'txt'],
		['план.txt', new Uint8Array(Buffer.from('Дорожная карта', 'utf16le')), 'txt'],
		['план.txt', new Uint8Array(Buffer.from(`\ufeff┌─────┬────┐\n│ 1   │ да │`, 'utf16le')), 'txt']
	])('named %s is read as what it is', async (name, bytes, format) => {
		expect((await readFile(bytes, name)).format).toBe(format);
	});

	it('in another encoding says which', async () => {
		const old = Uint8Array.from([0xcf, 0xeb, 0xe0, 0xed, 0x20, 0xec, 0xe5, 0xf0]);
		const document = await readFile(old, 'план.txt');
		expect(paragraphsIn(document)).toEqual(['План мер']);
		expect(document.notes).toEqual([{ code: 'encoding', detail: 'windows-1251' }]);
	});

	it('may be a web page in one file, whatever its ending', async () => {
		const page = Buffer.from('<html><p>Мера = срок</p><table><tr><td>1<td>2</table></html>');
		const quoted = page.toString('latin1').replace(/[=\u0080-\u00ff]/g, (sign) => {
			return `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
		});
		const part = (type: string, encoding: string, content: string) =>
			`--=_x\r\nContent-Type: ${type}; charset="utf-8"\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${content}\r\n`;
		const head =
			'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="=_x"\r\n\r\nпреамбула\r\n';
		for (const [encoding, content] of [
			['quoted-printable', quoted.replace('=D1', '=\r\n=D1')],
			['base64', page.toString('base64')],
			['8bit', page.toString()]
		] as const) {
			const text = `${head}${part('image/png', 'base64', 'AAAA')}${part('text/html', encoding, content)}--=_x--`;
			const document = await readFile(bytesOf(text), 'план.doc');
			expect(paragraphsIn(document)).toEqual(['Мера = срок']);
			expect(tablesIn(document)).toHaveLength(1);
		}
	});

	it.each([
		['nothing', 'x.docx', new Uint8Array(), 'empty'],
		['blanks', 'x.txt', bytesOf(' \n\t'), 'empty'],
		['a picture', 'скан.docx', latin('\u0089PNG\r\n\u001a\n....'), 'picture'],
		['a photograph', 'скан.pdf', latin('\u00ff\u00d8\u00ff\u00e0....'), 'picture'],
		['an archive', 'план.zip', zipOf({ 'a.txt': 'x' }), 'unknown-format'],
		['a presentation', 'план.pptx', zipOf({ 'ppt/presentation.xml': '<a/>' }), 'unknown-format'],
		['an encrypted document', 'план.docx', ole('EncryptedPackage'), 'encrypted'],
		[
			'an encrypted open document',
			'план.odt',
			zipOf({
				mimetype: 'application/vnd.oasis.opendocument.text',
				'META-INF/manifest.xml': '<manifest:encryption-data/>'
			}),
			'encrypted'
		],
		[
			'noise under a good name',
			'план.docx',
			latin('\u0001\u0002\u0000\u0003'.repeat(50)),
			'wrong-ending'
		],
		['noise', 'план.xyz', latin('\u0001\u0002\u0000\u0003'.repeat(50)), 'unknown-format'],
		['half of a document', 'план.docx', word.slice(0, word.length / 2), 'truncated'],
		['too many bytes', 'план.txt', new Uint8Array(limits.fileBytes + 1), 'too-large']
	])('of %s is refused', async (_, name, bytes, code) => {
		await expect(readFile(bytes, name)).rejects.toMatchObject({ name: 'Refusal', code });
	});
});

describe('spoilt files', () => {
	const spoil = (bytes: Uint8Array) =>
		fc
			.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
			.map((changes) => {
				const copy = bytes.slice();
				for (const [at, byte] of changes) copy[at] = byte;
				return copy;
			});
	const answers = (read: () => unknown): void => {
		try {
			read();
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
		}
	};

	it('give a document or a refusal, never another error', () => {
		fc.assert(
			fc.property(spoil(word), (bytes) => answers(() => readDocx(bytes))),
			{ numRuns: 500 }
		);
		fc.assert(
			fc.property(spoil(book), (bytes) => answers(() => readXlsx(bytes))),
			{ numRuns: 500 }
		);
	});

	it('do so where the archive is sound and its XML is not', () => {
		const parts = {
			'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${tbl(
				[tr([tc('а', '<w:gridSpan w:val="2"/><w:vMerge/>'), tc('б')], '<w:tblHeader/>')]
			)}</w:document>`
		};
		const xml = bytesOf(parts['word/document.xml']);
		fc.assert(
			fc.property(spoil(xml), (spoilt) =>
				answers(() => readDocx(zipOf({ 'word/document.xml': spoilt })))
			),
			{ numRuns: 1_000 }
		);
	});

	it('do so when cut anywhere', () => {
		for (let end = 0; end < word.length; end += 7) answers(() => readDocx(word.slice(0, end)));
	});
});

describe.skipIf(!canConvert())('old formats', () => {
	it('are read through LibreOffice', async () => {
		const rtf =
			"{\\rtf1\\ansi\\ansicpg1251 \\trowd\\cellx2000\\cellx4000 \\intbl 1\\cell \\intbl \\'cc\\'e5\\'f0\\'e0\\cell\\row}";
		const document = await readFile(bytesOf(rtf), 'план.rtf');
		expect(document.format).toBe('rtf');
		expect(document.notes).toContainEqual({ code: 'converted', detail: 'rtf' });
		expect(tablesIn(document)[0]!.rows[0]!.cells.map(({ text }) => text)).toEqual(['1', 'Мера']);
	});
});

it('says that LibreOffice is needed where it is not installed', async () => {
	const path = process.env.PATH;
	process.env.PATH = '/nowhere';
	try {
		await expect(convert(bytesOf('{\\rtf1}'), 'rtf', 'docx')).rejects.toMatchObject({
			code: 'needs-libreoffice',
			detail: 'rtf'
		});
	} finally {
		process.env.PATH = path;
	}
});
