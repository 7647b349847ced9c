/** What a form says of an order. Pure. */
import type { PlainDate, Window } from '../../calendar/term.ts';
import { Invalid } from '../../platform/errors.ts';
import { isDate } from '../fields.ts';

export interface OrderFields {
	number: string;
	date: string;
	/** As after «к приказу»: in the genitive where it is declined. */
	issuer: string;
	/** Day from which it is in force; empty: the order's own. */
	from: string;
	/** Why a new version is made; a first one needs none. */
	reason: string;
}

export interface OrderValues {
	number: string;
	date: PlainDate;
	issuer: string;
	inForceFrom: PlainDate;
	reason: string | null;
}

const LONGEST_NUMBER = 50;
const LONGEST = 1_000;

/**
 * The values, or `Invalid` with the code of each wrong field. A new version cannot begin after
 * `today`: its text stands in the roadmap as soon as it is approved.
 */
export function readOrder(
	sent: OrderFields,
	{ period, today, correction }: { period: Window; today: PlainDate; correction: boolean }
): OrderValues {
	const wrong: Record<string, string> = {};
	const number = sent.number.replace(/^\s*№\s*/, '').trim();
	if (number === '') wrong.number = 'approval_wrong_number';
	if (number.length > LONGEST_NUMBER) wrong.number = 'error_too_long';
	const date = sent.date.trim();
	if (!isDate(date)) wrong.date = 'error_date';
	else if (date > today) wrong.date = 'approval_wrong_date';
	const from = sent.from.trim() || date;
	if (!isDate(from)) wrong.from = 'error_date';
	else if (from > period.to) wrong.from = 'approval_wrong_from';
	else if (correction && from > today) wrong.from = 'approval_wrong_future';
	const issuer = sent.issuer.replace(/\s+/g, ' ').trim();
	const reason = sent.reason.trim();
	if (correction && reason === '') wrong.reason = 'approval_wrong_reason';
	if (issuer.length > LONGEST) wrong.issuer = 'error_too_long';
	if (reason.length > LONGEST) wrong.reason = 'error_too_long';
	if (!isDate(date) || !isDate(from) || Object.keys(wrong).length > 0)
		throw new Invalid('error_form', wrong);
	return { number, date, issuer, inForceFrom: from, reason: reason || null };
}
