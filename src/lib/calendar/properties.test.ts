import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	briefTerm,
	explainDoubt,
	explainTerm,
	printTerm,
	readTerm,
	shiftTerm,
	termFromDates
} from './calendar.ts';
import type { Term, TermContext, Window } from './calendar.ts';
import { dayOf, toPlainDate } from './days.ts';

const FIRST_DAY = dayOf(2015, 1, 1);

/** Calendar years, school years, programmes of several years and plans of any days. */
const plans: fc.Arbitrary<Window> = fc.oneof(
	fc.integer({ min: 2015, max: 2030 }).map((y) => ({ from: `${y}-01-01`, to: `${y}-12-31` })),
	fc.integer({ min: 2015, max: 2030 }).map((y) => ({ from: `${y}-09-01`, to: `${y + 1}-08-31` })),
	fc.integer({ min: 2015, max: 2030 }).map((y) => ({ from: `${y}-09-01`, to: `${y + 1}-05-31` })),
	fc
		.tuple(fc.integer({ min: 2015, max: 2030 }), fc.integer({ min: 1, max: 5 }))
		.map(([y, n]) => ({ from: `${y}-01-01`, to: `${y + n}-12-31` })),
	windows(1500)
);

function windows(longest: number): fc.Arbitrary<Window> {
	return fc
		.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: longest }))
		.map(([from, length]) => ({
			from: toPlainDate(FIRST_DAY + from),
			to: toPlainDate(FIRST_DAY + from + length)
		}));
}

const months = fc.constantFrom(
	...'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ')
);
const genitives = fc.constantFrom(
	...'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ')
);
const years = fc.constantFrom('', ' 2021', ' 2022 г.', ' 2023 года', ' 2022/2023 учебного года');
const days = fc.integer({ min: 1, max: 31 }).map(String);
const often = fc.constantFrom(
	...[
		'ежедневно',
		'еженедельно',
		'ежемесячно',
		'ежеквартально',
		'1 раз в полугодие',
		'ежегодно',
		'раз в четверть',
		'1 раз в 3 недели',
		'3 раза в год',
		'раз в 10 дней',
		'раз в два месяца',
		'каждый вторник',
		'по понедельникам и средам',
		'каждый второй четверг',
		'каждый рабочий день',
		'до 25 числа каждого месяца',
		'1 и 15 числа каждого месяца',
		'последняя пятница месяца',
		'до 6-го рабочего дня месяца, следующего за отчетным'
	]
);
const wholes = fc.constantFrom(
	...[
		'в течение года',
		'постоянно',
		'по отдельному графику',
		'по необходимости',
		'после получения результатов',
		'в течение года по плану',
		'с ____ по ____',
		'I квартал',
		'II полугодие',
		'III четверть',
		'зима',
		'до конца учебного года',
		'к 2024 году',
		'2021-2024 гг.'
	]
);

const dates = fc.oneof(
	fc.tuple(months, years).map(([month, year]) => `${month}${year}`),
	fc.tuple(months, months, years).map(([from, to, year]) => `${from} – ${to}${year}`),
	fc.tuple(months, months, years).map(([one, two, year]) => `${one}, ${two}${year}`),
	fc.tuple(days, genitives, years).map(([day, month, year]) => `${day} ${month}${year}`),
	fc.tuple(days, genitives, years).map(([day, month, year]) => `до ${day} ${month}${year}`),
	fc.tuple(days, genitives, years).map(([day, month, year]) => `с ${day} ${month}${year}`),
	fc.tuple(genitives, years).map(([month, year]) => `до ${month}${year}`)
);
const phrases = fc.oneof(
	dates,
	often,
	wholes,
	fc.tuple(often, dates).map((parts) => parts.join(', ')),
	fc.tuple(dates, wholes).map((parts) => parts.join(', '))
);

function meaning({ kind, window, occurrences, recurrence }: Term) {
	return { kind, window, occurrences, recurrence };
}

