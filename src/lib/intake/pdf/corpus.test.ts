/** The real documents of the field, where they lie beside the project: PDF against Word. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { readDocx } from '../files/docx.ts';
import type { SourceDocument } from '../source.ts';
import { readPdf } from './pdf.ts';

const corpus = new URL('../../../../../shared/corpus/', import.meta.url);
const NAMES = ['000', '001', '002', '003', '003-split-rows', '004'];

async function bytesOf(name: string): Promise<Uint8Array> {
	return new Uint8Array(await readFile(new URL(name, corpus)));
}

function bare(text: string): string {
	return text.replace(/[\s\u00ad-]+/g, '');
}

function characters(texts: readonly string[]): string {
	return [...bare(texts.join(''))].sort().join('');
}

function allTexts(document: SourceDocument): string[] {
	return document.blocks.flatMap((block) =>
		block.kind === 'paragraph' ? [block.text] : cellTexts(block.rows)
	);
}

function cellTexts(rows: readonly { cells: readonly { text: string }[] }[]): string[] {
	return rows.flatMap((row) => row.cells.map((cell) => cell.text));
}

/** Texts of filled cells, with no regard to rows. */
function cellsOf(document: SourceDocument): string[] {
	return document.blocks
		.flatMap((block) => (block.kind === 'table' ? cellTexts(block.rows) : []))
		.map(bare)
		.filter((text) => text !== '');
}

async function itemTexts(bytes: Uint8Array): Promise<string[]> {
	const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise;
	const texts: string[] = [];
	for (let number = 1; number <= pdf.numPages; number++) {
		const { items } = await (await pdf.getPage(number)).getTextContent();
		for (const item of items) if ('str' in item) texts.push(item.str);
	}
	await pdf.loadingTask.destroy();
	return texts;
}

describe.skipIf(!existsSync(corpus))('corpus', () => {
	test.each(NAMES)('%s: no character of the page is lost or doubled', async (name) => {
		const bytes = await bytesOf(`${name}.pdf`);
		const document = await readPdf(bytes);
		expect(characters(allTexts(document))).toBe(characters(await itemTexts(bytes)));
	});

	test.each(NAMES)('%s: the cells are those of the Word file', async (name) => {
		const pdf = cellsOf(await readPdf(await bytesOf(`${name}.pdf`)));
		const word = cellsOf(await readDocx(await bytesOf(`${name}.docx`)));
		const left = [...pdf];
		const cut = word.filter((text) => {
			const at = left.indexOf(text);
			if (at >= 0) left.splice(at, 1);
			return at < 0;
		});
		// What is left are cells that a page break cut in two: the beginning and the end of each.
		const lost = cut.filter((text) => {
			const begin = left.find(
				(part) => text.startsWith(part) && left.includes(text.slice(part.length))
			);
			if (begin === undefined) return true;
			left.splice(left.indexOf(begin), 1);
			left.splice(left.indexOf(text.slice(begin.length)), 1);
			return false;
		});
		// A box of one cell is read as the paragraphs that stand in it.
		expect(lost.filter((text) => !text.startsWith('Примечание:'))).toEqual([]);
		expect(left).toEqual([]);
	});
});
