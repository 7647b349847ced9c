/** The mended sheet as a page shows it: only the rows and the leaf that are asked for. */

import { getLocale } from '#lib/paraglide/runtime.js';
import { briefTerm } from '../../calendar/calendar.ts';
import type { TermContext, Window } from '../../calendar/term.ts';
import type { Draft, DraftTable, MeasureField } from '../draft.ts';
import { wordWarning } from '../warnings.ts';
import type { SourceDocument } from '../source.ts';
import { doubtsOf, notesOf, type Doubt } from './doubts.ts';
import { leafFinder, leafOf, spotOf, type Leaf, type Spot } from './paper.ts';
import { questionOf, type QuestionView } from './questions.ts';
import { contextOf, type Item, type MeasureItem, type SectionItem, type Sheet } from './sheet.ts';

export type Show = 'all' | 'questions';

/** What of the review is looked at: all of it lies in the page's address. */
export interface Asked {
	show: Show;
	/** Key of the chosen row, and which of its fields. */
	at: string | null;
	field: MeasureField | null;
	/** 1-based leaf of the document; null: the one of the chosen place. */
	leaf: number | null;
	/** 1-based page of the list of rows; null: the one of the chosen row. */
	list: number | null;
}

export interface SectionView {
	kind: 'section';
	key: string;
	title: string;
	depth: number;
	removed: boolean;
	/** «19–22»: numbers of its measures; empty where they have none. */
	numbers: string;
}

export interface MeasureView {
	kind: 'measure';
	key: string;
	number: string | null;
	text: string;
	phrase: string;
	meaning: string;
	/** Dates that a person set; null: the phrase decides. */
	dates: Window[] | null;
	responsible: string[];
	result: string | null;
	notes: string | null;
	lane: string | null;
	removed: boolean;
	/** Corrected by a person. */
	mended: boolean;
	questions: QuestionView[];
	/** Where each field stands in the document, with its leaf. */
	spots: Partial<Record<MeasureField, Spot & { leaf: number }>>;
}

export type RowView = SectionView | MeasureView;

export interface SheetView {
	rows: RowView[];
	list: { page: number; of: number };
	whole: QuestionView[];
	notes: string[];
	counts: { measures: number; questions: number; removed: number };
	chosen: { key: string; field: MeasureField | null } | null;
	leaf: Leaf;
	/** What the columns of measure tables mean, by table number. */
	tables: DraftTable[];
	/** Whether any measure has one: a plan without them need not say so in every row. */
	has: { terms: boolean; responsible: boolean };
	/** Measures and their names, for choosing where a stray cell belongs; empty when none strays. */
	targets: { key: string; name: string }[];
}

/** Rows of one page of the list: a plan of a year fits, a whole region's workbook is cut. */
const rowsOfList = 120;

const shownFields: MeasureField[] = ['number', 'text', 'term', 'responsible', 'result', 'notes'];

export interface Viewed {
	draft: Draft;
	sheet: Sheet;
	source: SourceDocument;
	today: string;
	fileName: string;
}

export function viewOf(viewed: Viewed, asked: Asked): SheetView {
	const { draft, sheet, source } = viewed;
	const locale = getLocale();
	const doubts = doubtsOf(draft, sheet);
	const byKey = Map.groupBy(
		doubts.filter(({ key }) => key !== null),
		({ key }) => key!
	);
	const frame = { sheet, doubts, locale, today: viewed.today, fileName: viewed.fileName };
	const items = asked.show === 'all' ? sheet.items : withQuestions(sheet.items, byKey);
	const pages = Math.max(1, Math.ceil(items.length / rowsOfList));
	const chosen = chosenOf(asked, sheet, doubts);
	const place = chosen ? items.findIndex(({ key }) => key === chosen.key) : -1;
	const wanted = asked.list ?? (place < 0 ? 1 : Math.floor(place / rowsOfList) + 1);
	const page = Math.min(Math.max(1, wanted), pages);
	const findLeaf = leafFinder(source);
	const rows = items.slice((page - 1) * rowsOfList, page * rowsOfList).map((item): RowView =>
		item.kind === 'section'
			? sectionView(item, sheet.items)
			: {
					...measureView(item, locale, contextOf(sheet.head)),
					questions: (byKey.get(item.key) ?? []).map((doubt) => questionOf(doubt, frame)),
					spots: spotsOf(item, draft.tables, findLeaf)
				}
	);
	const leaf = asked.leaf ?? leafOfChosen(chosen, sheet, draft.tables, findLeaf);
	const measures = sheet.items.filter((item) => item.kind === 'measure');
	return {
		rows,
		list: { page, of: pages },
		whole: doubts.filter(({ key }) => key === null).map((doubt) => questionOf(doubt, frame)),
		notes: notesOf(draft).map((warning) => wordWarning(warning, locale)),
		counts: {
			measures: measures.filter(({ removed }) => !removed).length,
			questions: doubts.length,
			removed: sheet.items.filter(({ removed }) => removed).length
		},
		chosen,
		leaf: leafOf(source, leaf),
		tables: draft.tables,
		has: {
			terms: measures.some(({ term }) => term.phrase !== '' || term.occurrences.length > 0),
			responsible: measures.some(({ responsible }) => responsible.length > 0)
		},
		targets: sheet.unplaced.some(({ placed }) => placed === null)
			? measures.filter(({ removed }) => !removed).map(targetOf)
			: []
	};
}

