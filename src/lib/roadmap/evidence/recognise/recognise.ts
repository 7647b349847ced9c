/** What a file is by its bytes, whatever its name says, and under which name it is safe to keep. */
import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { Invalid } from '../../../platform/errors.ts';
import { evidenceLimits } from '../limits.ts';
import { endings, type FileType } from '../types.ts';
import { readAt, type Answer } from './answer.ts';
import { judgeCompound, judgePackage } from './package.ts';
import { pixelsOf } from './pixels.ts';
import { judgeText } from './text.ts';

/** Pictures tell their size within this many bytes, also behind the camera's own data. */
const HEAD_BYTES = 1024 * 1024;

/** What file-type calls the kinds that need no second look. */
const plain: Record<string, FileType> = {
	'application/pdf': 'application/pdf',
	'application/rtf': 'application/rtf',
	'image/jpeg': 'image/jpeg',
	'image/png': 'image/png',
	'image/apng': 'image/png',
	'image/webp': 'image/webp',
	'image/heic': 'image/heic',
	'image/heif': 'image/heic'
};

const archives = /zip|rar|7z|gzip|bzip|x-xz|zstd|lz|compress|tar|cab|arj|cpio|x-ace|-archive/;
const programs = /msdownload|executable|x-elf|mach|shortcut|java|wasm|deb|rpm|dex|ms-installer/;

/**
 * The type of the file at `path` and the name to keep it under. Throws `Invalid` with the code of
 * a sentence that says why it is not accepted.
 */
export async function recognise(
	path: string,
	size: number,
	name: string
): Promise<{ type: FileType; name: string }> {
	if (size === 0) throw new Invalid('evidence_file_empty');
	const answer = await judge(path, size, endingOf(cleanName(name)));
	if ('refusal' in answer) throw new Invalid(answer.refusal);
	return { type: answer.type, name: nameFor(answer.type, name) };
}

async function judge(path: string, size: number, ending: string): Promise<Answer> {
	const mime = (await fileTypeFromFile(path).catch(() => undefined))?.mime ?? '';
	const file = await open(path);
	try {
		const start = await readAt(file, 0, 4);
		if (start.toString('latin1') === 'PK\x03\x04') return await judgePackage(file, size, mime);
		if (mime === 'application/x-cfb') return await judgeCompound(file, size, ending);
		const type = plain[mime];
		if (type?.startsWith('image/')) {
			const pixels = pixelsOf(await readAt(file, 0, Math.min(HEAD_BYTES, size)), type);
			if (pixels === null || pixels === 0) return { refusal: 'evidence_file_broken' };
			return pixels > evidenceLimits.pixels ? { refusal: 'evidence_file_pixels' } : { type };
		}
		if (type) return { type };
		if (mime.endsWith('xml') || mime === 'text/html') return { refusal: 'evidence_file_page' };
		if (programs.test(mime)) return { refusal: 'evidence_file_program' };
		if (archives.test(mime)) return { refusal: 'evidence_file_archive' };
		if (mime !== '') return { refusal: 'evidence_file_unknown' };
		return await judgeText(file, size, ending);
	} finally {
		await file.close();
	}
}

/** A name without folders and invisible signs; never empty. */
function cleanName(name: string): string {
	const base = name.split(/[/\\]/).at(-1)!;
	return base.replace(/\p{C}|[<>:"|?*]/gu, '').replace(/^[\s.]+|[\s.]+$/g, '');
}

function endingOf(name: string): string {
	return /\.([\p{L}\d]+)$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

const LONGEST_NAME = 200;

/** The name with an ending of what the file is: «scan.pdf.exe» that is a PDF becomes «scan.pdf.exe.pdf». */
export function nameFor(type: FileType, name: string): string {
	const clean = cleanName(name) || 'file';
	const fits = endings[type].includes(endingOf(clean));
	const whole = fits ? clean : `${clean}.${endings[type][0]}`;
	if (whole.length <= LONGEST_NAME) return whole;
	const ending = `.${endingOf(whole)}`;
	return whole.slice(0, LONGEST_NAME - ending.length).trimEnd() + ending;
}
