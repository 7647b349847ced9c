/** Fields of the parts' forms in the words of the page. */
import { m } from '#lib/paraglide/messages.js';
import { numericDay } from '#lib/ui/dates.ts';
import { measuredKinds, orderKinds, type Line, type LineSection } from './model.ts';
import type { YearPage } from './open.ts';
import { lineFields, most } from './parts.ts';
import { measuredName, orderKindName, passportName, sourceName } from './wording.ts';

/** A field of a row's form; `wide` takes a whole line. */
export interface FormField {
	name: string;
	label: string;
	kind?: 'line' | 'text' | 'date' | 'tick' | 'choice';
	limit?: number;
	hint?: string;
	choices?: { value: string; label: string }[];
	wide?: boolean;
	/** Begins a line. */
	first?: boolean;
	/** Rows of a text's field. */
	rows?: number;
}

/** The passport's fields; a stage's term stands beside its text. */
export function passportForm(): FormField[] {
	const text = (name: keyof typeof passportName, rows = 2): FormField => ({
		...{ name, label: passportName[name](), kind: 'text', limit: most.passport, rows }
	});
	const stage = (
		term: keyof typeof passportName,
		words: keyof typeof passportName
	): FormField[] => [
		{
			...{ name: term, label: passportName[term](), limit: most.term, wide: true },
			hint: m.programme_f_term_hint()
		},
		text(words, 3)
	];
	return [
		{ name: 'title', label: passportName.title(), limit: most.title, wide: true },
		{ name: 'firstYear', label: passportName.firstYear(), limit: 4 },
		{ name: 'lastYear', label: passportName.lastYear(), limit: 4 },
		text('basis', 3),
		text('customer'),
		text('coordinator'),
		text('executors'),
		text('purpose', 4),
		...stage('stagePreparationTerm', 'stagePreparation'),
		...stage('stageExecutionTerm', 'stageExecution'),
		...stage('stageSpreadingTerm', 'stageSpreading'),
		text('financing'),
		text('expected', 4),
		text('control')
	];
}

/** `number`: of the row in its section; null for a row to be added. */
export function lineForm(section: LineSection, number: number | null): FormField[] {
	const added = number === null;
	const all: Record<'keep' | 'text' | 'term' | 'source', FormField> = {
		keep: { name: 'keep', label: `${number}. ${m.programme_row_keep()}`, kind: 'tick' },
		text: { name: 'text', label: m.programme_row_text(), kind: 'text', limit: most.line },
		term: {
			...{ name: 'term', label: m.programme_row_term(), limit: most.term, wide: true },
			...(added ? { hint: m.programme_term_hint() } : {})
		},
		source: {
			...{ name: 'source', label: sourceName(section), kind: 'text', limit: most.source },
			...(section === 'deficits' ? { label: m.programme_row_schools(), rows: 1 } : {})
		}
	};
	return lineFields[section]
		.filter((field) => !added || field !== 'keep')
		.map((field) => all[field]);
}

/** What a row of a section is called in its form. */
export const lineName = (line: Line, index: number): string =>
	line.section === 'deficits'
		? `${index + 1}. ${line.text}`
		: `${m.programme_row_n({ n: index + 1 })}${line.key === null ? `, ${m.programme_row_own()}` : ''}`;

const remove = (): FormField => ({ name: 'remove', label: m.programme_remove(), kind: 'tick' });

