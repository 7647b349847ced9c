/**
 * Writes a description as an Excel workbook (`.xlsx`): one sheet, every cell a text, so that no
 * cell can be taken for a formula. Our own small writer of OOXML: nothing else is needed here.
 */
import { strToU8, zipSync } from 'fflate';
import type { OfficialDocument } from './description.ts';
import { printableDocument } from './printable.ts';
import { sheetOf } from './sheet.ts';
import type { Sheet, SheetRow } from './sheet.ts';

/** Numbers of the cell formats in `styles.xml`, all of them of the kind «text» (49). */
const formats = { plain: 0, title: 1, head: 2, section: 3, cell: 4 };

/** One twelve-point character is about 1.9 mm wide, a line 15 points high. */
const MM_PER_CHARACTER = 1.9;
const LINE_POINTS = 15;
/** Excel refuses a cell with more characters. */
const LONGEST = 32_767;
/** A row in Excel is at most 409 points high. */
const HIGHEST = 409;

/** Bytes of a `.xlsx` that prints the description on A4 landscape with the head repeated. */
export function writeXlsx(described: OfficialDocument): Uint8Array {
	const document = printableDocument(described);
	const sheet = sheetOf(document);
	const files = {
		'[Content_Types].xml': contentTypes,
		'_rels/.rels': rootRelations,
		'docProps/core.xml': coreProperties(document.title),
		'xl/workbook.xml': workbook(sheet),
		'xl/_rels/workbook.xml.rels': workbookRelations,
		'xl/styles.xml': styles,
		'xl/worksheets/sheet1.xml': worksheet(sheet)
	};
	return zipSync(
		Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(HEAD + text)])),
		{ level: 6, mtime: new Date(1980, 0, 2) }
	);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes =
	`<Types xmlns="${PACKAGE}/content-types">` +
	'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
	'<Default Extension="xml" ContentType="application/xml"/>' +
	`<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
	`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/>` +
	`<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>` +
	'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
	'</Types>';

const rootRelations =
	`<Relationships xmlns="${PACKAGE}/relationships">` +
	`<Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	'</Relationships>';

const workbookRelations =
	`<Relationships xmlns="${PACKAGE}/relationships">` +
	`<Relationship Id="rId1" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
	`<Relationship Id="rId2" Type="${OFFICE}/relationships/styles" Target="styles.xml"/>` +
	'</Relationships>';

const thin = ['left', 'right', 'top', 'bottom']
	.map((side) => `<${side} style="thin"><color auto="1"/></${side}>`)
	.join('');
const font = (bold: string) =>
	`<font>${bold}<sz val="12"/><name val="Times New Roman"/><family val="1"/></font>`;
const format = (fontId: number, borderId: number, alignment: string) =>
	`<xf numFmtId="49" fontId="${fontId}" fillId="0" borderId="${borderId}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment ${alignment} wrapText="1"/></xf>`;

const styles =
	`<styleSheet xmlns="${MAIN}">` +
	`<fonts count="2">${font('')}${font('<b/>')}</fonts>` +
	'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
	`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${thin}<diagonal/></border></borders>` +
	'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
	'<cellXfs count="5">' +
	format(0, 0, 'horizontal="left" vertical="top"') +
	format(1, 0, 'horizontal="center" vertical="center"') +
	format(1, 1, 'horizontal="center" vertical="center"') +
	format(1, 1, 'horizontal="center" vertical="center"') +
	format(0, 1, 'horizontal="left" vertical="top"') +
	'</cellXfs>' +
	'<cellStyles count="1"><cellStyle name="Обычный" xfId="0" builtinId="0"/></cellStyles>' +
	'</styleSheet>';

function coreProperties(title: string): string {
	return (
		`<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>${escaped(title)}</dc:title><dc:creator>Опора</dc:creator><dc:language>ru-RU</dc:language>` +
		'</cp:coreProperties>'
	);
}

const SHEET_NAME = 'Дорожная карта';

