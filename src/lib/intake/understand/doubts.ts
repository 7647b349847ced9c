import type { Draft, DraftMeasure, MeasureField, Source, Warning } from '../draft.ts';
import type { SourceDocument } from '../source.ts';
import { hasRole, type Columns } from './columns.ts';
import type { Period } from './period.ts';
import { findPersons, sameNames } from './person.ts';
import type { Reading } from './read-tables.ts';
import type { RawMeasure } from './walk.ts';

/** Everything from which doubts are drawn. */
interface Doubted {
	draft: Draft;
	document: SourceDocument;
	/** As cells, in the order of the draft's measures. */
	raws: RawMeasure[];
	readings: Reading[];
	period: Period | null;
}

/** Below this a person should look. */
const SURE = 0.8;

/** All that a person should look at, the document first, then measure by measure. */
export function doubtsOf(doubted: Doubted): Warning[] {
	const { draft, raws } = doubted;
	const numbered = draft.measures.filter((measure) => measure.number !== null).length;
	const mostly = numbered > draft.measures.length / 2;
	const single = draft.measures.flatMap((measure, at) => [
		...(mostly && measure.number === null ? [about('no-number', at, measure, 'number', {})] : []),
		...ofMeasure(measure, raws[at]!, at, draft)
	]);
	return [...ofDocument(doubted), ...ofNumbers(draft), ...single, ...ofPeople(draft)];
}

function ofDocument({ draft, document, readings, period }: Doubted): Warning[] {
	const warnings: Warning[] = document.notes.map((note) =>
		whole(note.code, { detail: note.detail })
	);
	for (const reading of readings) {
		if (reading.verdict === 'form')
			warnings.push(whole('blank-form', { table: reading.grid.table }));
	}
	if (draft.measures.length === 0) {
		const empty = document.blocks.length === 0 ? 'empty-document' : 'no-measures';
		return [...warnings, whole(empty, {})];
	}
	if (draft.title === null) warnings.push(whole('no-title', {}));
	if (draft.level === null) warnings.push(whole('no-level', {}));
	if (draft.plan === null) warnings.push(whole('no-period', {}));
	else if (period && (period.by === 'date' || period.by === 'terms')) {
		warnings.push(
			whole('period-guessed', { from: draft.plan.from, to: draft.plan.to, by: period.by })
		);
	}
	for (const reading of readings) {
		if (reading.verdict === 'measures') warnings.push(...ofColumns(reading));
	}
	for (const { source, text } of draft.unplaced) {
		warnings.push({
			code: 'unplaced-cell',
			measure: null,
			source,
			values: { text: shorten(text) }
		});
	}
	return warnings;
}

function ofColumns({ columns, grid, head, goesOn }: Reading): Warning[] {
	if (goesOn) return [];
	const warnings: Warning[] = [];
	if (!head) warnings.push(whole('no-head', { table: grid.table }));
	columns.roles.forEach((role, at) => {
		const doubtful =
			head !== null && columns.confidence[at]! < SURE && role !== 'ignore' && role !== 'notes';
		if (!doubtful) return;
		warnings.push({
			code: 'head-guessed',
			measure: null,
			source: { page: grid.page, table: grid.table, row: null, column: at + 1 },
			values: { head: columns.heads[at] || '—', role }
		});
	});
	for (const role of ['term', 'responsible'] as const) {
		if (!hasColumn(columns, role)) warnings.push(whole(`no-${role}-column`, { table: grid.table }));
	}
	return warnings;
}

function hasColumn(columns: Columns, role: 'term' | 'responsible'): boolean {
	if (role === 'responsible') return hasRole(columns, 'responsible');
	return columns.roles.some((each) => /^(?:term|begin|end|month|quarter|year)/.test(each));
}

function whole(code: string, values: Warning['values']): Warning {
	return { code, measure: null, values };
}

/** Gaps, repetitions and restarts in plain numbers 1, 2, 3 …; a gap is told at the number after it. */
function ofNumbers(draft: Draft): Warning[] {
	const warnings: Warning[] = [];
	const seen = new Map<string, number>();
	let last: { prefix: string; value: number; section: string | null } | null = null;
	draft.measures.forEach((measure, at) => {
		if (measure.number === null) return;
		const parts = /^((?:\d+\.)*)(\d+)$/.exec(measure.number);
		if (!parts) return;
		const [prefix, value] = [parts[1]!, Number(parts[2])];
		const twin = seen.get(measure.number);
		const restarts = value === 1 && last !== null && last.prefix === prefix && last.value > 1;
		if (restarts && measure.section !== last!.section) seen.clear();
		else if (twin !== undefined && draft.measures[twin]!.source.row !== measure.source.row) {
			warnings.push(
				about('duplicate-number', at, measure, 'number', {
					number: measure.number,
					other: twin + 1
				})
			);
		}
		if (restarts && measure.section === last!.section) {
			warnings.push(about('numbering-restarts', at, measure, 'number', { number: measure.number }));
		}
		if (last && last.prefix === prefix && value > last.value + 1 && value - last.value < 20) {
			const missing = range(last.value + 1, value - 1).map((each) => `${prefix}${each}`);
			warnings.push(
				about('missing-number', at, measure, 'number', { missing: missing.join(', ') })
			);
		}
		seen.set(measure.number, at);
		last = { prefix, value, section: measure.section };
	});
	return warnings;
}

