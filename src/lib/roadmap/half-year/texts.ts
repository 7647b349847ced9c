/** What a person writes into a report, and what is still missing. Pure. */
import { Invalid } from '../../platform/errors.ts';
import { tidy, type Fields } from '../conflict.ts';
import { knownReason, needsReason } from './fill.ts';
import { textFields, type HalfYearFacts, type Signatory, type Texts } from './model.ts';

/** What a person wrote; an explanation only where it is not the system's own. */
export interface Written {
	/** By id of the measure. */
	explanations: Record<string, string>;
	texts: Texts;
	signatory: Signatory;
}

/** Names of the form: the texts, `post`, `name`, and `why-ID` for each measure. */
export type ReportFields = Fields<string>;

const LONGEST_TEXT = 20_000;
const LONGEST_REASON = 2_000;
const LONGEST_LINE = 500;

/** The report's form as one text a field; a reason that nobody wrote is the system's. */
export function fieldsOf(written: Written, facts: HalfYearFacts): ReportFields {
	const reasons = facts.rows
		.filter((row) => takesReason(row.state) || written.explanations[row.measureId])
		.map((row) => [`why-${row.measureId}`, reasonOf(written, row)] as const);
	return {
		...written.texts,
		post: written.signatory.post,
		name: written.signatory.name,
		...Object.fromEntries(reasons)
	};
}

/** Rows in whose cell of reasons something may be written. */
export function takesReason(state: HalfYearFacts['rows'][number]['state']): boolean {
	return ['late', 'not-done', 'returned', 'done-late', 'cancelled'].includes(state);
}

/** The hand's words on a measure, else the system's; may be empty. */
export function reasonOf(
	{ explanations }: Pick<Written, 'explanations'>,
	row: HalfYearFacts['rows'][number]
): string {
	return explanations[row.measureId] || knownReason(row);
}

/**
 * What the form's fields mean. Words of measures that are not in the facts now are kept: the next
 * filling may bring them back. Throws `Invalid` with the fields that are too long.
 */
export function writtenOf(
	fields: ReportFields,
	facts: HalfYearFacts,
	before: Pick<Written, 'explanations'>
): Written {
	const wrong: Record<string, string> = {};
	for (const [name, value] of Object.entries(fields)) {
		const most = isText(name)
			? LONGEST_TEXT
			: name.startsWith('why-')
				? LONGEST_REASON
				: LONGEST_LINE;
		if (value.length > most) wrong[name] = 'error_too_long';
	}
	if (Object.keys(wrong).length > 0) throw new Invalid('error_form', wrong);
	const explanations = new Map(Object.entries(before.explanations));
	for (const row of facts.rows) {
		const typed = fields[`why-${row.measureId}`];
		if (typed === undefined) continue;
		if (typed.trim() === '' || tidy(typed) === tidy(knownReason(row)))
			explanations.delete(row.measureId);
		else explanations.set(row.measureId, tidy(typed));
	}
	const text = (name: string) => tidy(fields[name] ?? '');
	return {
		explanations: Object.fromEntries(explanations),
		texts: {
			summary: text('summary'),
			problems: text('problems'),
			requests: text('requests'),
			plans: text('plans')
		},
		signatory: { post: text('post'), name: text('name') }
	};
}

const isText = (name: string) => (textFields as readonly string[]).includes(name);

/** Message codes by field of what must be there before a report is sent; empty: it is ready. */
export function missingIn(written: Written, facts: HalfYearFacts): Record<string, string> {
	const missing: Record<string, string> = {};
	for (const row of facts.rows)
		if (needsReason(row, facts.countedOn) && reasonOf(written, row) === '')
			missing[`why-${row.measureId}`] = 'halfyear_wrong_reason';
	if (written.texts.summary === '') missing.summary = 'halfyear_wrong_summary';
	if (written.signatory.name === '') missing.name = 'halfyear_wrong_name';
	return missing;
}

/** What a form sent, what it was when it was shown, and of which revision. */
export interface SentForm {
	mine: Partial<ReportFields>;
	base: Partial<ReportFields>;
	revision: number;
}

/** The form of a conflict says by `choose.FIELD` whose words stand. */
export function readReportForm(form: FormData): SentForm {
	const mine: Partial<ReportFields> = {};
	const base: Partial<ReportFields> = {};
	for (const [name, value] of form) {
		if (typeof value !== 'string') continue;
		const was = name.startsWith('was.');
		const field = was ? name.slice(4) : name;
		if (
			!isText(field) &&
			field !== 'post' &&
			field !== 'name' &&
			!/^why-[0-9a-f-]{36}$/.test(field)
		)
			continue;
		if (was) base[field] = tidy(value);
		else if (form.get(`choose.${field}`) !== 'theirs') mine[field] = tidy(value);
	}
	return { mine, base, revision: Number(form.get('revision') ?? 0) };
}
