/** The words of a row of «Сегодня»: who and what, why in one line, term, one next action. */
import { Temporal } from 'temporal-polyfill';
import { m } from '#lib/paraglide/messages.js';
import { dayMonth, monthName } from '#lib/ui/dates.ts';
import type { MarkState } from '#lib/ui/icons.ts';
import type { PlainDate } from '../calendar/term.ts';
import { shortName } from '../people/names.ts';
import { percentText } from '../roadmap/progress/wording.ts';
import type { RemindView, WaitingRoadmap, WorkKind, WorkRow } from './model.ts';
import type { Group, Todo } from './todo.ts';

export interface Line {
	/** Tells rows of a list apart. */
	key: string;
	mark: MarkState;
	/** Who it is about, linked; `rest` goes on in the same line. */
	subject: { text: string; href: string };
	rest: string;
	why: string;
	due: string;
	late: boolean;
	action: { label: string; href: string };
	remind?: RemindView | null;
}

export const groupName: Record<Group['key'], () => string> = {
	late: m.today_group_late,
	waits: m.today_group_waits,
	week: m.today_group_week,
	survey: m.today_group_survey,
	danger: m.today_group_danger
};

/** «Просрочены 2 дела; 3 ждут вас; 2 срока на этой неделе.», empty where nothing is. */
export function leadOf(groups: Group[]): string {
	const said = {
		late: m.today_lead_late,
		waits: m.today_lead_waits,
		week: m.today_lead_week,
		survey: m.today_lead_survey,
		danger: m.today_lead_danger
	};
	const text = groups.map(({ key, total }) => said[key]({ n: total })).join('; ');
	return text && `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

export const workGroupName: Record<WorkKind, () => string> = {
	late: m.today_group_late,
	returned: m.work_returned,
	due: m.work_due,
	reported: m.work_reported
};

/** A choice of the page of all work: a kind, or a month like `2026-11`. */
export function whenName(when: string): string {
	const names: Record<string, () => string> = {
		week: m.work_week,
		late: m.today_group_late,
		returned: m.work_returned,
		reported: m.work_reported,
		open: m.work_open
	};
	return names[when]?.() ?? monthYear(when);
}

/** «ноябрь 2026» of `2026-11`. */
export function monthYear(month: string): string {
	return `${monthName(Number(month.slice(5)))} ${month.slice(0, 4)}`;
}

const workMark: Record<WorkKind, MarkState> = {
	late: 'late',
	returned: 'back',
	due: 'idle',
	reported: 'wait'
};

/** `back` is the page to which a report returns. */
export function lineOf(todo: Todo, today: PlainDate, back = '/'): Line {
	switch (todo.kind) {
		case 'work':
			return workLine(todo.row, today, back);
		case 'late-school': {
			const { school } = todo;
			return {
				key: `late-${school.id}`,
				mark: 'late',
				subject: { text: school.name, href: `/schools/${school.id}` },
				rest: `: ${m.today_late_measures({ n: school.count })}`,
				why: latest(school.numbers, school.count),
				...lateFor(school.since, today),
				remind: school.remind ?? null,
				action: {
					label: m.today_open_roadmap(),
					href: `/roadmaps/${school.roadmapId}?state=late`
				}
			};
		}
		case 'verify': {
			const { rows, total } = todo.schools;
			const rest = total - rows.reduce((sum, { count }) => sum + count, 0);
			const only = rows.length === 1 && rest === 0 ? rows[0] : undefined;
			return {
				key: 'verify',
				mark: 'wait',
				subject: { text: m.today_reports({ n: total }), href: '/check' },
				rest: ` ${m.today_to_verify()}`,
				why: [
					...rows.map(({ name, count }) => `${name}\u00a0— ${count}`),
					...(rest > 0 ? [m.today_others({ n: rest })] : [])
				].join(', '),
				due: '',
				late: false,
				action: { label: m.today_verify(), href: only ? `/check?school=${only.id}` : '/check' }
			};
		}
		case 'roadmap':
			return roadmapLine(todo.roadmap, today);
		case 'mention': {
			const { mention } = todo;
			const href = measureAddress(mention);
			return {
				key: `mention-${mention.measureId}-${mention.said}`,
				mark: 'wait',
				subject: { text: named(mention), href },
				rest: `: ${m.today_mentioned({ who: mention.author })}`,
				why: `«${mention.said}»`,
				due: whenDay(mention.day, today),
				late: false,
				action: { label: m.today_answer(), href: `${href}#talk` }
			};
		}
		case 'document': {
			const { document } = todo;
			const href = `/documents/${document.documentId}`;
			const isRead = document.state === 'review';
			return {
				key: `document-${document.documentId}`,
				mark: isRead ? 'wait' : 'late',
				subject: { text: document.name, href },
				rest: isRead ? '' : `: ${m.today_not_read()}`,
				why: isRead
					? [
							document.organisation,
							m.today_read_measures({ n: document.measures }),
							document.questions > 0
								? m.today_questions({ n: document.questions })
								: m.today_no_questions()
						].join(', ')
					: document.organisation,
				due: '',
				late: false,
				action: { label: isRead ? m.today_review() : m.today_see_why(), href }
			};
		}
		case 'half-year': {
			const { report } = todo;
			const said = {
				write: m.today_report_write,
				returned: m.today_report_returned,
				decide: m.today_report_decide
			}[report.kind];
			const base = `/roadmaps/${report.roadmapId}/reports`;
			const href = report.reportId
				? `${base}/${report.reportId}${report.kind === 'decide' ? '' : '/fill'}`
				: base;
			const overdue = report.overdue && report.kind !== 'decide';
			return {
				key: `half-year-${report.roadmapId}`,
				mark: report.kind === 'returned' ? 'back' : overdue ? 'late' : 'wait',
				subject: { text: report.owner, href },
				rest: `: ${said()}`,
				why: report.title,
				...(overdue
					? lateFor(report.dueOn, today)
					: { due: m.today_due_until({ day: dayMonth(report.dueOn) }), late: false }),
				action: {
					label: {
						write: m.today_fill(),
						returned: m.today_mend(),
						decide: m.today_look()
					}[report.kind],
					href
				}
			};
		}
		case 'endangered': {
			const { roadmapId, title, owner, high, whole, until } = todo.roadmap;
			const href = `/roadmaps/${roadmapId}/progress`;
			return {
				key: `endangered-${roadmapId}`,
				mark: 'late',
				subject: { text: owner, href },
				rest: `: ${m.today_endangered({ share: percentText(high, whole) })}`,
				why: title,
				due: m.today_due_until({ day: dayMonth(until) }),
				late: false,
				action: { label: m.today_open(), href: `${href}#dangers` }
			};
		}
		case 'survey': {
			const { id, title, school, until } = todo.survey;
			const href = `/diagnosis/campaigns/${id}`;
			return {
				key: `survey-${id}`,
				mark: 'going',
				subject: { text: title, href },
				rest: `: ${m.today_survey()}`,
				why: school,
				due: m.today_due_until({ day: dayMonth(until) }),
				late: false,
				action: { label: m.today_survey_look(), href }
			};
		}
		case 'missing':
			return {
				key: `missing-${todo.school.id}`,
				mark: 'idle',
				subject: { text: todo.school.name, href: `/schools/${todo.school.id}` },
				rest: `: ${m.today_missing_one()}`,
				why: m.today_missing_text(),
				due: '',
				late: false,
				action: { label: m.today_load(), href: `/roadmaps/new?owner=${todo.school.id}` }
			};
		case 'missing-many': {
			const { rows, total } = todo.schools;
			const names = rows.slice(0, 4).map(({ name }) => name);
			const rest = total - names.length;
			return {
				key: 'missing',
				mark: 'idle',
				subject: { text: m.today_missing_many({ n: total }), href: '#stages' },
				rest: '',
				why: [...names, ...(rest > 0 ? [m.today_others({ n: rest })] : [])].join(', '),
				due: '',
				late: false,
				action: { label: m.today_load_roadmaps(), href: '/documents' }
			};
		}
	}
}

