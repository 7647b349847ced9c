import type { FileHandle } from 'node:fs/promises';
import { readAt, type Answer } from './answer.ts';

const READ_BYTES = 64 * 1024;
const HEAD_BYTES = 4096;

/** What a file without marks of its own is: text under the ending of text, or nothing known. */
export async function judgeText(file: FileHandle, size: number, ending: string): Promise<Answer> {
	const head = await readAt(file, 0, Math.min(HEAD_BYTES, size));
	const wide = isWide(head);
	const words = head
		.toString(wide ? 'utf16le' : 'utf8')
		.replace(/^\uFEFF/, '')
		.trimStart();
	// a tag, a comment or a declaration at the beginning: HTML, SVG, XML under whatever name
	if (/^<[!?/a-z]/i.test(words)) return { refusal: 'evidence_file_page' };
	if (/^MIME-Version:/i.test(words)) return { refusal: 'evidence_file_page' };
	if (words.startsWith('#!')) return { refusal: 'evidence_file_program' };
	if (programs.has(ending)) return { refusal: 'evidence_file_program' };
	if (ending !== 'txt' && ending !== 'csv')
		return { refusal: ending in named ? 'evidence_file_broken' : 'evidence_file_unknown' };
	if (!wide && (await hasControls(file, size))) return { refusal: 'evidence_file_broken' };
	return { type: ending === 'csv' ? 'text/csv' : 'text/plain' };
}

/** Endings of texts that run. */
const programs = new Set(
	'bat cmd com exe hta js jse jsx mjs msc php pl ps1 py rb reg scr sh vbe vbs wsf wsh'.split(' ')
);

/** Endings of kinds that their first bytes would have told. */
const named = Object.fromEntries(
	'pdf doc docx xls xlsx ppt pptx odt ods odp rtf jpg jpeg png webp heic heif'
		.split(' ')
		.map((ending) => [ending, true])
);

/** UTF-16, as Excel and Notepad write «Unicode text». */
function isWide(head: Buffer): boolean {
	return head.length >= 2 && head.readUInt16LE(0) === 0xfeff;
}

/** Whether bytes occur that no text has, in whichever eight-bit encoding or UTF-8. */
async function hasControls(file: FileHandle, size: number): Promise<boolean> {
	for (let from = 0; from < size; from += READ_BYTES)
		for (const byte of await readAt(file, from, Math.min(READ_BYTES, size - from)))
			// tab to carriage return, and the end mark of old editors
			if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a) return true;
	return false;
}
