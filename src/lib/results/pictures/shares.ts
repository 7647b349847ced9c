/** A school's shares in one procedure over the years, with the intervals of the true ones. Pure. */
import { font, ink, label, picture, shape, type Shape } from './drawing.ts';

export interface SharePoint {
	year: number;
	participants: number;
	low: number;
	/** Between these the true share lies with 95 of 100. */
	interval: [number, number];
}

export interface SharesInput {
	/** Ascending; nobody took part in a year that is missing. */
	points: readonly SharePoint[];
	/** From this share on a result is low. */
	threshold: number;
	/** Read out instead of the picture. */
	sentence: string;
	/** «34,6 %», «9 из 26», «30 %». */
	say: { share(share: number): string; count(low: number, participants: number): string };
}

const size = { width: 344, height: 196, left: 34, right: 296, top: 16, bottom: 150 };

/** Draws points with whiskers, the line between years that follow each other, and the threshold. */
export function drawShares({ points, threshold, sentence, say }: SharesInput): Shape {
	const { width, height, left, right, top, bottom } = size;
	const highest = Math.max(
		threshold,
		...points.flatMap(({ interval, low, participants }) => [interval[1], low / participants])
	);
	const whole = Math.min(1, Math.ceil((highest + 0.05) * 5) / 5);
	const years = points.map(({ year }) => year);
	const [first, last] = [Math.min(...years), Math.max(...years)];
	const x = (year: number): number =>
		first === last
			? (left + right) / 2
			: left + 24 + ((right - left - 48) * (year - first)) / (last - first);
	const y = (share: number): number => bottom - (Math.min(share, whole) / whole) * (bottom - top);
	const levels = [0, whole / 2, whole];
	const parts: Shape[] = levels.flatMap((level) => [
		shape('line', {
			class: 'ax',
			x1: left,
			x2: right,
			y1: y(level),
			y2: y(level),
			stroke: ink.line
		}),
		label(String(Math.round(level * 100)), {
			x: left - 6,
			y: y(level) + 4,
			'text-anchor': 'end',
			fill: ink.text,
			...font
		})
	]);
	for (const { year, interval, participants, low } of points) {
		const at = x(year);
		const [from, to] = interval;
		parts.push(
			shape('rect', {
				class: 'band',
				x: at - 6,
				y: y(to),
				width: 12,
				height: Math.max(1, y(from) - y(to)),
				fill: ink.band,
				stroke: '#8a95a3',
				'stroke-width': 0.5
			}),
			label(String(year), {
				x: at,
				y: bottom + 18,
				'text-anchor': 'middle',
				fill: ink.strong,
				...font
			}),
			label(say.count(low, participants), {
				x: at,
				y: bottom + 32,
				'text-anchor': 'middle',
				fill: ink.text,
				...font,
				'font-size': 10
			})
		);
	}
	for (const [n, { year, low, participants }] of points.entries()) {
		const before = points[n - 1];
		if (before && before.year === year - 1)
			parts.push(
				shape('line', {
					class: 'own',
					x1: x(before.year),
					y1: y(before.low / before.participants),
					x2: x(year),
					y2: y(low / participants),
					stroke: ink.own,
					'stroke-width': 2
				})
			);
	}
	parts.push(
		shape('line', {
			class: 'level',
			x1: left,
			x2: right,
			y1: y(threshold),
			y2: y(threshold),
			stroke: ink.strong,
			'stroke-width': 1.5,
			'stroke-dasharray': '6 4'
		}),
		label(say.share(threshold), { x: right + 6, y: y(threshold) + 4, fill: ink.strong, ...font })
	);
	for (const { year, low, participants, interval } of points) {
		const share = low / participants;
		parts.push(
			shape('circle', {
				class: 'dot',
				cx: x(year),
				cy: y(share),
				r: 4,
				fill: ink.own,
				stroke: '#ffffff',
				'stroke-width': 1.5
			}),
			label(say.share(share), {
				...{
					class: 'said',
					x: x(year),
					y: Math.min(y(interval[1]), y(share) - 4) - 5,
					'text-anchor': 'middle'
				},
				...{ fill: ink.strong, 'font-weight': 600 },
				...font
			})
		);
	}
	return picture(width, height, sentence, parts);
}
