/** Walks through `document.xml` and gathers paragraphs and tables in reading order. */

import { limits } from '../../limits.ts';
import { Refusal, type Block } from '../../source.ts';
import { Budget } from '../budget.ts';
import { cleanText } from '../text.ts';
import type { Attributes, XmlHandler } from '../xml.ts';
import type { Numbering } from './numbering.ts';
import { Pages, type PageMarks } from './pages.ts';
import { OpenParagraph, plainRun } from './paragraph.ts';
import { Story, textOf } from './story.ts';
import { isOn, outlineLevel, type Styles } from './styles.ts';
import { symbolOf } from './symbols.ts';
import { OpenTable } from './table.ts';

/** What the walk noticed beside the text. */
export interface Noticed {
	changes: number;
	hidden: number;
	nested: number;
	pictures: number;
}

/** Passed over with all that is in them: former properties, deleted text, field codes, settings. */
const passed = new Set([
	'w:pPrChange',
	'w:rPrChange',
	'w:tblPrChange',
	'w:tblPrExChange',
	'w:tblGridChange',
	'w:trPrChange',
	'w:tcPrChange',
	'w:sectPrChange',
	'w:numberingChange',
	'w:sdtPr',
	'w:sdtEndPr',
	'w:instrText',
	'w:delText',
	'w:delInstrText',
	'w:rt',
	'w:ffData'
]);

/** What can never lie among the properties of a paragraph, a row or a cell. */
const structure = new Set(['w:p', 'w:tbl', 'w:tr', 'w:tc', 'w:txbxContent']);

export class Walker implements XmlHandler {
	readonly noticed: Noticed = { changes: 0, hidden: 0, nested: 0, pictures: 0 };
	#styles: Styles;
	#numbering: Numbering;
	#chunk: (id: string) => Block[];
	#budget = new Budget();
	#stories: Story[] = [new Story('body', 0)];
	#tables: OpenTable[] = [];
	#alternatives: boolean[] = [];
	#pages: Pages;
	#paragraphs = 0;
	#inText = false;
	#sectionTurns = false;
	/** The properties at hand belong to … (`w:pPr`, `w:trPr`, `w:tcPr`); they never nest. */
	#owner: 'paragraph' | 'row' | 'cell' | null = null;

	/** `chunk` gives the blocks of a document that is embedded by the id of its relationship. */
	constructor(
		styles: Styles,
		numbering: Numbering,
		marks: PageMarks,
		chunk: (id: string) => Block[]
	) {
		this.#chunk = chunk;
		this.#styles = styles;
		this.#numbering = numbering;
		this.#pages = new Pages(marks);
	}

	/** All blocks, once the document is read to its end. */
	finish(): Block[] {
		this.#endStory(this.#story);
		return this.#story.blocks;
	}

