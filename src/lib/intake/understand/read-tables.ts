import type { ReadingHints } from '../draft.ts';
import type { Paragraph, SourceDocument } from '../source.ts';
import { isMarkedHeading, kindOfHeading, type Heading } from './sections.ts';
import type { GridRow } from './grid.ts';
import { segmentsOf } from './segments.ts';
import { readTable, type TableReading } from './tables.ts';
import { announcesPlan } from './title.ts';
import { beginsLow, clean, fold, isBlank } from './words.ts';

/** A table together with the headings that stand before it. */
export interface Reading extends TableReading {
	headings: Heading[];
}

/** Reads every table of the document, and which paragraphs between them are section headings. */
export function readTables(document: SourceDocument, hints: ReadingHints): Reading[] {
	const readings: Reading[] = [];
	let before: TableReading | null = null;
	let paragraphs: Paragraph[] = [];
	let plan = false;
	for (const block of document.blocks) {
		if (block.kind === 'paragraph') {
			paragraphs.push(block);
			continue;
		}
		for (const segment of segmentsOf(block)) {
			const near = paragraphs.slice(-8).map((paragraph) => paragraph.text);
			plan = near.some(announcesPlan) || (plan && near.length < 8);
			const reading = readTable(segment, before, plan, hints);
			const headings = [...paragraphs.map(ofParagraph), ...reading.above.flatMap(ofRow)];
			const isPlan = reading.verdict === 'measures';
			readings.push({
				...reading,
				headings: isPlan ? trailingHeadings(headings, before !== null) : []
			});
			if (isPlan) {
				before = reading;
				plan = true;
			}
			paragraphs = [];
		}
	}
	return keepFirstHeadings(readings);
}

function ofParagraph(paragraph: Paragraph): Heading {
	return { text: clean(paragraph.text), bold: false, level: paragraph.heading };
}

/** A lonely cell over a table's head is like a paragraph before the table. */
function ofRow(row: GridRow): Heading[] {
	const [cell] = row.filled;
	return row.filled.length === 1 && cell ? [{ text: cell.text, bold: cell.bold, level: null }] : [];
}

/** The last paragraphs before a table that read like headings, joined where one only numbers. */
function trailingHeadings(paragraphs: Heading[], between: boolean): Heading[] {
	const kept: Heading[] = [];
	for (const paragraph of paragraphs.toReversed()) {
		if (isBlank(paragraph.text) || isNoise(paragraph.text)) continue;
		if (!isHeadingLike(paragraph, between) || kept.length === 3) break;
		kept.unshift(paragraph);
	}
	return joinBare(kept);
}

function isNoise(text: string): boolean {
	return /^\d{1,3}$|^(?:продолжение|окончание|таблица)(?![а-я])|^стр/.test(fold(text));
}

function isHeadingLike(paragraph: Heading, between: boolean): boolean {
	const { text } = paragraph;
	if (text.length > 220 || beginsLow(text) || /^[-–—•·*_]/.test(text)) return false;
	if (/[;,:]$/.test(text) && !isMarkedHeading(text)) return false;
	if (
		/^(?:цел[ьи]|задач[аи]|примечани|приложени|исп\.|утвержд|согласован|показател|ожидаем|директор|начальник|руководител|глава|заместител)/.test(
			fold(text)
		) &&
		paragraph.level === null
	) {
		return /^(?:цел[ьи]|задача)\s?№?\s?\d/.test(fold(text));
	}
	if (paragraph.level !== null || isMarkedHeading(text)) return true;
	return between
		? text.length <= 160 && !/\.$/.test(text.replace(/г\.$/, ''))
		: text.length <= 120 && !/\.$/.test(text);
}

/** «Раздел 1.» on a line of its own belongs to the words on the next line. */
function joinBare(headings: Heading[]): Heading[] {
	const joined: Heading[] = [];
	for (const heading of headings) {
		const last = joined.at(-1);
		const bare =
			last &&
			/^(?:раздел|этап|блок|модуль|направление|часть|глава)?\s?(?:№\s?)?[\divxхi]+\.?$/i.test(
				fold(last.text)
			) &&
			kindOfHeading(last) !== 'year';
		if (last && bare)
			joined[joined.length - 1] = { ...heading, text: `${last.text} ${heading.text}` };
		else joined.push(heading);
	}
	return joined;
}

/**
 * Before the first table stands the title; a heading there counts where it is marked as one,
 * or where the later tables have headings of the same kind.
 */
function keepFirstHeadings(readings: Reading[]): Reading[] {
	const measures = readings.filter((reading) => reading.verdict === 'measures');
	const [first, ...later] = measures;
	if (!first) return readings;
	const inside = first.body
		.flatMap(ofRow)
		.map((heading) => kindOfHeading({ ...heading, bold: false }));
	const kinds = new Set([
		...later.flatMap((reading) => reading.headings.map(kindOfHeading)),
		...inside
	]);
	first.headings = first.headings.filter((printed) => {
		const heading = { ...printed, bold: false };
		if (announcesPlan(heading.text) && heading.level === null && !kinds.has(kindOfHeading(heading)))
			return false;
		if (kinds.has(kindOfHeading(heading)))
			return later.every((reading) => reading.headings.length > 0) || isMarkedHeading(heading.text);
		return /^(?:year|month|part|раздел|этап|направление|блок|модуль|roman|стадия)/.test(
			kindOfHeading(heading)
		);
	});
	return readings;
}
