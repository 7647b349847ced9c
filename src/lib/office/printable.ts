import type { Block, OfficialDocument } from './description.ts';
import { bind } from './typography.ts';

/**
 * Characters that no XML file and no font can hold: controls but line break and tab, halves of
 * surrogate pairs, noncharacters.
 */
const UNPRINTABLE =
	// eslint-disable-next-line no-control-regex
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;

/** `text` without what cannot be printed; line ends become `\n`. */
export function printable(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '');
}

/**
 * The document with every text printable and bound, so that no writer has to think of it. Justified
 * paragraphs are not bound: Word does not stretch no-break spaces, and the lines would look torn.
 */
export function printableDocument(document: OfficialDocument): OfficialDocument {
	return {
		title: printable(document.title),
		parts: document.parts.map((part) => ({ ...part, blocks: part.blocks.map(printableBlock) }))
	};
}

function printableBlock(block: Block): Block {
	const justified = block.kind === 'paragraph' && block.align === 'justify';
	const ready = justified ? printable : (text: string) => bind(printable(text));
	return JSON.parse(JSON.stringify(block), (_, value: unknown) =>
		typeof value === 'string' ? ready(value) : value
	) as Block;
}
