import type { OfficialDocument } from './description.ts';
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

/** The document with every text printable and bound, so that no writer has to think of it. */
export function printableDocument(document: OfficialDocument): OfficialDocument {
	return JSON.parse(JSON.stringify(document), (_, value: unknown) =>
		typeof value === 'string' ? bind(printable(value)) : value
	) as OfficialDocument;
}
