import type { FileHandle } from 'node:fs/promises';
import type { FileType } from '../types.ts';

/** What a file is, or the code of the sentence that says why it is not accepted. */
export type Answer = { type: FileType } | { refusal: string };

/** `length` bytes from `at`, or as many as there are. */
export async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
	const bytes = Buffer.alloc(length);
	const { bytesRead } = await file.read(bytes, 0, length, at);
	return bytes.subarray(0, bytesRead);
}
