import { Invalid } from '../platform/errors.ts';
import { tidy, type Fields } from './conflict.ts';
import { isDate } from './fields.ts';
import type { RoadmapHead } from './model.ts';
import type { Level, YearKind } from './snapshot.ts';

export const headFields = [
	'title',
	'level',
	'from',
	'to',
	'year_kind',
	'order_number',
	'order_date',
	'order_issuer',
	'signatory_post',
	'signatory_name',
	'lanes'
] as const;
export type HeadField = (typeof headFields)[number];
export type HeadFields = Fields<HeadField>;

const LONGEST = 1_000;
const MOST_LANES = 12;
/** Plans of more years are mistyped. */
const LONGEST_YEARS = 20;

export const levels: readonly Level[] = ['region', 'municipality', 'school'];

/** A roadmap's head as its form holds it; a lane a line. */
export function headFieldsOf(head: HeadValues): HeadFields {
	return {
		title: head.title,
		level: head.level,
		from: head.period.from,
		to: head.period.to,
		year_kind: head.yearKind,
		order_number: head.order?.number ?? '',
		order_date: head.order?.date ?? '',
		order_issuer: head.order?.issuer ?? '',
		signatory_post: head.signatory?.post ?? '',
		signatory_name: head.signatory?.name ?? '',
		lanes: head.lanes.join('\n')
	};
}

/** What the form sent and what it showed; in the form of a conflict `choose.FIELD` says whose stands. */
export function readHeadForm(form: FormData): {
	mine: Partial<HeadFields>;
	base: Partial<HeadFields>;
	revision: number;
} {
	const whose = form.get('choose');
	const pick = (prefix: string) =>
		headFields.flatMap((field) => {
			const value = form.get(prefix + field);
			return typeof value === 'string' ? [[field, tidy(value)] as const] : [];
		});
	const mine = pick('').filter(([field]) => (whose ?? form.get(`choose.${field}`)) !== 'theirs');
	return {
		mine: Object.fromEntries(mine),
		base: Object.fromEntries(pick('was.')),
		revision: Number(form.get('revision') ?? 0)
	};
}

export type HeadValues = Pick<
	RoadmapHead,
	'title' | 'level' | 'period' | 'yearKind' | 'order' | 'signatory' | 'lanes'
>;

/** The values that fields mean, or `Invalid` with the message code of each wrong field. */
export function readHeadFields(fields: HeadFields): HeadValues {
	const wrong: Record<string, string> = {};
	for (const field of headFields)
		if (fields[field].length > LONGEST) wrong[field] = 'error_too_long';
	const title = fields.title.replace(/\s+/g, ' ').trim();
	if (title === '') wrong.title = 'roadmap_wrong_title';
	const level = levels.find((level) => level === fields.level);
	if (!level) wrong.level = 'roadmap_wrong_level';
	const { from, to } = fields;
	if (!isDate(from)) wrong.from = 'error_date';
	if (!isDate(to)) wrong.to = 'error_date';
	else if (from > to) wrong.to = 'roadmap_wrong_order';
	else if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > LONGEST_YEARS)
		wrong.to = 'roadmap_wrong_period';
	const { order_number: number, order_date: date, order_issuer: issuer } = fields;
	const ordered = number !== '' || date !== '';
	if (ordered && number === '') wrong.order_number = 'roadmap_wrong_order_number';
	if (ordered && !isDate(date)) wrong.order_date = 'error_date';
	const { signatory_name: name, signatory_post: post } = fields;
	if (name === '' && post !== '') wrong.signatory_name = 'roadmap_wrong_signatory';
	const lanes = fields.lanes
		.split('\n')
		.map((lane) => lane.trim())
		.filter(Boolean);
	if (lanes.length > MOST_LANES || new Set(lanes).size < lanes.length)
		wrong.lanes = 'roadmap_wrong_lanes';
	if (Object.keys(wrong).length > 0 || !level) throw new Invalid('error_form', wrong);
	return {
		title,
		level,
		period: { from, to },
		yearKind: (fields.year_kind === 'calendar' ? 'calendar' : 'school') satisfies YearKind,
		order: ordered ? { number, date, issuer } : null,
		signatory: name ? { post, name } : null,
		lanes
	};
}
