/** Corrections of a person, each a plain value that can be stored, replayed and undone. */

import { readTerm } from '../../calendar/calendar.ts';
import type { Recurrence, Term, Window } from '../../calendar/term.ts';
import type { ColumnRole, MeasureField } from '../draft.ts';
import type { Item, MeasureItem, PlanHead, SectionItem, Sheet } from './sheet.ts';

/** Fields of a measure that can be written in place. */
export interface Fields {
	number?: string | null;
	text?: string;
	/** The phrase as it shall be printed. */
	term?: string;
	/** Dates that override the phrase; null lets the phrase decide again. */
	dates?: Window[] | null;
	/** How the dates come again, where they are a repeated term and not single days. */
	repeats?: Recurrence;
	responsible?: string[];
	result?: string | null;
	notes?: string | null;
	lane?: string | null;
}

export type Mend =
	| { kind: 'set'; key: string; fields: Fields }
	| { kind: 'join'; key: string; other: string }
	| { kind: 'split'; key: string; newKey: string; first: string; second: string; repeat: boolean }
	| { kind: 'remove'; key: string }
	| { kind: 'restore'; key: string }
	| { kind: 'add'; after: string | null; newKey: string; text: string }
	| { kind: 'heading'; after: string | null; newKey: string; title: string; depth: number }
	| { kind: 'to-section'; key: string; depth: number }
	| { kind: 'to-measure'; key: string }
	| { kind: 'section'; key: string; title?: string; depth?: number }
	| { kind: 'place'; cell: string; key: string; field: PlaceField }
	| { kind: 'place-new'; cell: string; after: string | null; newKey: string }
	| { kind: 'dismiss'; cell: string }
	| { kind: 'settle'; doubts: string[] }
	| { kind: 'renumber'; key: string; by: number }
	| { kind: 'party'; from: string; to: string }
	| { kind: 'head'; head: Partial<PlanHead> }
	| { kind: 'columns'; table: number; roles: ColumnRole[] };

export type PlaceField = 'text' | 'term' | 'responsible' | 'result' | 'notes';
type MendOf<K extends Mend['kind']> = Extract<Mend, { kind: K }>;

/**
 * The sheet after one correction, or null where the correction does not fit: its row is not there
 * (any more) or is no longer what the correction was made for. The sheet given is never changed.
 */
export function applyMend(sheet: Sheet, mend: Mend): Sheet | null {
	switch (mend.kind) {
		case 'set':
			return changeMeasure(sheet, mend.key, (item) => withFields(item, mend.fields, sheet));
		case 'join':
			return join(sheet, mend);
		case 'split':
			return split(sheet, mend);
		case 'remove':
			return changeItem(sheet, mend.key, (item) =>
				item.removed ? null : { ...item, removed: true }
			);
		case 'restore':
			return changeItem(sheet, mend.key, (item) =>
				item.removed ? { ...item, removed: false } : null
			);
		case 'add':
			return insert(sheet, mend.after, blankMeasure(mend.newKey, mend.text, sheet));
		case 'heading':
			return insert(sheet, mend.after, heading(mend.newKey, mend.title, mend.depth, null));
		case 'to-section':
			return changeMeasure(sheet, mend.key, (item) =>
				heading(item.key, item.text, mend.depth, item)
			);
		case 'to-measure':
			return toMeasure(sheet, mend.key);
		case 'section':
			return changeItem(sheet, mend.key, (item) =>
				item.kind === 'section'
					? { ...item, title: mend.title ?? item.title, depth: mend.depth ?? item.depth }
					: null
			);
		case 'place':
			return place(sheet, mend);
		case 'place-new':
			return placeNew(sheet, mend);
		case 'dismiss':
			return markCell(sheet, mend.cell, 'dismissed');
		case 'settle':
			return { ...sheet, settled: [...new Set([...sheet.settled, ...mend.doubts])] };
		case 'renumber':
			return renumber(sheet, mend);
		case 'party':
			return renameParty(sheet, mend);
		case 'head':
			return withHead(sheet, mend.head);
		case 'columns':
			return sheet;
	}
}

