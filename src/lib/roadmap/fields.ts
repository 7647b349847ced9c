import { readTerm } from '../calendar/calendar.ts';
import type { PlainDate, Term, TermContext, Window } from '../calendar/term.ts';
import { Invalid } from '../platform/errors.ts';
import { tidy, type Fields } from './conflict.ts';
import type { Measure } from './model.ts';
import { separate } from './responsible/names.ts';

export const measureFields = [
	'number',
	'text',
	'term',
	'responsible',
	'result',
	'factors',
	'section',
	'lane',
	'notes'
] as const;
export type MeasureField = (typeof measureFields)[number];
export type MeasureFields = Fields<MeasureField>;

/** Bounds of what a person types; an export's own bounds are the same or wider. */
export const longest = { line: 500, text: 20_000, number: 40, parties: 50 };

/**
 * A measure as a form holds it: every field one text. `term` is the phrase, and where a person set
 * the dates two more lines, first and last day; `responsible` has a party a line; `factors` are
 * numbers joined by commas; `section` and `lane` are an id and an index, or empty.
 */
export function fieldsOf(measure: Measure): MeasureFields {
	const { term, termByHand } = measure;
	return {
		number: measure.number ?? '',
		text: measure.text,
		term:
			termByHand && term.window
				? [term.phrase, term.window.from, term.window.to].join('\n')
				: term.phrase,
		responsible: measure.responsible.map(({ text }) => text).join('\n'),
		result: measure.result ?? '',
		factors: measure.factors.join(','),
		section: measure.sectionId ?? '',
		lane: measure.lane === null ? '' : String(measure.lane),
		notes: measure.notes ?? ''
	};
}

/** An empty measure's fields, for the form that adds one. */
export const emptyFields: MeasureFields = {
	number: '',
	text: '',
	term: '',
	responsible: '',
	result: '',
	factors: '',
	section: '',
	lane: '',
	notes: ''
};

/** Phrase and hand-set days of a `term` field. */
export function termParts(field: string): { phrase: string; from: string; to: string } {
	const [phrase = '', from = '', to = ''] = field.split('\n');
	return { phrase, from, to };
}

/**
 * What a form sent: the fields it says it holds (`fields`), and what they were when it was shown.
 * The form of a conflict sends whole values as `raw.FIELD`, and `choose.FIELD` says whose stands.
 */
export function readMeasureForm(form: FormData): {
	mine: Partial<MeasureFields>;
	base: Partial<MeasureFields>;
	revision: number;
} {
	const held = String(form.get('fields') ?? '').split(' ');
	const whose = form.get('choose');
	const fields = measureFields.filter(
		(field) => held.includes(field) && (whose ?? form.get(`choose.${field}`)) !== 'theirs'
	);
	const base = measureFields.flatMap((field) => {
		const was = form.get(`was.${field}`);
		return typeof was === 'string' ? [[field, tidy(was)] as const] : [];
	});
	return {
		mine: Object.fromEntries(fields.map((field) => [field, readField(form, field)])),
		base: Object.fromEntries(base),
		revision: Number(form.get('revision') ?? 0)
	};
}

function readField(form: FormData, field: MeasureField): string {
	const raw = form.get(`raw.${field}`);
	if (typeof raw === 'string') return tidy(raw);
	const values = form.getAll(field).map(String);
	if (field === 'factors')
		return values
			.flatMap((value) => value.split(','))
			.filter(Boolean)
			.sort((a, b) => Number(a) - Number(b))
			.join(',');
	if (field === 'responsible') return values.flatMap((value) => splitParties(value)).join('\n');
	const value = tidy(values[0] ?? '');
	if (field !== 'term') return value;
	const phrase = value.replace(/\s*\n\s*/g, ' ');
	if (form.get('by_hand') === null) return phrase;
	return [phrase, String(form.get('from') ?? ''), String(form.get('to') ?? '')].join('\n');
}

