/** Blocks that stand side by side outside tables: «СОГЛАСОВАНО» to the left, «УТВЕРЖДАЮ» to the right. */

import { type Line, makeLine } from './lines.ts';
import { type Interval, gapsOf, narrowed, piecesOf } from './rivers.ts';
import type { Word } from './words.ts';

const APPROVAL = /согласован|утвержд|рассмотрен|принят|approved|agreed/iu;
/** Lines of such a block follow one another within so many font sizes. */
const STEP = 2.6;

/** The lines with side-by-side approval blocks put one after the other, from left to right. */
export function untangleSides(lines: readonly Line[]): Line[][] {
	const groups: Line[][] = [];
	let plain: Line[] = [];
	for (let index = 0; index < lines.length;) {
		const head = lines[index] as Line;
		const approvals = piecesOf(head).filter((piece) => APPROVAL.test(textOf(piece)));
		const block = approvals.length > 1 ? blockFrom(lines, index) : null;
		if (block) {
			if (plain.length > 0) groups.push(plain);
			plain = [];
			groups.push(...block.sides);
			index += block.lines;
		} else {
			plain.push(head);
			index++;
		}
	}
	if (plain.length > 0) groups.push(plain);
	return groups;
}

function blockFrom(
	lines: readonly Line[],
	start: number
): { sides: Line[][]; lines: number } | null {
	let rivers = gapsOf(lines[start] as Line);
	let end = start + 1;
	for (; end < lines.length; end++) {
		const line = lines[end] as Line;
		const left = narrowed(rivers, line);
		if (!left || line.base - (lines[end - 1] as Line).base > STEP * line.size) break;
		rivers = left;
	}
	if (end - start < 2) return null;
	const words = lines.slice(start, end).map((line) => line.words);
	const sides = sidesOf(rivers).map(({ from, to }) =>
		words
			.map((all) => all.filter((word) => word.x0 >= from && word.x0 < to))
			.filter((own) => own.length > 0)
			.map((own) => makeLine(own))
	);
	return { sides: sides.filter((side) => side.length > 0), lines: end - start };
}

function sidesOf(rivers: readonly Interval[]): Interval[] {
	const edges = [-Infinity, ...rivers.map((river) => (river.from + river.to) / 2), Infinity];
	return edges.slice(1).map((to, index) => ({ from: edges[index] as number, to }));
}

function textOf(words: readonly Word[]): string {
	return words.map((word) => word.text).join(' ');
}