/**
 * The sheet after all corrections in order. `unfit` holds the indices of those that found no row:
 * they stay in the list and count again when the reading they were made for comes back.
 */
export function replay(sheet: Sheet, mends: readonly Mend[]): { sheet: Sheet; unfit: number[] } {
	const unfit: number[] = [];
	let now = sheet;
	mends.forEach((mend, at) => {
		const next = applyMend(now, mend);
		if (next) now = next;
		else unfit.push(at);
	});
	return { sheet: now, unfit };
}

function changeItem(sheet: Sheet, key: string, change: (item: Item) => Item | null): Sheet | null {
	const at = sheet.items.findIndex((item) => item.key === key);
	const changed = at < 0 ? null : change(sheet.items[at]!);
	return changed && { ...sheet, items: sheet.items.with(at, changed) };
}

function changeMeasure(
	sheet: Sheet,
	key: string,
	change: (item: MeasureItem) => Item | null
): Sheet | null {
	return changeItem(sheet, key, (item) =>
		item.kind === 'measure' && !item.removed ? change(item) : null
	);
}

function withFields(item: MeasureItem, fields: Fields, sheet: Sheet): MeasureItem {
	const { term: phrase, dates, repeats = null, ...plain } = fields;
	const touched = new Set(item.touched);
	for (const field of Object.keys(plain)) if (field !== 'lane') touched.add(field as MeasureField);
	const next: MeasureItem = { ...item, ...plain };
	if (phrase !== undefined || dates !== undefined) {
		touched.add('term');
		const given = dates === undefined && phrase !== undefined ? null : (dates ?? null);
		next.byHand = given ? outer(given) : null;
		next.term = given
			? termOfDates(phrase ?? item.term.phrase, given, repeats)
			: readAgain(phrase ?? item.term.phrase, sheet.head);
	}
	next.touched = [...touched];
	return next;
}

/** Stands for a plan whose time nobody knows: no date that comes from it is kept. */
const anyYear: Window = { from: '2000-01-01', to: '2000-12-31' };

/** What the phrase means inside the plan; without a plan its dates stay open. */
function readAgain(phrase: string, head: PlanHead): Term {
	const text = phrase.trim();
	if (text !== '' && head.period)
		return readTerm(text, { plan: head.period, written: head.documentDate });
	const term = readTerm(text, { plan: anyYear, written: head.documentDate });
	if (text === '' || /20\d\d/.test(text)) return term;
	return { ...term, window: null, occurrences: [], confidence: Math.min(term.confidence, 0.5) };
}

function termOfDates(phrase: string, dates: Window[], repeats: Recurrence | null): Term {
	return {
		phrase,
		// a bare month that comes every year is still a date (src/lib/calendar/term.ts)
		kind: repeats === null || repeats === 'yearly' ? 'dates' : 'recurring',
		window: outer(dates),
		occurrences: dates,
		recurrence: repeats,
		confidence: 1,
		doubts: []
	};
}

function outer(dates: Window[]): Window {
	return {
		from: dates.map(({ from }) => from).reduce((one, other) => (one < other ? one : other)),
		to: dates.map(({ to }) => to).reduce((one, other) => (one > other ? one : other))
	};
}

function withHead(sheet: Sheet, head: Partial<PlanHead>): Sheet {
	const next = { ...sheet, head: { ...sheet.head, ...head } };
	if (!head.period && head.documentDate === undefined) return next;
	const items = sheet.items.map((item) => {
		if (item.kind !== 'measure' || item.byHand) return item;
		// marks in month columns have no phrase of their own to read again
		return item.term.phrase === ''
			? item
			: { ...item, term: readAgain(item.term.phrase, next.head) };
	});
	return { ...next, items };
}

