import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocx } from './docx.ts';
import {
	docxOf,
	docxParts,
	drawn,
	p,
	paragraphsIn,
	tablesIn,
	tbl,
	tc,
	tr,
	zipOf
} from './samples.ts';
import { cleanText } from './text.ts';
import { openZip } from './zip.ts';

const read = (body: string, options = {}) => readDocx(docxOf(body, options));
const table = (body: string, options = {}) => drawn(tablesIn(read(body, options))[0]);
const noteCodes = (body: string, options = {}) => read(body, options).notes.map(({ code }) => code);

describe('text of a Word document', () => {
	it('keeps paragraphs and tables in reading order with their places', () => {
		const document = read(p('До') + tbl([tr([tc('1'), tc('Мера')])]) + p('') + p('После'));
		expect(document.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'table', 'paragraph']);
		expect(document.blocks[0]).toMatchObject({ text: 'До', line: 1, page: null, heading: null });
		expect(document.blocks[1]).toMatchObject({ number: 1, columns: 2, sheet: null });
		expect(document.blocks[2]).toMatchObject({ text: 'После', line: 3 });
	});

	it('joins runs of one word and reads breaks, tabs and hyphens', () => {
		const body = `<w:p><w:r><w:t>мар</w:t></w:r><w:r><w:t>т</w:t><w:tab/><w:t>2026</w:t><w:br/>
<w:t>научно</w:t><w:noBreakHyphen/><w:t>методи\u00adческий</w:t><w:softHyphen/><w:cr/><w:t>х\u00a0 у</w:t>
</w:r></w:p>`;
		expect(paragraphsIn(read(body))).toEqual(['март 2026\nнаучно-методический\nх у']);
	});

	it('reads symbols, formulas, hyperlinks, content controls and fields', () => {
		const body = `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>
<w:hyperlink r:id="x"><w:r><w:t> ссылка</w:t></w:r></w:hyperlink>
<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr></w:sdtPr><w:sdtContent><w:r><w:t> выбор</w:t></w:r></w:sdtContent></w:sdt>
<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText></w:r>
<w:fldSimple w:instr="DATE"><w:r><w:t> 2026</w:t></w:r></w:fldSimple>
<w:smartTag><w:r><w:t> тег</w:t></w:r></w:smartTag><m:oMath><m:r><m:t> x+1</m:t></m:r></m:oMath></w:p>`;
		expect(paragraphsIn(read(body))).toEqual(['✓ ссылка выбор 2026 тег x+1']);
	});

	it('takes one branch of alternatives and puts text boxes after their paragraph', () => {
		const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`;
		const body = `<w:p><w:r><w:t>Абзац</w:t><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing>${box('УТВЕРЖДАЮ')}</w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox>${box('УТВЕРЖДАЮ')}</v:textbox></w:pict></mc:Fallback>
</mc:AlternateContent><w:t> дальше</w:t></w:r></w:p>`;
		expect(paragraphsIn(read(body))).toEqual(['Абзац дальше', 'УТВЕРЖДАЮ']);
	});

	it('knows headings by outline level and by style, with what styles are based on', () => {
		const styles = `<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H"/></w:style>
<w:style w:type="paragraph" w:styleId="Body"><w:basedOn w:val="H"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>`;
		const body =
			p('а', '<w:pStyle w:val="Own"/>') +
			p('б', '<w:outlineLvl w:val="0"/>') +
			p('в', '<w:pStyle w:val="Body"/>');
		expect(read(body, { styles }).blocks).toMatchObject([
			{ heading: 2 },
			{ heading: 1 },
			{ heading: null }
		]);
	});

	it('survives styles that are based on each other in a ring', () => {
		const styles = `<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:vanish/></w:rPr></w:style>`;
		expect(noteCodes(p('x', '<w:pStyle w:val="A"/>') + p('y'), { styles })).toEqual([
			'hidden-text'
		]);
	});

	it('counts pages by what Word rendered, not also by breaks that were set', () => {
		const rendered = '<w:r><w:lastRenderedPageBreak/></w:r>';
		const body = `${p('1')}<w:p><w:r><w:br w:type="page"/></w:r></w:p>
<w:p>${rendered}<w:r><w:t>2</w:t></w:r></w:p>`;
		expect(read(body).blocks.map((block) => block.page)).toEqual([1, 2]);
		const set = `${p('1')}<w:p><w:r><w:br w:type="page"/></w:r></w:p>${p('2')}`;
		expect(read(set).blocks.map((block) => block.page)).toEqual([1, 2]);
	});

	it('counts a page break that cuts all cells of a row once', () => {
		const cut = (text: string) =>
			`<w:p><w:r><w:t>${text}</w:t><w:lastRenderedPageBreak/><w:t> дальше</w:t></w:r></w:p>`;
		const begins = '<w:p><w:r><w:lastRenderedPageBreak/><w:t>новая</w:t></w:r></w:p>';
		const document = read(
			tbl([tr([tc(cut('a')), tc(cut('b'))]), tr([tc('c'), tc('d')]), tr([tc(begins), tc('e')])])
		);
		const pages = tablesIn(document)[0]!.rows.map((row) => [row.page, row.cells[1]!.page]);
		expect(pages).toEqual([
			[1, 1],
			[2, 2],
			[3, 3]
		]);
	});
});

describe('tables of a Word document', () => {
	it('resolves spans, cells merged downwards and rows that begin or end inside the grid', () => {
		const body = tbl(
			[
				tr([tc('№'), tc('Мера'), tc('Срок', '<w:gridSpan w:val="2"/>')], '<w:tblHeader/>'),
				tr([tc('Раздел', '<w:gridSpan w:val="4"/>')]),
				tr([tc('Этап', '<w:vMerge w:val="restart"/>'), tc('а'), tc('1'), tc('2')]),
				tr([tc('', '<w:vMerge/>'), tc('б')], '<w:gridAfter w:val="2"/>'),
				tr([tc('в'), tc('3'), tc('4')], '<w:gridBefore w:val="1"/>')
			],
			[500, 3000, 1000, 1000]
		);
		expect(table(body)).toEqual([
			'0+1:№ | 1+1:Мера | 2+2:Срок',
			'0+4:Раздел',
			'0+1v2:Этап | 1+1:а | 2+1:1 | 3+1:2',
			'1+1:б',
			'1+1:в | 2+1:3 | 3+1:4'
		]);
		expect(tablesIn(read(body))[0]!.rows.map((row) => row.repeatedHead)).toEqual([
			true,
			false,
			false,
			false,
			false
		]);
	});

	it('shows a continuation without a beginning as a cell, and keeps text of continuations', () => {
		const body = tbl([
			tr([tc('сирота', '<w:vMerge/>'), tc('а')]),
			tr([tc('ещё', '<w:vMerge w:val="continue"/>'), tc('б')])
		]);
		expect(table(body)).toEqual(['0+1v2:сирота\nещё | 1+1:а', '1+1:б']);
	});

	it('cuts spans that reach beyond the table and joins lines drawn unevenly', () => {
		const span = (n: number) => `<w:gridSpan w:val="${n}"/>`;
		const body = tbl(
			[
				tr([tc('а', span(1)), tc('б', span(3))]),
				tr([tc('в', span(2)), tc('г', span(2))]),
				tr([tc('д', span(99))])
			],
			[1000, 20, 2000, 10]
		);
		expect(table(body)).toEqual(['0+1:а | 1+1:б', '0+1:в | 1+1:г', '0+2:д']);
	});

	it('flattens a nested table into its cell and says so', () => {
		const inner = tbl([tr([tc('1'), tc('2')])]);
		const body = tbl([tr([tc(p('Состав:') + inner + p('')), tc('срок')])]);
		expect(table(body)).toEqual(['0+1:Состав:\n1\n2 | 1+1:срок']);
		expect(noteCodes(body)).toEqual(['nested-table']);
	});

	it('lifts a table out of a mere frame', () => {
		const inner = tbl([tr([tc('1'), tc('Мера')])]);
		const document = read(tbl([tr([tc('Дорожная карта')]), tr([tc(inner + p(''))])]));
		expect(paragraphsIn(document)).toEqual(['Дорожная карта']);
		expect(tablesIn(document).map(drawn)).toEqual([['0+1:1 | 1+1:Мера']]);
		expect(document.notes).toEqual([]);
	});

	it('gives every cell a place of its own inside of the grid, whatever the file says', () => {
		const cell = fc.record({
			span: fc.integer({ min: 0, max: 6 }),
			merge: fc.constantFrom('', '<w:vMerge/>', '<w:vMerge w:val="restart"/>', '<w:hMerge/>')
		});
		const row = fc.record({
			before: fc.nat(3),
			cells: fc.array(cell, { minLength: 1, maxLength: 6 })
		});
		const widths = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 8 });
		fc.assert(
			fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), widths, (rows, grid) => {
				const body = rows.map(({ before, cells }, y) =>
					tr(
						cells.map(({ span, merge }, x) =>
							tc(
								`<w:p><w:r><w:t>t${y}.${x};</w:t></w:r></w:p>`,
								`<w:gridSpan w:val="${span}"/>${merge}`
							)
						),
						`<w:gridBefore w:val="${before}"/>`
					)
				);
				const made = tablesIn(read(tbl(body, grid)))[0]!;
				const texts = made.rows.flatMap((r) => r.cells.map((c) => c.text)).join('');
				rows.forEach(({ cells }, y) => {
					cells.forEach((_, x) => expect(texts).toContain(`t${y}.${x};`));
				});
				const taken = new Set<string>();
				made.rows.forEach((r, y) => {
					for (const c of r.cells) {
						expect(c.column + c.span).toBeLessThanOrEqual(made.columns);
						for (let at = c.column; at < c.column + c.span; at++) {
							expect(taken).not.toContain(`${y} ${at}`);
							taken.add(`${y} ${at}`);
						}
					}
				});
			}),
			{ numRuns: 400 }
		);
	});

	it('sees bold and painted cells', () => {
		const styles = `<w:style w:type="character" w:styleId="S"><w:rPr><w:b/></w:rPr></w:style>`;
		const body = tbl([
			tr([
				tc(p('a', '', '<w:b/>'), '<w:shd w:val="clear" w:fill="FF0000"/>'),
				tc(p('b', '', '<w:rStyle w:val="S"/>'), '<w:shd w:val="clear" w:fill="FFFFFF"/>'),
				tc(p('c', '', '<w:b w:val="0"/>'), '<w:shd w:val="pct15" w:fill="auto"/>'),
				tc('')
			])
		]);
		const cells = tablesIn(read(body, { styles }))[0]!.rows[0]!.cells;
		expect(cells.map(({ bold, shaded }) => [bold, shaded])).toEqual([
			[true, true],
			[true, false],
			[false, true],
			[false, false]
		]);
	});
});

describe('automatic numbers', () => {
	const level = (at: number, format: string, text: string, more = '') =>
		`<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
	const numbering = `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2.')}${level(2, 'russianLower', '%3)')}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '\uf0b7')}${level(1, 'upperRoman', '%2', '<w:suff w:val="nothing"/>')}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`;
	const item = (text: string, list: number, at = 0) =>
		p(text, `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`);

	it('stand before the text, level by level, and restart where they must', () => {
		const body = [
			item('раз', 1),
			item('два', 1),
			item('вложен', 1, 1),
			item('глубже', 1, 2),
			item('ещё', 1, 2),
			item('три', 1),
			item('снова', 1, 1),
			item('знак', 2),
			item('римское', 2, 1),
			item('заново', 3),
			item('и дальше', 3)
		].join('');
		expect(paragraphsIn(read(body, { numbering }))).toEqual([
			'1. раз',
			'2. два',
			'2.1. вложен',
			'а) глубже',
			'б) ещё',
			'3. три',
			'3.1. снова',
			'• знак',
			'Iримское',
			'1. заново',
			'2. и дальше'
		]);
	});

	it('fill number cells that have no text of their own', () => {
		const row = (text: string) => tr([tc(item('', 1)), tc(text)]);
		const body = tbl([row('а'), row('б')]) + item('', 1) + item('четвёртый', 1);
		expect(table(body, { numbering })).toEqual(['0+1:1. | 1+1:а', '0+1:2. | 1+1:б']);
		expect(paragraphsIn(read(body, { numbering }))).toEqual(['4. четвёртый']);
	});

	it('come through styles and are taken away by list 0', () => {
		const styles = `<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`;
		const body =
			p('а', '<w:pStyle w:val="L"/>') +
			p('б', '<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>') +
			p('в', '<w:pStyle w:val="L"/>');
		expect(paragraphsIn(read(body, { styles, numbering }))).toEqual(['1. а', 'б', '2. в']);
	});
});

describe('what a reader does not see', () => {
	it('reads tracked changes as accepted and counts them', () => {
		const body = `<w:p><w:r><w:t>до </w:t></w:r><w:ins w:id="1"><w:r><w:t>марта</w:t></w:r></w:ins>
<w:del w:id="2"><w:r><w:delText>мая</w:delText></w:r></w:del>
<w:moveFrom w:id="3"><w:r><w:t>прочь</w:t></w:r></w:moveFrom></w:p>`;
		const document = read(body);
		expect(paragraphsIn(document)).toEqual(['до марта']);
		expect(document.notes).toEqual([{ code: 'tracked-changes', detail: '3' }]);
	});

	it('joins paragraphs whose border is deleted, and drops deleted rows and cells', () => {
		const joined = `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>один </w:t></w:r></w:p>${p('абзац')}`;
		expect(paragraphsIn(read(joined))).toEqual(['один абзац']);
		const before = joined.replace(p('абзац'), '') + tbl([tr([tc('1')])]) + p('после');
		expect(paragraphsIn(read(before))).toEqual(['один', 'после']);
		expect(read(before).blocks.map(({ kind }) => kind)[1]).toBe('table');
		const body = tbl([
			tr([tc('1'), tc('нет', '<w:cellDel w:id="3"/>')]),
			tr([tc('2')], '<w:del w:id="4"/>')
		]);
		expect(table(body)).toEqual(['0+1:1']);
		expect(noteCodes(body)).toEqual(['tracked-changes']);
	});

	it('leaves hidden text and rows out and says so', () => {
		const styles = `<w:style w:type="character" w:styleId="V"><w:rPr><w:vanish/></w:rPr></w:style>`;
		const body =
			`<w:p><w:r><w:t>видно</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r>
<w:r><w:rPr><w:rStyle w:val="V"/></w:rPr><w:t>скрыто</w:t></w:r>
<w:r><w:rPr><w:rStyle w:val="V"/><w:vanish w:val="0"/></w:rPr><w:t> тоже</w:t></w:r></w:p>` +
			tbl([tr([tc('1')]), tr([tc('2')], '<w:hidden/>')]);
		const document = read(body, { styles });
		expect(paragraphsIn(document)).toEqual(['видно тоже']);
		expect(drawn(tablesIn(document)[0])).toEqual(['0+1:1']);
		expect(document.notes).toEqual([{ code: 'hidden-text', detail: '3' }]);
	});

	it('says that there are macros, or nothing but pictures', () => {
		expect(noteCodes(p('x'), { macros: true })).toEqual(['macros']);
		const picture = '<w:p><w:r><w:pict><v:imagedata r:id="i"/></w:pict></w:r></w:p>';
		expect(noteCodes(picture)).toEqual(['images-only']);
	});
});

describe('Word files that are made otherwise', () => {
	it('read a web page that is embedded whole', () => {
		const page = '<html><meta charset="utf-8"><p>Текст<table><tr><td>1<td>Мера</table></html>';
		const body = p('До') + '<w:altChunk r:id="rId3"/>' + p('После');
		const document = read(body, { chunk: page });
		expect(paragraphsIn(document)).toEqual(['До', 'Текст', 'После']);
		expect(tablesIn(document).map(drawn)).toEqual([['0+1:1 | 1+1:Мера']]);
	});

	it('reads other prefixes, the strict namespace and a main part elsewhere', () => {
		const parts = docxParts('');
		const strict = 'http://purl.oclc.org/ooxml/wordprocessingml/main';
		const made = zipOf({
			'_rels/.rels': parts['_rels/.rels']!.replace('word/document.xml', '/content/main.xml'),
			'content/main.xml': `<document xmlns="${strict}" xmlns:x="${strict}"><body><x:p><r><t>да</t></r></x:p>
<tbl><tr><tc><tcPr><gridSpan x:val="2"/></tcPr><p><r><t>1</t></r></p></tc></tr></tbl></body></document>`
		});
		expect(paragraphsIn(readDocx(made))).toEqual(['да']);
	});

	it.each([
		['an empty document', p(''), 'empty'],
		['a cell outside of a table', tc('x'), 'truncated'],
		['a row inside of a cell', tbl([tr([`<w:tc>${tr([tc('x')])}</w:tc>`])]), 'truncated'],
		['tags that do not close', '<w:p><w:r>', 'truncated'],
		['bottomless tables', nest(60), 'too-deep'],
		['bottomless elements', '<w:smartTag>'.repeat(1000), 'too-deep'],
		['too many rows', tbl(Array.from({ length: 20_001 }, () => tr([tc('x')]))), 'too-many-rows'],
		['a text of ten books', p('слово '.repeat(30_000)), 'too-large']
	])('refuses %s', (_, body, code) => {
		expect(() => read(body)).toThrow(expect.objectContaining({ name: 'Refusal', code }));
	});

	it('refuses a document type', () => {
		const parts = docxParts(p('&x;'));
		parts['word/document.xml'] = `<!DOCTYPE w [<!ENTITY x "y">]>${parts['word/document.xml']}`;
		expect(() => readDocx(zipOf(parts))).toThrow(expect.objectContaining({ code: 'entities' }));
	});
});

function nest(depth: number): string {
	let body = p('x');
	for (let i = 0; i < depth; i++) body = tbl([tr([tc(body)])]);
	return body;
}

const corpus = new URL('../../../../../shared/corpus/', import.meta.url);
describe.skipIf(!existsSync(corpus))('documents of the field', () => {
	const names = existsSync(corpus) ? readdirSync(corpus).filter((n) => n.endsWith('.docx')) : [];
	it.each(names)('%s is read without loss', (name) => {
		const bytes = readFileSync(new URL(name, corpus));
		const xml = new TextDecoder().decode(openZip(bytes).read('word/document.xml')!);
		const written = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map((match) => match[1]!);
		const document = readDocx(bytes);
		const texts = document.blocks.map((block) =>
			block.kind === 'paragraph'
				? block.text
				: block.rows.flatMap((row) => row.cells.map((cell) => cell.text)).join(' ')
		);
		const letters = (text: string) => cleanText(text).replace(/\s/g, '');
		const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
		const whole = written.join('').replace(/&\w+;/g, (e) => entities[e as '&amp;'] ?? e);
		expect(letters(texts.join(''))).toBe(letters(whole));
	});
});
