/** Pages → the document's blocks in reading order. */

import type { Block } from '../source.ts';
import type { PageLayout } from './layout.ts';
import type { Line } from './lines.ts';
import { type KnownColumns, findOpenTables, wordsOf } from './columns.ts';
import { type TablePart, addSectionRow, continues, toPart, toTable } from './pages.ts';
import { type PageText, toParagraphs } from './paragraphs.ts';
import { runningLines } from './running.ts';
import { wordingOf } from './text.ts';

/** A section row at a page's end has at most so many lines. */
const SECTION_LINES = 2;

type Item = { part: TablePart } | PageText;

/** Blocks of the whole document: running lines dropped, tables joined over page breaks. */
export function assemble(pages: readonly PageLayout[]): Block[] {
	const running = runningLines(pages);
	const items: Item[] = [];
	let known: KnownColumns | null = null;
	pages.forEach((page, index) => {
		const lines = page.lines.filter((line) => !running[index]?.has(line));
		const { tables, rest } = findOpenTables(lines, page.bars, known);
		const parts = tables.map((table) => toPart(table, page.page, page.isShaded));
		const here = itemsOf(page.page, [...page.tables, ...parts], rest);
		const open = openEnd(here, parts);
		known = open && { xs: open.xs, head: open.xs === known?.xs ? known.head : headOf(open) };
		items.push(...here);
	});
	const wording = wordingOf(pages.flatMap(allLines));
	const blocks: Block[] = [];
	let tables = 0;
	let parts: TablePart[] = [];
	let text: PageText[] = [];
	const flush = (): void => {
		if (parts.length > 0) blocks.push(toTable(parts, ++tables, wording));
		blocks.push(...toParagraphs(text, wording));
		parts = [];
		text = [];
	};
	for (const item of items) {
		if ('part' in item) {
			const last = parts.at(-1);
			if (last && goesOnWith(last, text, item.part)) {
				addSectionRow(last, text[0]?.lines ?? []);
				text = [];
			}
			const follows = last && text.length === 0 && item.part.page === last.page + 1;
			if (!follows || !continues(parts, item.part)) flush();
			parts.push(item.part);
		} else {
			text.push(item);
		}
	}
	flush();
	let line = 0;
	for (const block of blocks) if (block.kind === 'paragraph') block.line = ++line;
	return blocks;
}

/** The open table at a page's end; a section row may stand alone below it. */
function openEnd(items: readonly Item[], open: readonly TablePart[]): TablePart | null {
	const table = items.findLast((item) => 'part' in item);
	const after = items.at(-1);
	const isEnd =
		after === table || (after && 'lines' in after && after.lines.length <= SECTION_LINES);
	return table && isEnd && open.includes(table.part) ? table.part : null;
}

/** Whether the text between two pages' parts of one open table is a section row of it. */
function goesOnWith(last: TablePart, text: readonly PageText[], part: TablePart): boolean {
	const [only] = text;
	return (
		text.length === 1 &&
		only?.page === last.page &&
		only.lines.length <= SECTION_LINES &&
		part.page === last.page + 1 &&
		part.xs.length > 2 &&
		part.xs.every((x, index) => x === last.xs[index])
	);
}

function headOf(part: TablePart): string[] {
	return wordsOf((part.rows[0]?.cells ?? []).flatMap((cell) => cell.lines));
}

function allLines(page: PageLayout): Line[] {
	const cells = page.tables.flatMap((part) => part.rows.flatMap((row) => row.cells));
	return [...page.lines, ...cells.flatMap((cell) => cell.lines)];
}

/** A page's tables and the runs of lines between them, from top to bottom. */
function itemsOf(page: number, tables: readonly TablePart[], lines: readonly Line[]): Item[] {
	const rest = lines.toSorted((a, b) => a.base - b.base);
	const items: Item[] = [];
	let from = 0;
	for (const part of tables.toSorted((a, b) => a.y0 - b.y0 || a.x0 - b.x0)) {
		const above = rest.filter((line, index) => index >= from && line.base < part.y0 + 1);
		if (above.length > 0) items.push({ lines: above, page });
		from += above.length;
		items.push({ part });
	}
	if (from < rest.length) items.push({ lines: rest.slice(from), page });
	return items;
}