function targetOf(item: MeasureItem): { key: string; name: string } {
	const text = item.text.length > 70 ? `${item.text.slice(0, 68)}…` : item.text;
	return { key: item.key, name: item.number ? `${item.number}. ${text}` : text };
}

/** Rows that are asked about, each under its headings. */
function withQuestions(items: Item[], byKey: Map<string, Doubt[]>): Item[] {
	let open: SectionItem[] = [];
	return items.flatMap((item): Item[] => {
		if (item.kind === 'section') {
			if (!item.removed) open = [...open.filter(({ depth }) => depth < item.depth), item];
			return [];
		}
		if (!byKey.has(item.key)) return [];
		const above = open.slice(-1);
		open = open.slice(0, -1);
		return [...above, item];
	});
}

/** The row of the address, else the first that is asked about. */
function chosenOf(asked: Asked, sheet: Sheet, doubts: Doubt[]): SheetView['chosen'] {
	const item = sheet.items.find(({ key }) => key === asked.at);
	if (item) return { key: item.key, field: asked.field };
	const first = doubts.find(({ key }) => key !== null);
	return first ? { key: first.key!, field: first.field } : null;
}

function leafOfChosen(
	chosen: SheetView['chosen'],
	sheet: Sheet,
	tables: DraftTable[],
	findLeaf: ReturnType<typeof leafFinder>
): number {
	const item =
		sheet.items.find(({ key }) => key === chosen?.key) ??
		sheet.items.find(({ kind }) => kind === 'measure');
	const measure = item?.kind === 'measure' ? item : item?.was;
	const spot = measure ? spotOf(measure, chosen?.field ?? null, tables) : null;
	return (spot && findLeaf(spot)) ?? 1;
}

function spotsOf(
	item: MeasureItem,
	tables: DraftTable[],
	findLeaf: ReturnType<typeof leafFinder>
): MeasureView['spots'] {
	const spots: MeasureView['spots'] = {};
	for (const field of shownFields) {
		const spot = spotOf(item, field, tables);
		const leaf = spot ? findLeaf(spot) : null;
		if (spot && leaf !== null) spots[field] = { ...spot, leaf };
	}
	return spots;
}

function sectionView({ key, title, depth, removed }: SectionItem, items: Item[]): SectionView {
	const at = items.findIndex((item) => item.key === key);
	const next = items.findIndex(
		(item, index) => index > at && item.kind === 'section' && !item.removed
	);
	const numbers = items
		.slice(at + 1, next < 0 ? undefined : next)
		.flatMap((item) =>
			item.kind === 'measure' && !item.removed && item.number ? [item.number] : []
		);
	const [first, last] = [numbers[0], numbers.at(-1)];
	return {
		kind: 'section',
		key,
		title,
		depth,
		removed,
		numbers: first === undefined ? '' : first === last ? first : `${first}–${last}`
	};
}

function measureView(
	item: MeasureItem,
	locale: 'ru' | 'en',
	context: TermContext | undefined
): Omit<MeasureView, 'questions' | 'spots'> {
	return {
		kind: 'measure',
		key: item.key,
		number: item.number,
		text: item.text,
		phrase: item.term.phrase,
		meaning:
			item.term.occurrences.length > 0 || item.term.phrase !== ''
				? briefTerm(item.term, locale, context)
				: '',
		dates: item.byHand ? item.term.occurrences : null,
		responsible: item.responsible,
		result: item.result,
		notes: item.notes,
		lane: item.lane,
		removed: item.removed,
		mended: item.touched.length > 0
	};
}