/** One spelling of a person or body in all measures. */
function renameParty(sheet: Sheet, { from, to }: MendOf<'party'>): Sheet | null {
	let found = false;
	const items = sheet.items.map((item) => {
		if (item.kind !== 'measure' || !item.responsible.includes(from)) return item;
		found = true;
		const parties = item.responsible.map((party) => (party === from ? to : party));
		return { ...item, responsible: [...new Set(parties)] };
	});
	return found ? { ...sheet, items } : null;
}

function join(sheet: Sheet, { key, other }: MendOf<'join'>): Sheet | null {
	const one = measureAt(sheet, key);
	const two = measureAt(sheet, other);
	if (!one || !two || key === other) return null;
	const [first, second] =
		sheet.items.indexOf(one) < sheet.items.indexOf(two) ? [one, two] : [two, one];
	const phrases = [first.term.phrase, second.term.phrase].filter((phrase) => phrase !== '');
	const samePhrase = phrases.length < 2 || phrases[0] === phrases[1];
	const joined: MeasureItem = {
		...first,
		parts: [...first.parts, ...second.parts],
		number: first.number ?? second.number,
		text: glue(first.text, second.text) ?? '',
		responsible: [...new Set([...first.responsible, ...second.responsible])],
		result: glue(first.result, second.result),
		notes: glue(first.notes, second.notes),
		touched: [...new Set([...first.touched, ...second.touched, 'text' as const])]
	};
	if (samePhrase) {
		const owner = first.term.phrase === '' && !first.byHand ? second : first;
		joined.term = owner.term;
		joined.byHand = owner.byHand;
		joined.places = { ...first.places, ...(owner.places.term ? { term: owner.places.term } : {}) };
	} else {
		joined.term = readAgain(phrases.join(' '), sheet.head);
		joined.byHand = null;
	}
	const items = sheet.items
		.map((item) => (item === first ? joined : item))
		.filter((item) => item !== second);
	return { ...sheet, items };
}

function glue(one: string | null, other: string | null): string | null {
	if (!one || !other) return one || other;
	// a word that a page break cut at its hyphen is one word again
	return /\p{Ll}-$/u.test(one) && /^\p{Ll}/u.test(other)
		? `${one.slice(0, -1)}${other}`
		: `${one} ${other}`;
}

function split(sheet: Sheet, mend: MendOf<'split'>): Sheet | null {
	const item = measureAt(sheet, mend.key);
	const [first, second] = [mend.first.trim(), mend.second.trim()];
	if (!item || !first || !second || hasKey(sheet, mend.newKey)) return null;
	// after another reading the row may hold other words: these must not replace them
	if (bare(first + second) !== bare(item.text)) return null;
	const number = /^((?:\d{1,3}\.)*\d{1,3})[.)]?\s+(?=\p{Lu})/u.exec(second);
	const rest: MeasureItem = mend.repeat
		? { ...item, number: null }
		: { ...blankMeasure(mend.newKey, '', sheet), lane: item.lane, source: item.source };
	const added: MeasureItem = {
		...rest,
		key: mend.newKey,
		parts: [mend.newKey],
		text: number ? second.slice(number[0].length) : second,
		number: number?.[1] ?? null,
		touched: [...new Set([...rest.touched, 'text' as const, 'number' as const])]
	};
	const at = sheet.items.indexOf(item);
	const kept = { ...item, text: first, touched: [...new Set([...item.touched, 'text' as const])] };
	return { ...sheet, items: sheet.items.toSpliced(at, 1, kept, added) };
}

function bare(text: string): string {
	return text.replace(/\s+/g, '');
}

function toMeasure(sheet: Sheet, key: string): Sheet | null {
	return changeItem(sheet, key, (item) => {
		if (item.kind !== 'section' || item.removed) return null;
		if (item.was) return { ...item.was, text: item.title };
		return blankMeasure(item.key, item.title, sheet);
	});
}

