import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../source.ts';
import { readHtml } from './html.ts';
import { drawn, paragraphsIn, tablesIn } from './samples.ts';

const table = (html: string) => drawn(tablesIn(readHtml(html))[0]);

describe('HTML', () => {
	it('is read as paragraphs, headings and lists', () => {
		const document = readHtml(`<!DOCTYPE html><title>нет</title><style>p{}</style>
<h2>План&nbsp;&laquo;Рост&raquo;</h2><p>Один<p>Два<br>три &#8470;&#x2116; a &lt; b
<ul><li>а<li>б</ul><ol start=3><li>в<li value=7>г</ol><script>document.write("<p>нет")</script>`);
		expect(paragraphsIn(document)).toEqual([
			'План «Рост»',
			'Один',
			'Два\nтри №№ a < b',
			'• а',
			'• б',
			'3. в',
			'7. г'
		]);
		expect(document.blocks[0]).toMatchObject({ heading: 2, line: 1 });
	});

	it('has tables with spans, heads and open tags', () => {
		const document = readHtml(`<table><thead><tr><th rowspan=2>№<th colspan="2">Мера
<tr><th>а<th>б</thead><tr bgcolor="#ffff00"><td>1<td>текст<p>ещё<td style="background:white"><b>жир</b>
<tr><td>2<td colspan=99>конец</table>`);
		expect(drawn(tablesIn(document)[0])).toEqual([
			'0+1v2:№ | 1+2:Мера',
			'1+1:а | 2+1:б',
			'0+1:1 | 1+1:текст\nещё | 2+1:жир',
			'0+1:2 | 1+2:конец'
		]);
		const rows = tablesIn(document)[0]!.rows;
		expect(rows.map(({ repeatedHead }) => repeatedHead)).toEqual([true, true, false, false]);
		expect(rows[2]!.cells.map(({ bold, shaded }) => [bold, shaded])).toEqual([
			[false, true],
			[false, true],
			[true, false]
		]);
	});

	it('leaves out what is not shown and what was deleted', () => {
		const document = readHtml(`<p>видно<span style="display: none">тайна</span><del>старое</del>
<span style='mso-hide:all'>тайна</span></p><div hidden><table><tr><td>x</table></div>
<table><tr style="display:none"><td>x<tr><td>1<td style="visibility:hidden">y<td>2</table>`);
		expect(paragraphsIn(document)).toEqual(['видно']);
		expect(drawn(tablesIn(document)[0])).toEqual(['0+1:1 | 1+1:2']);
		expect(document.notes.map(({ code }) => code)).toEqual(['tracked-changes', 'hidden-text']);
	});

	it('flattens nested tables and lifts those that are only framed', () => {
		expect(table('<table><tr><td>а<table><tr><td>1<td>2</table><td>б</table>')).toEqual([
			'0+1:а\n1\n2 | 1+1:б'
		]);
		const framed = readHtml('<table><tr><td><p>Карта<table><tr><td>1<td>2</table></table><p>конец');
		expect(framed.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'table', 'paragraph']);
	});

	it('reads what Word saves as a web page', () => {
		const document =
			readHtml(`<html xmlns:o="urn"><head><xml><w:View>Print</w:View></xml></head><body>
<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Мера<o:p></o:p></p>
<!--[if gte mso 9]><p>нет</p><![endif]--><p class=MsoNormal><o:p>&nbsp;</o:p></p></body>`);
		expect(paragraphsIn(document)).toEqual(['1. Мера']);
	});

	it('survives cells and rows outside of tables', () => {
		const html = '<td>а</td></tr></table><tr><td>б</table><table>в<tr>г<td>д</table></td>';
		expect(paragraphsIn(readHtml(html)).join(' ')).toBe('а б в г');
		expect(table(html)).toEqual(['0+1:д']);
	});

	it.each([
		['nothing', '<p> </p><img>', 'empty'],
		['bottomless nesting', '<div>'.repeat(100_000), 'too-deep'],
		['bottomless tables', '<table><tr><td>'.repeat(30), 'too-deep'],
		['too many rows', `<table>${'<tr><td>1<td>2'.repeat(20_001)}`, 'too-many-rows'],
		['spans without measure', `<table><tr>${'<td colspan=999>1'.repeat(100)}`, 'bomb']
	])('refuses %s', (_, html, code) => {
		expect(() => readHtml(html)).toThrow(expect.objectContaining({ name: 'Refusal', code }));
	});

	it('answers any tags with a document or a refusal', () => {
		const names = [
			'table',
			'tr',
			'td',
			'th',
			'thead',
			'tbody',
			'p',
			'div',
			'li',
			'ol',
			'b',
			'del',
			'script',
			'br'
		];
		const tag = fc
			.tuple(
				fc.constantFrom('<', '</'),
				fc.constantFrom(...names),
				fc.constantFrom('>', ' rowspan=9>', ' colspan=3>', ' hidden>', '/>')
			)
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(
				fc.array(fc.oneof(tag, fc.constantFrom('т', '<', '&amp;', '<!--', '"')), { maxLength: 60 }),
				(pieces) => {
					try {
						for (const block of readHtml(pieces.join('')).blocks) {
							if (block.kind !== 'table') continue;
							for (const { cells } of block.rows) {
								for (const c of cells) expect(c.column + c.span).toBeLessThanOrEqual(block.columns);
							}
						}
					} catch (error) {
						if (!(error instanceof Refusal)) throw error;
					}
				}
			),
			{ numRuns: 2_000 }
		);
	});
});
