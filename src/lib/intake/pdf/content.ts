/** What a PDF page draws, read from its operator list: glyphs with places, line pieces, fills. */

import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Matrix, type Rect, IDENTITY, multiply } from './geometry.ts';
import { MAX_GLYPHS_PER_PAGE, MAX_STROKES_PER_PAGE } from './limits.ts';
import { type Painted, paintedPath } from './paths.ts';

/** Direction of writing: quarter turns counter-clockwise, or −1 for a slanted one. */
export type Turn = 0 | 1 | 2 | 3 | -1;

export interface Glyph {
	text: string;
	/** Origin on the baseline in page space. */
	x: number;
	y: number;
	/** End of the glyph on the baseline, without letter spacing. */
	endX: number;
	endY: number;
	/** Height of the font in points on the page. */
	size: number;
	turn: Turn;
	bold: boolean;
	/** Letter spacing that the page itself asked for, in points: no gap between words. */
	spacing: number;
	/** Marked by the producer as page furniture (running heads, page numbers). */
	artifact: boolean;
}

export interface PageContent {
	glyphs: Glyph[];
	painted: Painted[];
}

export interface FontFacts {
	bold: boolean;
	/** Text space units of one glyph unit: 0.001 but for Type 3 fonts. */
	unit: number;
}

interface PdfGlyph {
	unicode: string;
	width: number;
	isSpace: boolean;
}

interface State {
	ctm: Matrix;
	font: FontFacts;
	size: number;
	charSpacing: number;
	wordSpacing: number;
	scale: number;
	leading: number;
	rise: number;
	mode: number;
	fill: string;
	stroke: string;
	fillAlpha: number;
	strokeAlpha: number;
	lineWidth: number;
}

const PLAIN_FONT: FontFacts = { bold: false, unit: 0.001 };
const BOLD_MODE = 2;

/**
 * Follows the operators of one page. `view` maps PDF user space to page space (rotation and crop
 * box included), `fontOf` tells about a font by its loaded name.
 */
export function readContent(
	list: { fnArray: readonly number[]; argsArray: readonly unknown[] },
	view: Matrix,
	fontOf: (name: string) => FontFacts
): PageContent {
	const glyphs: Glyph[] = [];
	const painted: Painted[] = [];
	const stack: State[] = [];
	const marks: boolean[] = [];
	let state = startState(view);
	let text: Matrix = IDENTITY;
	let line: Matrix = IDENTITY;

	const moveText = (x: number, y: number): void => {
		line = multiply(line, [1, 0, 0, 1, x, y]);
		text = line;
	};
	const setFont = (name: string, size: number): void => {
		state.font = fontOf(name);
		state.size = size;
	};
	const enter = (matrix: Matrix | null | undefined): void => {
		stack.push({ ...state });
		if (matrix) state.ctm = multiply(state.ctm, matrix);
	};
	const leave = (): void => {
		state = stack.pop() ?? state;
	};

	for (let index = 0; index < list.fnArray.length; index++) {
		const args = (list.argsArray[index] ?? []) as unknown[];
		const number = (at: number): number => Number(args[at]) || 0;
		switch (list.fnArray[index]) {
			case OPS.save:
				stack.push({ ...state });
				break;
			case OPS.restore:
			case OPS.paintFormXObjectEnd:
			case OPS.endAnnotation:
				leave();
				break;
			case OPS.transform:
				state.ctm = multiply(state.ctm, args as unknown as Matrix);
				break;
			case OPS.paintFormXObjectBegin:
				enter(args[0] as Matrix | null);
				break;
			case OPS.beginAnnotation:
				enter(multiply(args[2] as Matrix, args[3] as Matrix));
				break;
			case OPS.setLineWidth:
				state.lineWidth = number(0);
				break;
			case OPS.setFillRGBColor:
				state.fill = String(args[0]);
				break;
			case OPS.setStrokeRGBColor:
				state.stroke = String(args[0]);
				break;
			case OPS.setFillColorN:
			case OPS.shadingFill:
				state.fill = 'pattern';
				break;
			case OPS.setFillTransparent:
				state.fill = '';
				break;
			case OPS.setStrokeTransparent:
				state.stroke = '';
				break;
			case OPS.setGState:
				for (const [key, value] of args[0] as [string, unknown][]) {
					if (key === 'LW') state.lineWidth = Number(value);
					else if (key === 'ca') state.fillAlpha = Number(value);
					else if (key === 'CA') state.strokeAlpha = Number(value);
					else if (key === 'Font') setFont(...(value as [string, number]));
				}
				break;
			case OPS.constructPath:
				if (painted.length < MAX_STROKES_PER_PAGE) {
					paintedPath(
						number(0),
						(args[1] as (ArrayLike<number> | null)[])[0] ?? null,
						state.ctm,
						{
							fill: state.fillAlpha > 0 ? state.fill : '',
							stroke: state.strokeAlpha > 0 ? state.stroke : '',
							lineWidth: state.lineWidth
						},
						painted
					);
				}
				break;
			case OPS.beginText:
				text = IDENTITY;
				line = IDENTITY;
				break;
			case OPS.setFont:
				setFont(String(args[0]), number(1));
				break;
			case OPS.setCharSpacing:
				state.charSpacing = number(0);
				break;
			case OPS.setWordSpacing:
				state.wordSpacing = number(0);
				break;
			case OPS.setHScale:
				state.scale = number(0) / 100;
				break;
			case OPS.setLeading:
				state.leading = number(0);
				break;
			case OPS.setTextRise:
				state.rise = number(0);
				break;
			case OPS.setTextRenderingMode:
				state.mode = number(0);
				break;
			case OPS.setTextMatrix:
				line = Array.from(args[0] as ArrayLike<number>) as unknown as Matrix;
				text = line;
				break;
			case OPS.moveText:
				moveText(number(0), number(1));
				break;
			case OPS.setLeadingMoveText:
				state.leading = -number(1);
				moveText(number(0), number(1));
				break;
			case OPS.nextLine:
				moveText(0, -state.leading);
				break;
			case OPS.showText:
				text = showText(
					args[0] as (PdfGlyph | number)[],
					state,
					text,
					marks.includes(true),
					glyphs
				);
				break;
			case OPS.beginMarkedContent:
			case OPS.beginMarkedContentProps:
				marks.push(String(args[0]) === 'Artifact');
				break;
			case OPS.endMarkedContent:
				marks.pop();
				break;
		}
		if (glyphs.length > MAX_GLYPHS_PER_PAGE) break;
	}
	return { glyphs, painted };
}

