import { UNIT, VOCABULARY } from './vocabulary.ts';
import type { WordClass } from './vocabulary.ts';

export { UNIT };
export type { WordClass };

/** A known word: its class and the number that goes with it (month 1 … 12, unit code, …). */
export interface Word {
	class: WordClass;
	value: number;
}

/** Values of the class `recur`, as [unit, count]. */
export const RECUR: Record<number, [unit: number, count: number]> = {
	1: [UNIT.day, 1],
	2: [UNIT.week, 1],
	3: [UNIT.month, 1],
	4: [UNIT.quarter, 1],
	5: [UNIT.year, 1],
	6: [UNIT.term, 1],
	7: [UNIT.halfYear, 1],
	8: [UNIT.trimester, 1]
};

/** Classes whose words are long and telling enough to be recognised when misspelt. */
const FORGIVEN = new Set<WordClass>([
	'month',
	'weekday',
	'weekdays',
	'season',
	'recur',
	'unit',
	'school',
	'calendar',
	'during',
	'continuous',
	'need',
	'schedule',
	'according',
	'holidays',
	'inclusive',
	'period',
	'working',
	'ordinal',
	'current',
	'next',
	'separate'
]);

/** Every known form of every known word. */
export const LEXICON: ReadonlyMap<string, Word> = new Map(
	VOCABULARY.flatMap(([wordClass, value, forms]) =>
		forms.split(' ').map((form): [string, Word] => [form, { class: wordClass, value }])
	)
);

/** The forms that a misspelt word may be taken for. */
export const FORGIVEN_FORMS: readonly string[] = [...LEXICON]
	.filter(([form, word]) => FORGIVEN.has(word.class) && form.length >= 4)
	.map(([form]) => form);

/**
 * Real words that lie one letter away from a month or another key word and are never taken for it.
 */
export const REAL_WORDS: ReadonlySet<string> = new Set(
	(
		'карта марка марки марке марку маркт марш марша маршу марша мария марии марию марс марса мать ' +
		'августин июньский апрельский средства средств средние средний средняя средней среднего среде ' +
		'плата плату платы планк планка зимовка летопись вечер неделим четвертак период сроду датами ' +
		'программа программы прогноз согласен согласие согласия месячник месячника мероприятия ' +
		'необходимо необходимый необходимые необходимых необходимая учебник учебника учебники учебнике ' +
		'рабочие рабочее постоянный пятно восемь'
	).split(' ')
);
