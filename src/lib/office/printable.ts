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

/** The document with every text printable, so that no writer has to think of it. */
export function printableDocument(document: OfficialDocument): OfficialDocument {
	return withTexts(document, () => printable);
}

/**
 * The same with words bound for print. Justified paragraphs are not bound: Word does not stretch
 * no-break spaces, and the lines would look torn.
 */
export function boundDocument(document: OfficialDocument): OfficialDocument {
	return withTexts(document, (block) => {
		if (block.kind === 'paragraph' && block.align === 'justify') return printable;
		return (text) => bind(printable(text));
	});
}

function withTexts(
	document: OfficialDocument,
	changeIn: (block: Block) => (text: string) => string
): OfficialDocument {
	const changed = (block: Block) => {
		const change = changeIn(block);
		return JSON.parse(JSON.stringify(block), (name, value: unknown) =>
			// a drawing is no text
			typeof value === 'string' && name !== 'svg' ? change(value) : value
		) as Block;
	};
	return {
		title: printable(document.title),
		parts: document.parts.map((part) => ({ ...part, blocks: part.blocks.map(changed) }))
	};
}
