/** Words of half-year reports in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { dayMonthYear, numericDay } from '#lib/ui/dates.ts';
import type { MarkState } from '#lib/ui/icons.ts';
import type { Window } from '../../calendar/term.ts';
import { evidenceKindName } from '../evidence/wording.ts';
import { shareOf } from '../progress.ts';
import type {
	Change,
	FactEvidence,
	FactRow,
	Figures,
	ListedStage,
	RowState,
	TextField
} from './model.ts';
import type { Period } from './period.ts';
import type { StepKind } from './store.ts';

export const stageName: Record<ListedStage, () => string> = {
	none: m.halfyear_stage_none,
	created: m.halfyear_stage_created,
	ready: m.halfyear_stage_ready,
	sent: m.halfyear_stage_sent,
	returned: m.halfyear_stage_returned,
	accepted: m.halfyear_stage_accepted
};

export const stageMark: Record<ListedStage, MarkState> = {
	none: 'idle',
	created: 'going',
	ready: 'going',
	sent: 'wait',
	returned: 'back',
	accepted: 'done'
};

export const rowName: Record<RowState, () => string> = {
	late: m.halfyear_row_late,
	'not-done': m.halfyear_row_not_done,
	returned: m.halfyear_row_returned,
	waiting: m.halfyear_row_waiting,
	'done-late': m.halfyear_row_done_late,
	done: m.halfyear_row_done,
	ahead: m.halfyear_row_ahead,
	'done-undated': m.halfyear_row_done_undated,
	'under-way': m.halfyear_row_under_way,
	undated: m.halfyear_row_undated,
	cancelled: m.halfyear_row_cancelled
};

export const rowMark: Record<RowState, MarkState> = {
	late: 'late',
	'not-done': 'late',
	returned: 'back',
	waiting: 'wait',
	'done-late': 'done',
	done: 'done',
	ahead: 'done',
	'done-undated': 'done',
	'under-way': 'going',
	undated: 'idle',
	cancelled: 'idle'
};

export const textName: Record<TextField, () => string> = {
	summary: m.halfyear_text_summary,
	problems: m.halfyear_text_problems,
	requests: m.halfyear_text_requests,
	plans: m.halfyear_text_plans
};

export const stepName: Record<StepKind, () => string> = {
	begun: m.halfyear_step_begun,
	sent: m.halfyear_step_sent,
	recalled: m.halfyear_step_recalled,
	returned: m.halfyear_step_returned,
	accepted: m.halfyear_step_accepted,
	opinion: m.halfyear_step_opinion
};

/** «Осень 2026». */
export function periodName({ year, season }: Period): string {
	return season === 'spring'
		? m.halfyear_season_spring({ year })
		: m.halfyear_season_autumn({ year });
}

/** «Осенний отчёт 2026». */
export function reportName({ year, season }: Period): string {
	return season === 'spring' ? m.halfyear_name_spring({ year }) : m.halfyear_name_autumn({ year });
}

export function daysName({ from, to }: Window): string {
	return m.halfyear_covers({ from: numericDay(from), to: numericDay(to) });
}

/** «2 из 5 (40 %)». */
export function shareName(part: number, whole: number): string {
	const share = shareOf(part, whole);
	return share === null
		? m.halfyear_share_none()
		: m.halfyear_share({ part, whole, percent: Math.round(100 * share) });
}

/** Label and value of each figure; those of the second column of states are left out where 0. */
export function figureLines(figures: Figures, to: string): { name: string; value: string }[] {
	const always = [
		{ name: m.halfyear_fig_planned(), value: figures.planned },
		{ name: m.halfyear_fig_done(), value: figures.done + figures.doneLate }
	];
	const some = [
		{ name: m.halfyear_fig_done_late(), value: figures.doneLate },
		{ name: m.halfyear_fig_waiting(), value: figures.waiting },
		{ name: m.halfyear_fig_returned(), value: figures.returned },
		{ name: m.halfyear_fig_late(), value: figures.late },
		{ name: m.halfyear_fig_not_done(), value: figures.notDone },
		{ name: m.halfyear_fig_ahead(), value: figures.doneAhead ?? 0 },
		{ name: m.halfyear_fig_under_way(), value: figures.underWay },
		{ name: m.halfyear_fig_undated(), value: figures.undated },
		{ name: m.halfyear_fig_cancelled(), value: figures.cancelled }
	].filter(({ value }) => value > 0);
	return [
		...[...always, ...some].map(({ name, value }) => ({ name, value: String(value) })),
		{
			name: m.halfyear_fig_due({ day: dayMonthYear(to) }),
			value: shareName(figures.dueDone, figures.due)
		},
		{ name: m.halfyear_fig_all(), value: shareName(figures.allDone, figures.all) }
	];
}

/** «Справка № 4 от 28.09.2026». */
export function evidenceName({ kind, name, date }: FactEvidence): string {
	const word = evidenceKindName(kind);
	const whole = [word[0]!.toLocaleUpperCase() + word.slice(1), name].filter(Boolean).join(' ');
	return date ? m.halfyear_evidence_dated({ name: whole, day: numericDay(date) }) : whole;
}

/** «2.3» or the beginning of the text. */
export function rowLabel({ number, text }: Pick<FactRow, 'number' | 'text'>): string {
	return number ? `${number}. ${text}` : text;
}

export function changeText({ name, before, after }: Change): string {
	if (after === null) return m.halfyear_change_gone({ name });
	if (before === null) return m.halfyear_change_new({ name, after: rowName[after]() });
	if (before === after) return m.halfyear_change_same({ name });
	return m.halfyear_change({ name, before: rowName[before](), after: rowName[after]() });
}

/** Name of a field of the form, for a conflict. */
export function fieldName(field: string, rows: FactRow[]): string {
	if (field in textName) return textName[field as TextField]();
	if (field === 'post') return m.halfyear_post();
	if (field === 'name') return m.halfyear_person();
	const row = rows.find(({ measureId }) => `why-${measureId}` === field);
	return row ? `${m.halfyear_reason()}: ${rowLabel(row)}` : field;
}
