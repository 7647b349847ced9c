/** Procedures × years: each cell a share, darker where more did not pass. Pure. */
import { font, heat, ink, label, picture, shape, type Shape } from './drawing.ts';

export interface HeatCell {
	participants: number;
	low: number;
}

export interface HeatInput {
	columns: readonly string[];
	rows: readonly { name: string; cells: readonly (HeatCell | null)[] }[];
	threshold: number;
	/** Of fewer participants nothing is concluded: their cells are hatched. */
	few: number;
	sentence: string;
	/** «35», the share of a cell in whole per cent. */
	say: (share: number) => string;
}

/** 0: below half of the threshold; 1: below it; 2: at it or above, where the result is low. */
export function heatStep({ low, participants }: HeatCell, threshold: number): 0 | 1 | 2 {
	const share = low / participants;
	return share >= threshold - 1e-12 ? 2 : share >= threshold / 2 ? 1 : 0;
}

const row = 30;
const nameWidth = 190;
const letters = 30;
/** On a page its text is as large as the text around it. */
const LARGER = 1.2;

/** Draws a table of cells; a name that is too long for its place is cut, the table beside holds it. */
export function drawHeatMap({ columns, rows, threshold, few, sentence, say }: HeatInput): Shape {
	const step = Math.max(44, Math.min(72, 360 / Math.max(1, columns.length)));
	const [width, height] = [nameWidth + columns.length * step, 24 + rows.length * row];
	const parts: Shape[] = [
		shape('defs', {}, [
			shape(
				'pattern',
				{
					id: 'few',
					width: 6,
					height: 6,
					patternUnits: 'userSpaceOnUse',
					patternTransform: 'rotate(45)'
				},
				[
					shape('rect', { width: 6, height: 6, fill: '#ffffff' }),
					shape('line', { x1: 0, y1: 0, x2: 0, y2: 6, stroke: '#8a95a3', 'stroke-width': 1.5 })
				]
			)
		]),
		...columns.map((name, n) =>
			label(name, {
				x: nameWidth + (n + 0.5) * step,
				y: 14,
				'text-anchor': 'middle',
				fill: ink.text,
				...font
			})
		)
	];
	for (const [line, { name, cells }] of rows.entries()) {
		const y = 22 + line * row;
		parts.push(label(cut(name), { x: 0, y: y + 18, fill: ink.strong, ...font, 'font-size': 12 }));
		for (const [n, cell] of cells.entries()) {
			const x = nameWidth + n * step;
			const middle = {
				x: x + step / 2,
				y: y + 18,
				'text-anchor': 'middle',
				...font,
				'font-size': 12
			};
			if (!cell || cell.participants === 0) {
				parts.push(label('–', { ...middle, fill: ink.text }));
				continue;
			}
			const isFew = cell.participants < few;
			const { ground, ink: on } = heat[heatStep(cell, threshold)];
			const place = { x: x + 1, y: y + 1, width: step - 2, height: row - 2, rx: 3 };
			parts.push(
				shape('rect', {
					...place,
					class: `h${heatStep(cell, threshold) + 1}`,
					fill: isFew ? 'url(#few)' : ground
				}),
				...(isFew
					? [
							shape('rect', {
								x: x + step / 2 - 15,
								y: y + 6,
								width: 30,
								height: 18,
								fill: '#ffffff'
							})
						]
					: []),
				label(say(cell.low / cell.participants), {
					...middle,
					fill: isFew ? ink.strong : on,
					'font-weight': 500
				})
			);
		}
	}
	const drawn = picture(width, height, sentence, parts);
	return { ...drawn, attributes: { ...drawn.attributes, width: Math.round(width * LARGER) } };
}

function cut(name: string): string {
	return name.length > letters ? `${name.slice(0, letters - 1).trimEnd()}…` : name;
}
