import type { ColumnRole } from '../draft.ts';
import type { Paragraph, SourceDocument } from '../source.ts';
import type { Columns } from './columns.ts';
import type { GridCell, GridRow } from './grid.ts';
import { isMarkedHeading, type SectionStack } from './sections.ts';
import { announcesPlan, findTitle } from './title.ts';
import type { RawMeasure } from './walk.ts';
import { beginsLow, cleanLines, fold } from './words.ts';

type Field = 'number' | 'text' | 'term' | 'responsible' | 'result' | 'notes';

/** A numbered item of running text with what its labels say. */
interface Item {
	values: Partial<Record<Field, string>>;
	line: ProseLine;
	labelled: boolean;
}

interface ProseLine {
	text: string;
	page: number | null;
	line: number;
	level: number | null;
}

const LABELS: [Field, string][] = [
	[
		'term',
		'(?:планируемы[йе] )?(?:срок[и]?|дата|период|когда)(?: (?:исполнения|реализации|проведения|выполнения|сдачи))?'
	],
	[
		'responsible',
		'(?:ответственн(?:ый|ая|ые|ое лицо)(?: (?:исполнител[ьи]|лиц[оа]|за (?:исполнение|выполнение|реализацию|проведение)))?|исполнител[ьи]|отв\\.|кто)'
	],
	[
		'result',
		'(?:(?:ожидаемы[йе]|планируемы[йе]|прогнозируемы[йе]) )?(?:результаты?|итог|выход)|(?:итоговый|подтверждающий|отч[её]тный) документ'
	],
	['notes', 'примечани[ея]|участники|место проведения'],
	['text', '(?:мероприятие|содержание(?: работы| деятельности)?|действие)']
];

const LABEL = new RegExp(
	`(?<=^|[.;,(!]\\s*|\\n|\\s[–—-]\\s)(?:${LABELS.map(([field, words]) => `(?<${field}>${words})`).join('|')})(?:\\s*[:–—-]\\s*|\\s+(?=до |с |к |не |по |в |\\d|[А-ЯЁ]))`,
	'gi'
);
const NUMBER = /^((?:\d{1,3}\.)*\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3})+)\s*(?=\S)/;
const BULLET = /^[-–—•·▪]\s*(?=\S)/;

/**
 * Measures written as running text: «1. Провести … Срок – до 15 октября, ответственный –
 * Иванова И.И.». Points of an order do not count; only what stands in its annex does.
 */
export function readProse(document: SourceDocument, sections: SectionStack): RawMeasure[] {
	const lines = planLines(document);
	const items = readItems(lines, document.format === 'txt' || document.format === 'paste');
	const labelled = items.filter((item) => item.labelled);
	const announced = textsOf(document).some(announcesPlan);
	if (labelled.length < (announced ? 1 : 2)) return [];
	const roles = rolesOf(labelled);
	const depths = new Set(labelled.map((item) => depthOf(item.values.number)));
	const raws: RawMeasure[] = [];
	let lastNumber = 0;
	items.forEach((item, at) => {
		if (isMeasure(item, items[at + 1] ?? null, depths, lastNumber)) {
			lastNumber = lastOf(item.values.number);
			raws.push(toRaw(item, roles, sections.path, raws.length + 1));
			sections.measure();
		} else if (raws.length > 0 || leadsTo(items, at, depths)) {
			const text = [item.values.number, item.values.text].filter(Boolean).join(' ');
			if (isHeading(text, item)) sections.enter({ text, bold: false, level: item.line.level });
		}
	});
	return raws;
}

function textsOf(document: SourceDocument): string[] {
	return document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
}

/** The lines of the plan itself: behind the order that approves it, behind its title. */
function planLines(document: SourceDocument): ProseLine[] {
	const lines = document.blocks.flatMap((block) =>
		block.kind === 'paragraph' ? toLines(block) : []
	);
	const texts = lines.map((line) => line.text);
	const orders = texts.findLastIndex((text) =>
		/п\s?р\s?и\s?к\s?а\s?з\s?ы\s?в\s?а\s?ю|постановляю|обязываю/.test(fold(text))
	);
	const title = findTitle(texts.slice(orders + 1));
	const afterTitle = title ? orders + 2 + title.lines.at(-1)! : null;
	if (orders < 0) return lines.slice(afterTitle ?? 0);
	const annex = texts.findIndex((text, at) => at > orders && /^приложение/.test(fold(text)));
	return lines.slice(afterTitle ?? (annex >= 0 ? annex : lines.length));
}

function toLines(paragraph: Paragraph): ProseLine[] {
	return cleanLines(paragraph.text).map((text) => ({
		text,
		page: paragraph.page,
		line: paragraph.line,
		level: paragraph.heading
	}));
}

/** Puts the lines of each item together: an item begins with a number, a bullet or a heading. */
function readItems(lines: ProseLine[], wrapped: boolean): Item[] {
	const groups: ProseLine[][] = [];
	const longest = Math.max(0, ...lines.map((line) => line.text.length));
	for (const line of lines) {
		const last = groups.at(-1);
		if (last && !begins(line, last, wrapped, longest)) last.push(line);
		else groups.push([line]);
	}
	return groups.map((group) => readItem(group.map((line) => line.text).join('\n'), group[0]!));
}

