/** How the schools of a place lie by their shares, with one's own school marked. Pure. */
import { font, ink, label, picture, shape, type Shape } from './drawing.ts';

export interface DistributionInput {
	/** Schools in each tenth of the way from 0 to 100 %, ten of them; the last holds 100 % too. */
	bins: readonly number[];
	/** The tenth of one's own school; null: it has no such result. */
	own: number | null;
	threshold: number;
	sentence: string;
	say: { own: string; threshold: string };
}

const size = { width: 344, height: 170, left: 12, right: 332, top: 34, bottom: 136 };

/** In which tenth a share lies. */
export function binOf(low: number, participants: number): number {
	return Math.min(9, Math.floor((10 * low) / participants));
}

/** Draws a column for each tenth with the number of schools; one's own is dark and named. */
export function drawDistribution({
	bins,
	own,
	threshold,
	sentence,
	say
}: DistributionInput): Shape {
	const { width, height, left, right, top, bottom } = size;
	const step = (right - left) / 10;
	const most = Math.max(1, ...bins);
	const parts: Shape[] = [
		shape('line', { class: 'ax', x1: left, x2: right, y1: bottom, y2: bottom, stroke: ink.text })
	];
	for (const [n, count] of bins.entries()) {
		const x = left + n * step;
		const tall = (count / most) * (bottom - top);
		const isOwn = n === own;
		if (count > 0)
			parts.push(
				shape('rect', {
					class: isOwn ? 'pile own' : 'pile',
					x: x + 1.5,
					y: bottom - tall,
					width: step - 3,
					height: tall,
					fill: isOwn ? ink.own : '#c3cbd5'
				}),
				label(String(count), {
					x: x + step / 2,
					y: bottom - tall - 4,
					'text-anchor': 'middle',
					fill: ink.strong,
					'font-weight': isOwn ? 600 : 400,
					...font
				})
			);
		if (isOwn)
			parts.push(
				label(say.own, {
					...{ class: 'said', x: n > 6 ? x + step : x, y: bottom + 30 },
					...{ 'text-anchor': n > 6 ? 'end' : 'start', fill: ink.strong, 'font-weight': 600 },
					...font
				})
			);
	}
	for (const n of [0, 2, 4, 6, 8, 10])
		parts.push(
			label(String(n * 10), {
				x: left + n * step,
				y: bottom + 14,
				'text-anchor': 'middle',
				fill: ink.text,
				...font,
				'font-size': 10
			})
		);
	const at = left + threshold * 10 * step;
	parts.push(
		shape('line', {
			class: 'level',
			x1: at,
			x2: at,
			y1: 14,
			y2: bottom,
			stroke: ink.strong,
			'stroke-width': 1.5,
			'stroke-dasharray': '6 4'
		}),
		label(say.threshold, { x: at + 4, y: 12, fill: ink.strong, ...font })
	);
	return picture(width, height, sentence, parts);
}
