/** The words of the stages of a year. */
import { m } from '#lib/paraglide/messages.js';
import { dayMonthShort } from '#lib/ui/dates.ts';
import type { Overview } from './overview.ts';
import type { Cell, StageKey, Word } from './stages.ts';

export const stageName: Record<StageKey, () => string> = {
	curator: m.stages_curator,
	roadmap: m.stages_roadmap,
	execution: m.stages_execution,
	autumn: m.stages_autumn,
	spring: m.stages_spring
};

export const markName: Record<Cell['mark'], () => string> = {
	done: m.stages_mark_done,
	going: m.stages_mark_going,
	wait: m.stages_mark_wait,
	late: m.stages_mark_late,
	idle: m.stages_mark_idle
};

const plain = {
	none: m.stages_none,
	draft: m.stages_draft,
	review: m.stages_review,
	agreed: m.stages_agreed,
	approved: m.stages_approved,
	'waits-roadmap': m.stages_waits_roadmap,
	sent: m.stages_sent,
	returned: m.stages_returned
};

/** «18 нояб.», «6 из 31», «2 меры» */
export function cellWord(word: Word): string {
	switch (word.kind) {
		case 'day':
			return dayMonthShort(word.day);
		case 'of':
			return m.stages_of({ done: word.done, whole: word.whole });
		case 'late':
			return m.stages_late({ n: word.count });
		case 'from':
			return m.stages_from({ day: dayMonthShort(word.day) });
		case 'until':
			return m.stages_until({ day: dayMonthShort(word.day) });
		case 'days':
			return m.today_days({ n: word.count });
		case 'percent':
			return word.late > 0
				? m.stages_percent_late({ percent: word.percent, n: word.late })
				: m.stages_percent({ percent: word.percent });
		default:
			return plain[word.kind]();
	}
}

/** «Утверждены 8 карт; 1 на экспертизе; у 3 школ карты нет.» of the schools shown; empty of a region. */
export function overviewLead({ rows, place }: Overview): string {
	if (place.kind === 'region') return '';
	const count = (...kinds: Word['kind'][]) =>
		rows.filter(({ cells }) => cells.roadmap && kinds.includes(cells.roadmap.word.kind)).length;
	const [approved, waiting, none] = [
		count('day', 'approved'),
		count('review', 'agreed'),
		count('none')
	];
	const text = [
		approved > 0 && m.overview_lead_maps({ n: approved }),
		waiting > 0 && m.overview_lead_review({ n: waiting }),
		none > 0 && m.overview_lead_none({ n: none })
	]
		.filter(Boolean)
		.join('; ');
	return text && `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
