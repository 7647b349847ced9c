/** Evidence in a form: rows of fields named `evidence-ROW-FIELD`, whatever the row is of. */
import type { PlainDate } from '../../calendar/term.ts';
import { Invalid } from '../../platform/errors.ts';
import { evidenceLimits } from './limits.ts';
import { isEvidenceKind, isPersonal, type EvidenceKind } from './kinds.ts';
import type { NewEvidence, Upload } from './model.ts';

export const rowFields = [
	'upload',
	'name',
	'size',
	'kind',
	'url',
	'number',
	'date',
	'issuer',
	'note',
	'personal',
	'removed'
] as const;
export type RowField = (typeof rowFields)[number];
/** What stands in the fields of one row; a check box that is not set has no field. */
export type Row = Partial<Record<RowField, string>> & { row: number };

/** Name of the field that holds files where no script sends them first. */
export const FILES_FIELD = 'evidence-files';

export const fieldName = (row: number, field: RowField): string => `evidence-${row}-${field}`;

const longest = { url: 2_000, number: 60, issuer: 300, note: 500 };
const MOST_ROW = 9_999;

/** The rows that a form sent or that a refused form gets back, by their numbers. */
export function rowsOf(values: Iterable<[string, unknown]>): Row[] {
	const rows = new Map<number, Row>();
	for (const [name, value] of values) {
		const [, digits, field] = /^evidence-(\d{1,4})-(\w+)$/.exec(name) ?? [];
		if (digits === undefined || typeof value !== 'string') continue;
		const known = rowFields.find((each) => each === field);
		if (!known) continue;
		const row = Number(digits);
		const found = rows.get(row) ?? { row };
		found[known] = value.trim();
		rows.set(row, found);
	}
	return [...rows.values()].sort((one, other) => one.row - other.row);
}

/**
 * The evidence of a report form; rows in which nothing was given are left out. Throws `Invalid`
 * with the fields `evidence-ROW-FIELD`.
 */
export function readEvidence(form: FormData): NewEvidence[] {
	const errors: Record<string, string> = {};
	const uploads = new Set<string>();
	const items: NewEvidence[] = [];
	for (const row of rowsOf(form)) {
		if (isEmpty(row) || row.removed) continue;
		if (row.upload && uploads.has(row.upload)) continue;
		const item = readRow(row, (field, code) => {
			errors[fieldName(row.row, field)] = code;
		});
		if (item.uploadId) uploads.add(item.uploadId);
		items.push(item);
	}
	if (Object.keys(errors).length > 0) throw new Invalid('error_form', errors);
	if (uploads.size > evidenceLimits.files || items.length > evidenceLimits.items)
		throw new Invalid('evidence_too_many', {}, { files: evidenceLimits.files });
	return items.sort((one, other) => place(one) - place(other) || one.row - other.row);
}

/** Files first, then links, then papers, as the form shows them whatever their rows' numbers. */
function place({ uploadId, url }: NewEvidence): number {
	return uploadId ? 0 : url ? 1 : 2;
}

function isEmpty({ upload, url, number, date, issuer, note }: Row): boolean {
	return ![upload, url, number, date, issuer, note].some(Boolean);
}

function readRow(row: Row, fail: (field: RowField, code: string) => void): NewEvidence {
	const kind: EvidenceKind = row.kind && isEvidenceKind(row.kind) ? row.kind : 'other';
	if (row.kind !== kind) fail('kind', 'evidence_kind_choose');
	for (const field of ['url', 'number', 'issuer', 'note'] as const)
		if ((row[field]?.length ?? 0) > longest[field]) fail(field, 'error_too_long');
	const url = row.url ? readUrl(row.url) : null;
	if (row.url && !url) fail('url', 'evidence_url_bad');
	const date = row.date ? readDay(row.date) : null;
	if (row.date && !date) fail('date', 'error_date');
	if (!row.upload && !row.url) {
		// a paper without its file is found by both
		if (!row.number) fail('number', 'evidence_number_needed');
		if (!row.date) fail('date', 'evidence_date_needed');
	}
	return {
		row: row.row,
		kind,
		uploadId: row.upload || null,
		url,
		number: row.number || null,
		date,
		issuer: row.issuer || null,
		note: row.note || null,
		personalData: row.personal !== undefined || isPersonal(kind)
	};
}

/** An address as people paste it, also without «https://»; null: it is none of the web. */
function readUrl(text: string): string | null {
	const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(whole)) return null;
	const url = new URL(whole);
	const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
	return isWeb && !url.username && url.hostname.includes('.') ? url.href : null;
}

/** «2026-11-24» of a date field or «24.11.2026» as typed where the browser has none. */
function readDay(text: string): PlainDate | null {
	const typed = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
	const day = typed
		? `${typed[3]}-${typed[2]!.padStart(2, '0')}-${typed[1]!.padStart(2, '0')}`
		: text;
	if (!/^(19|20)\d{2}-\d{2}-\d{2}$/.test(day)) return null;
	const date = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

/** Writes an upload into the form as a row, so that a refused form still holds the file. */
export function addRow(form: FormData, { id, name, size }: Upload, kind: string): void {
	const last = rowsOf(form).at(-1)?.row ?? 0;
	const row = Math.min(last + 1, MOST_ROW);
	form.set(fieldName(row, 'upload'), id);
	form.set(fieldName(row, 'name'), name);
	form.set(fieldName(row, 'size'), String(size));
	form.set(fieldName(row, 'kind'), kind);
}

/** Kinds that a measure asks for and a report does not bring. */
export function missingKinds(
	items: Pick<NewEvidence, 'kind'>[],
	asked: readonly string[]
): EvidenceKind[] {
	return asked.filter(isEvidenceKind).filter((kind) => !items.some((item) => item.kind === kind));
}
