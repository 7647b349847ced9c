/** Writes a description as a Word document (`.docx`). */
import {
	AlignmentType,
	BorderStyle,
	Document,
	Header,
	HeadingLevel,
	Packer,
	PageNumber,
	PageOrientation,
	Paragraph as WordParagraph,
	Table as WordTable,
	TableCell,
	TableLayoutType,
	TableRow,
	TabStopType,
	TextRun,
	VerticalAlignTable,
	WidthType,
	convertMillimetersToTwip as twip
} from 'docx';
import type { ISectionOptions } from 'docx';
import { margins, markWidth, pageNumberFromEdge, paper, sizes, textWidth } from './description.ts';
import { boundDocument } from './printable.ts';
import type { Block, OfficialDocument, Part } from './description.ts';
import { wordTable } from './docx-table.ts';

/** The face every office has; Word replaces it by its metric twin where it is missing. */
const FONT = 'Times New Roman';

type Align = (typeof AlignmentType)[keyof typeof AlignmentType];

/** Bytes of a `.docx` that prints the description. */
export async function writeDocx(described: OfficialDocument): Promise<Uint8Array> {
	const document = boundDocument(described);
	const word = new Document({
		title: document.title,
		creator: 'Опора',
		lastModifiedBy: 'Опора',
		styles: {
			default: {
				document: {
					run: { font: FONT, size: sizes.text * 2, language: { value: 'ru-RU' } }
				},
				heading1: {
					run: { font: FONT, size: sizes.title * 2, bold: true, color: '000000' },
					paragraph: { spacing: { before: 0, after: 0 } }
				}
			}
		},
		sections: document.parts.map(section)
	});
	return new Uint8Array(await Packer.toArrayBuffer(word));
}

function section(part: Part): ISectionOptions {
	return {
		properties: {
			titlePage: true,
			page: {
				size: {
					width: twip(paper.width),
					height: twip(paper.height),
					orientation:
						part.orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
				},
				margin: {
					left: twip(part.leftMargin),
					right: twip(margins.right),
					top: twip(margins.top),
					bottom: twip(margins.bottom),
					header: twip(pageNumberFromEdge)
				},
				pageNumbers: { start: 1 }
			}
		},
		headers: {
			first: new Header({ children: [new WordParagraph({})] }),
			default: new Header({
				children: [
					new WordParagraph({
						alignment: AlignmentType.CENTER,
						children: [new TextRun({ children: [PageNumber.CURRENT] })]
					})
				]
			})
		},
		children: part.blocks.flatMap((block) => blockOf(block, textWidth(part)))
	};
}

/** `width` is the width of the text in millimetres. */
function blockOf(block: Block, width: number): (WordParagraph | WordTable)[] {
	switch (block.kind) {
		case 'mark':
			return block.lines.map(
				(text, i) =>
					new WordParagraph({
						text,
						indent: { left: twip(width - markWidth) },
						spacing: { after: i === block.lines.length - 1 ? 240 : 0 }
					})
			);
		case 'title':
			return titleOf(block.text.split('\n'), width);
		case 'paragraph':
			return [
				new WordParagraph({
					children: [new TextRun({ text: block.text, bold: block.bold })],
					alignment: paragraphAlign(block.align),
					indent: block.indent ? { firstLine: twip(12.5) } : {},
					spacing: { after: block.align === 'center' ? 160 : 80 },
					keepNext: block.align === 'center'
				})
			];
		case 'picture':
			return [new WordParagraph({ text: block.text, spacing: { after: 160 } })];
		case 'spread':
			return [
				new WordParagraph({
					children: [new TextRun(`${block.left}\t${block.right}`)],
					tabStops: [{ type: TabStopType.RIGHT, position: twip(width) }],
					spacing: { after: 160 }
				})
			];
		case 'signature':
			return signature(block.post, block.name, width);
		case 'table':
			return [wordTable(block, width)];
	}
}

/** The first line is the heading that Word lists; the others only look like it. */
function titleOf(lines: string[], width: number): WordParagraph[] {
	return lines.map(
		(text, i) =>
			new WordParagraph({
				children: [new TextRun({ text, bold: true, size: sizes.title * 2 })],
				...(i === 0 ? { heading: HeadingLevel.HEADING_1 } : {}),
				alignment: AlignmentType.CENTER,
				indent: { left: twip(width * 0.1), right: twip(width * 0.1) },
				spacing: { after: i === lines.length - 1 ? 240 : 0 },
				keepNext: true
			})
	);
}

function paragraphAlign(align: 'left' | 'center' | 'justify'): Align {
	return { left: AlignmentType.LEFT, center: AlignmentType.CENTER, justify: AlignmentType.BOTH }[
		align
	];
}

/** A table without lines, so that a post of several lines keeps the name at its last line. */
function signature(post: string, name: string, width: number): (WordParagraph | WordTable)[] {
	const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
	const widths = [width * 0.6, width * 0.4].map((part) => twip(part));
	const cell = (text: string, index: number) =>
		new TableCell({
			width: { size: widths[index]!, type: WidthType.DXA },
			verticalAlign: VerticalAlignTable.BOTTOM,
			children: [
				new WordParagraph({
					text,
					alignment: index === 0 ? AlignmentType.LEFT : AlignmentType.RIGHT
				})
			]
		});
	return [
		new WordParagraph({ spacing: { before: 240 }, keepNext: true }),
		new WordTable({
			layout: TableLayoutType.FIXED,
			width: { size: twip(width), type: WidthType.DXA },
			columnWidths: widths,
			margins: { left: 0, right: 0, marginUnitType: WidthType.DXA },
			borders: {
				top: none,
				bottom: none,
				left: none,
				right: none,
				insideHorizontal: none,
				insideVertical: none
			},
			rows: [new TableRow({ cantSplit: true, children: [cell(post, 0), cell(name, 1)] })]
		})
	];
}
