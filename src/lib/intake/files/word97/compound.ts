/** Streams of a compound file, the container of `.doc`: read only as far as they are asked for. */

import { Refusal } from '../../source.ts';

const endOfChain = 0xfffffffa;
const entryLength = 128;
const headLists = 109;

/** Gives the bytes of a stream by its name, or null. */
export type Streams = (name: string) => Uint8Array | null;

/** @throws Refusal truncated: chains that leave the file or never end */
export function openCompound(bytes: Uint8Array): Streams {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (bytes.length < 512) throw new Refusal('truncated');
	const shift = view.getUint16(30, true);
	if (shift !== 9 && shift !== 12) throw new Refusal('truncated');
	const size = 1 << shift;
	const sectors = Math.ceil(bytes.length / size);

	const sector = (number: number): Uint8Array => {
		const begin = (number + 1) * size;
		if (begin >= bytes.length) throw new Refusal('truncated');
		return bytes.subarray(begin, begin + size);
	};
	const numbersOf = (number: number): number[] => {
		const data = sector(number);
		const own = new DataView(data.buffer, data.byteOffset, data.byteLength);
		return Array.from({ length: data.length >> 2 }, (_, i) => own.getUint32(i * 4, true));
	};

	const table = readTable(view, sectors, numbersOf);
	const chain = (first: number, next: number[]): number[] => {
		const found: number[] = [];
		for (let at = first; at < endOfChain; at = next[at] ?? endOfChain) {
			found.push(at);
			if (found.length > bytes.length / 64) throw new Refusal('truncated');
		}
		return found;
	};
	const join = (first: number): Uint8Array => Buffer.concat(chain(first, table).map(sector));

	const entries = readEntries(join(view.getUint32(48, true)));
	const smallBelow = view.getUint32(56, true);
	const root = entries.find(({ kind }) => kind === 5);
	const small = root ? join(root.first) : new Uint8Array();
	const smallTable = chain(view.getUint32(60, true), table).flatMap(numbersOf);

	return (name) => {
		const entry = entries.find((one) => one.kind === 2 && one.name === name);
		if (!entry) return null;
		if (entry.size >= smallBelow) return join(entry.first).subarray(0, entry.size);
		const parts = chain(entry.first, smallTable).map((at) => small.subarray(at * 64, at * 64 + 64));
		return Buffer.concat(parts).subarray(0, entry.size);
	};
}

/** Which sector follows which: the lists of it begin in the file's head and go on in sectors. */
function readTable(
	view: DataView,
	sectors: number,
	numbersOf: (sector: number) => number[]
): number[] {
	const lists = Array.from({ length: headLists }, (_, i) => view.getUint32(76 + i * 4, true));
	let more = view.getUint32(68, true);
	for (let i = 0; more < endOfChain && i < sectors; i++) {
		const numbers = numbersOf(more);
		more = numbers.pop() ?? endOfChain;
		lists.push(...numbers);
	}
	return lists
		.filter((at) => at < endOfChain)
		.slice(0, sectors)
		.flatMap(numbersOf);
}

interface Entry {
	name: string;
	kind: number;
	first: number;
	size: number;
}

function readEntries(directory: Uint8Array): Entry[] {
	const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
	const entries: Entry[] = [];
	for (let at = 0; at + entryLength <= directory.length; at += entryLength) {
		const length = Math.min(view.getUint16(at + 64, true), 64);
		if (length < 2) continue;
		entries.push({
			name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + length - 2)),
			kind: view.getUint8(at + 66),
			first: view.getUint32(at + 116, true),
			size: view.getUint32(at + 120, true)
		});
	}
	return entries;
}