function workLine(row: WorkRow, today: PlainDate, back: string): Line {
	const href = measureAddress(row);
	const report = `/roadmaps/${row.roadmapId}/report?occurrence=${row.occurrenceId}&back=${encodeURIComponent(back)}`;
	const action = {
		late: { label: m.today_report(), href: report },
		due: { label: m.today_report(), href: report },
		returned: { label: m.today_mend(), href: report },
		reported: { label: m.today_verify(), href: `/check?school=${row.owner.id}` }
	}[row.kind];
	const may = row.kind === 'reported' ? row.mayVerify : row.mayReport;
	const by = row.returned?.by ? shortName(row.returned.by) : null;
	const times = row.times > 1 ? m.today_times({ n: row.times }) : '';
	return {
		key: `${row.kind}-${row.measureId}`,
		mark: workMark[row.kind],
		subject: { text: named(row), href },
		rest: '',
		why: [
			row.owner.shortName,
			row.returned &&
				(by
					? m.today_returned_by({ who: by, comment: row.returned.comment })
					: m.today_returned({ comment: row.returned.comment })),
			row.kind === 'reported' && m.today_waits_verdict(),
			times
		]
			.filter(Boolean)
			.join('. '),
		...(row.kind === 'late' && row.due
			? lateFor(row.due, today)
			: { due: row.due ? m.today_due_until({ day: dayMonth(row.due) }) : '', late: false }),
		action: may ? action : { label: m.today_open(), href }
	};
}

