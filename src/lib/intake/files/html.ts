/** Reads HTML, as people save it from Word, Excel or a page on the web. */

import { Refusal, type SourceDocument, type SourceNote } from '../source.ts';
import { numberBlocks } from './blocks.ts';
import { HtmlWalker } from './html/walker.ts';
import { tokens } from './html/tokens.ts';

/**
 * Paragraphs and tables of an HTML text; what is not shown is left out and said in the notes.
 * @throws Refusal empty, too-deep, too-large, too-many-rows, bomb
 */
export function readHtml(text: string): SourceDocument {
	const walker = new HtmlWalker();
	for (const token of tokens(text)) walker.take(token);
	const blocks = numberBlocks(walker.finish());
	if (blocks.length === 0) throw new Refusal('empty');
	const notes: SourceNote[] = [];
	const counts = Object.entries(walker.noticed) as [SourceNote['code'], number][];
	for (const [code, count] of counts) if (count > 0) notes.push({ code, detail: String(count) });
	return { format: 'html', blocks, pages: null, pageSizes: [], notes };
}
