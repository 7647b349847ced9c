/** Width × height that a picture's head tells: browsers unpack that many pixels, however small the file. */

/** Pixels of the first picture in `head`; null: the head tells none. */
export function pixelsOf(head: Buffer, type: string): number | null {
	try {
		if (type === 'image/png') return head.readUInt32BE(16) * head.readUInt32BE(20);
		if (type === 'image/jpeg') return jpegPixels(head);
		if (type === 'image/webp') return webpPixels(head);
		return heicPixels(head);
	} catch {
		// the head ends before it tells
		return null;
	}
}

function jpegPixels(head: Buffer): number | null {
	for (let at = 2; ;) {
		if (head.readUInt8(at) !== 0xff) return null;
		const mark = head.readUInt8(at + 1);
		if (mark === 0xff) {
			at += 1;
			continue;
		}
		// start of frame, but for the marks of tables that lie among them
		if (mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark))
			return head.readUInt16BE(at + 5) * head.readUInt16BE(at + 7);
		at += 2 + head.readUInt16BE(at + 2);
	}
}

function webpPixels(head: Buffer): number | null {
	const chunk = head.toString('latin1', 12, 16);
	if (chunk === 'VP8X') return (head.readUIntLE(24, 3) + 1) * (head.readUIntLE(27, 3) + 1);
	if (chunk === 'VP8 ') return (head.readUInt16LE(26) & 0x3fff) * (head.readUInt16LE(28) & 0x3fff);
	if (chunk !== 'VP8L') return null;
	const bits = head.readUInt32LE(21);
	return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
}

/** The largest of a file's pictures: tiles and thumbnails have boxes of their own. */
function heicPixels(head: Buffer): number | null {
	let most: number | null = null;
	for (let at = head.indexOf('ispe'); at >= 0; at = head.indexOf('ispe', at + 4))
		if (at + 16 <= head.length)
			most = Math.max(most ?? 0, head.readUInt32BE(at + 8) * head.readUInt32BE(at + 12));
	return most;
}
