/** Writes a description as a tagged PDF (PDF/UA-1) through Typst. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CompileDocArgs, NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import {
	columnWidths,
	margins,
	markWidth,
	pageNumberFromEdge,
	paper,
	sizes,
	textWidth
} from './description.ts';
import type { Block, OfficialDocument, Part, Table } from './description.ts';
import { placeRows } from './grid.ts';
import type { PlacedCell, PlacedRow } from './grid.ts';
import { hasLongWord, pdfLines } from './pdf-lines.ts';
import type { PdfLine } from './pdf-lines.ts';
import { template } from './pdf-template.ts';
import { boundDocument } from './printable.ts';

/** What the template reads; lengths are millimetres, sizes points. */
interface PdfData {
	title: string;
	sizes: typeof sizes;
	margins: typeof margins;
	number: number;
	parts: { width: number; height: number; left: number; blocks: object[] }[];
}

interface PdfCell {
	x: number;
	y: number;
	span: number;
	rows: number;
	lines: PdfLine[];
	head: boolean;
	bold: boolean;
	/** Depth of a section's row, 0 for any other cell. */
	section: number;
	centred: boolean;
	breakable: boolean;
	/** Words of the cell may part at syllables: one of them is wider than the cell. */
	hyphenate: boolean;
}

/** Typst keeps what it has laid out; what the last papers did not use is let go. */
const KEEP_PAPERS = 2;

/** Millimetres: what a cell keeps free at a side (see the template), a usual letter of a table. */
const CELL_INSET = 1.8;
const LETTER = 2.05;
/** Wide letters and what a no-break space binds to a piece: it must fit all the same. */
const SPARE = 0.9;

const require = createRequire(import.meta.url);

let warm: NodeCompiler | undefined;

/** Loaded by the first paper: it takes 40 MB. */
function compiler(): NodeCompiler {
	const typst = require('@myriaddreamin/typst-ts-node-compiler') as {
		NodeCompiler: typeof NodeCompiler;
	};
	return typst.NodeCompiler.create({ fontArgs: [{ fontPaths: fontFolders() }] });
}

/** Bytes of a PDF that prints the description; throws where the template itself fails. */
export function writePdf(described: OfficialDocument): Uint8Array {
	const document = boundDocument(described);
	warm ??= compiler();
	try {
		return new Uint8Array(
			tagged(warm, {
				mainFileContent: template,
				inputs: { data: JSON.stringify(dataOf(document)) }
			})
		);
	} finally {
		warm.evictCache(KEEP_PAPERS);
	}
}

/**
 * PDF/UA-1; a text with a character that no font has (it prints as a box) is tagged all the same.
 * The paper is laid out inside the call: as an object of its own it would wait for a garbage
 * collection that does not see its megabytes.
 */
function tagged(compiler: NodeCompiler, paper: CompileDocArgs): Buffer {
	try {
		return compiler.pdf(paper, { pdfStandard: 'ua-1' });
	} catch {
		return compiler.pdf(paper);
	}
}

function fontFolders(): string[] {
	const fonts = dirname(require.resolve('@expo-google-fonts/pt-serif/package.json'));
	return ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map((face) =>
		join(fonts, face)
	);
}

function dataOf(document: OfficialDocument): PdfData {
	return {
		title: document.title,
		sizes,
		margins,
		number: pageNumberFromEdge,
		parts: document.parts.map((part) => ({
			...(part.orientation === 'landscape'
				? { width: paper.height, height: paper.width }
				: { width: paper.width, height: paper.height }),
			left: part.leftMargin,
			blocks: part.blocks.map((block) => blockOf(block, part))
		}))
	};
}

function blockOf(block: Block, part: Part): object {
	const width = textWidth(part);
	const linesOf = (text: string) => pdfLines(text, lettersIn(width));
	switch (block.kind) {
		case 'mark':
			return { ...block, width: markWidth, lines: block.lines.flatMap(linesOf) };
		case 'title':
		case 'paragraph':
			return { ...block, lines: linesOf(block.text) };
		case 'signature':
			return { ...block, post: linesOf(block.post) };
		case 'spread':
		case 'picture':
			return block;
		case 'table':
			return tableOf(block, width);
	}
}

/** How many letters of a table surely stand on a line of `width` millimetres. */
function lettersIn(width: number): number {
	return Math.floor(((width - 2 * CELL_INSET) / LETTER) * SPARE);
}

function tableOf(table: Table, width: number): object {
	const widths = columnWidths(table, width);
	const rows = placeRows(table).map((row, y) => ({
		head: row.kind === 'head',
		cells: row.cells.filter(({ continues }) => !continues).map((cell) => cellOf(cell, row, y))
	}));
	return {
		kind: 'table',
		widths,
		head: rows.filter(({ head }) => head).flatMap(({ cells }) => cells),
		cells: rows.filter(({ head }) => !head).flatMap(({ cells }) => cells)
	};

	function cellOf(cell: PlacedCell, row: PlacedRow, y: number): PdfCell {
		const { column, span, rows: down, text, bold } = cell;
		const fits = lettersIn(widths.slice(column, column + span).reduce((sum, one) => sum + one, 0));
		return {
			x: column,
			y,
			span,
			rows: down,
			lines: pdfLines(text, fits),
			hyphenate: hasLongWord(text, fits),
			head: row.kind === 'head',
			section: row.depth,
			bold,
			centred: row.kind !== 'cells' || table.columns[column]?.align === 'center',
			breakable: row.kind === 'cells' && (down > 1 || row.mayBreak)
		};
	}
}
