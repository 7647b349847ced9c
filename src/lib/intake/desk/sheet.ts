/** What a person mends: the draft as a list of rows with stable keys, nothing of it ever dropped. */

import type { PlainDate, Term, TermContext, Window } from '../../calendar/term.ts';
import type { Level, YearKind } from '../../roadmap/snapshot.ts';
import type { Draft, DraftMeasure, MeasureField, Source } from '../draft.ts';

export interface Sheet {
	head: PlanHead;
	lanes: string[];
	items: Item[];
	unplaced: UnplacedCell[];
	/** Doubts that a person looked at and let stand: ids of `doubts.ts`. */
	settled: string[];
	/** Whether the document has a column of results: decides between null and ''. */
	hasResults: boolean;
}

/** What the plan says of itself; null where nobody knows yet. */
export interface PlanHead {
	title: string | null;
	level: Level | null;
	ownerId: string | null;
	period: Window | null;
	yearKind: YearKind | null;
	documentDate: PlainDate | null;
	documentNumber: string | null;
	issuer: string | null;
	signatoryPost: string | null;
	signatoryName: string | null;
}

export type Item = SectionItem | MeasureItem;

export interface SectionItem {
	kind: 'section';
	key: string;
	title: string;
	/** 1 is outermost. */
	depth: number;
	removed: boolean;
	/** The measure that a person turned into this heading, so that it can be turned back. */
	was: MeasureItem | null;
}

export interface MeasureItem {
	kind: 'measure';
	key: string;
	/** Keys of the read rows that are in it: more than one after rows were joined. */
	parts: string[];
	removed: boolean;
	number: string | null;
	text: string;
	term: Term;
	/** Dates that a person set: the phrase does not decide them any more. */
	byHand: Window | null;
	responsible: string[];
	result: string | null;
	notes: string | null;
	lane: string | null;
	source: Source | null;
	places: Partial<Record<MeasureField, Source>>;
	confidences: Partial<Record<MeasureField, number>>;
	/** Fields that a person wrote: no doubt of the reader is asked about them. */
	touched: MeasureField[];
}

export interface UnplacedCell {
	key: string;
	text: string;
	source: Source;
	/** Where it went: a measure's key, 'dismissed', or null while it waits. */
	placed: string | null;
}

/** The draft as it was read, before any correction. Keys follow places, so a second reading keeps them. */
export function sheetOf(draft: Draft): Sheet {
	const keys = new Keys();
	return {
		head: {
			title: draft.title,
			level: draft.level,
			ownerId: null,
			period: draft.plan,
			yearKind: draft.yearKind,
			documentDate: draft.documentDate,
			documentNumber: draft.documentNumber,
			issuer: null,
			signatoryPost: null,
			signatoryName: null
		},
		lanes: draft.lanes,
		items: itemsOf(draft),
		unplaced: draft.unplaced.map(({ source, text }) => ({
			key: keys.give(`u${placeKey(source)}`),
			text,
			source,
			placed: null
		})),
		settled: [],
		hasResults: draft.measures.some(({ result }) => result !== null)
	};
}

/** Keys of the draft's measures by their index, as `sheetOf` gives them. */
export function measureKeys(draft: Draft): string[] {
	const keys = new Keys();
	return draft.measures.map((measure) => keys.give(keyOf(measure)));
}

function itemsOf(draft: Draft): Item[] {
	const items: Item[] = [];
	const keys = measureKeys(draft);
	const sectionKeys = new Keys();
	const waiting = [...draft.sections];
	let path: string[] = [];
	const enter = (title: string, depth: number): void => {
		items.push({
			kind: 'section',
			key: sectionKeys.give(`s${hashOf(title)}`),
			title,
			depth,
			removed: false,
			was: null
		});
	};
	draft.measures.forEach((measure, at) => {
		const shared = commonLength(path, measure.sectionPath);
		measure.sectionPath.slice(shared).forEach((title, deeper) => {
			// headings without measures stand before the next heading that has some
			while (waiting.includes(title) && waiting[0] !== title)
				enter(waiting.shift()!, shared + deeper + 1);
			if (waiting[0] === title) waiting.shift();
			enter(title, shared + deeper + 1);
		});
		path = measure.sectionPath;
		items.push(itemOf(measure, keys[at]!));
	});
	for (const title of waiting) enter(title, 1);
	return items;
}

function itemOf(measure: DraftMeasure, key: string): MeasureItem {
	return {
		kind: 'measure',
		key,
		parts: [key],
		removed: false,
		number: measure.number,
		text: measure.text,
		term: measure.term,
		byHand: null,
		responsible: measure.responsible,
		result: measure.result,
		notes: measure.notes,
		lane: measure.lane,
		source: measure.source,
		places: measure.places,
		confidences: measure.confidences,
		touched: []
	};
}

function commonLength(one: string[], other: string[]): number {
	let length = 0;
	while (length < one.length && one[length] === other[length]) length += 1;
	return length;
}

function keyOf(measure: DraftMeasure): string {
	const column = measure.lane === null ? '' : `c${measure.source.column ?? measure.lane}`;
	return `${placeKey(measure.source)}${column}`;
}

function placeKey({ table, row, line, page }: Source): string {
	if (table !== null) return `t${table}r${row ?? 0}`;
	return line ? `l${line}` : `p${page ?? 0}`;
}

/** A short name for a heading that a second reading finds again (FNV-1a). */
function hashOf(text: string): string {
	let hash = 0x811c9dc5;
	for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
	return hash.toString(36);
}

/** Makes keys unique: the second row of a place gets «~2». */
class Keys {
	#given = new Map<string, number>();
	give(key: string): string {
		const count = (this.#given.get(key) ?? 0) + 1;
		this.#given.set(key, count);
		return count === 1 ? key : `${key}~${count}`;
	}
}

/** Measures that will be part of the roadmap, in order. */
export function liveMeasures(sheet: Sheet): MeasureItem[] {
	return sheet.items.filter(
		(item): item is MeasureItem => item.kind === 'measure' && !item.removed
	);
}

/** Headings from the outermost to the innermost over each live item, by key. */
export function sectionPaths(items: Item[]): Map<string, string[]> {
	const paths = new Map<string, string[]>();
	let open: { depth: number; title: string }[] = [];
	for (const item of items) {
		if (item.kind === 'section' && !item.removed) {
			open = open.filter(({ depth }) => depth < item.depth);
			open.push({ depth: item.depth, title: item.title });
		}
		paths.set(
			item.key,
			open.map(({ title }) => title)
		);
	}
	return paths;
}

/** What terms are read and told against; undefined while nobody knows the plan's period. */
export function contextOf({ period, documentDate }: PlanHead): TermContext | undefined {
	return period ? { plan: period, written: documentDate } : undefined;
}
