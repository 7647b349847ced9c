/** Words of approval and versions in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { dayMonth, dayMonthYear, numericDay } from '#lib/ui/dates.ts';
import type { MarkState } from '#lib/ui/icons.ts';
import type { PlainDate } from '../../calendar/term.ts';
import type { RoadmapHead, Status } from '../model.ts';
import { fieldName, headFieldName, levelName, periodText } from '../wording.ts';
import type { HeadPart, Part, Summary } from './compare.ts';
import type { ContentHead } from './content.ts';
import type { Milestone, Standing, Step } from './standing.ts';
import type { Shut } from './way.ts';

export const statusName: Record<Status, () => string> = {
	draft: m.approval_status_draft,
	review: m.approval_status_review,
	agreed: m.approval_status_agreed,
	approved: m.approval_status_approved,
	'in-force': m.approval_status_in_force,
	closed: m.approval_status_closed
};

export const statusMark: Record<Status, MarkState> = {
	draft: 'idle',
	review: 'wait',
	agreed: 'going',
	approved: 'done',
	'in-force': 'done',
	closed: 'idle'
};

/** What a status means and who is next. */
export const statusText: Record<Status, () => string> = {
	draft: m.approval_what_draft,
	review: m.approval_what_review,
	agreed: m.approval_what_agreed,
	approved: m.approval_what_approved,
	'in-force': m.approval_what_in_force,
	closed: m.approval_what_closed
};

/** Why the editor is closed and what to do instead. */
export const shutText: Record<Shut, () => string> = {
	agreed: m.approval_shut_agreed,
	approved: m.approval_shut_approved,
	closed: m.approval_shut_closed
};

/** «Версия 3, действует», «Черновик версии 2», «На согласовании». */
export function standingTitle(
	head: Pick<RoadmapHead, 'status' | 'inForceFrom' | 'correctsVersion' | 'correctsId'>,
	{ version }: Pick<Standing, 'version'>
): string {
	const next = head.correctsId ? (head.correctsVersion ?? 0) + 1 : null;
	switch (head.status) {
		case 'draft':
			return next === null ? m.approval_draft() : m.approval_draft_of({ number: next });
		case 'review':
			return next === null ? m.approval_review() : m.approval_review_of({ number: next });
		case 'agreed':
			return next === null ? m.approval_agreed() : m.approval_agreed_of({ number: next });
		case 'approved':
			return version
				? m.approval_version_approved({
						number: version.number,
						date: dayMonthYear(head.inForceFrom ?? version.inForceFrom)
					})
				: m.approval_not_yet();
		case 'in-force':
			return version
				? m.approval_version_in_force({ number: version.number })
				: m.approval_in_force();
		case 'closed':
			return version ? m.approval_version_closed({ number: version.number }) : m.approval_closed();
	}
}

export function milestoneName({ kind, state }: Milestone, { version }: Pick<Standing, 'version'>) {
	if (kind === 'made') return state === 'now' ? m.approval_step_making() : m.approval_step_made();
	if (kind === 'review') return m.approval_step_review();
	if (kind === 'force') return m.approval_step_force();
	if (kind === 'closed') return m.approval_step_closed();
	return state === 'done' && version
		? m.approval_step_order_of({ number: version.order.number })
		: m.approval_step_order();
}

export const milestoneMark: Record<Milestone['state'], MarkState> = {
	done: 'done',
	now: 'going',
	ahead: 'idle'
};

/** For who does not see the mark. */
export const milestoneState: Record<Milestone['state'], () => string> = {
	done: m.approval_step_done,
	now: m.approval_step_now,
	ahead: m.approval_step_ahead
};

/** Making one costs more than a hundred uses. */
const isoDays = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment in the zone of the place. */
export function dayOf(at: string, timeZone: string): PlainDate {
	if (!at.includes('T')) return at;
	const known = isoDays.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone });
	isoDays.set(timeZone, known);
	return known.format(new Date(at));
}

/** «20 ноября», with the year where it is not the one of `today`. */
export function shortDay(date: PlainDate, today: PlainDate): string {
	return date.slice(0, 4) === today.slice(0, 4) ? dayMonth(date) : dayMonthYear(date);
}

/** What somebody did. */
export function stepName({ from, to, version }: Step): string {
	if (to === 'draft' && (from === 'approved' || from === 'in-force'))
		return m.approval_made_by_draft({ number: version });
	if (to === 'approved' && from === 'closed') return m.approval_moved_reopened();
	if (to === 'approved') return m.approval_moved_approved({ number: version });
	if (to === 'review') return m.approval_moved_review();
	if (to === 'agreed') return m.approval_moved_agreed();
	return to === 'closed' ? m.approval_moved_closed() : m.approval_moved_back();
}

export const partName: Record<Part, () => string> = {
	...fieldName,
	sectionId: fieldName.section,
	row: m.versions_part_row
};

export const headPartName: Record<HeadPart, () => string> = {
	title: headFieldName.title,
	level: headFieldName.level,
	owner: m.versions_part_owner,
	period: m.versions_part_period,
	yearKind: headFieldName.year_kind,
	signatory: m.versions_part_signatory,
	lanes: headFieldName.lanes
};

/** A part of the head as text; nothing as an empty one. */
export function headPartText(part: HeadPart, head: ContentHead): string {
	switch (part) {
		case 'level':
			return levelName[head.level]();
		case 'period':
			return periodText(head.period, head.yearKind);
		case 'yearKind':
			return head.yearKind === 'calendar' ? m.roadmap_year_calendar() : m.roadmap_year_school();
		case 'signatory':
			return head.signatory ? `${head.signatory.post} ${head.signatory.name}`.trim() : '';
		case 'lanes':
			return head.lanes.join('\n');
		default:
			return head[part];
	}
}

/** «добавлены мероприятия № 12, № 21; изменено № 17 (срок)». */
export function summaryText(summary: Summary): string {
	const { added, addedCount, removed, removedCount, changed, changedCount } = summary;
	const said: string[] = [];
	if (addedCount > 0)
		said.push(
			m.approval_sum_added({ count: addedCount, list: listed(added.map(numbered), addedCount) })
		);
	if (removedCount > 0)
		said.push(
			m.approval_sum_removed({
				count: removedCount,
				list: listed(removed.map(numbered), removedCount)
			})
		);
	if (changedCount > 0) {
		const named = changed.map(({ number, fields }) => {
			const names = fields.map((part) => partName[part]().toLocaleLowerCase()).join(', ');
			return `${numbered(number)} (${names})`;
		});
		said.push(m.approval_sum_changed({ count: changedCount, list: listed(named, changedCount) }));
	}
	if (summary.sections > 0) said.push(m.approval_sum_sections({ count: summary.sections }));
	if (summary.head.length > 0) said.push(m.approval_sum_head());
	if (summary.reordered > 0) said.push(m.approval_sum_reordered({ count: summary.reordered }));
	return said.length > 0 ? said.join('; ') : m.approval_sum_none();
}

function numbered(number: string | null): string {
	return number === null ? m.approval_sum_unnumbered() : m.approval_no({ number });
}

function listed(named: string[], count: number): string {
	const rest = count - named.length;
	return [...named, ...(rest > 0 ? [m.approval_sum_more({ count: rest })] : [])].join(', ');
}

/** «Приказ № 187 от 20.11.2026». */
export function orderText({ number, date }: { number: string; date: PlainDate }): string {
	return m.roadmaps_order({ number, date: numericDay(date) });
}
