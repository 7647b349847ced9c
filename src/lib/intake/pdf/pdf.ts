/** The door of the PDF reader: bytes → paragraphs and tables by the places of their glyphs. */

import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { limits } from '../limits.ts';
import { type Block, Refusal, type SourceDocument, type SourceNote } from '../source.ts';
import { readContent } from './content.ts';
import type { Matrix } from './geometry.ts';
import { type PageLayout, layOut } from './layout.ts';
import { MAX_GLYPHS, MAX_GLYPHS_PER_PAGE, MAX_MILLISECONDS, MAX_PAGES } from './limits.ts';
import { fontsOf, hasFonts, hasPictures, openPdf } from './open.ts';
import { assemble } from './assemble.ts';

/** Fewer words than this on a page of pictures are a scanner's mark. */
const SCANNER_MARK = 4;

/**
 * Reads a PDF by the positions of its text and its ruling lines. Throws a Refusal: 'unknown-format',
 * 'encrypted', 'truncated', 'too-large' (pages, glyphs), 'too-many-rows', 'time-out', 'picture'
 * (pages without text), 'empty'.
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
			if (content.glyphs.length > MAX_GLYPHS_PER_PAGE || glyphs > MAX_GLYPHS)
				throw new Refusal('too-large', `${glyphs} glyphs`);
			if (performance.now() > deadline) throw new Refusal('time-out');
			layouts.push(layOut(content, number, sizeOf(page)));
			page.cleanup();
		}
		const raw = Buffer.from(bytes).toString('latin1');
		refuseTextless(layouts, raw);
		const blocks: Block[] = assemble(layouts);
		refuseTooManyRows(blocks);
		return {
			format: 'pdf',
			blocks,
			pages: pdf.numPages,
			pageSizes: layouts.map(({ width, height }) => ({ width, height })),
			notes: hasPictures(raw) ? pictureNotes(layouts) : []
		};
	} finally {
		await pdf.loadingTask.destroy();
	}
}

/**
 * Refuses a document without text: pictures of pages (a scanner's own mark on them is no text), a
 * damaged file with fonts but nothing legible written with them, or empty pages.
 */
function refuseTextless(pages: readonly PageLayout[], raw: string): void {
	const words = pages.reduce((sum, page) => sum + page.words, 0);
	if (words < SCANNER_MARK * pages.length && hasPictures(raw)) throw new Refusal('picture');
	if (words > 0) return;
	if (hasFonts(raw)) throw new Refusal('truncated', 'text');
	throw new Refusal(pages.some((page) => page.drawn) ? 'picture' : 'empty');
}

function refuseTooManyRows(blocks: readonly Block[]): void {
	const rows = blocks.reduce(
		(sum, block) => sum + (block.kind === 'table' ? block.rows.length : 0),
		0
	);
	if (rows > limits.rows) throw new Refusal('too-many-rows', String(rows));
}

/** Tells which pages have no text although the document has pictures. */
function pictureNotes(pages: readonly PageLayout[]): SourceNote[] {
	const bare = pages.filter((page) => page.words === 0).map((page) => page.page);
	return bare.length > 0 ? [{ code: 'images-only', detail: bare.join(', ') }] : [];
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
	try {
		return readContent(await page.getOperatorList(), view, fontsOf(page));
	} catch {
		throw new Refusal('truncated', `page ${page.pageNumber}`);
	}
}

function sizeOf(page: PDFPageProxy): { width: number; height: number } {
	const { width, height } = page.getViewport({ scale: 1 });
	return { width, height };
}
