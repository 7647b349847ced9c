/** Words of instruments in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Problem, ProblemCode } from './answers.ts';
import type { Audience, Item, ItemOf } from './instrument.ts';

export const audienceName: Record<Audience, () => string> = {
	head: m.diag_audience_head,
	teachers: m.diag_audience_teachers,
	pupils: m.diag_audience_pupils,
	parents: m.diag_audience_parents,
	school: m.diag_audience_school,
	class: m.diag_audience_class,
	results: m.diag_audience_results
};

const problems: Record<ProblemCode, (of: { given: string; bound: string }) => string> = {
	'not-a-number': m.diag_error_not_a_number,
	'not-whole': m.diag_error_not_whole,
	'too-many-decimals': m.diag_error_too_many_decimals,
	below: m.diag_error_below,
	above: m.diag_error_above,
	'unknown-option': m.diag_error_unknown_option,
	'several-for-one': m.diag_error_several_for_one,
	'none-with-others': m.diag_error_none_with_others,
	'too-long': m.diag_error_too_long
};

/** What is wrong with an answer and what to do. */
export function problemSentence({ code, given, bound }: Problem): string {
	return problems[code]({ given, bound: bound === null ? '' : numberOf(bound) });
}

/** A text of an instrument in the page's language. */
export function inLanguage(text: { ru: string; en: string }): string {
	return text[getLocale()];
}

/** A number as the page's language writes it. */
export function numberOf(value: number): string {
	return value.toLocaleString(getLocale() === 'ru' ? 'ru-RU' : 'en-GB');
}

/** For whom a question is: «Только для тех, кто на вопрос 1 ответил: …»; '' for everybody. */
export function conditionSentence({ when }: Item, items: Item[]): string {
	const index = when ? items.findIndex(({ code }) => code === when.item) : -1;
	if (!when || index < 0) return '';
	const options = (items[index] as ItemOf<'single'>).options
		.filter(({ code }) => when.in.includes(code))
		.map(({ text }) => inLanguage(text));
	return m.diag_only_if({ n: index + 1, options: options.join(', ') });
}

/** What may be written for a figure: «целое число от 0 до 10». */
export function boundsSentence({ min, max, decimals }: ItemOf<'number'>): string {
	const bounds = m.diag_bounds({ min: numberOf(min), max: numberOf(max) });
	return decimals === undefined ? `${m.diag_whole()} ${bounds}` : bounds;
}