export function targetForm(years: readonly number[], added = false): FormField[] {
	return [
		{ name: 'indicator', label: m.programme_t_indicator(), limit: 500, wide: true },
		{ name: 'unit', label: m.programme_t_unit(), limit: 60 },
		{ name: 'baseline', label: m.programme_t_baseline(), limit: 15 },
		{
			...{ name: 'measured', label: m.programme_t_measured(), kind: 'choice', wide: true },
			choices: [
				{ value: '', label: m.programme_t_typed() },
				...measuredKinds.map((kind) => ({ value: kind, label: measuredName[kind]() }))
			]
		},
		...years.flatMap((year): FormField[] => [
			{
				...{ name: `target${year}`, label: m.programme_t_target({ year }) },
				...{ limit: 15, first: true }
			},
			{ name: `fact${year}`, label: m.programme_t_fact({ year }), limit: 15 },
			{ name: `source${year}`, label: m.programme_t_source({ year }), limit: 500 }
		]),
		...(added ? [] : [remove()])
	];
}

export function memberForm(
	people: readonly { id: string; name: string; organisation: string }[],
	added = false
): FormField[] {
	return [
		{ name: 'role', label: m.programme_m_role(), limit: 200, hint: m.programme_m_role_hint() },
		{
			...{ name: 'person', label: m.programme_m_person(), kind: 'choice' },
			choices: [
				{ value: '', label: m.programme_m_typed() },
				...people.map(({ id, name, organisation }) => ({
					value: id,
					label: `${name}, ${organisation}`
				}))
			]
		},
		{ name: 'name', label: m.programme_m_name(), limit: 300, hint: m.programme_m_name_hint() },
		{ name: 'post', label: m.programme_m_post(), limit: 500 },
		...(added ? [] : [remove()])
	];
}

export function orderForm(
	documents: readonly { id: string; name: string }[],
	added = false
): FormField[] {
	return [
		{
			...{ name: 'kind', label: m.programme_o_kind(), kind: 'choice' },
			choices: orderKinds.map((kind) => ({ value: kind, label: orderKindName[kind]() }))
		},
		{ name: 'number', label: m.programme_o_number(), limit: 60 },
		{ name: 'dated', label: m.programme_o_date(), kind: 'date' },
		{ name: 'subject', label: m.programme_o_subject(), limit: 500, wide: true },
		{
			...{ name: 'document', label: m.programme_o_file(), kind: 'choice', wide: true },
			hint: m.programme_o_file_hint(),
			choices: [
				{ value: '', label: m.programme_o_no_file() },
				...documents.map(({ id, name }) => ({ value: id, label: name }))
			]
		},
		...(added ? [] : [remove()])
	];
}

/** What the plan of a year is tied to. */
export function settingsForm(
	{ listYears, campaigns, roadmaps }: YearPage['choices'],
	listYear: number
): FormField[] {
	const years = [...new Set([listYear, ...listYears])].sort((a, b) => b - a);
	return [
		{
			...{ name: 'listYear', label: m.programme_list_year(), kind: 'choice' },
			choices: years.map((year) => ({ value: String(year), label: String(year) }))
		},
		{
			...{ name: 'deficitsFrom', label: m.programme_deficits_from(), kind: 'choice' },
			choices: [
				{ value: 'high', label: m.programme_deficits_high() },
				{ value: 'medium', label: m.programme_deficits_medium() }
			]
		},
		{
			...{ name: 'campaign', label: m.programme_campaign(), kind: 'choice', wide: true },
			choices: [
				{ value: '', label: m.programme_campaign_none() },
				...campaigns.map(({ id, title, from, to }) => ({
					value: id,
					label: `${title}, ${numericDay(from!)} – ${numericDay(to!)}`
				}))
			]
		},
		{
			...{ name: 'diagnosisOrder', label: m.programme_d_order(), limit: most.line, wide: true },
			hint: m.programme_d_order_hint()
		},
		{ name: 'diagnosisFrom', label: m.programme_d_from(), kind: 'date' },
		{ name: 'diagnosisTo', label: m.programme_d_to(), kind: 'date' },
		{
			...{ name: 'roadmap', label: m.programme_annex(), kind: 'choice', wide: true },
			choices: [
				{ value: '', label: m.programme_annex_none() },
				...roadmaps.map(({ id, title }) => ({ value: id, label: title }))
			]
		}
	];
}
