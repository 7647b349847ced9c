import type { Block } from '../../source.ts';
import { cleanText } from '../text.ts';
import type { OpenParagraph } from './paragraph.ts';

/** A run of paragraphs and tables of its own: the body, one cell, one text box. */
export class Story {
	blocks: Block[] = [];
	/** Text boxes anchored in the paragraph at hand: they follow it. */
	aside: Block[] = [];
	paragraph: OpenParagraph | null = null;
	/** A paragraph whose end is deleted, waiting for the one that it joins. */
	waiting: OpenParagraph | null = null;
	/** How many tables were open when this story began. */
	readonly tables: number;
	readonly kind: 'body' | 'cell' | 'box';
	#bold = true;
	#begun = false;

	constructor(kind: 'body' | 'cell' | 'box', tables: number) {
		this.kind = kind;
		this.tables = tables;
	}

	/** Whether all text of its paragraphs is bold. */
	get bold(): boolean {
		return this.#begun && this.#bold;
	}

	tell(paragraph: OpenParagraph): void {
		if (!/\S/.test(paragraph.raw)) return;
		this.#begun = true;
		this.#bold &&= paragraph.bold;
	}
}

/** All text of blocks, tables cell by cell, as the text of one cell. */
export function textOf(blocks: Block[]): string {
	const texts = blocks.map((block) =>
		block.kind === 'paragraph'
			? block.text
			: block.rows.flatMap((row) => row.cells.map((cell) => cell.text)).join('\n')
	);
	return cleanText(texts.join('\n'));
}