	get #story(): Story {
		return this.#stories.at(-1)!;
	}

	/** The innermost table, where the place at hand lies in it but in none of its cells. */
	get #table(): OpenTable | null {
		return this.#tables.length > this.#story.tables ? this.#tables.at(-1)! : null;
	}

	get #inOuterTable(): boolean {
		return this.#tables.length === 1;
	}

	/** The paragraph at hand; text that stands in none begins one. */
	get #paragraph(): OpenParagraph {
		return (this.#story.paragraph ??= new OpenParagraph());
	}

	open(name: string, attributes: Attributes): unknown {
		if (passed.has(name)) return true;
		if (this.#owner !== null) return this.#property(name, attributes);
		switch (name) {
			case 'w:p':
				return this.#openParagraph();
			case 'w:pPr':
				this.#owner = 'paragraph';
				return;
			case 'w:r':
			case 'm:r':
				this.#paragraph.run = { ...plainRun };
				return;
			case 'w:t':
			case 'm:t':
				this.#inText = true;
				return;
			case 'w:del':
			case 'w:moveFrom':
				this.noticed.changes++;
				return true;
			case 'w:ins':
			case 'w:moveTo':
				this.noticed.changes++;
				return;
			case 'w:tbl':
			case 'w:gridCol':
			case 'w:tr':
			case 'w:trPr':
			case 'w:tc':
			case 'w:tcPr':
				return this.#openInTable(name, attributes);
			case 'w:txbxContent':
				this.#stories.push(new Story('box', this.#tables.length));
				return;
			case 'w:altChunk':
				this.#endParagraph();
				this.#story.blocks.push(...this.#chunk(attributes.get('r:id') ?? ''));
				return;
			case 'mc:AlternateContent':
				this.#alternatives.push(false);
				return;
			case 'mc:Choice':
			case 'mc:Fallback':
				return this.#chooseBranch();
			default:
				return this.#openInRun(name, attributes);
		}
	}

	#openInRun(name: string, attributes: Attributes): unknown {
		switch (name) {
			case 'w:b':
				this.#paragraph.run.bold = isOn(attributes);
				return;
			case 'w:vanish':
				this.#paragraph.run.hidden = isOn(attributes);
				return;
			case 'w:rStyle':
				this.#paragraph.run.style = attributes.get('w:val') ?? null;
				return;
			case 'w:tab':
			case 'w:ptab':
				return this.#add(' ');
			case 'w:cr':
				return this.#add('\n');
			case 'w:noBreakHyphen':
				return this.#add('-');
			case 'w:br':
				this.#add('\n');
				if (attributes.get('w:type') === 'page') this.#pages.turn('set');
				return;
			case 'w:lastRenderedPageBreak':
				return this.#pages.turn('rendered');
			case 'w:sym':
				return this.#addSymbol(attributes);
			case 'pic:pic':
			case 'v:imagedata':
				this.noticed.pictures++;
		}
	}

	#openInTable(name: string, attributes: Attributes): void {
		if (name === 'w:tbl') {
			this.#endParagraph();
			this.#emitWaiting();
			if (this.#tables.length >= limits.nestedTables) throw new Refusal('too-deep');
			this.#tables.push(
				new OpenTable({
					change: () => this.noticed.changes++,
					hidden: () => this.noticed.hidden++,
					nested: () => this.noticed.nested++
				})
			);
			return;
		}
		if (name === 'w:tcPr') {
			if (this.#story.kind !== 'cell') throw new Refusal('truncated');
			this.#owner = 'cell';
			return;
		}
		const table = this.#table;
		if (!table) throw new Refusal('truncated');
		if (name === 'w:gridCol') table.gridColumn(attributes);
		else if (name === 'w:trPr') this.#owner = 'row';
		else if (name === 'w:tr') {
			this.#budget.row();
			table.openRow();
			if (this.#inOuterTable) this.#pages.openRow();
		} else {
			this.#budget.cells(1);
			table.openCell();
			if (this.#inOuterTable) this.#pages.openCell();
			this.#stories.push(new Story('cell', this.#tables.length));
		}
	}

	close(name: string): void {
		switch (name) {
			case 'w:p':
				return this.#endParagraph();
			case 'w:t':
			case 'm:t':
				this.#inText = false;
				return;
			case 'w:r':
			case 'm:r':
				if (this.#story.paragraph) this.#story.paragraph.run = plainRun;
				return;
			case 'w:pPr':
			case 'w:trPr':
			case 'w:tcPr':
				this.#owner = null;
				return;
			case 'w:tc':
				return this.#closeCell();
			case 'w:tr':
				return this.#closeRow();
			case 'w:tbl':
				return this.#closeTable();
			case 'w:txbxContent':
				return this.#closeBox();
			case 'mc:AlternateContent':
				this.#alternatives.pop();
		}
	}

	text(text: string): void {
		if (this.#inText) this.#add(text);
	}

	/** A property of the paragraph, row or cell at hand. */
	#property(name: string, attributes: Attributes): void {
		if (structure.has(name)) throw new Refusal('truncated');
		if (this.#owner === 'row') this.#tables.at(-1)?.rowProperty(name, attributes);
		else if (this.#owner === 'cell') this.#tables.at(-1)?.cellProperty(name, attributes);
		else this.#paragraphProperty(name, attributes);
	}

	#paragraphProperty(name: string, attributes: Attributes): void {
		const paragraph = this.#paragraph;
		const value = attributes.get('w:val');
		if (name === 'w:pStyle') paragraph.styleId = value ?? null;
		else if (name === 'w:numId') paragraph.list = value;
		else if (name === 'w:ilvl') paragraph.level = Number(value) || 0;
		else if (name === 'w:outlineLvl') paragraph.heading = outlineLevel(attributes);
		else if (name === 'w:pageBreakBefore' && isOn(attributes)) this.#pages.turn('set');
		else if (name === 'w:sectPr') this.#sectionTurns = true;
		else if (name === 'w:type' && value === 'continuous') this.#sectionTurns = false;
		else if (name === 'w:del' || name === 'w:moveFrom') {
			this.noticed.changes++;
			paragraph.joinsNext = true;
		}
	}

	/** Takes the first branch of alternatives and passes over the others. */
	#chooseBranch(): boolean {
		const last = this.#alternatives.length - 1;
		const chosen = this.#alternatives[last] ?? false;
		if (last >= 0) this.#alternatives[last] = true;
		return chosen;
	}

	#add(text: string): void {
		const paragraph = this.#paragraph;
		if (paragraph.isHidden(this.#styles)) {
			if (/\S/.test(text)) this.noticed.hidden++;
			return;
		}
		this.#budget.text(text.length, paragraph.length);
		paragraph.add(text, this.#styles, this.#pages.now);
		this.#pages.sawText();
	}

	#addSymbol(attributes: Attributes): void {
		const code = Number.parseInt(attributes.get('w:char') ?? '', 16);
		if (!(code > 0 && code <= 0xffff)) return;
		this.#add(symbolOf(attributes.get('w:font') ?? '', String.fromCharCode(code)));
	}

	#openParagraph(): void {
		this.#endParagraph();
		this.#story.paragraph = new OpenParagraph();
		if (this.#story.kind === 'body') this.#paragraphs++;
	}

	#endParagraph(): void {
		const story = this.#story;
		const paragraph = story.paragraph;
		if (!paragraph) return;
		story.paragraph = null;
		if (story.waiting) paragraph.takeOver(story.waiting);
		story.waiting = null;
		if (paragraph.joinsNext) story.waiting = paragraph;
		else this.#emit(story, paragraph);
		if (this.#sectionTurns) this.#pages.turn('set');
		this.#sectionTurns = false;
	}

	#emit(story: Story, paragraph: OpenParagraph): void {
		const own = cleanText(paragraph.raw);
		const number = paragraph.number(this.#styles, this.#numbering);
		// An empty list item shows its number in a cell; in the text it is a mere gap.
		const text = own || story.kind === 'cell' ? cleanText(number + own) : '';
		if (text) {
			this.#budget.paragraph();
			story.tell(paragraph);
			story.blocks.push({
				kind: 'paragraph',
				text,
				page: paragraph.page ?? this.#pages.now,
				line: this.#paragraphs,
				heading: (paragraph.heading ?? paragraph.style(this.#styles).heading) || null,
				box: null
			});
		}
		story.blocks.push(...story.aside);
		story.aside = [];
	}

	/** A paragraph that has nothing to join stands for itself; without text it was deleted. */
	#emitWaiting(): void {
		const story = this.#story;
		const { waiting } = story;
		story.waiting = null;
		if (waiting && /\S/.test(waiting.raw)) this.#emit(story, waiting);
	}

	#endStory(story: Story): void {
		this.#endParagraph();
		this.#emitWaiting();
		story.blocks.push(...story.aside);
		story.aside = [];
	}

	#closeBox(): void {
		const box = this.#story;
		this.#endStory(box);
		this.#stories.pop();
		this.#story.aside.push(...box.blocks);
	}

	#closeCell(): void {
		const story = this.#story;
		this.#endStory(story);
		this.#stories.pop();
		const table = this.#table;
		const cell = table?.cell;
		if (!table || !cell) throw new Refusal('truncated');
		cell.text = textOf(story.blocks);
		cell.bold = story.bold;
		cell.page = story.blocks[0]?.page ?? this.#pages.now;
		if (story.blocks.some(({ kind }) => kind === 'table')) cell.content = story.blocks;
		table.closeCell();
	}

	#closeRow(): void {
		if (this.#inOuterTable) this.#pages.closeRow();
		this.#table?.closeRow(this.#pages.now);
	}

	#closeTable(): void {
		const table = this.#tables.pop();
		if (table) this.#story.blocks.push(...table.close());
	}
}
