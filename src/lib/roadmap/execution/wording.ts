/** Words of execution in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { dayMonth, dayMonthShort, dayMonthYear } from '#lib/ui/dates.ts';
import type { MarkState } from '#lib/ui/icons.ts';
import type { PlainDate, TermKind } from '../../calendar/term.ts';
import type { CheckIn } from '../model.ts';
import type { Expected } from './expected.ts';
import type { Occurrence, Stage, State } from './model.ts';
import type { Work, WorkState } from './work.ts';

export const workName: Record<WorkState, () => string> = {
	late: m.execution_work_late,
	returned: m.execution_work_returned,
	reported: m.execution_work_reported,
	'under-way': m.execution_work_under_way,
	'not-begun': m.execution_work_not_begun,
	done: m.execution_work_done,
	'not-done': m.execution_work_not_done,
	cancelled: m.execution_work_cancelled
};

export const workMark: Record<WorkState, MarkState> = {
	late: 'late',
	returned: 'back',
	reported: 'wait',
	'under-way': 'going',
	'not-begun': 'idle',
	done: 'done',
	'not-done': 'late',
	cancelled: 'idle'
};

export const occurrenceName: Record<State, () => string> = {
	planned: m.execution_state_planned,
	undated: m.execution_state_undated,
	'due-soon': m.execution_state_due_soon,
	'under-way': m.execution_state_under_way,
	late: m.execution_work_late,
	reported: m.execution_work_reported,
	returned: m.execution_work_returned,
	verified: m.execution_work_done,
	'done-late': m.execution_state_done_late,
	'not-done': m.execution_work_not_done,
	cancelled: m.execution_work_cancelled
};

export const occurrenceMark: Record<State, MarkState> = {
	planned: 'idle',
	undated: 'idle',
	'due-soon': 'going',
	'under-way': 'going',
	late: 'late',
	reported: 'wait',
	returned: 'back',
	verified: 'done',
	'done-late': 'done',
	'not-done': 'late',
	cancelled: 'idle'
};

export const stageName: Record<Stage, () => string> = {
	open: m.execution_stage_open,
	begun: m.execution_stage_begun,
	reported: m.execution_stage_reported,
	returned: m.execution_work_returned,
	verified: m.execution_verdict_verified,
	'not-done': m.execution_stage_not_done,
	cancelled: m.execution_work_cancelled
};

/** Class of `.st` for a mark: `back` has the ground of what waits. */
export const markClass = (mark: MarkState): string => (mark === 'back' ? 'wait' : mark);

export const checkInName: Record<CheckIn, () => string> = {
	monthly: m.execution_check_in_monthly,
	quarterly: m.execution_check_in_quarterly,
	'half-yearly': m.execution_check_in_half_yearly,
	yearly: m.execution_check_in_yearly,
	none: m.execution_check_in_none
};

/** The line under a measure's state: «28 окт.», «1 из 10», «4 дня», «до 31 дек.», «ждём график». */
export function workDetail(work: Work, kind: TermKind): string {
	const ofMany = m.execution_of({ done: work.verified, total: work.counted });
	switch (work.state) {
		case 'done':
			return work.day ? shortDay(work.day) : '';
		case 'late':
			return m.execution_days({ count: work.lateDays });
		case 'not-done':
		case 'cancelled':
			return '';
		case 'not-begun':
			if (work.begins) return m.execution_from({ day: shortDay(work.begins) });
			return work.day ? m.execution_until({ day: shortDay(work.day) }) : waitsFor(kind);
		default:
			if (work.counted > 1) return ofMany;
			return work.day ? m.execution_until({ day: shortDay(work.day) }) : '';
	}
}

function waitsFor(kind: TermKind): string {
	if (kind === 'external') return m.execution_waits_schedule();
	if (kind === 'event') return m.execution_waits_event();
	return kind === 'need' ? m.execution_waits_need() : m.execution_waits_date();
}

/** «28 окт.», “28 Oct”. */
export function shortDay(date: PlainDate): string {
	return dayMonthShort(date).replace(/^(\d+) /, '$1\u00a0');
}

/**
 * «1 октября – 31 октября» in one line, with the year where it is not that of `today`; what has no
 * days says so.
 */
export function occurrenceDays(
	{ from, to }: Pick<Occurrence, 'from' | 'to'>,
	today?: PlainDate
): string {
	if (from === null || to === null) return m.execution_no_days();
	const last =
		today === undefined || to.slice(0, 4) === today.slice(0, 4) ? dayMonth(to) : dayMonthYear(to);
	return from === to ? last : `${dayMonth(from)} – ${last}`;
}

type VerdictKind = 'verified' | 'returned' | 'taken-back';

export const verdictName: Record<VerdictKind, () => string> = {
	verified: m.execution_verdict_verified,
	returned: m.execution_verdict_returned,
	'taken-back': m.execution_verdict_taken_back
};

export const verdictMark: Record<VerdictKind, MarkState> = {
	verified: 'done',
	returned: 'back',
	'taken-back': 'wait'
};

/** «Результат достигнут: 92 % при ожидаемых 90 %». */
export function metText(
	{ expected, isMet }: { expected: Expected; isMet: boolean },
	actual: string | null
): string {
	const say = isMet ? m.execution_met : m.execution_unmet;
	const plain = (value: string | number) =>
		`${String(Number(value)).replace('.', m.evidence_decimal())}\u00a0${expected.unit}`;
	return say({ actual: plain(actual ?? 0), expected: plain(expected.value) });
}
