/** Reads Word documents (`.docx`, `.docm`) into the common shape. */

import { Refusal, type Block, type SourceDocument, type SourceNote } from '../source.ts';
import { numberBlocks } from './blocks.ts';
import { decodeHtml } from './encoding.ts';
import { readHtml } from './html.ts';
import { readMht } from './mht.ts';
import { openPackage } from './package.ts';
import { sniff } from './sniff.ts';
import { Numbering } from './word/numbering.ts';
import type { PageMarks } from './word/pages.ts';
import { Styles } from './word/styles.ts';
import { Walker, type Noticed } from './word/walker.ts';
import { scanXml } from './xml.ts';

/**
 * Paragraphs and tables of a Word document as a reader sees them: automatic numbers are part of
 * the text, tracked changes are accepted, hidden text is left out; both are said in the notes.
 * @throws Refusal truncated, bomb, entities, too-deep, too-large, too-many-rows, encrypted, empty
 */
export function readDocx(bytes: Uint8Array): SourceDocument {
	const parts = openPackage(bytes, 'word/document.xml');
	const styles = new Styles();
	const numbering = new Numbering();
	let macros = false;
	const relations = parts.relations(parts.main);
	for (const { type, target } of relations) {
		if (type === 'styles') parts.scan(target, styles);
		else if (type === 'numbering') parts.scan(target, numbering);
		else if (type === 'vbaProject') macros = true;
	}
	const source = parts.text(parts.main)!;
	const chunk = (id: string): Block[] => {
		const target = relations.find((relation) => relation.id === id)?.target;
		const bytes = target === undefined ? null : parts.archive.read(target);
		return bytes ? readChunk(bytes) : [];
	};
	const walker = new Walker(styles, numbering, pageMarksOf(source), chunk);
	scanXml(source, walker);
	const blocks = numberBlocks(walker.finish());
	if (blocks.length === 0 && walker.noticed.pictures === 0) throw new Refusal('empty');
	const notes = notesOf(walker.noticed, blocks.length === 0, macros);
	return { format: 'docx', blocks, pages: null, pageSizes: [], notes };
}

/** Programs that make Word files out of web pages embed the page as it is. */
function readChunk(bytes: Uint8Array): Block[] {
	const kind = sniff(bytes, '');
	if (kind !== 'html' && kind !== 'mht') return [];
	return readHtml(kind === 'mht' ? readMht(bytes) : decodeHtml(bytes).text).blocks;
}

function pageMarksOf(source: string): PageMarks {
	if (source.includes('lastRenderedPageBreak')) return 'rendered';
	return /w:type="page"|pageBreakBefore/.test(source) ? 'set' : 'none';
}

function notesOf(noticed: Noticed, onlyPictures: boolean, macros: boolean): SourceNote[] {
	const notes: SourceNote[] = [];
	const say = (code: SourceNote['code'], count: number): void => {
		if (count > 0) notes.push({ code, detail: String(count) });
	};
	say('tracked-changes', noticed.changes);
	say('hidden-text', noticed.hidden);
	say('nested-table', noticed.nested);
	if (onlyPictures) notes.push({ code: 'images-only', detail: String(noticed.pictures) });
	if (macros) notes.push({ code: 'macros', detail: '' });
	return notes;
}
