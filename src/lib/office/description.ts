/**
 * One description of an official paper, apart from any file format. The writers `docx.ts`,
 * `pdf.ts` and `xlsx.ts` print the same description; lengths are millimetres, sizes points.
 */

export interface OfficialDocument {
	/** Title for the file's properties: a window's head and a screen reader say it. */
	title: string;
	/** Each part begins on a new page, with a page count of its own (an order, then its annex). */
	parts: Part[];
}

export interface Part {
	orientation: 'portrait' | 'landscape';
	/** 20 mm, or 30 for papers that are kept longer than ten years (ГОСТ Р 7.0.97-2025). */
	leftMargin: 20 | 30;
	blocks: Block[];
}

export type Block = Mark | Title | Paragraph | Spread | Table | Picture | Signature;

/** A mark in the top right corner: annex or approval. */
export interface Mark {
	kind: 'mark';
	lines: string[];
}

/** The heading of the paper, centred and bold; each line of its text stands on a line of its own. */
export interface Title {
	kind: 'title';
	text: string;
}

export interface Paragraph {
	kind: 'paragraph';
	text: string;
	align: 'left' | 'center' | 'justify';
	/** First line indented by 12.5 mm. */
	indent: boolean;
	bold: boolean;
}

/** Two texts on one line at both edges: the date and the number of an order. */
export interface Spread {
	kind: 'spread';
	left: string;
	right: string;
}

export interface Table {
	kind: 'table';
	columns: Column[];
	/** Rows repeated on every page. */
	head: Cell[][];
	rows: Row[];
}

export interface Column {
	/** Millimetres; the writer keeps the proportions and fills the width of the page. */
	width: number;
	align: 'left' | 'center';
}

/** A row of cells, or the row of a section that covers the whole table. */
export type Row =
	{ kind: 'cells'; cells: Cell[] } | { kind: 'section'; depth: number; text: string };

export interface Cell {
	/** Line breaks are kept: each line is a paragraph of the cell. */
	text: string;
	/** How many columns it covers, 1 when absent. */
	span?: number;
	/** How many rows it covers, 1 when absent; the rows below leave its place out. */
	rowSpan?: number;
	bold?: boolean;
}

/** A drawing. Word, which knows no SVG in every office, and spreadsheets print its text instead. */
export interface Picture {
	kind: 'picture';
	/** A whole SVG file. */
	svg: string;
	/** The numbers of the drawing as a sentence: read out where it is not seen. */
	text: string;
	/** Millimetres. */
	width: number;
}

/** Who signs: the post on the left, a gap for the hand, «И. О. Фамилия» on the right. */
export interface Signature {
	kind: 'signature';
	post: string;
	name: string;
}

/** Margins of ГОСТ Р 7.0.97-2025 in millimetres, but for the left one, which a part chooses. */
export const margins = { top: 20, right: 10, bottom: 20 };

/** The page number stands in the middle of the top margin, 10 mm from the edge. */
export const pageNumberFromEdge = 10;

/** Greatest width of a mark in the corner, millimetres (ГОСТ Р 7.0.97-2025: 8 cm). */
export const markWidth = 80;

export const sizes = { text: 12, title: 13, table: 11 };

/** A4 in millimetres. */
export const paper = { width: 210, height: 297 };

/** Width between the margins of a part, millimetres. */
export function textWidth(part: Part): number {
	const page = part.orientation === 'landscape' ? paper.height : paper.width;
	return page - part.leftMargin - margins.right;
}

/** Column widths that fill `width` millimetres in the proportions the table asks for. */
export function columnWidths(table: Table, width: number): number[] {
	const asked = table.columns.reduce((sum, column) => sum + column.width, 0);
	return table.columns.map((column) => (column.width / asked) * width);
}

export interface OrderReference {
	/** As it stands after «приказу»/«приказом», in the genitive where it is declined. */
	issuer: string;
	/** ISO date. */
	date: string;
	number: string;
}

/** «Приложение № 4 к приказу … от 03.02.2021 № 13»; `index` where the order has several. */
export function annexMark(order: OrderReference, index: number | null = null): Mark {
	return {
		kind: 'mark',
		lines: [
			index === null ? 'Приложение' : `Приложение № ${index}`,
			`к приказу ${order.issuer}`,
			`от ${dottedDate(order.date)} № ${order.number}`
		]
	};
}

/** «УТВЕРЖДЕНА приказом … от … № …»; the word agrees with the paper (карта, план, положение). */
export function approvalMark(
	order: OrderReference,
	word: 'УТВЕРЖДЕН' | 'УТВЕРЖДЕНА' | 'УТВЕРЖДЕНО'
): Mark {
	return {
		kind: 'mark',
		lines: [word, `приказом ${order.issuer}`, `от ${dottedDate(order.date)} № ${order.number}`]
	};
}

/** `2026-11-20` → `20.11.2026`, the form of official papers. */
export function dottedDate(date: string): string {
	return date.split('-').reverse().join('.');
}
