/** Gathers paragraphs and tables from the tokens of HTML, closing what the author left open. */

import { limits } from '../../limits.ts';
import { Refusal, type Block } from '../../source.ts';
import { Budget } from '../budget.ts';
import { cleanText } from '../text.ts';
import { boldness, isHidden, shading } from './look.ts';
import { OpenTable } from './table.ts';
import { attributesOf, type Token } from './tokens.ts';

/** Elements that have no content and no end. */
const empty = new Set(
	'area base br col embed hr img input link meta param source track wbr'.split(' ')
);
/** Elements that are never shown as text. */
const unseen = new Set(
	'head script style template noscript xml object svg math select iframe noframes'.split(' ')
);
/** Elements that begin and end a paragraph. */
const blocks = new Set(
	(
		'p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd section article header footer main nav aside ' +
		'blockquote pre form fieldset address figure figcaption center caption body html hr title'
	).split(' ')
);
const tableParts = new Set(['table', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot']);

interface Element {
	name: string;
	bold: boolean;
	hidden: boolean;
	/** Its blanks and line ends are shown as they are. */
	preserved: boolean;
	/** It is a cell of a table, not a stray tag. */
	cell: boolean;
	/** Counts the items of an ordered list. */
	items: number;
}

/** An element with what it takes over from the one around it. */
function elementIn(name: string, around: Element | null): Element {
	return {
		name,
		bold: around?.bold ?? false,
		hidden: around?.hidden ?? false,
		preserved: (around?.preserved ?? false) || name === 'pre',
		cell: false,
		items: 0
	};
}

/** A run of paragraphs of its own: the body or one cell. */
class Story {
	blocks: Block[] = [];
	text = '';
	prefix = '';
	textBold = true;
	bold = true;
	heading: number | null = null;
}

export class HtmlWalker {
	readonly noticed = { 'tracked-changes': 0, 'hidden-text': 0, 'nested-table': 0 };
	#budget = new Budget();
	#stack: Element[] = [elementIn('', null)];
	#stories: Story[] = [new Story()];
	#tables: OpenTable[] = [];
	#paragraphs = 0;

	take(token: Token): void {
		if (token.kind === 'text') this.#text(token.text);
		else if (token.kind === 'close') this.#close(token.name);
		else this.#open(token.name, token.attributes, token.closed);
	}

	finish(): Block[] {
		while (this.#stack.length > 1) this.#pop();
		this.#flush();
		return this.#story.blocks;
	}

	get #story(): Story {
		return this.#stories.at(-1)!;
	}

	get #top(): Element {
		return this.#stack.at(-1)!;
	}

	#text(text: string): void {
		if (this.#top.hidden || text === '') return;
		const story = this.#story;
		const inTable = this.#tables.length === this.#stories.length;
		// Blanks between the rows of a table are no text.
		if (inTable && !/\S/.test(text)) return;
		this.#budget.text(text.length, story.text.length);
		story.text += this.#top.preserved ? text : text.replace(/[^\S\u00a0]+/g, ' ');
		if (/\S/.test(text)) story.textBold &&= this.#top.bold;
	}

	#open(name: string, source: string, closed: boolean): void {
		if (name === 'br' && !this.#top.hidden) this.#story.text += '\n';
		if (blocks.has(name) || tableParts.has(name)) this.#flush();
		if (empty.has(name)) return;
		const attributes = attributesOf(source);
		this.#closeImplied(name);
		const own = elementIn(name, this.#top);
		if (own.hidden || unseen.has(name)) {
			own.hidden = true;
			if (!closed) this.#push(own);
			return;
		}
		own.bold = boldness(name, attributes) ?? own.bold;
		own.hidden = this.#leavesOut(name, attributes);
		if (closed && !tableParts.has(name)) return;
		if (!own.hidden) this.#begin(name, attributes, own);
		this.#push(own);
	}

	#leavesOut(name: string, attributes: Map<string, string>): boolean {
		if (name === 'del') this.noticed['tracked-changes']++;
		if (name === 'del') return true;
		const hidden = isHidden(attributes);
		if (hidden) this.noticed['hidden-text']++;
		return hidden;
	}

	/** What an element that is shown does when it begins. */
	#begin(name: string, attributes: Map<string, string>, own: Element): void {
		const table = this.#ownTable;
		if (name === 'table') {
			this.#flush();
			if (this.#tables.length >= limits.nestedTables) throw new Refusal('too-deep');
			this.#tables.push(new OpenTable());
		} else if (name === 'thead' && table) table.inHead = true;
		else if (name === 'tr' && table) {
			this.#budget.row();
			table.openRow(shading(attributes));
		} else if ((name === 'td' || name === 'th') && table) {
			this.#budget.cells(1);
			const span = countOf(attributes.get('colspan'), limits.columns);
			const rowSpan = countOf(attributes.get('rowspan'), limits.rows);
			table.openCell(span, rowSpan, shading(attributes));
			own.cell = true;
			this.#stories.push(new Story());
		} else if (/^h[1-6]$/.test(name)) this.#story.heading = Number(name[1]);
		else if (name === 'ol') own.items = countOf(attributes.get('start'), 100_000) - 1;
		else if (name === 'li') this.#story.prefix = this.#item(attributes);
		else if (name === 'ins') this.noticed['tracked-changes']++;
	}

	/** The number or sign before an item of a list. */
	#item(attributes: Map<string, string>): string {
		const list = this.#stack.findLast(({ name }) => name === 'ol' || name === 'ul');
		if (list?.name !== 'ol') return '• ';
		const said = attributes.get('value');
		list.items = said === undefined ? list.items + 1 : countOf(said, 100_000);
		return `${list.items}. `;
	}

	/** The innermost table where the place at hand lies in it but in none of its cells. */
	get #ownTable(): OpenTable | null {
		return this.#tables.length === this.#stories.length ? this.#tables.at(-1)! : null;
	}

	#push(element: Element): void {
		if (this.#stack.length >= limits.depth) throw new Refusal('too-deep');
		this.#stack.push(element);
	}

	/** Ends what the beginning of an element ends by itself. */
	#closeImplied(name: string): void {
		if (name === 'td' || name === 'th') this.#popTo(['td', 'th'], ['tr', 'table']);
		else if (name === 'tr') this.#popTo(['tr'], ['table']);
		else if (/^t(head|body|foot)$/.test(name)) {
			this.#popTo(['thead', 'tbody', 'tfoot'], ['table']);
			this.#popTo(['tr'], ['table']);
		} else if (name === 'li') this.#popTo(['li'], ['ul', 'ol', 'td', 'th']);
		else if (name === 'dt' || name === 'dd') this.#popTo(['dt', 'dd'], ['dl', 'td', 'th']);
		else if (blocks.has(name)) this.#popTo(['p'], ['td', 'th', 'table']);
	}

	#close(name: string): void {
		if (blocks.has(name) || tableParts.has(name)) this.#flush();
		const within = name === 'table' ? [] : tableParts.has(name) ? ['table'] : ['td', 'th', 'table'];
		this.#popTo([name], within);
	}

	/** Pops the innermost of the named elements with all in it, but nothing beyond a bound. */
	#popTo(names: string[], bounds: string[]): void {
		for (let i = this.#stack.length - 1; i > 0; i--) {
			const { name } = this.#stack[i]!;
			if (names.includes(name)) {
				while (this.#stack.length > i) this.#pop();
				return;
			}
			if (bounds.includes(name)) return;
		}
	}

	#pop(): void {
		const { name, hidden, cell } = this.#stack.pop()!;
		if (hidden) return;
		if (blocks.has(name)) this.#flush();
		if (cell) this.#closeCell();
		else if (name === 'tr') this.#ownTable?.closeRow();
		else if (name === 'thead' && this.#ownTable) this.#ownTable.inHead = false;
		else if (name === 'table') {
			this.#flush();
			const lost = this.#tables.pop();
			this.#story.blocks.push(...(lost?.close(() => this.noticed['nested-table']++) ?? []));
		}
	}

	#closeCell(): void {
		this.#flush();
		const cell = this.#tables.at(-1)!.cell;
		const story = this.#stories.pop()!;
		if (!cell) return;
		cell.text = cleanText(story.blocks.map(textOf).join('\n'));
		cell.bold = story.bold && story.blocks.some(({ kind }) => kind === 'paragraph');
		if (story.blocks.some(({ kind }) => kind === 'table')) cell.content = story.blocks;
	}

	/** Ends the paragraph at hand. */
	#flush(): void {
		const story = this.#story;
		const own = cleanText(story.text);
		const { prefix, textBold } = story;
		story.text = '';
		story.textBold = true;
		const inCell = this.#stories.length > 1;
		if (own === '') return;
		story.prefix = '';
		story.bold &&= textBold;
		this.#budget.paragraph();
		story.blocks.push({
			kind: 'paragraph',
			text: prefix + own,
			page: null,
			line: inCell ? 0 : ++this.#paragraphs,
			heading: story.heading,
			box: null
		});
		story.heading = null;
	}
}

function textOf(block: Block): string {
	if (block.kind === 'paragraph') return block.text;
	return block.rows.flatMap((row) => row.cells.map((cell) => cell.text)).join('\n');
}

function countOf(value: string | undefined, most: number): number {
	const count = Number.parseInt(value ?? '1', 10);
	return Number.isInteger(count) && count >= 1 ? Math.min(count, most) : 1;
}
