/**
 * The one shape into which every file format is read before anything is understood:
 * paragraphs and tables in reading order, each with its place in the document.
 */

export type SourceFormat =
	'docx' | 'xlsx' | 'pdf' | 'txt' | 'csv' | 'html' | 'doc' | 'odt' | 'rtf' | 'paste';

/** A rectangle on a page in points (1/72 inch), origin at the top left corner of the page. */
export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface SourceDocument {
	format: SourceFormat;
	blocks: Block[];
	/** Number of pages where the format has pages (PDF), else null. */
	pages: number | null;
	/** Page sizes in points by page (index 0 is page 1), empty where the format has no pages. */
	pageSizes: { width: number; height: number }[];
	/** What the reader must say about the file itself. */
	notes: SourceNote[];
}

export type Block = Paragraph | Table;

export interface Paragraph {
	kind: 'paragraph';
	/** White space is collapsed to one space; soft line breaks inside are '\n'. */
	text: string;
	page: number | null;
	/** 1-based line (txt, csv, paste) or paragraph number in the file. */
	line: number;
	/** Outline level where the file marks a heading (1 …), else null. */
	heading: number | null;
	box: Box | null;
}

export interface Table {
	kind: 'table';
	/** 1-based number of the table in the document, in reading order. */
	number: number;
	/** Sheet name for spreadsheets, else null. */
	sheet: string | null;
	/** Width of the grid: every cell lies in columns 0 … columns − 1. */
	columns: number;
	rows: Row[];
	page: number | null;
}

export interface Row {
	/** 1-based row number inside the table as the file has it (for spreadsheets: the sheet's row). */
	number: number;
	page: number | null;
	/** Only the cells that begin in this row and are not covered by a cell from above. */
	cells: Cell[];
	/** The file itself marks the row as a repeated head. */
	repeatedHead: boolean;
	/** This row goes on on the next page in a way the format knows of (null: not known). */
	continues: boolean | null;
}

export interface Cell {
	/** 0-based column of the grid in which the cell begins. */
	column: number;
	/** How many columns of the grid it covers, at least 1. */
	span: number;
	/** How many rows it covers, at least 1 (vertically merged cells). */
	rowSpan: number;
	/** Text with paragraphs and line breaks as '\n'; other white space collapsed; trimmed. */
	text: string;
	/** Whether all its text is bold: a help to tell heads and sections. */
	bold: boolean;
	/** Filled ground other than white: in month columns a painted cell is a mark. */
	shaded: boolean;
	box: Box | null;
	page: number | null;
}

/** Something about the file that the user should know; `warnings.ts` words each code. */
export interface SourceNote {
	code:
		| 'tracked-changes'
		| 'hidden-text'
		| 'encoding'
		| 'images-only'
		| 'macros'
		| 'nested-table'
		| 'formula-without-value'
		| 'truncated'
		| 'converted';
	/** Short detail for the message: an encoding's name, a count. */
	detail: string;
}

/** Why a file cannot be read; worded for the user in both languages by `warnings.ts`. */
export type RefusalCode =
	| 'too-large'
	| 'too-many-rows'
	| 'bomb'
	| 'too-deep'
	| 'entities'
	| 'encrypted'
	| 'truncated'
	| 'wrong-ending'
	| 'own-json'
	| 'unknown-format'
	| 'picture'
	| 'empty'
	| 'needs-libreoffice'
	| 'conversion-failed'
	| 'time-out'
	| 'out-of-memory'
	| 'crashed';

/** The file is refused: says why, never half-reads. */
export class Refusal extends Error {
	readonly code: RefusalCode;
	readonly detail: string;
	constructor(code: RefusalCode, detail = '') {
		super(detail ? `${code}: ${detail}` : code);
		this.name = 'Refusal';
		this.code = code;
		this.detail = detail;
	}
}
