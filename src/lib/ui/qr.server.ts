import { encode } from 'uqr';

/** A QR code: `path` fills its dark squares in a square of `size` units. */
export interface QrPicture {
	size: number;
	path: string;
}

/** Draws `text` as a QR code with a quiet border. */
export function drawQr(text: string): QrPicture {
	const { data, size } = encode(text, { border: 2 });
	const path = data
		.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
		.join('');
	return { size, path };
}
