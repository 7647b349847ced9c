import type { Block, SourceDocument } from '../source.ts';

/**
 * A PDF has lines where its page broke the text, not where its author did: they are put
 * together. A word broken at a hyphen of its own keeps it, one that was only hyphenated does not.
 */
export function unwrap(document: SourceDocument): SourceDocument {
	if (document.format !== 'pdf') return document;
	const words = vocabulary(document);
	return { ...document, blocks: document.blocks.flatMap((block) => unwrapBlock(block, words)) };
}

function unwrapBlock(block: Block, words: ReadonlySet<string>): Block[] {
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

function joinLines(text: string, words: ReadonlySet<string>): string {
	return text
		.replace(BROKEN, (_, left: string, hyphen: string, right: string) =>
			keepsHyphen(left.toLowerCase(), right, words) ? `${left}${hyphen}${right}` : `${left}${right}`
		)
		.replace(/(\d[-‐‑–])\n(?=\d)/g, '$1')
		.replace(/([А-Яа-яЁё])\/\n(?=[А-Яа-яЁё])/g, '$1/');
}

/** A broken word keeps its hyphen unless the document writes the same word without one. */
function keepsHyphen(left: string, right: string, words: ReadonlySet<string>): boolean {
	return words.has(`${left}-${right}`) || !words.has(left + right);
}

/** The words that stand whole on some line of the document. */
function vocabulary(document: SourceDocument): Set<string> {
	const words = new Set<string>();
	const add = (text: string) => {
		for (const line of text.split('\n')) {
			const found = line.toLowerCase().match(/[a-zа-яё]+(?:-[a-zа-яё]+)*(?!-$)/g) ?? [];
			const last = /[-‐‑]$/.test(line.trim()) ? found.length - 1 : found.length;
			found.slice(0, last).forEach((word) => words.add(word));
		}
	};
	for (const block of document.blocks) {
		if (block.kind === 'paragraph') add(block.text);
		else for (const row of block.rows) for (const cell of row.cells) add(cell.text);
	}
	return words;
}
