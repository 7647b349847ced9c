/** Takes the page out of a web page saved in one file (MHTML), as Word and browsers save it. */

import { Refusal } from '../source.ts';
import { decode, decodeHtml } from './encoding.ts';

/**
 * The text of the first page in the file.
 * @throws Refusal truncated: no page is in it
 */
export function readMht(bytes: Uint8Array): string {
	// One byte is one sign here: each part has an encoding of its own.
	const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
	const boundary = /boundary\s*=\s*"?([^"\r\n;]+)/i.exec(source.slice(0, 16_384))?.[1];
	if (boundary === undefined) throw new Refusal('truncated');
	for (const part of source.split(`--${boundary.trim()}`).slice(1)) {
		const end = /\r?\n\r?\n/.exec(part);
		if (!end) continue;
		const head = part.slice(0, end.index);
		if (!/content-type\s*:\s*text\/html/i.test(head)) continue;
		const content = decodeTransfer(part.slice(end.index + end[0].length), head);
		const charset = /charset\s*=\s*"?([\w-]+)/i.exec(head)?.[1];
		return charset === undefined ? decodeHtml(content).text : decode(content, charset).text;
	}
	throw new Refusal('truncated');
}

function decodeTransfer(content: string, head: string): Uint8Array {
	const encoding = /content-transfer-encoding\s*:\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
	if (encoding === 'base64') return new Uint8Array(Buffer.from(content, 'base64'));
	const plain =
		encoding === 'quoted-printable'
			? content
					.replace(/=[ \t]*\r?\n/g, '')
					.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
						String.fromCharCode(Number.parseInt(hex, 16))
					)
			: content;
	return new Uint8Array(Buffer.from(plain, 'latin1'));
}