/** Whether a line begins an item; `wrapped` where the file breaks its lines at a width. */
function begins(line: ProseLine, group: ProseLine[], wrapped: boolean, longest: number): boolean {
	const { text } = line;
	if (line.level !== null || NUMBER.test(text)) return true;
	const [label] = text.matchAll(LABEL);
	if (label?.index === 0) return label.groups?.text !== undefined;
	if (BULLET.test(text) || isMarkedHeading(text)) return true;
	if (beginsLow(text)) return false;
	if (!wrapped) return true;
	const before = group.at(-1)!;
	if (line.line - before.line > 1) return true;
	const told = group.some((each) => [...each.text.matchAll(LABEL)].length > 0);
	if (told && (label !== undefined || /[.!?;]$/.test(before.text))) return true;
	return before.text.length < longest * 0.6;
}

function readItem(text: string, line: ProseLine): Item {
	const number = NUMBER.exec(text);
	const body = number ? text.slice(number[0].length) : text.replace(BULLET, '');
	const values: Item['values'] = {};
	if (number) values.number = number[1]!;
	const labels = [...body.matchAll(LABEL)].filter((label) => !insideQuotes(body, label.index));
	const lead = body.slice(0, labels[0]?.index ?? body.length);
	if (trimValue(lead) !== '')
		values.text = labels.length > 0 ? trimValue(lead) : lead.replace(/\s+/g, ' ').trim();
	labels.forEach((label, at) => {
		const field = LABELS.find(([name]) => label.groups?.[name] !== undefined)![0];
		const value = trimValue(body.slice(label.index + label[0].length, labels[at + 1]?.index));
		values[field] = values[field] ? `${values[field]}; ${value}` : value;
	});
	const labelled = values.term !== undefined || values.responsible !== undefined;
	return { values, line, labelled: labelled && Boolean(values.text) };
}

function insideQuotes(text: string, at: number): boolean {
	const before = text.slice(0, at);
	return (before.match(/«/g)?.length ?? 0) > (before.match(/»/g)?.length ?? 0);
}

/** Without the marks that only part one label from the next. */
function trimValue(text: string): string {
	let value = text.replace(/\s+/g, ' ').replace(/^[\s,;–—-]+|[\s,;(–—-]+$/g, '');
	const opened = (value.match(/\(/g)?.length ?? 0) - (value.match(/\)/g)?.length ?? 0);
	if (opened < 0) value = value.replace(/\)[.\s]*$/, '');
	const abbreviation = /(?:^|[\s.])(?:г|гг|др|т\.\s?д|т\.\s?п|пр|руб|чел|[А-ЯЁ])\.$/;
	return value.endsWith('.') && !abbreviation.test(value) ? value.slice(0, -1).trim() : value;
}

function depthOf(number: string | undefined): number {
	return number ? number.replace(/[.)]$/, '').split('.').length : 0;
}

/** An item without labels is a measure only where its number goes on with those of the others. */
function isMeasure(
	item: Item,
	next: Item | null,
	depths: Set<number>,
	lastNumber: number
): boolean {
	if (item.labelled) return true;
	if (item.values.number === undefined || !item.values.text) return false;
	const depth = depthOf(item.values.number);
	if (!depths.has(depth) || depths.size > 1) return false;
	const number = lastOf(item.values.number);
	if (number !== lastNumber + 1) return false;
	return next === null || !next.labelled || lastOf(next.values.number) === number + 1;
}

/** The last part of a number: 3 of «1.2.3». */
function lastOf(number: string | undefined): number {
	return Number(/(\d+)[.)]?$/.exec(number ?? '')?.[1] ?? 0);
}

function leadsTo(items: Item[], at: number, depths: Set<number>): boolean {
	const next = items.slice(at + 1, at + 4).some((item) => item.labelled);
	return next && depths.size > 0;
}

function isHeading(text: string, item: Item): boolean {
	if (text === '' || text.length > 200 || announcesPlan(text)) return false;
	if (item.line.level !== null) return true;
	return (
		isMarkedHeading(text) || (!/[.;:,]$/.test(text) && /^[А-ЯЁ«]/.test(text) && text.length < 120)
	);
}

const ORDER: Field[] = ['number', 'text', 'term', 'responsible', 'result', 'notes'];

function rolesOf(items: Item[]): Field[] {
	return ORDER.filter((field) => items.some((item) => item.values[field] !== undefined));
}

function toRaw(item: Item, roles: Field[], path: string[], number: number): RawMeasure {
	const columns: Columns = {
		roles: roles satisfies ColumnRole[],
		heads: roles.map(() => ''),
		names: roles.map(() => ''),
		confidence: roles.map(() => 0.85),
		years: roles.map(() => null)
	};
	const cells = roles.map((role, column) => toCell(item, role, column, number));
	const row: GridRow = {
		number,
		page: item.line.page,
		cells,
		own: cells,
		filled: cells.filter((cell) => cell.text !== ''),
		repeatedHead: false,
		continues: null
	};
	return {
		table: null,
		columns,
		lane: null,
		row,
		pieces: cells.map((cell) => (cell.text === '' ? [] : [cell])),
		sectionPath: path,
		joined: false,
		cutWord: null,
		gathered: false
	};
}

function toCell(item: Item, role: Field, column: number, row: number): GridCell {
	const text = item.values[role] ?? '';
	return {
		text,
		raw: text,
		bold: false,
		shaded: false,
		column,
		span: 1,
		rowSpan: 1,
		row,
		page: item.line.page,
		box: null,
		line: item.line.line
	};
}
