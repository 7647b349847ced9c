import { m } from '#lib/paraglide/messages.js';
import { kindName, roleName } from './roles.ts';
import { dayMonthYear } from './dates.ts';

/** Words for tables ('') and columns, as «История» names them; the column's own where none is known. */
const names: Record<string, () => string> = {
	person: m.history_person,
	appointment: m.history_appointment,
	curatorship: m.history_curatorship,
	organisation: m.history_organisation,
	invitation: m.history_invitation,
	document: m.history_document,
	roadmap: m.history_roadmap,
	section: m.history_section,
	measure: m.history_measure,
	measure_party: m.history_measure_party,
	measure_link: m.history_measure_link,
	intake: m.history_intake,
	'person.organisation_id': m.field_organisation,
	'person.account_id': m.field_account,
	'appointment.organisation_id': m.field_organisation,
	'curatorship.organisation_id': m.field_school,
	'organisation.name': m.field_full_name,
	surname: m.field_surname,
	given: m.field_given,
	patronymic: m.field_patronymic,
	post: m.field_post,
	email: m.field_email,
	left_on: m.field_left_on,
	role: m.field_role,
	person_id: m.field_person,
	organisation_id: m.field_organisation,
	owner_id: m.field_owner,
	parent_id: m.field_parent,
	code: m.school_code,
	from_date: m.field_from,
	to_date: m.field_to,
	order_number: m.field_order_number,
	order_date: m.field_order_date,
	order_issuer: m.field_order_issuer,
	kind: m.field_kind,
	name: m.field_name,
	short_name: m.field_short_name,
	time_zone: m.field_time_zone,
	closed_on: m.field_closed_on,
	title: m.field_title,
	level: m.field_level,
	period_from: m.field_from,
	period_to: m.field_to,
	number: m.field_number,
	text: m.field_text,
	term_phrase: m.field_term_phrase,
	window_from: m.field_window_from,
	window_to: m.field_window_to,
	result: m.field_result,
	notes: m.field_notes,
	factors: m.field_factors,
	withdrawn_at: m.field_withdrawn,
	state: m.field_state,
	programme: m.programme_h_programme,
	programme_year: m.programme_h_year,
	programme_line: m.programme_h_line,
	programme_target: m.programme_h_target,
	programme_value: m.programme_h_value,
	programme_member: m.programme_h_member,
	programme_order: m.programme_h_order,
	programme_version: m.programme_h_version,
	row: m.programme_h_row,
	'programme_line.section': m.programme_h_section,
	'programme_member.name': m.programme_m_name,
	'programme_line.is_kept': m.programme_row_keep,
	'programme_line.term': m.programme_row_term,
	'programme_line.source': m.programme_row_source,
	'programme_target.indicator': m.programme_t_indicator,
	'programme_target.unit': m.programme_t_unit,
	'programme_target.baseline': m.programme_t_baseline,
	'programme_value.target': m.programme_h_value_target,
	'programme_value.fact': m.programme_h_value_fact,
	'programme_value.fact_source': m.programme_h_value_source,
	'programme_value.year': m.programme_h_of_year,
	'programme_year.year': m.programme_h_of_year,
	'programme_year.list_year': m.programme_list_year,
	'programme_year.diagnosis_order': m.programme_d_order,
	'programme_year.diagnosis_from': m.programme_d_from,
	'programme_year.diagnosis_to': m.programme_d_to,
	'programme_year.roadmap_id': m.programme_annex,
	'programme_order.dated': m.programme_o_date,
	'programme_order.subject': m.programme_o_subject,
	'programme.basis': m.programme_f_basis,
	'programme.customer': m.programme_f_customer,
	'programme.coordinator': m.programme_f_coordinator,
	'programme.executors': m.programme_f_executors,
	'programme.purpose': m.programme_f_purpose,
	'programme.stage_preparation_term': m.programme_f_stagePreparationTerm,
	'programme.stage_preparation': m.programme_f_stagePreparation,
	'programme.stage_execution_term': m.programme_f_stageExecutionTerm,
	'programme.stage_execution': m.programme_f_stageExecution,
	'programme.stage_spreading_term': m.programme_f_stageSpreadingTerm,
	'programme.stage_spreading': m.programme_f_stageSpreading,
	'programme.financing': m.programme_f_financing,
	'programme.expected': m.programme_f_expected,
	'programme.control': m.programme_f_control,
	'programme.first_year': m.programme_f_firstYear,
	'programme.last_year': m.programme_f_lastYear
};

/** Sections of a programme's plan. */
const sections: Record<string, () => string> = {
	support: m.programme_s_support,
	plan: m.programme_s_plan,
	deficits: m.programme_s_deficits,
	tasks: m.programme_s_tasks,
	roadmap: m.programme_s_roadmap,
	monitoring: m.programme_s_monitoring,
	coordinators: m.programme_s_coordinators,
	involvement: m.programme_s_involvement
};

/** «Должность»; with an empty `column` the table's own word: «человек». */
export function fieldName(table: string, column: string): string {
	const known = column === '' ? names[table] : (names[`${table}.${column}`] ?? names[column]);
	return known?.() ?? (column || table);
}

/** A stored value as a reader reads it: days, roles and lists in words. */
export function fieldValue(column: string, value: unknown): string {
	if (value === null || value === '') return '—';
	if (column === 'role') return roleName(String(value));
	if (column === 'kind') return kindName(String(value));
	if (column === 'account_id') return m.field_account_open();
	if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return dayMonthYear(value);
	if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value))
		return dayMonthYear(value.slice(0, 10));
	if (column === 'section') return sections[String(value)]?.() ?? String(value);
	if (typeof value === 'boolean') return value ? m.field_yes() : m.field_no();
	if (Array.isArray(value)) return value.join(', ');
	if (typeof value === 'object') return JSON.stringify(value);
	return String(value);
}
