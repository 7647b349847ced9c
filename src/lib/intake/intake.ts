import type { Draft, ReadingHints } from './draft.ts';
import { readFile } from './files/files.ts';
import { isOwnJson, readOwnJson } from './own.ts';
import type { SourceDocument } from './source.ts';
import { readText } from './text/text.ts';
import { understand } from './understand/understand.ts';

/** A document and what was understood of it. */
export interface RoadmapReading {
	document: SourceDocument;
	draft: Draft;
}

/**
 * Reads a roadmap from a file's bytes; `name` is the file's name, of which the ending helps.
 * Opora's own JSON export is whole already and needs no understanding.
 * @throws Refusal where the file is not read at all
 */
export async function readRoadmapBytes(
	bytes: Uint8Array,
	name: string,
	hints: ReadingHints = {}
): Promise<RoadmapReading> {
	if (isOwnJson(bytes)) return readOwnJson(new TextDecoder().decode(bytes));
	const document = await readFile(bytes, name);
	return { document, draft: understand(document, hints) };
}

/**
 * Reads a roadmap from pasted text or spreadsheet cells.
 * @throws Refusal `too-large` for text that no document has
 */
export function readRoadmapText(text: string, hints: ReadingHints = {}): RoadmapReading {
	const document = readText(text, 'paste');
	return { document, draft: understand(document, hints) };
}

export { understand } from './understand/understand.ts';
export { wordRefusal, type Locale } from './refusals.ts';
export { wordPlace, wordWarning } from './warnings.ts';