function range(first: number, last: number): number[] {
	return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function ofMeasure(measure: DraftMeasure, raw: RawMeasure, at: number, draft: Draft): Warning[] {
	const warnings: Warning[] = [];
	const add = (code: string, field: MeasureField, values: Warning['values'] = {}) =>
		warnings.push(about(code, at, measure, field, values));
	if (raw.joined) add('row-joined', 'text', { row: raw.row.number });
	if (raw.cutWord) add('word-cut', 'text', { word: raw.cutWord });
	if (raw.gathered) add('rows-gathered', 'text', { row: raw.row.number });
	if (hasRole(raw.columns, 'responsible') && measure.responsible.length === 0) {
		add('empty-responsible', 'responsible');
	}
	if (hasRole(raw.columns, 'result') && (measure.result ?? '') === '')
		add('result-missing', 'result');
	warnings.push(...ofTerm(measure, raw, at, draft), ...ofMisprints(measure, at));
	return warnings;
}

function ofTerm(measure: DraftMeasure, raw: RawMeasure, at: number, draft: Draft): Warning[] {
	const { term } = measure;
	const values = { phrase: term.phrase };
	const tell = (code: string, more: Warning['values'] = {}) => [
		about(code, at, measure, 'term', { ...values, ...more })
	];
	if (term.phrase === '') return hasColumn(raw.columns, 'term') ? tell('empty-term') : [];
	if (term.kind === 'unknown')
		return tell('term-not-understood', { doubts: term.doubts.join(' ') });
	if (term.kind === 'blank') return tell('term-blank');
	if (draft.plan && term.window && isOutside(term.window, draft.plan)) {
		return tell('term-outside-plan', { from: term.window.from, to: term.window.to });
	}
	const soft = term.doubts.filter((doubt) => doubt !== 'year-assumed' && doubt !== 'outside-plan');
	if (draft.plan && (term.confidence < SURE || soft.length > 0)) {
		return tell('term-doubtful', { doubts: soft.join(' ') });
	}
	return [];
}

function isOutside(
	window: { from: string; to: string },
	plan: { from: string; to: string }
): boolean {
	return window.from < plan.from || window.to > plan.to;
}

/** Slips that a reader sees at once; they stay as printed. */
function ofMisprints(measure: DraftMeasure, at: number): Warning[] {
	const found: [MeasureField, string][] = [];
	const fields: [MeasureField, string][] = [
		['section', measure.section ?? ''],
		['text', measure.text],
		['result', measure.result ?? '']
	];
	for (const [field, text] of fields) {
		const slip = slipIn(text);
		if (slip) found.push([field, slip]);
	}
	return found.map(([field, word]) => about('possible-misprint', at, measure, field, { word }));
}

function slipIn(text: string): string | null {
	const patterns = [
		/(?<![а-яё])([а-яё]+)\s+\1(?![а-яё])/i,
		/\s,|\s\.(?=\s|$)/,
		/^[.,;]\s*\S+/,
		/[а-яё]+[a-z]+[а-яё]*|[a-z]+[а-яё]+/i,
		/\([^()]*$/
	];
	for (const pattern of patterns) {
		const match = pattern.exec(text);
		if (!match) continue;
		if (pattern === patterns[0] && match[1]!.length < 3) continue;
		const from = Math.max(0, match.index - 12);
		return shorten(text.slice(from, match.index + Math.max(match[0].length, 1) + 12).trim(), 60);
	}
	return null;
}

function ofPeople(draft: Draft): Warning[] {
	return sameNames(draft.measures.flatMap((measure) => measure.responsible)).map((same) => {
		const at = draft.measures.findIndex((measure) =>
			measure.responsible.some((party) =>
				findPersons(party).some((person) => person.text === same.other)
			)
		);
		return about('same-person', at, draft.measures[at]!, 'responsible', {
			one: same.one,
			other: same.other
		});
	});
}

function about(
	code: string,
	at: number,
	measure: DraftMeasure,
	field: MeasureField,
	values: Warning['values']
): Warning {
	const source: Source = measure.places[field] ?? measure.source;
	return {
		code,
		measure: at,
		field,
		source,
		values: {
			...values,
			label: measure.number ?? '',
			text: shorten(measure.text, 60),
			position: at + 1
		}
	};
}

function shorten(text: string, length = 80): string {
	if (text.length <= length) return text;
	const cut = text.slice(0, length);
	return `${cut.slice(0, Math.max(20, cut.lastIndexOf(' ')))}…`;
}
