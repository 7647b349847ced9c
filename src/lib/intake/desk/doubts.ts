/** What a person should look at: drawn from the mended sheet, so an answered question is gone. */

import type { Window } from '../../calendar/term.ts';
import type { Draft, MeasureField, Warning } from '../draft.ts';
import { liveMeasures, measureKeys, sectionPaths, type MeasureItem, type Sheet } from './sheet.ts';

export interface Doubt {
	/** Stable while the doubt stands: `settle` names it. */
	id: string;
	/** The measure it is about; null for the whole. */
	key: string | null;
	field: MeasureField | null;
	code: string;
	/** The reader's own warning, worded by `wordWarning`; null for doubts of the sheet itself. */
	warning: Warning | null;
	values: Record<string, string | number>;
}

/** Below this a reading is shown to a person (src/lib/calendar/term.ts). */
const sure = 0.8;
/** A field that most measures have is missed in the few that lack it. */
const mostly = 0.5;

/** Doubts of the reader that the sheet knows better, because a person may have mended them. */
const drawnFromSheet = new Set([
	'missing-number',
	'duplicate-number',
	'empty-responsible',
	'empty-term',
	'term-not-understood',
	'term-blank',
	'term-outside-plan',
	'term-doubtful',
	'no-title',
	'no-level',
	'no-period',
	'no-measures',
	'empty-document',
	'unplaced-cell'
]);

/** What the reader only tells: nothing is asked. */
const told = new Set([
	'tracked-changes',
	'hidden-text',
	'encoding',
	'images-only',
	'macros',
	'nested-table',
	'formula-without-value',
	'truncated',
	'converted',
	'blank-form',
	'no-term-column',
	'no-responsible-column'
]);

/** What the reader tells about the document without asking anything. */
export function notesOf(draft: Draft): Warning[] {
	return draft.warnings.filter(({ code }) => told.has(code));
}

/** All open questions: those about the whole first, then by rows. */
export function doubtsOf(draft: Draft, sheet: Sheet): Doubt[] {
	const measures = liveMeasures(sheet);
	const byKey = new Map(measures.map((measure) => [measure.key, measure]));
	const all = [
		...wholeDoubts(sheet, measures),
		...readerDoubts(draft, sheet, byKey),
		...numberDoubts(measures, sectionPaths(sheet.items)),
		...responsibleDoubts(measures),
		...termDoubts(measures, sheet.head.period !== null),
		...textDoubts(measures)
	].filter(({ id }) => !sheet.settled.includes(id));
	const order = new Map(measures.map(({ key }, at) => [key, at]));
	return all.sort((one, other) => placeOf(one, order) - placeOf(other, order));
}

function placeOf({ key }: Doubt, order: Map<string, number>): number {
	return key === null ? -1 : (order.get(key) ?? 0);
}

function wholeDoubts(sheet: Sheet, measures: MeasureItem[]): Doubt[] {
	const { title, period } = sheet.head;
	const doubts: Doubt[] = [];
	// of an empty plan nothing else needs to be asked
	if (measures.length === 0) return [whole('no-measures'), ...strayCells(sheet)];
	if (!period) doubts.push(whole('no-period'));
	if (!title?.trim()) doubts.push(whole('no-title'));
	return [...doubts, ...strayCells(sheet)];
}

function strayCells({ unplaced }: Sheet): Doubt[] {
	return unplaced
		.filter(({ placed }) => placed === null)
		.map(({ key, text }) => ({
			...whole('unplaced', { text, cell: key }),
			id: `unplaced:${key}`
		}));
}

function whole(code: string, values: Doubt['values'] = {}): Doubt {
	return { id: `whole:${code}`, key: null, field: null, code, warning: null, values };
}

function readerDoubts(draft: Draft, sheet: Sheet, byKey: Map<string, MeasureItem>): Doubt[] {
	const keys = measureKeys(draft);
	const parties = new Set([...byKey.values()].flatMap(({ responsible }) => responsible));
	return draft.warnings.flatMap((warning): Doubt[] => {
		if (drawnFromSheet.has(warning.code) || told.has(warning.code)) return [];
		if (warning.code === 'period-guessed' && !samePeriod(sheet, warning)) return [];
		if (warning.code === 'same-person' && !bothNamed(parties, warning)) return [];
		const key = warning.measure === null ? null : (keys[warning.measure] ?? null);
		const item = key === null ? undefined : byKey.get(key);
		if (key !== null && !item) return [];
		const field = warning.field ?? null;
		if (item && (item.parts.length > 1 || item.touched.includes(field ?? 'text'))) return [];
		const mark = [key, hint(warning.values)].filter(Boolean).join(':');
		const id = `${warning.code}:${mark}`;
		return [{ id, key, field, code: warning.code, warning, values: warning.values }];
	});
}

