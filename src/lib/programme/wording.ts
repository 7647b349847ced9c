/** Programmes in the words of the page. */
import { m } from '#lib/paraglide/messages.js';
import { numericDay } from '#lib/ui/dates.ts';
import type { Body, LineSection, Measured, OrderKind, PassportText, VersionHead } from './model.ts';
import type { WrittenPart } from './version.ts';

export const passportName: Record<PassportText | 'title' | 'firstYear' | 'lastYear', () => string> =
	{
		title: m.programme_f_title,
		firstYear: m.programme_f_firstYear,
		lastYear: m.programme_f_lastYear,
		basis: m.programme_f_basis,
		customer: m.programme_f_customer,
		coordinator: m.programme_f_coordinator,
		executors: m.programme_f_executors,
		purpose: m.programme_f_purpose,
		stagePreparationTerm: m.programme_f_stagePreparationTerm,
		stagePreparation: m.programme_f_stagePreparation,
		stageExecutionTerm: m.programme_f_stageExecutionTerm,
		stageExecution: m.programme_f_stageExecution,
		stageSpreadingTerm: m.programme_f_stageSpreadingTerm,
		stageSpreading: m.programme_f_stageSpreading,
		financing: m.programme_f_financing,
		expected: m.programme_f_expected,
		control: m.programme_f_control
	};

export const partName: Record<WrittenPart, () => string> = {
	passport: m.programme_s_passport,
	targets: m.programme_targets,
	members: m.programme_s_members,
	orders: m.programme_orders,
	settings: m.programme_s_settings,
	support: m.programme_s_support,
	plan: m.programme_s_plan,
	deficits: m.programme_s_deficits,
	tasks: m.programme_s_tasks,
	roadmap: m.programme_s_roadmap,
	monitoring: m.programme_s_monitoring,
	coordinators: m.programme_s_coordinators,
	involvement: m.programme_s_involvement
};

export const bodyName: Record<Body, () => string> = {
	'working-group': m.programme_working_group,
	council: m.programme_council
};

export const orderKindName: Record<OrderKind, () => string> = {
	'working-group': m.programme_o_working_group,
	council: m.programme_o_council,
	coordinator: m.programme_o_coordinator,
	diagnosis: m.programme_o_diagnosis,
	other: m.programme_o_other
};

export const measuredName: Record<Measured, () => string> = {
	'low-results': m.programme_t_low_results,
	'measures-done': m.programme_t_measures_done
};

/** Sections whose second column is no term. */
export const sourceName = (section: LineSection): string =>
	section === 'involvement' ? m.programme_row_materials() : m.programme_row_source();

const fieldNames: Record<string, () => string> = {
	...passportName,
	listYear: m.programme_list_year,
	campaign: m.programme_campaign,
	diagnosisOrder: m.programme_d_order,
	diagnosisFrom: m.programme_d_from,
	diagnosisTo: m.programme_d_to,
	deficitsFrom: m.programme_deficits_from,
	roadmap: m.programme_annex,
	keep: m.programme_row_keep,
	text: m.programme_row_text,
	term: m.programme_row_term,
	source: m.programme_row_source,
	indicator: m.programme_t_indicator,
	unit: m.programme_t_unit,
	baseline: m.programme_t_baseline,
	measured: m.programme_t_measured,
	remove: m.programme_remove,
	role: m.programme_m_role,
	person: m.programme_m_person,
	name: m.programme_m_name,
	post: m.programme_m_post,
	kind: m.programme_o_kind,
	number: m.programme_o_number,
	dated: m.programme_o_date,
	subject: m.programme_o_subject,
	document: m.programme_o_file
};

/** «Срок: Установочное совещание…»: a field of a form, with what its row says. */
export function fieldLabel(field: string, rowNames: ReadonlyMap<string, string>): string {
	const dot = field.indexOf('.');
	const name = field.slice(dot + 1);
	const yearly = /^(target|fact|source)(\d{4})$/.exec(name);
	const label = yearly
		? { target: m.programme_t_target, fact: m.programme_t_fact, source: m.programme_t_source }[
				yearly[1] as 'target' | 'fact' | 'source'
			]({ year: yearly[2]! })
		: (fieldNames[name]?.() ?? name);
	const row = dot < 0 ? undefined : rowNames.get(field.slice(0, dot));
	if (row === undefined) return label;
	return `${label}: ${row.length > 60 ? `${row.slice(0, 60).trimEnd()}…` : row}`;
}

/** «приказ от 20.01.2026 № 7». */
export const orderWords = (order: { dated: string; number: string }): string =>
	m.programme_by_order({ date: numericDay(order.dated), number: order.number });

/** What an order approved: the words of a version in force. */
export const forceWords = ({ number, orderDate, orderNumber }: VersionHead): string =>
	m.programme_force_text({ n: number, date: numericDay(orderDate), number: orderNumber });

/** «2026–2028», or the only year. */
export const spanName = ({
	firstYear,
	lastYear
}: {
	firstYear: number;
	lastYear: number;
}): string =>
	firstYear === lastYear ? String(firstYear) : m.programme_years({ from: firstYear, to: lastYear });

/** «Заречный район, 2026–2028»: a programme where its whole name has no room. */
export const crumbOf = (programme: {
	place: { shortName: string };
	firstYear: number;
	lastYear: number;
}): string => `${programme.place.shortName}, ${spanName(programme)}`;
