/** Lines of one cell or paragraph → its text, with words that only the line's end cut made whole. */

import type { Rect } from './geometry.ts';
import type { Line } from './lines.ts';

const SOFT_HYPHEN = '\u00ad';

/** Text of a cell: its lines in reading order, one a line. */
export function cellText(lines: readonly Line[], cell: Rect): string {
	return joinLines(lines, (line) => cell.x1 - Math.max(0, line.x0 - cell.x0));
}

/**
 * Joins lines with '\n'. A soft hyphen at a line's end, and a word that was cut only because the
 * line had no room for its next letter, are joined without anything; printed hyphens stay.
 * `roomEnd` tells up to which x a line could have gone on.
 */
export function joinLines(lines: readonly Line[], roomEnd: (line: Line) => number): string {
	let text = '';
	lines.forEach((line, index) => {
		const before = lines[index - 1];
		if (!before) text = line.text;
		else if (text.endsWith(SOFT_HYPHEN)) text = text.slice(0, -1) + line.text;
		else if (isCutWord(before, line, roomEnd(before))) text += line.text;
		else text += '\n' + line.text;
	});
	return text.replaceAll(SOFT_HYPHEN, '').trim();
}

/**
 * A word longer than its line is cut anywhere, without a hyphen: then it stands alone on the line,
 * fills it to the last letter, and the page writes no space after it.
 */
function isCutWord(before: Line, after: Line, roomEnd: number): boolean {
	const last = before.words.at(-1);
	const next = after.words[0];
	if (!last || !next || before.words.length !== 1) return false;
	if (last.spaceAfter || next.spaceBefore) return false;
	if (!/\p{L}$/u.test(last.text) || !/^\p{Ll}/u.test(next.text)) return false;
	const letter = (next.x1 - next.x0) / Math.max(1, next.text.length);
	return last.turn === 0 && last.x1 + 1.2 * letter > roomEnd;
}
