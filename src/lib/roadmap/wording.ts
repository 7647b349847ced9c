/** Words of the roadmap's pages in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { dayMonthYear, formatter } from '#lib/ui/dates.ts';
import { briefTerm, explainTerm } from '../calendar/calendar.ts';
import type { Term, Window } from '../calendar/term.ts';
import { termParts, type MeasureField } from './fields.ts';
import { factors } from './factors.ts';
import type { HeadField } from './head-fields.ts';
import type { Link, LinkKind, RoadmapHead } from './model.ts';
import type { Level, YearKind } from './snapshot.ts';
import type { TimeState } from './state.ts';

export const stateName: Record<TimeState, () => string> = {
	current: m.roadmap_state_current,
	ahead: m.roadmap_state_ahead,
	past: m.roadmap_state_past,
	undated: m.roadmap_state_undated
};

export const levelName: Record<Level, () => string> = {
	region: m.roadmap_level_region,
	municipality: m.roadmap_level_municipality,
	school: m.roadmap_level_school
};

export const kindName: Record<LinkKind, () => string> = {
	supports: m.roadmap_link_supports,
	continues: m.roadmap_link_continues
};

/** «Обеспечивает», seen from the other end «Обеспечено мероприятием». */
export function linkWord({ kind, outgoing }: Pick<Link, 'kind' | 'outgoing'>): string {
	if (outgoing) return kindName[kind]();
	return kind === 'supports' ? m.roadmap_link_supported() : m.roadmap_link_continued();
}

export const fieldName: Record<MeasureField, () => string> = {
	number: m.roadmap_field_number,
	text: m.roadmap_field_text,
	term: m.roadmap_field_term,
	responsible: m.roadmap_field_responsible,
	result: m.roadmap_field_result,
	factors: m.roadmap_field_factors,
	section: m.roadmap_field_section,
	lane: m.roadmap_field_lane,
	notes: m.roadmap_field_notes
};

export const headFieldName: Record<HeadField, () => string> = {
	title: m.roadmap_head_title,
	level: m.roadmap_head_level,
	from: m.roadmap_head_from,
	to: m.roadmap_head_to,
	year_kind: m.roadmap_head_year_kind,
	order_number: m.roadmap_head_order_number,
	order_date: m.roadmap_head_order_date,
	order_issuer: m.roadmap_head_order_issuer,
	signatory_post: m.roadmap_head_signatory_post,
	signatory_name: m.roadmap_head_signatory_name,
	lanes: m.roadmap_head_lanes
};

/** «на 2026–2027 учебный год», «на 2026 год», «на 2024–2026 годы», else both days. */
export function periodText({ from, to }: Window, kind: YearKind): string {
	const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
	const days = `${from.slice(5)} ${to.slice(5)}`;
	if (kind === 'school' && days === '09-01 08-31')
		return Number(last) - Number(first) === 1
			? m.roadmap_period_school({ from: first, to: last })
			: m.roadmap_period_school_years({ from: first, to: last });
	if (days === '01-01 12-31')
		return first === last
			? m.roadmap_period_year({ year: first })
			: m.roadmap_period_years({ from: first, to: last });
	return m.roadmap_period_days({ from: dayMonthYear(from), to: dayMonthYear(to) });
}

/** What a term means, for a cell of the table. */
export function briefly(term: Term, head: Pick<RoadmapHead, 'period' | 'order'>): string {
	return briefTerm(term, getLocale(), contextOf(head));
}

/** What a term means, as a sentence. */
export function inFull(term: Term, head: Pick<RoadmapHead, 'period' | 'order'>): string {
	return explainTerm(term, getLocale(), contextOf(head));
}

function contextOf({ period, order }: Pick<RoadmapHead, 'period' | 'order'>) {
	return { plan: period, written: order?.date ?? null };
}

export function factorName(number: number): string {
	return factors.find((factor) => factor.number === number)?.[getLocale()] ?? '';
}

/** How a sentence names a measure: by its number, else by its first words. */
export function measureName({ number, text }: { number: string | null; text: string }): string {
	if (number) return number;
	const words = text.length > NAME_LENGTH ? `${text.slice(0, NAME_LENGTH).trimEnd()}…` : text;
	return m.roadmap_quoted({ phrase: words });
}

const NAME_LENGTH = 48;

/** «нояб» for 2026-11-24. */
export function shortMonth(date: string): string {
	return formatter({ month: 'short', timeZone: 'UTC' })
		.format(new Date(`${date}T00:00:00Z`))
		.replace(/\.$/, '');
}

/** A field's value as a reader reads it, for two versions side by side. */
export function shownValue(
	field: string,
	value: string,
	sections: { id: string; title: string }[],
	lanes: string[]
): string {
	if (value === '') return m.roadmap_empty_value();
	switch (field) {
		case 'term': {
			const { phrase, from, to } = termParts(value);
			return from ? m.roadmap_term_by_hand({ phrase, from, to }) : phrase;
		}
		case 'factors':
			return value
				.split(',')
				.map((number) => `${number}. ${factorName(Number(number))}`)
				.join('\n');
		case 'section':
			return sections.find(({ id }) => id === value)?.title ?? value;
		case 'lane':
			return lanes[Number(value)] ?? value;
		case 'level':
			return value in levelName ? levelName[value as Level]() : value;
		case 'year_kind':
			return value === 'school' ? m.roadmap_year_school() : m.roadmap_year_calendar();
		default:
			return value;
	}
}
