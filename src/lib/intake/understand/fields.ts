import type { DraftMeasure, MeasureField, Source } from '../draft.ts';
import type { Term } from '../../calendar/term.ts';
import { columnsOf, hasRole, type Columns } from './columns.ts';
import { splitParties } from './people.ts';
import { textOf, type TermFrame, termOfMeasure } from './terms.ts';
import type { RawMeasure } from './walk.ts';
import { isBlank } from './words.ts';

/** What the whole document says that single measures are read against. */
export interface FieldFrame extends TermFrame {
	lanes: string[];
	/** Parties known from unambiguous cells, see `learnParties`. */
	parties: ReadonlySet<string>;
	/** Some table of the document has a result column. */
	results: boolean;
}

/** Column index of a measure's text: its lane, or the text column. */
export function textColumn(raw: RawMeasure): number {
	return raw.lane === null
		? columnsOf(raw.columns, 'text')[0]!
		: raw.columns.roles.indexOf(`lane:${raw.lane}`);
}

/** The cells of a responsible column with the lines of all pieces apart. */
export function responsibleCells(raw: RawMeasure): string[] {
	return columnsOf(raw.columns, 'responsible')
		.map((column) => raw.pieces[column]!.map((cell) => cell.raw).join('\n'))
		.filter((text) => text !== '');
}

/** Reads the fields of a measure from its cells, each with its confidence and place. */
export function readFields(raw: RawMeasure, frame: FieldFrame): DraftMeasure {
	const column = textColumn(raw);
	const text = textOf(raw, [column]);
	const term = termOfMeasure(raw, frame);
	const confidences = confide(raw, column, term);
	return {
		number: readNumber(textOf(raw, columnsOf(raw.columns, 'number').slice(0, 1))),
		section: raw.sectionPath.at(-1) ?? null,
		sectionPath: raw.sectionPath,
		lane: raw.lane === null ? null : (frame.lanes[raw.lane] ?? null),
		text,
		responsible: [
			...new Set(responsibleCells(raw).flatMap((cell) => splitParties(cell, frame.parties)))
		],
		result: readResult(raw, frame.results),
		notes: readNotes(raw),
		term,
		source: placeOf(raw, column)!,
		places: placesOf(raw),
		confidence: Math.min(...Object.values(confidences)),
		confidences
	};
}

/** «6.» is number «6»: the final dot or bracket goes, nothing else. */
export function readNumber(text: string): string | null {
	const number = text
		.replace(/^№\s?/, '')
		// A narrow column breaks «1.1.1» behind its dot.
		.replace(/(?<=\d\.)\s+(?=\d)/g, '')
		.replace(/[.)]+$/, '')
		.trim();
	return number === '' || isBlank(number) ? null : number;
}

function readResult(raw: RawMeasure, results: boolean): string | null {
	const columns = columnsOf(raw.columns, 'result');
	if (columns.length === 0) return results ? '' : null;
	return textOf(raw, columns);
}

function readNotes(raw: RawMeasure): string | null {
	const columns = columnsOf(raw.columns, 'notes').filter((column) => textOf(raw, [column]) !== '');
	if (columns.length === 0) return null;
	const all = columnsOf(raw.columns, 'notes');
	if (all.length === 1) return textOf(raw, columns);
	return columns
		.map((column) => `${raw.columns.heads[column] || '—'}: ${textOf(raw, [column])}`)
		.join('; ');
}

const PLACED: Partial<Record<MeasureField, (columns: Columns) => number[]>> = {
	number: (columns) => columnsOf(columns, 'number'),
	term: (columns) => [...columnsOf(columns, 'term'), ...columnsOf(columns, 'begin')],
	responsible: (columns) => columnsOf(columns, 'responsible'),
	result: (columns) => columnsOf(columns, 'result'),
	notes: (columns) => columnsOf(columns, 'notes')
};

function placesOf(raw: RawMeasure): DraftMeasure['places'] {
	const places: DraftMeasure['places'] = {};
	for (const [field, find] of Object.entries(PLACED)) {
		const column = find(raw.columns).find((each) => raw.pieces[each]!.length > 0);
		const place = column === undefined ? null : placeOf(raw, column);
		if (place) places[field as MeasureField] = place;
	}
	return places;
}

function placeOf(raw: RawMeasure, column: number): Source | null {
	const cell = raw.pieces[column]?.[0];
	if (!cell) return null;
	if (raw.table === null) return { page: cell.page, table: null, row: null, line: cell.line };
	return { page: cell.page, table: raw.table, row: cell.row, column: cell.column + 1 };
}

function confide(raw: RawMeasure, column: number, term: Term): DraftMeasure['confidences'] {
	const of = (role: 'number' | 'responsible' | 'result' | 'notes') => {
		const [at] = columnsOf(raw.columns, role);
		return at === undefined ? undefined : round(raw.columns.confidence[at]!);
	};
	const joined = raw.joined ? 0.85 : 1;
	const confidences: DraftMeasure['confidences'] = {
		text: round(Math.min(raw.columns.confidence[column]!, joined))
	};
	for (const role of ['number', 'responsible', 'result', 'notes'] as const) {
		const value = of(role);
		if (value !== undefined) confidences[role] = value;
	}
	const timed = raw.columns.roles.some((role) =>
		/^(?:term|begin|end|month|quarter|year)/.test(role)
	);
	if (timed || term.phrase !== '') {
		const [at] = columnsOf(raw.columns, 'term');
		const column = at === undefined ? 1 : raw.columns.confidence[at]!;
		confidences.term = round(Math.min(column, term.phrase === '' ? 0.7 : term.confidence));
	}
	if (hasRole(raw.columns, 'responsible') && responsibleCells(raw).every(isBlank)) {
		confidences.responsible = Math.min(confidences.responsible ?? 1, 0.7);
	}
	return confidences;
}

function round(value: number): number {
	return Math.round(Math.min(1, value) * 100) / 100;
}