function startState(view: Matrix): State {
	return {
		ctm: view,
		font: PLAIN_FONT,
		size: 0,
		charSpacing: 0,
		wordSpacing: 0,
		scale: 1,
		leading: 0,
		rise: 0,
		mode: 0,
		fill: '#000000',
		stroke: '#000000',
		fillAlpha: 1,
		strokeAlpha: 1,
		lineWidth: 1
	};
}

/** Places the glyphs of one show operator; gives the text matrix after them. */
function showText(
	items: readonly (PdfGlyph | number)[],
	state: State,
	start: Matrix,
	artifact: boolean,
	into: Glyph[]
): Matrix {
	const map = multiply(state.ctm, start);
	const size = Math.abs(state.size) * Math.hypot(map[2], map[3]);
	const direction = Math.sign(state.size) || 1;
	const turn = turnOf(map[0] * direction, map[1] * direction);
	const spacing = state.charSpacing * state.scale * Math.hypot(map[0], map[1]);
	const bold = state.font.bold || state.mode === BOLD_MODE;
	let at = 0;
	for (const item of items) {
		if (typeof item === 'number') {
			at -= (item / 1000) * state.size * state.scale;
			continue;
		}
		const width = item.width * state.font.unit * state.size * state.scale;
		into.push({
			text: item.unicode,
			x: map[0] * at + map[2] * state.rise + map[4],
			y: map[1] * at + map[3] * state.rise + map[5],
			endX: map[0] * (at + width) + map[2] * state.rise + map[4],
			endY: map[1] * (at + width) + map[3] * state.rise + map[5],
			size,
			turn,
			bold,
			spacing,
			artifact
		});
		at += width + (state.charSpacing + (item.isSpace ? state.wordSpacing : 0)) * state.scale;
	}
	return multiply(start, [1, 0, 0, 1, at, 0]);
}

/** Page space has y downwards, so upward writing has a negative y direction. */
function turnOf(dx: number, dy: number): Turn {
	const length = Math.hypot(dx, dy) || 1;
	if (Math.abs(dy) < 0.1 * length) return dx >= 0 ? 0 : 2;
	if (Math.abs(dx) < 0.1 * length) return dy < 0 ? 1 : 3;
	return -1;
}

export type { Painted, Rect };