function place(sheet: Sheet, { cell, key, field }: MendOf<'place'>): Sheet | null {
	const found = sheet.unplaced.find((each) => each.key === cell && each.placed === null);
	if (!found) return null;
	const placed = changeMeasure(sheet, key, (item) =>
		withFields(item, appended(item, field, found.text), sheet)
	);
	return placed && markCell(placed, cell, key);
}

function appended(item: MeasureItem, field: PlaceField, text: string): Fields {
	switch (field) {
		case 'text':
			return { text: glue(item.text, text) ?? text };
		case 'term':
			return { term: glue(item.term.phrase, text) ?? text };
		case 'responsible':
			return { responsible: [...item.responsible, text.replace(/\s+/g, ' ')] };
		case 'result':
			return { result: glue(item.result, text) };
		case 'notes':
			return { notes: glue(item.notes, text) };
	}
}

function placeNew(sheet: Sheet, { cell, after, newKey }: MendOf<'place-new'>): Sheet | null {
	const found = sheet.unplaced.find((each) => each.key === cell && each.placed === null);
	if (!found) return null;
	const item = { ...blankMeasure(newKey, found.text, sheet), source: found.source };
	const added = insert(sheet, after, item);
	return added && markCell(added, cell, newKey);
}

function markCell(sheet: Sheet, cell: string, placed: string): Sheet | null {
	const at = sheet.unplaced.findIndex((each) => each.key === cell && each.placed === null);
	if (at < 0) return null;
	return { ...sheet, unplaced: sheet.unplaced.with(at, { ...sheet.unplaced[at]!, placed }) };
}

/** Moves the plain numbers from this row on by `by`, until the numbering begins anew. */
function renumber(sheet: Sheet, { key, by }: MendOf<'renumber'>): Sheet | null {
	const first = measureAt(sheet, key);
	if (!first || !isCount(first.number) || Number(first.number) + by < 1) return null;
	let last = -1;
	let ended = false;
	const from = sheet.items.indexOf(first);
	const items = sheet.items.map((item, at) => {
		if (at < from || ended || item.kind !== 'measure' || item.removed || !isCount(item.number))
			return item;
		const number = Number(item.number);
		if (number < last) ended = true;
		last = number;
		return ended ? item : { ...item, number: String(number + by) };
	});
	return { ...sheet, items };
}

function isCount(number: string | null): number is string {
	return number !== null && /^\d+$/.test(number);
}

function insert(sheet: Sheet, after: string | null, item: Item): Sheet | null {
	if (hasKey(sheet, item.key)) return null;
	const at = after === null ? -1 : sheet.items.findIndex(({ key }) => key === after);
	if (after !== null && at < 0) return null;
	return { ...sheet, items: sheet.items.toSpliced(at + 1, 0, item) };
}

function hasKey(sheet: Sheet, key: string): boolean {
	return sheet.items.some((item) => item.key === key);
}

function measureAt(sheet: Sheet, key: string): MeasureItem | null {
	const item = sheet.items.find((each) => each.key === key);
	return item?.kind === 'measure' && !item.removed ? item : null;
}

function heading(key: string, title: string, depth: number, was: MeasureItem | null): SectionItem {
	return { kind: 'section', key, title, depth, removed: false, was };
}

function blankMeasure(key: string, text: string, sheet: Sheet): MeasureItem {
	return {
		kind: 'measure',
		key,
		parts: [key],
		removed: false,
		number: null,
		text,
		term: { ...termOfBlank },
		byHand: null,
		responsible: [],
		result: sheet.hasResults ? '' : null,
		notes: null,
		lane: null,
		source: null,
		places: {},
		confidences: {},
		touched: ['text', 'number']
	};
}

const termOfBlank: Term = {
	phrase: '',
	kind: 'unknown',
	window: null,
	occurrences: [],
	recurrence: null,
	confidence: 1,
	doubts: ['empty-phrase']
};
