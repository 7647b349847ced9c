/** Plane geometry in page space: points of 1/72 inch, origin at the top left, y downwards. */

/** An affine map as PDF writes it: x′ = a·x + c·y + e, y′ = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The map that applies `inner` first and then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
	return [
		outer[0] * inner[0] + outer[2] * inner[1],
		outer[1] * inner[0] + outer[3] * inner[1],
		outer[0] * inner[2] + outer[2] * inner[3],
		outer[1] * inner[2] + outer[3] * inner[3],
		outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
		outer[1] * inner[4] + outer[3] * inner[5] + outer[5]
	];
}

/** A rectangle by its edges: left x0 ≤ x1 right, top y0 ≤ y1 bottom. */
export interface Rect {
	x0: number;
	y0: number;
	x1: number;
	y1: number;
}

/** The rectangle as the agreed shape of a place in the document, rounded to 0.01 pt. */
export function toBox(rect: Rect): { x: number; y: number; width: number; height: number } {
	return {
		x: round(rect.x0),
		y: round(rect.y0),
		width: round(rect.x1 - rect.x0),
		height: round(rect.y1 - rect.y0)
	};
}

/** The smallest rectangle around all of them; null when there are none. */
export function around(rects: readonly Rect[]): Rect | null {
	const first = rects[0];
	if (!first) return null;
	const all = { x0: first.x0, y0: first.y0, x1: first.x1, y1: first.y1 };
	for (const rect of rects) {
		all.x0 = Math.min(all.x0, rect.x0);
		all.y0 = Math.min(all.y0, rect.y0);
		all.x1 = Math.max(all.x1, rect.x1);
		all.y1 = Math.max(all.y1, rect.y1);
	}
	return all;
}

/** Length common to two intervals, 0 when they do not meet. */
export function overlap(a0: number, a1: number, b0: number, b1: number): number {
	return Math.max(0, Math.min(a1, b1) - Math.max(a0, b0));
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
