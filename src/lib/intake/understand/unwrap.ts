import type { Block, SourceDocument } from '../source.ts';

/**
 * A PDF has lines where its page broke the text, not where its author did: they are put
 * together. A word broken at a hyphen of its own keeps it, one that was only hyphenated does not.
 */
export function unwrap(document: SourceDocument): SourceDocument {
	if (document.format !== 'pdf') return document;
	const wording = wordingOf(document);
	return { ...document, blocks: document.blocks.flatMap((block) => unwrapBlock(block, wording)) };
}

function unwrapBlock(block: Block, words: Wording): Block[] {
	if (block.kind === 'paragraph') {
		const texts = joinLines(block.text, words).replace(WRAP, ' ').split('\n');
		return texts.map((text) => ({ ...block, text }));
	}
	const rows = block.rows.map((row) => ({
		...row,
		cells: row.cells.map((cell) => ({ ...cell, text: joinLines(cell.text, words) }))
	}));
	return [{ ...block, rows }];
}

/** A line break inside a paragraph, unless the next line clearly begins something of its own. */
const WRAP =
	/(?<![.;:!](?=\n\s*[А-ЯЁ«\d])|\d{4} (?:год|года|годы|учебный год|уч\. год|г\.|гг\.)(?=\n\s*[А-ЯЁ]))\n(?!\s*(?:Цел[ьи]\s?[:–-]|Задачи\s?:|Приложение|УТВЕРЖД|СОГЛАСОВ|[IVX]{1,4}\.\s|Раздел\s|(?:\d+\.)+\s|\d+\)\s|[•·▪]))/g;

const BROKEN = /([A-Za-zА-Яа-яЁё]+)([-‐‑])\n([a-zа-яё]+)/g;

function joinLines(text: string, words: Wording): string {
	return text
		.replace(BROKEN, (_, left: string, hyphen: string, right: string) =>
			keepsHyphen(left.toLowerCase(), right, words) ? `${left}${hyphen}${right}` : `${left}${right}`
		)
		.replace(/(\d[-‐‑–])\n(?=\d)/g, '$1')
		.replace(/([А-Яа-яЁё])\/\n(?=[А-Яа-яЁё])/g, '$1/');
}

/** What the document shows of its words and of the way in which its lines were broken. */
interface Wording {
	/** The words that stand whole on some line. */
	known: ReadonlySet<string>;
	/** So many lines end with a hyphen that a program has set it, to part syllables. */
	hyphenated: boolean;
}

/**
 * A broken word keeps its hyphen unless the document writes the same word without one, or its
 * program hyphenates and the parts are no words of their own.
 */
function keepsHyphen(left: string, right: string, { known, hyphenated }: Wording): boolean {
	if (/[a-z]$/.test(left) || known.has(`${left}-${right}`)) return true;
	if (MONTH.test(left) && MONTH.test(right)) return true;
	if (known.has(left + right)) return false;
	if (COMPOUND.test(left) && right.length >= SHORT_WORD) return true;
	if (!hyphenated) return true;
	const begun = known.has(left) && left.length >= SHORT_WORD && right.length >= LONG_WORD;
	return begun || (known.has(right) && right.length >= SHORT_WORD && left.length > 2);
}

/** First parts of the field's double words: «психолого-педагогический», «учебно-методический». */
const COMPOUND =
	/^(?:административно|воспитательно|государственно|духовно|естественно|информационно|историко|контрольно|культурно|лечебно|материально|медико|методико|научно|нормативно|образовательно|общественно|оздоровительно|организационно|оценочно|педагого|планово|практико|программно|проектно|профессионально|психолого|социально|спортивно|учебно|физкультурно|финансово|хозяйственно|художественно)$/;

/** A range of months is never one word: «сентябрь-октябрь». */
const MONTH =
	/^(?:январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-яё]{0,2}$/;

/** From this share of line ends with a hyphen on, and so many of them, a program has set them. */
const HYPHENATED = 0.08;
const FEWEST_HYPHENS = 5;
/** So long an end of a word is hardly its ending: «учителей-предметников», but «проект-ная». */
const LONG_WORD = 7;
/** Shorter words are prefixes and endings as well: «по-ложение». */
const SHORT_WORD = 5;

function wordingOf(document: SourceDocument): Wording {
	const known = new Set<string>();
	let ends = 0;
	let hyphens = 0;
	const add = (text: string) => {
		const lines = text.split('\n');
		let cut = false;
		lines.forEach((line, at) => {
			const found = line.toLowerCase().match(/[a-zа-яё]+(?:-[a-zа-яё]+)*(?!-$)/g) ?? [];
			const open = /[-‐‑]$/.test(line.trim());
			found.slice(cut ? 1 : 0, open ? -1 : undefined).forEach((word) => known.add(word));
			cut = open && /^\s*[a-zа-яё]/.test(lines[at + 1] ?? '');
			if (at < lines.length - 1) ends++;
			if (cut) hyphens++;
		});
	};
	for (const block of document.blocks) {
		if (block.kind === 'paragraph') add(block.text);
		else for (const row of block.rows) for (const cell of row.cells) add(cell.text);
	}
	return { known, hyphenated: hyphens >= FEWEST_HYPHENS && hyphens > HYPHENATED * ends };
}