function roadmapLine(roadmap: WaitingRoadmap, today: PlainDate): Line {
	const href = `/roadmaps/${roadmap.id}`;
	const said = {
		agree: m.today_roadmap_agree,
		approve: m.today_roadmap_approve,
		rework: m.today_roadmap_rework,
		finish: m.today_roadmap_finish
	}[roadmap.step];
	return {
		key: `roadmap-${roadmap.id}`,
		mark: { agree: 'wait', approve: 'wait', rework: 'back', finish: 'going' }[
			roadmap.step
		] as MarkState,
		subject: { text: roadmap.owner, href },
		rest: `: ${said()}`,
		why: roadmap.comment ? `«${roadmap.comment}»` : roadmap.title,
		due: roadmap.since ? whenDay(roadmap.since, today) : '',
		late: false,
		action: {
			label: roadmap.step === 'approve' ? m.today_approve() : m.today_open_roadmap(),
			href
		}
	};
}

const measureAddress = ({ roadmapId, measureId }: { roadmapId: string; measureId: string }) =>
	`/roadmaps/${roadmapId}/measures/${measureId}`;

const named = ({ number, text }: { number: string | null; text: string }) =>
	number ? `${number}. ${text}` : text;

/** «№ 12, 17 и 21», with «и ещё 2» where not all are named. */
function latest(numbers: string[], count: number): string {
	if (numbers.length === 0) return '';
	const rest = count - numbers.length;
	const shown = numbers.map((number) => `№\u00a0${number}`).join(', ');
	return rest > 0 ? m.today_numbers_more({ numbers: shown, n: rest }) : shown;
}

/** «напомнили сегодня: писем 2, отправлено 1» */
export function remindedText({ people, sent, failed }: NonNullable<RemindView['told']>): string {
	const said = [m.reminded({ n: people })];
	if (failed > 0) said.push(m.reminded_failed({ n: failed }));
	if (sent === people) said.push(m.reminded_sent());
	else if (sent + failed < people) said.push(m.reminded_waits());
	return said.join(', ');
}

/** «6 дней» */
function lateFor(since: PlainDate, today: PlainDate): { due: string; late: boolean } {
	const { days } = Temporal.PlainDate.from(since).until(today);
	return { due: m.today_days({ n: days }), late: true };
}

/** «сегодня», «вчера», «12 ноября» */
function whenDay(day: PlainDate, today: PlainDate): string {
	if (day === today) return m.today_day_today();
	const yesterday = Temporal.PlainDate.from(today).subtract({ days: 1 }).toString();
	return day === yesterday ? m.today_day_yesterday() : dayMonth(day);
}

/** «нояб.» of `2026-11`: for heads of narrow columns. */
export function monthLetters(month: string): string {
	return monthName(Number(month.slice(5))).slice(0, 3);
}
