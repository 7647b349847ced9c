/** What lies in a ZIP package or in an older office file, by the names inside: nothing is unpacked. */
import type { FileHandle } from 'node:fs/promises';
import { endings, type FileType } from '../types.ts';
import { readAt, type Answer } from './answer.ts';

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
/** A package's end may hide behind a comment of 64 KB. */
const END_BYTES = 22 + 0xffff;
const MOST_DIRECTORY_BYTES = 4 * 1024 * 1024;

const ooxml: [string, FileType][] = [
	['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
	['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
	['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation']
];

const odf: readonly FileType[] = [
	'application/vnd.oasis.opendocument.text',
	'application/vnd.oasis.opendocument.spreadsheet',
	'application/vnd.oasis.opendocument.presentation'
];

/** What a ZIP file is. `mime` is what its first bytes suggest. */
export async function judgePackage(file: FileHandle, size: number, mime: string): Promise<Answer> {
	const names = await packageNames(file, size);
	if (!names) return { refusal: 'evidence_file_broken' };
	if (names.some((name) => /vbaProject\.bin$|^(Basic|Scripts)\/./i.test(name)))
		return { refusal: 'evidence_file_macros' };
	if (/macro/i.test(mime)) return { refusal: 'evidence_file_macros' };
	const open = odf.find((type) => type === mime);
	if (open)
		return names.includes('content.xml') ? { type: open } : { refusal: 'evidence_file_broken' };
	if (names.includes('[Content_Types].xml')) {
		// a workbook in binary parts (.xlsb) is none of those that everybody can open
		if (names.includes('xl/workbook.bin')) return { refusal: 'evidence_file_unknown' };
		const found = ooxml.find(([folder]) => names.some((name) => name.startsWith(folder)));
		if (found) return { type: found[1] };
	}
	return { refusal: 'evidence_file_archive' };
}

/** Names in a package's central directory; null: it has none that can be read. */
async function packageNames(file: FileHandle, size: number): Promise<string[] | null> {
	const tail = await readAt(file, Math.max(0, size - END_BYTES), Math.min(size, END_BYTES));
	let end = tail.length - 22;
	while (end >= 0 && tail.readUInt32LE(end) !== END_MARK) end -= 1;
	if (end < 0) return null;
	const count = tail.readUInt16LE(end + 10);
	const length = tail.readUInt32LE(end + 12);
	const start = tail.readUInt32LE(end + 16);
	if (length > MOST_DIRECTORY_BYTES || start + length > size) return null;
	const directory = await readAt(file, start, length);
	const names: string[] = [];
	for (let at = 0; names.length < count;) {
		if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_MARK) return null;
		const nameLength = directory.readUInt16LE(at + 28);
		names.push(directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'));
		at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
	}
	return names;
}

const ENTRY_BYTES = 128;
const READ_BYTES = 512 * ENTRY_BYTES;

/** What an older office file (Compound File Binary) is; encrypted newer ones have this shape, too. */
export async function judgeCompound(
	file: FileHandle,
	size: number,
	ending: string
): Promise<Answer> {
	const names = await compoundNames(file, size);
	if (names.has('_VBA_PROJECT')) return { refusal: 'evidence_file_macros' };
	if (names.has('EncryptedPackage')) {
		const found = ooxml.find(([, type]) => endings[type].includes(ending));
		return found ? { type: found[1] } : { refusal: 'evidence_file_unknown' };
	}
	if (names.has('WordDocument')) return { type: 'application/msword' };
	if (names.has('Workbook') || names.has('Book')) return { type: 'application/vnd.ms-excel' };
	if (names.has('PowerPoint Document')) return { type: 'application/vnd.ms-powerpoint' };
	return { refusal: 'evidence_file_unknown' };
}

/**
 * Names of storages and streams: entries of 128 bytes, each with the length of its name and its
 * kind, stand on multiples of 128 wherever the directory's sectors lie.
 */
async function compoundNames(file: FileHandle, size: number): Promise<Set<string>> {
	const names = new Set<string>();
	for (let from = 512; from < size; from += READ_BYTES) {
		const part = await readAt(file, from, Math.min(READ_BYTES, size - from));
		for (let at = 0; at + ENTRY_BYTES <= part.length; at += ENTRY_BYTES) {
			const bytes = part.readUInt16LE(at + 64);
			const kind = part[at + 66]!;
			if (bytes < 4 || bytes > 64 || bytes % 2 === 1 || ![1, 2, 5].includes(kind)) continue;
			if (part.readUInt16LE(at + bytes - 2) !== 0) continue;
			names.add(part.toString('utf16le', at, at + bytes - 2));
		}
	}
	return names;
}
