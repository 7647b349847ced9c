/** Opens a PDF with pdf.js, tamed for a server: no scripts, no fonts, no network, no images. */

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
	type PDFDocumentProxy,
	type PDFPageProxy,
	PasswordException,
	getDocument
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Refusal } from '../source.ts';
import type { FontFacts } from './content.ts';

const assets = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const BOLD_NAME = /bold|black|heavy|semibold|demi/i;

/**
 * Opens the document; the caller destroys it. Throws a Refusal: 'unknown-format' when it is no PDF,
 * 'encrypted' when it asks for a password, 'truncated' when its structure is broken.
 */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
	if (!hasSignature(bytes)) throw new Refusal('unknown-format', 'pdf');
	const task = getDocument({
		// pdf.js takes the bytes over; the caller keeps its own.
		data: bytes.slice(),
		enableXfa: false,
		useSystemFonts: false,
		disableFontFace: false,
		fontExtraProperties: true,
		useWorkerFetch: false,
		useWasm: false,
		maxImageSize: 1,
		isOffscreenCanvasSupported: false,
		isImageDecoderSupported: false,
		cMapUrl: join(assets, 'cmaps') + '/',
		cMapPacked: true,
		standardFontDataUrl: join(assets, 'standard_fonts') + '/',
		verbosity: 0
	});
	try {
		return await task.promise;
	} catch (error) {
		await task.destroy();
		if (error instanceof PasswordException) throw new Refusal('encrypted');
		throw new Refusal('truncated', error instanceof Error ? error.message : '');
	}
}

/** The signature may stand a little after the beginning (mail gateways put bytes before it). */
function hasSignature(bytes: Uint8Array): boolean {
	return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}

/** Facts about the fonts of a page that has been read. */
export function fontsOf(page: PDFPageProxy): (name: string) => FontFacts {
	const known = new Map<string, FontFacts>();
	return (name) => {
		const facts = known.get(name) ?? factsOf(page, name);
		known.set(name, facts);
		return facts;
	};
}

interface LoadedFont {
	name?: string;
	bold?: boolean;
	black?: boolean;
	fontMatrix?: readonly number[];
}

function factsOf(page: PDFPageProxy, name: string): FontFacts {
	if (!page.commonObjs.has(name)) return { bold: false, unit: 0.001 };
	const font = page.commonObjs.get(name) as LoadedFont | null;
	return {
		bold: Boolean(font?.bold || font?.black) || BOLD_NAME.test(font?.name ?? ''),
		unit: font?.fontMatrix?.[0] || 0.001
	};
}

/** Whether the file holds pictures; their headers are never compressed. */
export function hasPictures(raw: string): boolean {
	return /\/Subtype\s*\/Image\b/.test(raw);
}

/** Whether the file carries fonts; their headers are never compressed. */
export function hasFonts(raw: string): boolean {
	return /\/Length1\b|\/FontFile|\/Type1C\b|\/CIDFontType0C\b/.test(raw);
}
