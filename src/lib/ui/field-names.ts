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
	state: m.field_state
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
	if (Array.isArray(value)) return value.join(', ');
	if (typeof value === 'object') return JSON.stringify(value);
	return String(value);
}
