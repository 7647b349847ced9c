import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { zipOf } from './samples.ts';
import { openZip } from './zip.ts';

const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes);
const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });
const sample = () => zipOf({ 'a/b.xml': 'раз', 'c.xml': 'два'.repeat(1000), 'd/': '' });

/** Where the central directory's record of part `index` begins. */
function record(bytes: Uint8Array, index: number): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	let at = view.getUint32(bytes.length - 22 + 16, true);
	for (let i = 0; i < index; i++) {
		at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
	}
	return at;
}

function changed(change: (view: DataView, first: number) => void): Uint8Array {
	const bytes = sample();
	change(new DataView(bytes.buffer, bytes.byteOffset), record(bytes, 1));
	return bytes;
}

describe('an archive', () => {
	it('gives its parts by name, whatever case and slashes are used', () => {
		const archive = openZip(sample());
		expect(archive.names).toEqual(['a/b.xml', 'c.xml']);
		expect(text(archive.read('A\\B.xml'))).toBe('раз');
		expect(text(archive.read('/c.xml'))).toBe('два'.repeat(1000));
		expect(archive.read('nothing')).toBeNull();
	});

	it('is found behind leading bytes only where its directory says so', () => {
		expect(() => openZip(new TextEncoder().encode('PK\u0003\u0004 no more'))).toThrow(
			refused('truncated')
		);
	});

	it('never trusts the sizes in its headers', () => {
		const lying = changed((view, at) => view.setUint32(at + 24, 1, true));
		expect(text(openZip(lying).read('c.xml'))).toBe('два'.repeat(1000));
	});

	it.each([
		[
			'a part marked as encrypted',
			(v: DataView, at: number) => v.setUint16(at + 8, 1, true),
			'encrypted'
		],
		[
			'a method that nobody uses',
			(v: DataView, at: number) => v.setUint16(at + 10, 99, true),
			'unknown-format'
		],
		['a wrong checksum', (v: DataView, at: number) => v.setUint32(at + 16, 1, true), 'truncated'],
		[
			'a part beyond the end',
			(v: DataView, at: number) => v.setUint32(at + 42, 0xfffffff, true),
			'truncated'
		],
		[
			'a longer part than there is',
			(v: DataView, at: number) => v.setUint32(at + 20, 0xfffff, true),
			'truncated'
		],
		['parts that overlap', (v: DataView, at: number) => v.setUint32(at + 42, 0, true), 'bomb'],
		['a broken directory', (v: DataView, at: number) => v.setUint32(at, 0, true), 'truncated']
	])('refuses %s', (_, change, code) => {
		expect(() => openZip(changed(change)).read('c.xml')).toThrow(refused(code));
	});

	it('refuses a part that inflates beyond all measure', () => {
		const bomb = zipOf({ 'x.xml': new Uint8Array(30 * 1024 * 1024) });
		expect(bomb.length).toBeLessThan(100_000);
		expect(() => openZip(bomb).read('x.xml')).toThrow(refused('bomb'));
	});

	it('refuses parts that together inflate too far', () => {
		// Noise with repeats: each part stays under the ratio, all of them do not fit.
		const noise = Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * 2654435761) >>> 13);
		const part = new Uint8Array(32 << 20);
		for (let at = 0; at < part.length; at += noise.length) part.set(noise, at);
		const archive = openZip(zipOf({ a: part, b: part, c: part, d: part, e: part }));
		for (const name of ['a', 'b', 'c', 'd']) archive.read(name);
		expect(() => archive.read('e')).toThrow(refused('bomb'));
	});

	it('refuses too many parts', () => {
		const parts = Object.fromEntries(
			Array.from({ length: limits.archiveEntries + 1 }, (_, i) => [`p${i}`, ''])
		);
		expect(() => openZip(zipOf(parts))).toThrow(refused('bomb'));
	});

	it('reads the long form of the directory', () => {
		const content = new TextEncoder().encode('длинный');
		expect(text(openZip(longArchive('x.xml', content)).read('x.xml'))).toBe('длинный');
	});
});

/** A ZIP64 archive of one part. */
function longArchive(name: string, content: Uint8Array): Uint8Array {
	const packed = deflateRawSync(content);
	const nameBytes = new TextEncoder().encode(name);
	const crc = new DataView(zipOf({ [name]: content }).buffer).getUint32(14, true);
	const parts: Uint8Array[] = [];
	const block = (size: number, fill: (view: DataView) => void): void => {
		const bytes = new Uint8Array(size);
		fill(new DataView(bytes.buffer));
		parts.push(bytes);
	};
	const length = () => parts.reduce((sum, part) => sum + part.length, 0);
	block(30, (v) => {
		v.setUint32(0, 0x04034b50, true);
		v.setUint16(8, 8, true);
		v.setUint16(26, nameBytes.length, true);
	});
	parts.push(nameBytes, packed);
	const directory = length();
	block(46, (v) => {
		v.setUint32(0, 0x02014b50, true);
		v.setUint16(10, 8, true);
		v.setUint32(16, crc, true);
		v.setUint32(20, 0xffffffff, true);
		v.setUint32(24, 0xffffffff, true);
		v.setUint16(28, nameBytes.length, true);
		v.setUint16(30, 28, true);
		v.setUint32(42, 0xffffffff, true);
	});
	parts.push(nameBytes);
	block(28, (v) => {
		v.setUint16(0, 1, true);
		v.setUint16(2, 24, true);
		v.setBigUint64(4, BigInt(content.length), true);
		v.setBigUint64(12, BigInt(packed.length), true);
		v.setBigUint64(20, 0n, true);
	});
	const end = length();
	block(56, (v) => {
		v.setUint32(0, 0x06064b50, true);
		v.setBigUint64(32, 1n, true);
		v.setBigUint64(48, BigInt(directory), true);
	});
	block(20, (v) => {
		v.setUint32(0, 0x07064b50, true);
		v.setBigUint64(8, BigInt(end), true);
	});
	block(22, (v) => {
		v.setUint32(0, 0x06054b50, true);
		v.setUint16(10, 0xffff, true);
		v.setUint32(16, 0xffffffff, true);
	});
	return Uint8Array.from(parts.flatMap((part) => [...part]));
}
