/** A bounded reader of ZIP archives: trusts nothing that the archive says about itself. */

import { Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { limits } from '../limits.ts';
import { Refusal } from '../source.ts';

/** A part of the archive as its central directory lists it. */
interface Entry {
	name: string;
	method: number;
	encrypted: boolean;
	crc: number;
	packedSize: number;
	offset: number;
}

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const localSignature = 0x04034b50;
const longestComment = 0xffff;
const endLength = 22;
const directoryLength = 46;
const localLength = 30;

/** An opened archive; parts are inflated when they are asked for. */
export interface Archive {
	/** Names of all parts, as written, directories left out. */
	names: string[];
	has(name: string): boolean;
	/**
	 * Inflated bytes of a part, or null where the archive has none of that name.
	 * Letter case, `\` for `/` and a leading `/` do not matter.
	 * @throws Refusal bomb, truncated, encrypted, unknown-format
	 */
	read(name: string): Uint8Array | null;
	/**
	 * The same in pieces, for a part too large to be held: at most `most` bytes of it.
	 * @throws Refusal as `read` does, truncated at its end where the check sum is wrong
	 */
	stream(name: string, most: number): AsyncIterable<Uint8Array> | null;
}

/**
 * Opens a ZIP archive by its central directory.
 * @throws Refusal truncated (no directory, or it points outside of the file), encrypted,
 * bomb (too many parts, or parts that overlap)
 */
export function openZip(bytes: Uint8Array): Archive {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const entries = new Map<string, Entry>();
	for (const entry of readDirectory(bytes, view)) {
		const key = keyOf(entry.name);
		// The first of two parts of one name wins: a second would hide what was checked.
		if (!entries.has(key)) entries.set(key, entry);
	}
	refuseOverlaps([...entries.values()]);

	let inflated = 0;
	return {
		names: [...entries.values()].map((entry) => entry.name),
		has: (name) => entries.has(keyOf(name)),
		read(name) {
			const entry = entries.get(keyOf(name));
			if (!entry) return null;
			const content = inflate(bytes, view, entry, limits.archiveBytes - inflated);
			inflated += content.byteLength;
			return content;
		},
		stream(name, most) {
			const entry = entries.get(keyOf(name));
			return entry ? inflatePieces(packedOf(bytes, view, entry), entry, most) : null;
		}
	};
}

function keyOf(name: string): string {
	return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function readDirectory(bytes: Uint8Array, view: DataView): Entry[] {
	const end = findEnd(view);
	let count = view.getUint16(end + 10, true);
	let offset = view.getUint32(end + 16, true);
	if (count === 0xffff || offset === 0xffffffff) {
		({ count, offset } = readLongEnd(view, end) ?? { count, offset });
	}
	if (count > limits.archiveEntries) throw new Refusal('bomb', `${count} parts`);

	const entries: Entry[] = [];
	const latin = new TextDecoder('latin1');
	const utf8 = new TextDecoder();
	for (let i = 0; i < count; i++) {
		if (offset + directoryLength > bytes.length) throw new Refusal('truncated');
		if (view.getUint32(offset, true) !== directorySignature) throw new Refusal('truncated');
		const flags = view.getUint16(offset + 8, true);
		const nameLength = view.getUint16(offset + 28, true);
		const extraLength = view.getUint16(offset + 30, true);
		const commentLength = view.getUint16(offset + 32, true);
		if (nameLength > limits.nameBytes) throw new Refusal('bomb', 'name');
		const nameBegin = offset + directoryLength;
		const name = bytes.subarray(nameBegin, nameBegin + nameLength);
		const entry: Entry = {
			name: (flags & 0x800 ? utf8 : latin).decode(name),
			method: view.getUint16(offset + 10, true),
			encrypted: (flags & 1) !== 0,
			crc: view.getUint32(offset + 16, true),
			packedSize: view.getUint32(offset + 20, true),
			offset: view.getUint32(offset + 42, true)
		};
		const size = view.getUint32(offset + 24, true);
		readLongSizes(view, nameBegin + nameLength, extraLength, entry, size === 0xffffffff);
		if (!/[\\/]$/.test(entry.name)) entries.push(entry);
		offset = nameBegin + nameLength + extraLength + commentLength;
	}
	return entries;
}

function findEnd(view: DataView): number {
	const first = Math.max(0, view.byteLength - endLength - longestComment);
	for (let at = view.byteLength - endLength; at >= first; at--) {
		if (view.getUint32(at, true) === endSignature) return at;
	}
	throw new Refusal('truncated');
}

/** The ZIP64 end record, where there is one. */
function readLongEnd(view: DataView, end: number): { count: number; offset: number } | null {
	const locator = end - 20;
	if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) return null;
	const at = Number(view.getBigUint64(locator + 8, true));
	if (at + 56 > view.byteLength || view.getUint32(at, true) !== 0x06064b50) {
		throw new Refusal('truncated');
	}
	return {
		count: Number(view.getBigUint64(at + 32, true)),
		offset: Number(view.getBigUint64(at + 48, true))
	};
}

/** ZIP64 sizes stand in an extra field, only those that did not fit, in a fixed order. */
function readLongSizes(
	view: DataView,
	begin: number,
	length: number,
	entry: Entry,
	longSize: boolean
): void {
	const end = Math.min(begin + length, view.byteLength);
	for (let at = begin; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
		if (view.getUint16(at, true) !== 1) continue;
		let value = at + 4 + (longSize ? 8 : 0);
		if (entry.packedSize === 0xffffffff && value + 8 <= end) {
			entry.packedSize = Number(view.getBigUint64(value, true));
			value += 8;
		}
		if (entry.offset === 0xffffffff && value + 8 <= end) {
			entry.offset = Number(view.getBigUint64(value, true));
		}
		return;
	}
}

/** Overlapping parts are how one kilobyte is made to inflate a thousand times over. */
function refuseOverlaps(entries: Entry[]): void {
	const ordered = [...entries].sort((a, b) => a.offset - b.offset);
	for (let i = 1; i < ordered.length; i++) {
		const before = ordered[i - 1]!;
		if (before.offset + localLength + before.packedSize > ordered[i]!.offset) {
			throw new Refusal('bomb', 'overlap');
		}
	}
}

function inflate(bytes: Uint8Array, view: DataView, entry: Entry, left: number): Uint8Array {
	const packed = packedOf(bytes, view, entry);
	const content = unpack(entry.method, packed, mostBytes(packed.byteLength, left));
	if (crc32(content) !== entry.crc) throw new Refusal('truncated');
	return content;
}

async function* inflatePieces(
	packed: Uint8Array,
	entry: Entry,
	most: number
): AsyncGenerator<Uint8Array> {
	const limit = Math.min(most, Math.max(limits.ratioFromBytes, packed.byteLength * limits.ratio));
	if (entry.method !== 0 && entry.method !== 8) {
		throw new Refusal('unknown-format', `zip ${entry.method}`);
	}
	const source = Readable.from([packed]);
	const pieces: Readable = entry.method === 0 ? source : source.pipe(createInflateRaw());
	let size = 0;
	let sum = 0;
	try {
		for await (const piece of pieces as AsyncIterable<Uint8Array>) {
			size += piece.byteLength;
			if (size > limit) throw new Refusal('bomb');
			sum = crc32(piece, sum);
			yield piece;
		}
	} catch (error) {
		throw error instanceof Error && 'errno' in error ? new Refusal('truncated') : error;
	}
	if (sum !== entry.crc) throw new Refusal('truncated');
}

/** Where a part lies in the file, as it is packed. */
function packedOf(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
	if (entry.encrypted) throw new Refusal('encrypted');
	if (entry.offset + localLength > bytes.length) throw new Refusal('truncated');
	if (view.getUint32(entry.offset, true) !== localSignature) throw new Refusal('truncated');
	const begin =
		entry.offset +
		localLength +
		view.getUint16(entry.offset + 26, true) +
		view.getUint16(entry.offset + 28, true);
	const end = begin + entry.packedSize;
	if (end > bytes.length) throw new Refusal('truncated');
	return bytes.subarray(begin, end);
}

/** What a part may inflate to: real bytes are counted, the sizes in headers are never asked. */
function mostBytes(packed: number, left: number): number {
	const byRatio = Math.max(limits.ratioFromBytes, packed * limits.ratio);
	return Math.max(1, Math.min(limits.entryBytes, byRatio, left));
}

function unpack(method: number, packed: Uint8Array, most: number): Uint8Array {
	if (method === 0) {
		if (packed.byteLength > most) throw new Refusal('bomb');
		return packed;
	}
	if (method !== 8) throw new Refusal('unknown-format', `zip ${method}`);
	try {
		return inflateRawSync(packed, { maxOutputLength: most });
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		throw new Refusal(code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'truncated');
	}
}