function workbook({ rows, columns }: Sheet): string {
	const first = rows.findIndex(({ kind }) => kind === 'head') + 1;
	const last = rows.findLastIndex(({ kind }) => kind === 'head') + 1;
	const titles =
		first > 0
			? `<definedName name="_xlnm.Print_Titles" localSheetId="0">'${SHEET_NAME}'!$${first}:$${last}</definedName>`
			: '';
	const area = `<definedName name="_xlnm.Print_Area" localSheetId="0">'${SHEET_NAME}'!$A$1:$${letter(columns.length - 1)}$${rows.length}</definedName>`;
	return (
		`<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships">` +
		`<sheets><sheet name="${SHEET_NAME}" sheetId="1" r:id="rId1"/></sheets>` +
		`<definedNames>${area}${titles}</definedNames></workbook>`
	);
}

function worksheet({ rows, columns }: Sheet): string {
	const frozen = rows.findLastIndex(({ kind }) => kind === 'head') + 1;
	const pane =
		frozen > 0
			? `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`
			: '';
	const widths = columns
		.map((width, i) => {
			const characters = (width / MM_PER_CHARACTER).toFixed(1);
			return `<col min="${i + 1}" max="${i + 1}" width="${characters}" customWidth="1"/>`;
		})
		.join('');
	const merged = rows.flatMap(({ cells }, y) =>
		cells
			.filter(({ span, rows: down }) => span > 1 || down > 1)
			.map(({ column, span, rows: down }) => {
				const to = `${letter(column + span - 1)}${y + down}`;
				return `<mergeCell ref="${letter(column)}${y + 1}:${to}"/>`;
			})
	);
	return (
		`<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships">` +
		'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
		`<sheetViews><sheetView workbookViewId="0" showGridLines="0">${pane}</sheetView></sheetViews>` +
		`<sheetFormatPr defaultRowHeight="${LINE_POINTS}"/><cols>${widths}</cols>` +
		`<sheetData>${rows.map((row, y) => rowXml(row, y + 1, columns)).join('')}</sheetData>` +
		(merged.length > 0
			? `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>`
			: '') +
		'<pageMargins left="0.79" right="0.39" top="0.79" bottom="0.79" header="0.39" footer="0.39"/>' +
		'<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
		'<headerFooter differentFirst="1"><oddHeader>&amp;C&amp;P</oddHeader></headerFooter>' +
		'</worksheet>'
	);
}

function rowXml(row: SheetRow, number: number, columns: number[]): string {
	const style = formats[row.kind];
	const texts = new Map(row.cells.map((cell) => [cell.column, cell.text]));
	const bordered = row.kind !== 'plain' && row.kind !== 'title';
	const cells = columns.map((_, column) => {
		const text = texts.get(column) ?? '';
		if (text === '' && !bordered) return '';
		const place = `r="${letter(column)}${number}" s="${style}"`;
		if (text === '') return `<c ${place}/>`;
		const shown = escaped(text.slice(0, LONGEST));
		return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${shown}</t></is></c>`;
	});
	const merged = row.cells.some(({ span, rows }) => span > 1 || rows > 1);
	const points = height(row, columns);
	const given = `ht="${points}"${merged ? ' customHeight="1"' : ''}`;
	return `<row r="${number}" ${given}>${cells.join('')}</row>`;
}

/**
 * Points. Excel fits rows anew when they are edited, but not rows with merged cells: those keep
 * this height.
 */
function height(row: SheetRow, columns: number[]): number {
	const lines = row.cells.map(({ text, column, span, rows }) => {
		const width = columns.slice(column, column + span).reduce((sum, one) => sum + one, 0);
		const perLine = Math.max(1, Math.floor(width / MM_PER_CHARACTER) - 2);
		const wrapped = text.split('\n').map((line) => Math.max(1, Math.ceil(line.length / perLine)));
		return wrapped.reduce((sum, one) => sum + one, 0) / rows;
	});
	return Math.min(HIGHEST, Math.ceil(Math.max(1, ...lines)) * LINE_POINTS + 4);
}

/** 0 → A, 25 → Z, 26 → AA. */
function letter(column: number): string {
	const rest = String.fromCharCode(65 + (column % 26));
	return column < 26 ? rest : letter(Math.floor(column / 26) - 1) + rest;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
