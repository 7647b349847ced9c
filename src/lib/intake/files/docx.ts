/** Reads Word documents (`.docx`, `.docm`) into the common shape. */

import { Refusal, type SourceDocument, type SourceNote } from '../source.ts';
import { numberBlocks } from './blocks.ts';
import { openPackage } from './package.ts';
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
	for (const { type, target } of parts.relations(parts.main)) {
		if (type === 'styles') parts.scan(target, styles);
		else if (type === 'numbering') parts.scan(target, numbering);
		else if (type === 'vbaProject') macros = true;
	}
	const source = parts.text(parts.main)!;
	const walker = new Walker(styles, numbering, pageMarksOf(source));
	scanXml(source, walker);
	const blocks = numberBlocks(walker.finish());
	if (blocks.length === 0 && walker.noticed.pictures === 0) throw new Refusal('empty');
	const notes = notesOf(walker.noticed, blocks.length === 0, macros);
	return { format: 'docx', blocks, pages: null, pageSizes: [], notes };
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
