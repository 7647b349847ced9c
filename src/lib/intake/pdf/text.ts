/** Lines of one cell or paragraph → its text, with words that only the line's end cut made whole. */

import type { Line } from './lines.ts';
import { piecesOf } from './rivers.ts';

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
	'а и о у в к с не на но по до за из от об во со ко ли же бы то да ни её ее его без для или при про над под это как что где кто чем их все ещё еще год лет дня вне мая май'.split(
		' '
	)
);

/** A mark that only stands behind a whole word. */
const ENDING = /\p{L}[.,;:!?»)]$/u;
/** An adjective of which the line has cut the last vowel: «муниципальног|о», «отдельном|у». */
const CUT_ADJECTIVE = /[нкхщ](?:ог|ег|ом|ем)$/iu;
/** How Russian words end; «Муниципальна», «несовершеннол», «Ежемесячн» do not. */
const WORD_END =
	/(?:[аеиоыу]й|[ао]я|[иыое]е|[ое]го|[ое]му|[ыи]х|[оеыиая]м|[ыиая]ми|[ое]в|и[яюи]|[уаьюо]ю|[бвгджзклмнпрстхчц]е|[нк]о|[лнрт]я|на|ть|ся|ость|ств[оау]|[нв]ы|[тргкхмздпвсж]|[гкжшчщ]и|[лртвсд]и|[дплктрсгбмзв][аыу]|[дтлрн]ь|[дтгврл]о|ок)$/iu;
/** Endings and suffixes that begin no word of their own. */
const REST_OF_WORD =
	/^(?:[бвгджзклмнпрстфхцчшщ]{0,2}(?:ость|ости|остью|остей)|[нт](?:ый|ая|ое|ые|ого|ому|ым|ых|ой|ую|ыми)|н(?:ный|ная|ное|ные|ного|ному|ным|ных|ной|ную)|[аеи]?льн(?:ый|ая|ое|ые|ого|ому|ым|ых|ой|ую)|ск(?:ий|ая|ое|ие|ого|ому|им|их|ой|ую)|[аи]ци(?:я|и|ю|ей|й|ям|ями|ях)|ений?|ени[еяюй]|ени(?:ем|ям|ями|ях)|ющ(?:ий|ая|ее|ие|его|ему|им|их|ей|ихся|имся))$/;

/** Collects the words of all lines that no line end can have cut. */
export function wordingOf(lines: readonly Line[]): Wording {
	const known = new Set<string>();
	let ends = 0;
	for (const line of lines) {
		for (const piece of piecesOf(line)) {
			piece.forEach((word, index) => {
				const begun = index > 0 || /^["«(]?\p{Lu}/u.test(word.text);
				const ended = index < piece.length - 1 || word.spaceAfter;
				if (begun && (ended || ENDING.test(word.text))) known.add(lettersOf(word.text));
			});
		}
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
	if (isCutDate(last.text, next.text)) return true;
	if (!/\p{L}$/u.test(last.text) || !/^\p{Ll}/u.test(next.text)) return false;
	const room = roomEnd - last.x1;
	const letter = (next.x1 - next.x0) / Math.max(1, next.text.length);
	if (room > 1.3 * letter) return false;
	// A space would have had room here, so the producer would have written it.
	if (wording.spacesAtEnds && room > SPACE * last.size) return true;
	const end = lettersOf(next.text);
	if (wording.known.has(lettersOf(last.text) + end)) return true;
	const cutShort = wording.spacesAtEnds && !WORD_END.test(last.text);
	if (wording.known.has(end)) return end.length === 1 && cutShort;
	if (/^[ьъы]/.test(end) || (end.length <= 3 && !SHORT_WORDS.has(end))) return true;
	if (/[@/]/.test(last.text) || REST_OF_WORD.test(end)) return true;
	if (/^[оу]$/.test(end) && CUT_ADJECTIVE.test(last.text)) return true;
	return cutShort;
}

/** «15.03.202» above «4»: no space can have stood in the date. */
function isCutDate(above: string, below: string): boolean {
	return (
		/^\d{1,2}\.\d{1,2}\.\d{1,3}$/.test(above) && /^\d{1,2}\.\d{1,2}\.\d{4}/.test(above + below)
	);
}

function lettersOf(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}-]/gu, '');
}
