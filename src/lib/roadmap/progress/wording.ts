/** Words of progress in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { monthName } from '#lib/ui/dates.ts';
import { workName } from '../execution/wording.ts';
import { factorName } from '../wording.ts';
import { NONE } from '../filters.ts';
import {
	LINE_PERCENT,
	lineOf,
	percentOf,
	standingStates,
	type StandingState,
	type Tally
} from '../progress.ts';
import { reachOf, type Forecast } from './forecast.ts';
import type { Group, GroupKind } from './groups.ts';
import type { CountPick } from './pick.ts';

/** «просрочено 2» */
export function countedState(state: StandingState, count: number): string {
	return `${workName[state]().toLocaleLowerCase()}\u00a0${count}`;
}

/** «Сделано 9 из 31; на проверке 1, просрочено 2», for who does not see the bar. */
export function tallyText({ whole, done, states }: Tally): string {
	const others = standingStates
		.filter((state) => state !== 'done' && states[state] > 0)
		.map((state) => countedState(state, states[state]));
	const head = m.progress_done_of({ done, whole });
	return others.length > 0 ? `${head}; ${others.join(', ')}` : head;
}

/** «29 %»; a dash where there is nothing to have a share of. */
export function percentText(part: number, whole: number): string {
	const percent = percentOf(part, whole);
	return percent === null ? '—' : m.progress_percent({ percent });
}

/** «12. Взаимопосещение уроков» */
export function measureLine({ number, text }: { number: string | null; text: string }): string {
	return number ? `${number}.\u00a0${text}` : text;
}

/** «декабрь 2026» */
export function monthYear(month: string): string {
	return `${monthName(Number(month.slice(5)))}\u00a0${month.slice(0, 4)}`;
}

/** Title of a table of groups. */
export const groupTitle: Record<GroupKind, () => string> = {
	section: m.progress_by_section,
	lane: m.progress_by_lane,
	factor: m.progress_by_factor,
	person: m.progress_by_person
};

/** Head of the column that names them. */
export const groupColumn: Record<GroupKind, () => string> = {
	section: m.progress_col_section,
	lane: m.progress_col_lane,
	factor: m.progress_col_factor,
	person: m.progress_col_person
};

const withoutName: Record<GroupKind, () => string> = {
	section: m.progress_no_section,
	lane: m.progress_no_lane,
	factor: m.progress_no_factor,
	person: m.progress_no_person
};

/** A group as its row names it. */
export function groupName(kind: GroupKind, { key, name }: Pick<Group, 'key' | 'name'>): string {
	if (key === NONE || name === '') return withoutName[kind]();
	return kind === 'factor' ? factorName(Number(key)) : name;
}

/** What a filter of figures lets through: «срок наступил, сделано не всё». */
export const countName: Record<CountPick, () => string> = {
	whole: m.progress_pick_whole,
	planned: m.progress_pick_planned,
	due: m.progress_pick_due,
	kept: m.progress_pick_kept,
	behind: m.progress_pick_behind,
	waiting: m.progress_pick_waiting,
	lost: m.progress_pick_lost,
	unbegun: m.progress_pick_unbegun
};

/** «скорее всего от 14 до 22» with what it means for the line; empty before anything fell due. */
export function forecastText(forecast: Forecast): { range: string; line: string } {
	const { whole, low, high } = forecast;
	const given = { line: lineOf(whole), percent: LINE_PERCENT };
	const line = {
		likely: m.progress_reach_likely,
		open: m.progress_reach_open,
		unlikely: m.progress_reach_unlikely
	}[reachOf(forecast)](given);
	return { range: m.progress_range({ low, high }), line };
}