function samePeriod({ head }: Sheet, { values }: Warning): boolean {
	return head.period?.from === values.from && head.period?.to === values.to;
}

function bothNamed(parties: Set<string>, { values }: Warning): boolean {
	return parties.has(String(values.one)) && parties.has(String(values.other));
}

function hint(values: Warning['values']): string {
	return Object.values(values).join('|').slice(0, 120);
}

function about(
	item: MeasureItem,
	field: MeasureField,
	code: string,
	values: Doubt['values']
): Doubt {
	return { id: `${code}:${item.key}`, key: item.key, field, code, warning: null, values };
}

/** «После 2 идёт 4»: asked at the row after the gap. A wider gap is another numbering. */
const widestGap = 20;

interface Numbered {
	prefix: string;
	value: number;
	section: string;
}

function numberDoubts(measures: MeasureItem[], paths: Map<string, string[]>): Doubt[] {
	const doubts: Doubt[] = [];
	const seen = new Map<string, MeasureItem>();
	let last = null as Numbered | null;
	for (const item of measures) {
		const parts = /^((?:\d+\.)*)(\d+)$/.exec(item.number ?? '');
		if (!parts) continue;
		const [prefix, value] = [parts[1]!, Number(parts[2])];
		const section = (paths.get(item.key) ?? []).join('\n');
		if (value === 1 && last !== null && section !== last.section) seen.clear();
		const twin = seen.get(parts[0]);
		if (twin && !(item.source && twin.source?.row === item.source.row))
			doubts.push(about(item, 'number', 'number-repeats', { number: parts[0] }));
		else if (last?.prefix === prefix && value > last.value + 1 && value - last.value < widestGap)
			doubts.push(
				about(item, 'number', 'number-gap', {
					missing: missing(prefix, last.value + 1, value - 1),
					gap: value - last.value - 1
				})
			);
		seen.set(parts[0], item);
		last = { prefix, value, section };
	}
	return doubts;
}

function missing(prefix: string, first: number, last: number): string {
	return first === last ? `${prefix}${first}` : `${prefix}${first}–${prefix}${last}`;
}

function responsibleDoubts(measures: MeasureItem[]): Doubt[] {
	const named = measures.filter(({ responsible }) => responsible.length > 0);
	if (named.length < measures.length * mostly) return [];
	return measures
		.filter(
			({ responsible, touched }) => responsible.length === 0 && !touched.includes('responsible')
		)
		.map((item) => about(item, 'responsible', 'no-responsible', {}));
}

/** Doubts that no period of the plan would settle. */
const lasting = new Set(['impossible-date', 'nothing-understood']);

function termDoubts(measures: MeasureItem[], inPlan: boolean): Doubt[] {
	const withPhrase = measures.filter(({ term }) => term.phrase !== '');
	const expected = withPhrase.length >= measures.length * mostly && withPhrase.length > 0;
	return measures.flatMap((item) => {
		const { term } = item;
		if (item.byHand || item.touched.includes('term')) return [];
		if (term.phrase === '') {
			return expected && term.occurrences.length === 0 ? [about(item, 'term', 'no-term', {})] : [];
		}
		if (term.confidence >= sure || term.kind === 'blank') return [];
		// without a period every term is unsure: the period is asked for first
		if (!inPlan && !term.doubts.some((doubt) => lasting.has(doubt))) return [];
		return [about(item, 'term', `term-${term.doubts[0] ?? 'unsure'}`, { phrase: term.phrase })];
	});
}

function textDoubts(measures: MeasureItem[]): Doubt[] {
	return measures
		.filter(({ text }) => text.trim() === '')
		.map((item) => about(item, 'text', 'no-text', {}));
}

/** Parties named most often in the plan: likely answers where nobody is named. */
export function usualParties(sheet: Sheet, most: number): string[] {
	const counts = new Map<string, number>();
	for (const { responsible } of liveMeasures(sheet))
		for (const party of responsible) counts.set(party, (counts.get(party) ?? 0) + 1);
	return [...counts]
		.sort(([, one], [, other]) => other - one)
		.slice(0, most)
		.map(([party]) => party);
}

/** Periods that a plan without one most likely has: the school year and the calendar year of `day`. */
export function likelyPeriods(day: string): { kind: 'school' | 'calendar'; period: Window }[] {
	const year = Number(day.slice(0, 4));
	const first = Number(day.slice(5, 7)) >= 6 ? year : year - 1;
	return [
		{ kind: 'school', period: { from: `${first}-09-01`, to: `${first + 1}-08-31` } },
		{ kind: 'calendar', period: { from: `${year}-01-01`, to: `${year}-12-31` } }
	];
}
