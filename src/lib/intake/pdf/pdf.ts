/** The door of the PDF reader: bytes → paragraphs and tables by the places of their glyphs. */

import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Block, Refusal, type SourceDocument } from '../source.ts';
import { readContent } from './content.ts';
import type { Matrix } from './geometry.ts';
import { type PageLayout, layOut } from './layout.ts';
import { MAX_GLYPHS, MAX_MILLISECONDS, MAX_PAGES } from './limits.ts';
import { fontsOf, hasPictures, openPdf } from './open.ts';
import { assemble } from './assemble.ts';

/**
 * Reads a PDF by the positions of its text and its ruling lines. Throws a Refusal: 'unknown-format',
 * 'encrypted', 'truncated', 'too-large' (pages, glyphs), 'time-out', 'picture' (pages without text),
 * 'empty'.
 */
export async function readPdf(bytes: Uint8Array): Promise<SourceDocument> {
	const pdf = await openPdf(bytes);
	try {
		if (pdf.numPages > MAX_PAGES) throw new Refusal('too-large', `${pdf.numPages} pages`);
		const deadline = performance.now() + MAX_MILLISECONDS;
		const layouts: PageLayout[] = [];
		let glyphs = 0;
		for (let number = 1; number <= pdf.numPages; number++) {
			const page = await getPage(pdf, number);
			const content = await contentOf(page);
			glyphs += content.glyphs.length;
			if (glyphs > MAX_GLYPHS) throw new Refusal('too-large', `${glyphs} glyphs`);
			if (performance.now() > deadline) throw new Refusal('time-out');
			layouts.push(layOut(content, number, sizeOf(page)));
			page.cleanup();
		}
		if (glyphs === 0) throw new Refusal(hasPictures(bytes) ? 'picture' : 'empty');
		const blocks: Block[] = assemble(layouts);
		return {
			format: 'pdf',
			blocks,
			pages: pdf.numPages,
			pageSizes: layouts.map(({ width, height }) => ({ width, height })),
			notes: []
		};
	} finally {
		await pdf.loadingTask.destroy();
	}
}

type Pdf = Awaited<ReturnType<typeof openPdf>>;

async function getPage(pdf: Pdf, number: number): Promise<PDFPageProxy> {
	try {
		return await pdf.getPage(number);
	} catch {
		throw new Refusal('truncated', `page ${number}`);
	}
}

async function contentOf(page: PDFPageProxy): Promise<ReturnType<typeof readContent>> {
	const view = page.getViewport({ scale: 1 }).transform as unknown as Matrix;
	return readContent(await page.getOperatorList(), view, fontsOf(page));
}

function sizeOf(page: PDFPageProxy): { width: number; height: number } {
	const { width, height } = page.getViewport({ scale: 1 });
	return { width, height };
}