describe('any text', () => {
	const texts = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 80 }),
		fc.string({ unit: 'binary', maxLength: 80 }),
		fc
			.array(fc.oneof(phrases, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 6 })
			.map((parts) => parts.join('')),
		fc
			.tuple(
				phrases,
				fc.integer({ min: 0, max: 40 }),
				fc.string({ unit: 'grapheme', maxLength: 3 })
			)
			.map(([phrase, at, text]) => phrase.slice(0, at) + text + phrase.slice(at + 1))
	);

	it('gives a term whose parts fit together', () => {
		fc.assert(
			fc.property(texts, plans, (phrase, plan) => {
				const term = readTerm(phrase, { plan });
				expect(term.phrase).toBe(phrase);
				expectSound(term);
			}),
			{ numRuns: 2000 }
		);
	});

	it('is explained, printed and moved without failing', () => {
		fc.assert(
			fc.property(texts, plans, plans, (phrase, plan, other) => {
				const term = readTerm(phrase, { plan, written: plan.from });
				for (const locale of ['ru', 'en'] as const) {
					expect(explainTerm(term, locale, { plan })).not.toBe('');
					expect(briefTerm(term, locale)).not.toBe('');
					for (const doubt of term.doubts) expect(explainDoubt(doubt, locale)).not.toBe('');
				}
				expect(typeof printTerm(term)).toBe('string');
				expect(typeof shiftTerm(phrase, plan, other)).toBe('string');
			}),
			{ numRuns: 500 }
		);
	});
});

function expectSound(term: Term): void {
	const { kind, window, occurrences, recurrence, confidence, doubts } = term;
	let before = '';
	for (const { from, to } of occurrences) {
		expect(from <= to).toBe(true);
		expect(window !== null && window.from <= from && to <= window.to).toBe(true);
		expect(before < `${from} ${to}`).toBe(true);
		before = `${from} ${to}`;
	}
	expect(confidence >= 0 && confidence <= 1).toBe(true);
	if (recurrence !== null) expect(kind).toBe('recurring');
	if (kind === 'unknown') expect(doubts.length > 0 && window === null).toBe(true);
	if (kind === 'dates') expect(occurrences.length).toBeGreaterThan(0);
	if (['event', 'blank', 'external', 'need', 'unknown'].includes(kind)) {
		expect(occurrences).toEqual([]);
	}
}

describe('a printed term', () => {
	it('reads back as the same term', () => {
		fc.assert(
			fc.property(phrases, plans, (phrase, plan) => {
				const context: TermContext = { plan };
				const term = readTerm(phrase, context);
				expect(meaning(readTerm(printTerm(term), context))).toEqual(meaning(term));
				expect(meaning(readTerm(printTerm(term, context), context))).toEqual(meaning(term));
			}),
			{
				numRuns: 1500,
				// a list of a thousand days would be too long to read: only one month of a year is left out
				examples: [
					['ежедневно, до 1 декабря', { from: '2015-01-01', to: '2017-12-31' }],
					['ежедневно, сентябрь – июль', { from: '2015-03-01', to: '2018-12-31' }]
				]
			}
		);
	});

	it('reads back where a person set its dates by hand', () => {
		fc.assert(
			fc.property(fc.array(windows(400), { minLength: 1, maxLength: 5 }), plans, (chosen, plan) => {
				const term = termFromDates(chosen);
				expect(meaning(readTerm(term.phrase, { plan }))).toEqual(meaning(term));
			}),
			{ numRuns: 1000 }
		);
	});
});

describe('noise', () => {
	const LATIN: Record<string, string> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x', у: 'y' };
	const noises: Record<string, (phrase: string) => string> = {
		'in capitals': (phrase) => phrase.toUpperCase(),
		'with a dot': (phrase) => `${phrase}.`,
		'with an asterisk': (phrase) => `${phrase}*`,
		'in quotation marks': (phrase) => `«${phrase}»`,
		'with hard spaces': (phrase) => phrase.replaceAll(' ', '\u00a0'),
		'with many spaces': (phrase) => `  ${phrase.replaceAll(' ', '   ')} `,
		'with a hyphen for a dash': (phrase) => phrase.replaceAll(' – ', '-'),
		'with a long dash': (phrase) => phrase.replaceAll('–', '—'),
		'with a minus': (phrase) => phrase.replaceAll(' – ', '−'),
		'with Latin letters': (phrase) => phrase.replace(/[аеорсху]/g, (letter) => LATIN[letter]!),
		'with capital Latin letters': (phrase) =>
			phrase
				.toUpperCase()
				.replace(/[АВЕКМНОРСТХ]/g, (letter) => 'ABEKMHOPCTX'['АВЕКМНОРСТХ'.indexOf(letter)]!),
		'with soft hyphens': (phrase) => phrase.replace(/([а-я]{3})(?=[а-я]{3})/g, '$1\u00ad'),
		'in bold': (phrase) => `<b>${phrase}</b>`,
		'with ё': (phrase) => phrase.replace('отчет', 'отчёт')
	};

	it.each(Object.entries(noises))('%s changes nothing', (_, noise) => {
		fc.assert(
			fc.property(phrases, plans, (phrase, plan) => {
				const plain = readTerm(phrase, { plan });
				expect(meaning(readTerm(noise(phrase), { plan }))).toEqual(meaning(plain));
			}),
			{ numRuns: 200 }
		);
	});
});
