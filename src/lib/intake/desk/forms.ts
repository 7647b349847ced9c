/** Corrections from the review's forms, as plain fields give them without a script. */

import { Invalid } from '../../platform/errors.ts';
import type { Fields, Mend } from './mend.ts';
import { parseMend } from './mend-schema.ts';

type Given = Record<string, string>;

/** The correction, or `Invalid` where the form was not ours. */
function checked(mend: unknown): Mend {
	const parsed = parseMend(mend);
	if (!parsed) throw new Invalid('intake_bad_form');
	return parsed;
}

const dayPattern = /^\d{4}-\d\d-\d\d$/;

/** A row's form: `from` and `to` count only where `dates` is `hand`. */
export function fieldsMend(form: FormData): Mend {
	const text = (name: string): string => String(form.get(name) ?? '').trim();
	const fields: Fields = {
		number: text('number').replace(/[.)]+$/, '') || null,
		text: oneLine(text('text')),
		term: text('term'),
		responsible: text('responsible').split('\n').map(oneLine).filter(Boolean),
		result: form.has('result') ? text('result').replaceAll('\r', '') : null,
		notes: text('notes') || null,
		dates: form.get('dates') === 'hand' ? periodsOf(form) : null
	};
	if (form.has('lane')) fields.lane = text('lane') || null;
	return checked({ kind: 'set', key: text('key'), fields });
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

function periodsOf(form: FormData): { from: string; to: string }[] {
	const to = form.getAll('to').map(String);
	const periods = form
		.getAll('from')
		.map((from, at) => ({ from: String(from), to: to[at] ?? '' }))
		.filter(({ from, to: end }) => from !== '' || end !== '')
		// one day alone is that day
		.map(({ from, to: end }) => ({ from: from || end, to: end || from }));
	const good = periods.every(
		({ from, to: end }) => dayPattern.test(from) && dayPattern.test(end) && from <= end
	);
	if (!good || periods.length === 0) throw new Invalid('error_form', { dates: 'intake_bad_dates' });
	return periods.sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** The text with one empty line where the second measure begins. */
export function splitMend({ key, text = '', repeat }: Given): Mend {
	const parts = text
		.replaceAll('\r', '')
		.split(/\n[ \t]*\n/)
		.map((part) => part.trim())
		.filter(Boolean);
	if (parts.length !== 2) throw new Invalid('error_form', { text: 'intake_split_bad' });
	return checked({
		kind: 'split',
		key,
		newKey: 'new',
		first: oneLine(parts[0]!),
		second: oneLine(parts[1]!),
		repeat: repeat !== undefined
	});
}

/** A new row or, with `section`, a new heading. */
export function addMend({ after = '', text = '', section }: Given): Mend {
	const place = { after: after === '' ? null : after, newKey: 'new' };
	return checked(
		section === undefined
			? { kind: 'add', ...place, text: oneLine(text) }
			: { kind: 'heading', ...place, title: oneLine(text), depth: 1 }
	);
}

/** What the plan says of itself. */
export function planMend(given: Given): Mend {
	const text = (name: string): string | null => oneLine(given[name] ?? '') || null;
	const { from = '', to = '' } = given;
	const fields: Record<string, string> = {};
	if ((from === '') !== (to === '')) fields[from === '' ? 'from' : 'to'] = 'intake_half_period';
	else if (from > to) fields.to = 'intake_bad_period';
	if (!text('title')) fields.title = 'intake_ask_no_title';
	if (Object.keys(fields).length > 0) throw new Invalid('error_form', fields);
	return checked({
		kind: 'head',
		head: {
			title: text('title'),
			ownerId: text('ownerId'),
			level: text('level'),
			period: from === '' ? null : { from, to },
			yearKind: text('yearKind'),
			documentNumber: text('documentNumber'),
			documentDate: text('documentDate'),
			issuer: text('issuer'),
			signatoryPost: text('signatoryPost'),
			signatoryName: text('signatoryName')
		}
	});
}

/** What each column of a table holds. */
export function columnsMend(form: FormData): Mend {
	return checked({
		kind: 'columns',
		table: Number(form.get('table')),
		roles: form.getAll('role').map(String)
	});
}

/** Where a stray cell belongs. */
export function placeMend({ cell, key, field }: Given): Mend {
	return checked({ kind: 'place', cell, key, field });
}
