/** How sure, in words for people who decide; both languages. */

import { plural } from '../../calendar/calendar.ts';
import type { Locale } from '../because.ts';
import type { RuleSet } from '../rules.ts';
import type { Distance } from './distance.ts';
import type { SureResult } from './school.ts';
import type { Sureness, Verdict } from './sure.ts';

const verdicts: Record<Locale, Record<Verdict, string>> = {
	ru: {
		lasting: 'устойчиво',
		likely: 'скорее всего, не случайность',
		open: 'может быть и случайностью',
		chance: 'скорее случайность'
	},
	en: {
		lasting: 'lasting',
		likely: 'most likely not by chance',
		open: 'could be chance',
		chance: 'rather chance'
	}
};

/** The word for a verdict: «скорее случайность». */
export const verdictWord = (verdict: Verdict, locale: Locale): string => verdicts[locale][verdict];

/** «ОГЭ, математика: скорее случайность. Вероятность, что … 22 %, сама доля – от 6 до 43 %.» */
export function saySure(result: SureResult, rules: RuleSet, locale: Locale): string {
	const { procedure, together } = result;
	const own = sayOne(result, rules, locale);
	if (!together) return `${procedure}: ${own}`;
	const years = `${together.years[0]}–${together.years.at(-1)}`;
	const counts = [together.low, together.participants];
	return locale === 'ru'
		? `${procedure}: ${own} За ${years} годы вместе (${counts.join(' из ')}): ${sayOne(together, rules, 'ru')}`
		: `${procedure}: ${own} ${years} together (${counts.join(' of ')}): ${sayOne(together, rules, 'en')}`;
}

function sayOne({ interval, probability, verdict }: Sureness, rules: RuleSet, locale: Locale) {
	const threshold = shown(rules.lowShare.numerator / rules.lowShare.denominator, locale);
	const [from, to] = interval.map((share) => Math.round(share * 100));
	const chance = probability > 0.995 ? '99+' : String(Math.round(probability * 100));
	return locale === 'ru'
		? `${verdicts.ru[verdict]}. Вероятность, что настоящая доля ${threshold}\u00a0% или больше,\u00a0– ${chance}\u00a0%; сама доля\u00a0– от ${from} до ${to}\u00a0%.`
		: `${verdicts.en[verdict]}. The true share is ${threshold}% or more with ${chance}%; it lies between ${from} and ${to}%.`;
}

function shown(share: number, locale: Locale): string {
	const text = String(Number((share * 100).toFixed(2)));
	return locale === 'ru' ? text.replace('.', ',') : text;
}

/** How many pupils stand between the school and the other side of the list; '' where none can. */
export function sayDistance({ toLeave, toJoin }: Distance, locale: Locale): string {
	const count = toLeave ?? toJoin;
	if (count === null) return '';
	if (locale === 'en') {
		const pupils = `${count} ${count === 1 ? 'pupil' : 'pupils'}`;
		return toLeave === null
			? `${pupils} more below the minimum would put it on the list.`
			: `Had ${pupils} more passed the minimum, it would not be on the list.`;
	}
	const pupils = `${count}\u00a0${plural(count, 'ученик', 'ученика', 'учеников')}`;
	return toLeave === null
		? `Ещё ${pupils} ниже порога\u00a0– и школа попала бы в список.`
		: `Если бы порог ${plural(count, 'преодолел', 'преодолели', 'преодолели')} ещё ${pupils}, школы не было бы в списке.`;
}
