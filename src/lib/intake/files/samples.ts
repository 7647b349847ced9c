/** Small documents for tests, made of the XML that matters to them. */

import { strToU8, zipSync } from 'fflate';
import type { Block, SourceDocument, Table } from '../source.ts';

const wordSpace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const officeSpace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const spaces = `xmlns:w="${wordSpace}" xmlns:r="${officeSpace}" \
xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
xmlns:v="urn:schemas-microsoft-com:vml" \
xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`;

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const wordTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
${['document.main', 'styles', 'numbering']
	.map(
		(kind) =>
			`<Override PartName="/word/${kind.split('.')[0]}.xml" ContentType="${wordType}.${kind}+xml"/>`
	)
	.join('')}</Types>`;

/** An archive of the named texts. */
export function zipOf(parts: Record<string, string | Uint8Array>): Uint8Array {
	return zipSync(
		Object.fromEntries(
			Object.entries(parts).map(([name, part]) => [
				name,
				typeof part === 'string' ? strToU8(part) : part
			])
		)
	);
}

function relations(types: Record<string, string>): string {
	const all = Object.entries(types).map(
		([type, target], i) =>
			`<Relationship Id="rId${i + 1}" Type="${officeSpace}/${type}" Target="${target}"/>`
	);
	const space = 'http://schemas.openxmlformats.org/package/2006/relationships';
	return `<?xml version="1.0"?><Relationships xmlns="${space}">${all.join('')}</Relationships>`;
}

/** Parts of a Word document with this body, styles and lists. */
export function docxParts(
	body: string,
	{ styles = '', numbering = '', macros = false, chunk = '' } = {}
): Record<string, string> {
	return {
		'[Content_Types].xml': wordTypes,
		'_rels/.rels': relations({ officeDocument: 'word/document.xml' }),
		'word/_rels/document.xml.rels': relations({
			styles: 'styles.xml',
			numbering: 'numbering.xml',
			...(macros ? { vbaProject: 'vbaProject.bin' } : {}),
			...(chunk ? { aFChunk: 'chunk.dat' } : {})
		}),
		'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?>
<w:document ${spaces}><w:body>${body}<w:sectPr/></w:body></w:document>`,
		...(chunk ? { 'word/chunk.dat': chunk } : {}),
		'word/styles.xml': `<w:styles ${spaces}>${styles}</w:styles>`,
		'word/numbering.xml': `<w:numbering ${spaces}>${numbering}</w:numbering>`
	};
}

export function docxOf(body: string, options: Parameters<typeof docxParts>[1] = {}): Uint8Array {
	return zipOf(docxParts(body, options));
}

/** A Word paragraph of one run; `properties` and `run` are the XML inside pPr and rPr. */
export function p(text: string, properties = '', run = ''): string {
	return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr>\
<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** A Word cell; text becomes a paragraph, XML stays as it is. */
export function tc(content: string, properties = ''): string {
	const inner = content.startsWith('<') ? content : p(content);
	return `<w:tc><w:tcPr>${properties}</w:tcPr>${inner}</w:tc>`;
}

export function tr(cells: string[], properties = ''): string {
	return `<w:tr><w:trPr>${properties}</w:trPr>${cells.join('')}</w:tr>`;
}

/** A Word table; `widths` are those of its grid in twentieths of a point. */
export function tbl(rows: string[], widths: number[] = []): string {
	const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
	return `<w:tbl><w:tblPr/><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

/** A workbook of sheets given by the XML inside their `worksheet` elements. */
export function xlsxOf(
	sheets: { name: string; xml: string; state?: string }[],
	{ strings = [] as string[], styles = '', workbook = '' } = {}
): Uint8Array {
	const space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
	const types: Record<string, string> = { styles: 'styles.xml', sharedStrings: 'strings.xml' };
	const list = sheets.map(
		({ name, state }, i) =>
			`<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"${state ? ` state="${state}"` : ''}/>`
	);
	const sheetRelations = sheets.map(
		(_, i) =>
			`<Relationship Id="s${i}" Type="${officeSpace}/worksheet" Target="worksheets/s${i}.xml"/>`
	);
	return zipOf({
		'_rels/.rels': relations({ officeDocument: 'xl/workbook.xml' }),
		'xl/_rels/workbook.xml.rels': relations(types).replace(
			'</Relationships>',
			`${sheetRelations.join('')}</Relationships>`
		),
		'xl/workbook.xml': `<workbook ${space} xmlns:r="${officeSpace}">${
			workbook.startsWith('<workbookPr') ? workbook : ''
		}<sheets>${list.join('')}</sheets>${
			workbook.startsWith('<workbookPr') ? '' : workbook
		}</workbook>`,
		'xl/styles.xml': `<styleSheet ${space}>${styles}</styleSheet>`,
		'xl/strings.xml': `<sst ${space}>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
		...Object.fromEntries(
			sheets.map(({ xml }, i) => [
				`xl/worksheets/s${i}.xml`,
				`<worksheet ${space}>${xml}</worksheet>`
			])
		)
	});
}

/** The texts of paragraphs, in order. */
export function paragraphsIn({ blocks }: SourceDocument): string[] {
	return blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
}

/** The tables, in order. */
export function tablesIn({ blocks }: SourceDocument): Table[] {
	return blocks.filter((block) => block.kind === 'table');
}

/** A table as lines: `column+span:text`, with `vN` for N merged rows. */
export function drawn(table: Block | undefined): string[] {
	if (table?.kind !== 'table') return [];
	return table.rows.map((row) =>
		row.cells
			.map(({ column, span, rowSpan, text }) => {
				const merged = rowSpan > 1 ? `v${rowSpan}` : '';
				return `${column}+${span}${merged}:${text}`;
			})
			.join(' | ')
	);
}
