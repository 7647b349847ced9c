/** Painted paths → axis-parallel line pieces and filled rectangles; everything else is art. */

import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Matrix, Rect } from './geometry.ts';

/** A stroke or thin bar lies along its longer side; a fill is an area. */
export interface Painted extends Rect {
	kind: 'line' | 'area';
	/** '#rrggbb' or 'pattern'. */
	color: string;
}

export interface Paint {
	/** '' paints nothing. */
	fill: string;
	stroke: string;
	lineWidth: number;
}

/** A filled bar up to this many points thick is drawn as a border, not as a ground. */
const BAR = 3.2;
/** How far from the axis, in points, a stroke may lean and still be a ruling. */
const LEAN = 0.8;

const FILLS: readonly number[] = [
	OPS.fill,
	OPS.eoFill,
	OPS.fillStroke,
	OPS.eoFillStroke,
	OPS.closeFillStroke,
	OPS.closeEOFillStroke
];
const STROKES: readonly number[] = [
	OPS.stroke,
	OPS.closeStroke,
	OPS.fillStroke,
	OPS.eoFillStroke,
	OPS.closeFillStroke,
	OPS.closeEOFillStroke
];
/** Operands of pdf.js path codes: move, line, cubic, quadratic, close. */
const OPERANDS = [2, 2, 6, 4, 0];
const CLOSE = 4;

/** Adds to `into` what the path leaves on the page; `op` is the painting operator. */
export function paintedPath(
	op: number,
	data: ArrayLike<number> | null,
	ctm: Matrix,
	paint: Paint,
	into: Painted[]
): void {
	const fills = FILLS.includes(op) && paint.fill !== '';
	const strokes = STROKES.includes(op) && paint.stroke !== '';
	if (!data || (!fills && !strokes)) return;
	const half = (paint.lineWidth * Math.sqrt(Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]))) / 2;
	for (const path of subpaths(data, ctm)) {
		if (!path.points.every(([x, y]) => Number.isFinite(x + y))) continue;
		if (fills) addFill(path, paint.fill, into);
		if (strokes) addStrokes(path, half, paint.stroke, into);
	}
}

interface Subpath {
	points: [number, number][];
	curved: boolean;
}

function subpaths(data: ArrayLike<number>, ctm: Matrix): Subpath[] {
	const paths: Subpath[] = [];
	let current: Subpath = { points: [], curved: false };
	const flush = (): void => {
		if (current.points.length > 1) paths.push(current);
	};
	for (let at = 0; at < data.length;) {
		const code = data[at++] ?? CLOSE;
		if (code === CLOSE) {
			const first = current.points[0];
			if (first) current.points.push(first);
			continue;
		}
		const operands = OPERANDS[code] ?? 0;
		if (operands === 0) break;
		if (code === 0) {
			flush();
			current = { points: [], curved: false };
		}
		if (code > 1) current.curved = true;
		const x = data[at + operands - 2] ?? 0;
		const y = data[at + operands - 1] ?? 0;
		current.points.push([ctm[0] * x + ctm[2] * y + ctm[4], ctm[1] * x + ctm[3] * y + ctm[5]]);
		at += operands;
	}
	flush();
	return paths;
}

function addFill(path: Subpath, color: string, into: Painted[]): void {
	const bounds = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
	for (const [x, y] of path.points) {
		bounds.x0 = Math.min(bounds.x0, x);
		bounds.y0 = Math.min(bounds.y0, y);
		bounds.x1 = Math.max(bounds.x1, x);
		bounds.y1 = Math.max(bounds.y1, y);
	}
	const thin = Math.min(bounds.x1 - bounds.x0, bounds.y1 - bounds.y0);
	if (thin <= BAR) into.push({ kind: 'line', color, ...bounds });
	else if (!path.curved && path.points.every((point) => atCorner(point, bounds))) {
		into.push({ kind: 'area', color, ...bounds });
	}
}

function atCorner([x, y]: [number, number], bounds: Rect): boolean {
	const nearX = Math.min(Math.abs(x - bounds.x0), Math.abs(x - bounds.x1));
	const nearY = Math.min(Math.abs(y - bounds.y0), Math.abs(y - bounds.y1));
	return nearX < BAR && nearY < BAR;
}

function addStrokes(path: Subpath, half: number, color: string, into: Painted[]): void {
	if (path.curved) return;
	for (let index = 1; index < path.points.length; index++) {
		const [ax, ay] = path.points[index - 1] as [number, number];
		const [bx, by] = path.points[index] as [number, number];
		const x0 = Math.min(ax, bx);
		const x1 = Math.max(ax, bx);
		const y0 = Math.min(ay, by);
		const y1 = Math.max(ay, by);
		// A very wide stroke is a painted ground drawn with one line.
		const kind = half * 2 > BAR ? 'area' : 'line';
		if (y1 - y0 <= LEAN && x1 > x0) {
			into.push({ kind, color, x0, x1, y0: y0 - half, y1: y1 + half });
		} else if (x1 - x0 <= LEAN && y1 > y0) {
			into.push({ kind, color, x0: x0 - half, x1: x1 + half, y0, y1 });
		}
	}
}
