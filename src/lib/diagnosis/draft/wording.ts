/** Words of drafts in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { monthName } from '#lib/ui/dates.ts';
import { pointsOf, levelName } from '../profile/wording.ts';
import { deficitName } from '../library/wording.ts';
import type { FactorChoice } from './choose.ts';
import type { DraftMeasure } from './content.ts';
import { numberOf, type Month } from './months.ts';
import type { PlaceReason } from './place.ts';

/** Beside a factor's level: why it is suggested, or can wait; a low one speaks for itself. */
export const choiceReason: Partial<Record<FactorChoice['because'], () => string>> = {
	high: m.draft_because_high,
	medium: m.draft_because_medium,
	enough: m.draft_because_enough
};

const placeReason: Record<PlaceReason, () => string> = {
	typical: m.draft_term_typical,
	moved: m.draft_term_moved,
	after: m.draft_term_after,
	load: m.draft_term_load,
	holidays: m.draft_term_holidays,
	tight: m.draft_term_tight,
	before: m.draft_term_before
};

/** «высокая значимость, 72 балла»: how a factor stands, or that nothing is known. */
export function standing({ level, score }: Pick<DraftMeasure, 'level' | 'score'>): string {
	const name = levelName[level]().toLowerCase();
	return score === null ? name : m.draft_standing({ level: name, score: pointsOf(score) });
}

/** Why a measure is in the draft. */
export function whyHere(one: DraftMeasure): string {
	return m.draft_why_here({ factor: deficitName(one.factor), standing: standing(one) });
}

/** Why it stands in those months. */
export function whyThen({ reasons }: DraftMeasure): string {
	return reasons.map((reason) => placeReason[reason]()).join('; ');
}

/** «январь 2027». */
export function monthText(month: Month): string {
	return `${monthName(numberOf(month) + 1)} ${Math.floor(month / 12)}`;
}

/** «2026/27». */
export function schoolYear(first: number): string {
	return `${first}/${String(first + 1).slice(2)}`;
}
