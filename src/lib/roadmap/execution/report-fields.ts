/** What a report form's fields mean. Pure; today's date is an argument. */
import { Temporal } from 'temporal-polyfill';
import type { PlainDate, Window } from '../../calendar/term.ts';
import { Invalid } from '../../platform/errors.ts';
import { isDate, longest } from '../fields.ts';

/** A report as a form holds it: texts only. */
export interface ReportFields {
	/** `2026-11-24`, or `24.11.2026` where the browser has no field for days. */
	doneOn: string;
	text: string;
	result: string;
	number: string;
}

export interface ReportValues {
	doneOn: PlainDate;
	text: string;
	result: string | null;
	/** Decimal digits as PostgreSQL reads them. */
	number: string | null;
}

/** Throws `Invalid` with the message code of each wrong field. */
export function readReportFields(
	{ doneOn, text, result, number }: ReportFields,
	{ today, period }: { today: PlainDate; period: Window }
): ReportValues {
	const wrong: Record<string, string> = {};
	const day = readDay(doneOn);
	// what was done before the plan counts, but a year before it is a slip of the pen
	const earliest = Temporal.PlainDate.from(period.from).subtract({ years: 1 }).toString();
	if (!day) wrong.doneOn = 'error_date';
	else if (day > today) wrong.doneOn = 'execution_done_in_future';
	else if (day < earliest) wrong.doneOn = 'execution_done_too_early';
	const said = text.trim();
	if (said === '') wrong.text = 'execution_text_needed';
	else if (said.length > longest.text) wrong.text = 'error_too_long';
	if (result.trim().length > longest.text) wrong.result = 'error_too_long';
	const digits = number.trim() === '' ? null : readNumber(number);
	if (digits === undefined) wrong.number = 'execution_number_wrong';
	if (Object.keys(wrong).length > 0 || !day || digits === undefined)
		throw new Invalid('error_form', wrong);
	return { doneOn: day, text: said, result: result.trim() || null, number: digits };
}

/** «57,5 %» as `57.5`; undefined: it is no number of at most twelve digits. */
function readNumber(text: string): string | undefined {
	const plain = text
		.replace(/[\s\u00a0\u202f]/g, '')
		.replace(/%$/, '')
		.replace(',', '.');
	return /^\d{1,9}(\.\d{1,3})?$/.test(plain) ? plain : undefined;
}

/** A day as a date field or a person writes it; null: the calendar has none such. */
function readDay(text: string): PlainDate | null {
	const [, day, month, year] = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$/.exec(text) ?? [];
	const date =
		day && month ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
	return isDate(date) ? date : null;
}

/** Days that a person sets: in order, at most a year from the plan. */
export function readDays({ from, to }: { from: string; to: string }, plan: Window): Window {
	const last = readDay(to);
	// one day is enough where it happens on that day
	const first = from.trim() === '' ? last : readDay(from);
	const bounds = {
		from: Temporal.PlainDate.from(plan.from).subtract({ years: 1 }).toString(),
		to: Temporal.PlainDate.from(plan.to).add({ years: 1 }).toString()
	};
	const wrong: Record<string, string> = {};
	if (!first) wrong.from = 'error_date';
	else if (first < bounds.from) wrong.from = 'execution_days_outside';
	if (!last) wrong.to = 'error_date';
	else if (last > bounds.to) wrong.to = 'execution_days_outside';
	if (first && last && first > last) wrong.to = 'roadmap_wrong_order';
	if (!first || !last || Object.keys(wrong).length > 0) throw new Invalid('error_form', wrong);
	return { from: first, to: last };
}