/** One party a line; a semicolon parts them too, and so do names that only stand beside each other. */
export function splitParties(text: string): string[] {
	return tidy(text)
		.split(/\s*[\n;]\s*/)
		.map((party) => party.trim())
		.flatMap(separate)
		.filter(Boolean);
}

export interface MeasureValues {
	number: string | null;
	text: string;
	term: Term;
	termByHand: boolean;
	responsible: string[];
	result: string | null;
	notes: string | null;
	factors: number[];
	sectionId: string | null;
	lane: number | null;
}

/**
 * The values that fields mean, or `Invalid` with the message code of each wrong field.
 * `stored` is the term as it is: it stays where its field did not change.
 */
export function readFields(
	fields: MeasureFields,
	given: {
		context: TermContext;
		sections: string[];
		lanes: number;
		stored?: Pick<Measure, 'term' | 'termByHand'> | null;
	}
): MeasureValues {
	const wrong: Record<string, string> = {};
	const text = tidy(fields.text);
	if (text === '') wrong.text = 'roadmap_wrong_text';
	if (text.length > longest.text) wrong.text = 'error_too_long';
	if (fields.number.length > longest.number) wrong.number = 'roadmap_wrong_number';
	for (const field of ['result', 'notes'] as const)
		if (fields[field].length > longest.text) wrong[field] = 'error_too_long';
	const responsible = splitParties(fields.responsible);
	if (responsible.length > longest.parties || responsible.some((p) => p.length > longest.line))
		wrong.responsible = 'roadmap_wrong_parties';
	if (fields.section !== '' && !given.sections.includes(fields.section))
		wrong.section = 'roadmap_wrong_section';
	const lane = fields.lane === '' ? null : Number(fields.lane);
	if (lane !== null && !(Number.isInteger(lane) && lane >= 0 && lane < given.lanes))
		wrong.lane = 'roadmap_wrong_lane';
	const factors = fields.factors.split(',').filter(Boolean).map(Number);
	if (factors.some((factor) => !(Number.isInteger(factor) && factor >= 1 && factor <= 17)))
		wrong.factors = 'roadmap_wrong_factors';
	const term = readTermField(fields.term, given.context, given.stored ?? null);
	if (typeof term === 'string') wrong.term = term;
	if (Object.keys(wrong).length > 0 || typeof term === 'string')
		throw new Invalid('error_form', wrong);
	return {
		number: fields.number.trim() || null,
		text,
		...term,
		responsible,
		result: tidy(fields.result) || null,
		notes: tidy(fields.notes) || null,
		factors: [...new Set(factors)].sort((a, b) => a - b),
		sectionId: fields.section || null,
		lane
	};
}

/** The term of a field, or the message code of what is wrong with it. */
function readTermField(
	field: string,
	context: TermContext,
	stored: Pick<Measure, 'term' | 'termByHand'> | null
): { term: Term; termByHand: boolean } | string {
	const { phrase, from, to } = termParts(field);
	if (phrase.length > longest.line) return 'error_too_long';
	const byHand = field.includes('\n');
	if (!byHand) {
		const unchanged = stored && !stored.termByHand && stored.term.phrase === phrase;
		return { term: unchanged ? stored.term : readTerm(phrase, context), termByHand: false };
	}
	if (!isDate(from) || !isDate(to)) return 'error_date';
	if (from > to) return 'roadmap_wrong_order';
	return { term: handTerm(phrase, { from, to }), termByHand: true };
}

/** A term whose dates a person set: one period, sure. */
export function handTerm(phrase: string, window: Window): Term {
	return {
		phrase,
		kind: 'dates',
		window,
		occurrences: [window],
		recurrence: null,
		confidence: 1,
		doubts: []
	};
}

/** Whether a text is a day that the calendar has, `2026-11-24`. */
export function isDate(text: string): text is PlainDate {
	if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
	const day = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
