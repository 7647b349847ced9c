/** Which grounds are painted under which cells. */

import { type Rect, overlap } from './geometry.ts';
import type { Painted } from './paths.ts';
import { isWhite } from './rulings.ts';

/** This part of a cell must be painted for it to be shaded. */
const MOST = 0.5;

/** A question about a page: is this cell's ground painted other than white? */
export function shadingOf(painted: readonly Painted[]): (cell: Rect) => boolean {
	const areas = painted.filter((each) => each.kind === 'area');
	return (cell) => {
		const size = (cell.x1 - cell.x0) * (cell.y1 - cell.y0);
		let shaded = 0;
		for (const area of areas) {
			const common =
				overlap(area.x0, area.x1, cell.x0, cell.x1) * overlap(area.y0, area.y1, cell.y0, cell.y1);
			if (!isWhite(area.color)) shaded += common;
			else if (common > 0.9 * size) shaded = 0;
		}
		return shaded > MOST * size;
	};
}
