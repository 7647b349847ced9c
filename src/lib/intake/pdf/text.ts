/** Lines of one cell or paragraph → its text, with words that only the line's end cut made whole. */

import type { Line } from './lines.ts';

/** What the whole document tells about its words and the ends of its lines. */
export interface Wording {
	/** Words that stand whole somewhere in the document, in small letters. */
	known: ReadonlySet<string>;
	/** The producer writes the space at which it broke a line. */
	spacesAtEnds: boolean;
}

/** Part of the font size that a space takes. */
const SPACE = 0.3;
/** Short words that may begin a line; other so short beginnings are ends of cut words. */
const SHORT_WORDS = new Set(
	'а и о у в к с я не на но по до за из от об во со ко ли же бы то да ни им он мы вы ты её ее его без для или при про над под это как что где кто чем их все ещё еще год лет дня вне мая май'.split(
		' '
	)
);

/** Collects the words of all lines that no line end can have cut. */
export function wordingOf(lines: readonly Line[]): Wording {
	const known = new Set<string>();
	let ends = 0;
	for (const line of lines) {
		line.words.forEach((word, index) => {
			const inside = index > 0 && (index < line.words.length - 1 || word.spaceAfter);
			if (inside) known.add(lettersOf(word.text));
		});
		if (line.words.at(-1)?.spaceAfter) ends++;
	}
	return { known, spacesAtEnds: ends > 0.2 * lines.length };
}

/**
 * Joins lines with '\n'. A word that was cut only because the line had no room for its next letter
 * is joined without anything; printed hyphens stay as they are.
 * `roomEnd` is the x up to which the lines could have gone on.
 */
export function joinLines(lines: readonly Line[], roomEnd: number, wording: Wording): string {
	let text = '';
	lines.forEach((line, index) => {
		const before = lines[index - 1];
		if (!before) text = line.text;
		else if (isCutWord(before, line, roomEnd, wording)) text += line.text;
		else text += '\n' + line.text;
	});
	return text.trim();
}

/**
 * A word longer than its line is cut anywhere, without a hyphen: then it stands alone on the line,
 * fills it to the last letter, and the page writes no space after it.
 */
function isCutWord(before: Line, after: Line, roomEnd: number, wording: Wording): boolean {
	const last = before.words.at(-1);
	const next = after.words[0];
	if (!last || !next || before.words.length !== 1 || last.turn !== 0) return false;
	if (last.spaceAfter || next.spaceBefore) return false;
	if (!/\p{L}$/u.test(last.text) || !/^\p{Ll}/u.test(next.text)) return false;
	const room = roomEnd - last.x1;
	const letter = (next.x1 - next.x0) / Math.max(1, next.text.length);
	if (room > 1.3 * letter) return false;
	// A space would have had room here, so the producer would have written it.
	if (wording.spacesAtEnds && room > SPACE * last.size) return true;
	const end = lettersOf(next.text);
	if (wording.known.has(lettersOf(last.text) + end)) return true;
	if (wording.known.has(end)) return false;
	return /^[ьъы]/.test(end) || (end.length <= 3 && !SHORT_WORDS.has(end));
}

function lettersOf(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}-]/gu, '');
}
