/** The words of a school's work. */
import { m } from '#lib/paraglide/messages.js';
import type { ReportStage } from '../roadmap/half-year/model.ts';
import type { MarkState } from '../ui/icons.ts';
import type { SchoolMeasure, SchoolWork } from './school.ts';

/** Numbers told before «и ещё». */
const TOLD = 4;

/** «Просрочены № 12 и № 17» of `count` late measures; measures without a number are counted. */
export function lateNumbers(late: SchoolMeasure[], count: number): string {
	const told = late.flatMap(({ number }) => number ?? []).slice(0, TOLD);
	if (told.length === 0) return m.school_late_count({ n: count });
	const numbers = told.map((number) => `№\u00a0${number}`);
	const rest = count - told.length;
	const last = rest > 0 ? m.today_others({ n: rest }) : numbers.pop()!;
	const joined = numbers.length > 0 ? m.school_and({ numbers: numbers.join(', '), last }) : last;
	return m.school_late({ n: count, numbers: joined });
}

export const halfYearStage: Record<ReportStage, () => string> = {
	created: m.halfyear_stage_created,
	ready: m.halfyear_stage_ready,
	sent: m.halfyear_stage_sent,
	returned: m.halfyear_stage_returned,
	accepted: m.halfyear_stage_accepted
};

export const reportStageMark: Record<ReportStage, MarkState> = {
	created: 'going',
	ready: 'going',
	sent: 'wait',
	returned: 'back',
	accepted: 'done'
};

/** «осень 2026» */
export function reportName({ year, season }: SchoolWork['reports'][number]): string {
	return season === 'autumn' ? m.school_report_autumn({ year }) : m.school_report_spring({ year });
}
