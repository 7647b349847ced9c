import { partsOf } from '../days.ts';
import type { Day, Span } from '../days.ts';
import type { Recurrence } from '../term.ts';
import { isWholeYears } from './shape.ts';
import type { Wording } from './wording.ts';

const NOMINATIVE =
	'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ');
const GENITIVE =
	'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');
const SHORT = 'янв. февр. марта апр. мая июня июля авг. сент. окт. нояб. дек.'.split(' ');

/** Name of a month: «октябрь», «октября», «окт.». */
export function monthName(month: number, form: 'nominative' | 'genitive' | 'short'): string {
	const names = { nominative: NOMINATIVE, genitive: GENITIVE, short: SHORT };
	return names[form][month - 1]!;
}

/** The form of a noun after a number: «1 раз», «2 раза», «5 раз». */
export function plural(count: number, one: string, few: string, many: string): string {
	const [tens, ones] = [Math.abs(count) % 100, Math.abs(count) % 10];
	if (tens > 10 && tens < 20) return many;
	if (ones === 1) return one;
	return ones >= 2 && ones <= 4 ? few : many;
}

function day(at: Day, withYear: boolean, short: boolean): string {
	const { year, month, day: number } = partsOf(at);
	const text = `${number} ${monthName(month, short ? 'short' : 'genitive')}`;
	return withYear ? `${text} ${year}` : text;
}

function span({ from, to }: Span, short: boolean): string {
	const [begin, end] = [partsOf(from), partsOf(to)];
	if (isWholeYears({ from, to })) {
		return begin.year === end.year ? `${begin.year} год` : `${begin.year}–${end.year} годы`;
	}
	if (from === to) return day(from, true, false);
	if (begin.year !== end.year) return `${day(from, true, short)} – ${day(to, true, short)}`;
	if (begin.month !== end.month) return `${day(from, false, short)} – ${day(to, true, short)}`;
	return `${begin.day}–${day(to, true, false)}`;
}

function recurrence(name: Recurrence | null): string {
	if (name === null) return '';
	const names: Partial<Record<Recurrence, string>> = {
		daily: 'ежедневно',
		weekly: 'еженедельно',
		monthly: 'ежемесячно',
		quarterly: 'ежеквартально',
		'half-yearly': 'раз в полугодие',
		yearly: 'ежегодно'
	};
	const weeks = Number(/\d+/.exec(name)?.[0] ?? 1);
	return names[name] ?? `раз в ${weeks} ${plural(weeks, 'неделю', 'недели', 'недель')}`;
}

export const russian: Wording = {
	span,
	day,
	until: (date) => `до ${date}`,
	months: (from, to, withYears) => {
		const [begin, end] = [partsOf(from), partsOf(to)];
		const name = (at: { year: number; month: number }) =>
			`${monthName(at.month, 'nominative')}${withYears ? ` ${at.year}` : ''}`;
		const isOne = begin.year === end.year && begin.month === end.month;
		return isOne ? name(begin) : `${name(begin)} – ${name(end)}`;
	},
	wholeMonth: (at) => `весь ${monthName(partsOf(at).month, 'nominative')}`,
	times: (count) => `${count} ${plural(count, 'раз', 'раза', 'раз')}`,
	recurrence,
	everyDays: (days) => `каждые ${days} ${plural(days, 'день', 'дня', 'дней')}`,
	since: (date) => `с ${date}`,
	inYear: (year) => `в ${year} году`,
	inSchoolYear: (first) => `в ${first}–${first + 1} учебном году`,
	between: (from, to) => `с ${from} по ${to}`,
	last: (date) => `последний раз ${date}`,
	thenYearly: 'ежегодно',
	and: ' и ',
	within: (text) => `в пределах: ${text}`,
	kinds: {
		continuous: 'постоянно',
		external: 'по отдельному графику',
		event: 'зависит от события',
		need: 'по необходимости',
		blank: 'срок не вписан',
		unknown: 'срок не понят'
	},
	noDates: 'дат пока нет',
	doubts: {
		'impossible-date': 'Такого дня нет в календаре: проверьте число и месяц.',
		'nothing-understood': 'В этих словах не нашлось срока: впишите даты сами.',
		'empty-phrase': 'Срок не указан.',
		'year-assumed':
			'Год не напечатан, а план рассчитан на несколько лет: понято как каждый год плана.',
		'outside-plan': 'Срок выходит за пределы плана: проверьте год.',
		'mistyped-word': 'В слове опечатка: прочитано по смыслу.',
		'missing-comma': 'Между датами, похоже, пропущена запятая: прочитано как перечень.',
		'crosses-school-year': 'Срок переходит из одного учебного года в другой: проверьте год.',
		'backwards-range': 'Конец срока раньше его начала: проверьте даты.',
		'until-period': '«До … года» понято вместе с этим годом, по его последний день.',
		'relative-year': '«Текущий» и «следующий» год отсчитаны от плана: проверьте год.',
		'weekday-mismatch': 'День недели в скобках не подходит к этой дате.',
		'words-ignored': 'Часть слов не понята: прочитано только то, что похоже на срок.'
	}
};
