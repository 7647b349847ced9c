import { describe, expect, it } from 'vitest';
import {
	addWorkingDays,
	isPublishedYear,
	isWorkingDay,
	readTerm,
	schoolYearOf,
	shiftTerm,
	shownFirst,
	termFromDates,
	yearKindOf
} from './calendar.ts';

const CALENDAR = { from: '2021-01-01', to: '2021-12-31' };
const SCHOOL = { from: '2026-09-01', to: '2027-08-31' };
const LONG = { from: '2021-01-01', to: '2024-12-31' };

describe('the contract of windows', () => {
	const read = (phrase: string, plan = CALENDAR) => readTerm(phrase, { plan });

	it('gives every calendar quarter its window', () => {
		expect(read('Ежеквартально').occurrences).toEqual([
			{ from: '2021-01-01', to: '2021-03-31' },
			{ from: '2021-04-01', to: '2021-06-30' },
			{ from: '2021-07-01', to: '2021-09-30' },
			{ from: '2021-10-01', to: '2021-12-31' }
		]);
	});

	it('ends each month’s deadline on its day', () => {
		const { occurrences } = read('до 25 числа каждого месяца');
		expect(occurrences[0]).toEqual({ from: '2021-01-01', to: '2021-01-25' });
		expect(occurrences[11]).toEqual({ from: '2021-12-01', to: '2021-12-25' });
	});

	it('counts weeks from the first day of the plan', () => {
		const { occurrences } = read('не реже 1 раза в 3-4 недели', SCHOOL);
		expect(occurrences[0]).toEqual({ from: '2026-09-01', to: '2026-09-28' });
		expect(occurrences[1]).toEqual({ from: '2026-09-29', to: '2026-10-26' });
		expect(occurrences.at(-1)).toEqual({ from: '2027-08-31', to: '2027-08-31' });
	});

	it('knows working days of the month after the one reported on', () => {
		const { occurrences } = read(
			'ежемесячно в срок до 6-го рабочего дня месяца, следующего за отчетным'
		);
		expect(occurrences[0]).toEqual({ from: '2021-02-01', to: '2021-02-08' });
		expect(occurrences[3]).toEqual({ from: '2021-05-01', to: '2021-05-12' });
		expect(occurrences[11]).toEqual({ from: '2022-01-01', to: '2022-01-17' });
	});

	it('clips recurring units to the plan', () => {
		const { occurrences } = read('ежемесячно', { from: '2021-03-29', to: '2021-06-15' });
		expect(occurrences).toEqual([
			{ from: '2021-03-29', to: '2021-03-31' },
			{ from: '2021-04-01', to: '2021-04-30' },
			{ from: '2021-05-01', to: '2021-05-31' },
			{ from: '2021-06-01', to: '2021-06-15' }
		]);
	});

	it('takes the school’s quarters in a school year', () => {
		expect(read('1 раз в четверть', SCHOOL).occurrences).toEqual([
			{ from: '2026-09-01', to: '2026-10-31' },
			{ from: '2026-11-01', to: '2026-12-31' },
			{ from: '2027-01-01', to: '2027-03-31' },
			{ from: '2027-04-01', to: '2027-05-31' }
		]);
	});

	it.each([
		['май – сентябрь', 'crosses-school-year'],
		['июнь 2029', 'outside-plan'],
		['до 2027 года', 'until-period'],
		['октябрь январь', 'missing-comma'],
		['сентбрь', 'mistyped-word'],
		['сентябрь следующего учебного года', 'relative-year'],
		['24 мая (ср)', 'weekday-mismatch'],
		['заседание совета, май', 'words-ignored'],
		['31 февраля', 'impossible-date'],
		['с 10.10.2026 по 01.10.2026', 'backwards-range'],
		['', 'empty-phrase'],
		['—', 'empty-phrase'],
		['уточняется', 'nothing-understood']
	] as const)('«%s» is doubtful: %s', (phrase, doubt) => {
		const { doubts, confidence } = read(phrase, SCHOOL);
		expect(doubts).toContain(doubt);
		expect(confidence).toBeLessThan(1);
	});

	it.each(['Октябрь', 'до 15 октября', 'Ежемесячно', 'По отдельному графику', 'до мая 2027'])(
		'«%s» is sure',
		(phrase) => {
			expect(read(phrase, SCHOOL)).toMatchObject({ confidence: 1, doubts: [] });
		}
	);

	it('says in a long plan that the year was not printed', () => {
		expect(read('Октябрь', LONG).doubts).toEqual(['year-assumed']);
		expect(read('ежегодно в октябре', LONG).doubts).toEqual([]);
	});

	it('begins an open term with the first one after the document was written', () => {
		const term = readTerm('с 4 сентября', { plan: LONG, written: '2021-11-15' });
		expect(term.occurrences).toEqual([{ from: '2022-09-04', to: '2024-12-31' }]);
	});

	it('counts the next year from the date of the document', () => {
		const plan = LONG;
		const term = readTerm('в следующем учебном году', { plan, written: '2022-03-01' });
		expect(term.window).toEqual({ from: '2022-09-01', to: '2023-08-31' });
	});

	it('refuses a plan that is none', () => {
		expect(() => read('Март', { from: '2021-02-30', to: '2021-12-31' })).toThrow(RangeError);
		expect(() => read('Март', { from: '2022-01-01', to: '2021-12-31' })).toThrow(RangeError);
	});
});

describe('shownFirst', () => {
	it('is the first not before the document was written', () => {
		const term = readTerm('Сентябрь', { plan: LONG });
		expect(shownFirst(term, '2021-10-01')).toEqual({ from: '2022-09-01', to: '2022-09-30' });
		expect(shownFirst(term, '2021-09-30')?.from).toBe('2021-09-01');
		expect(shownFirst(term)?.from).toBe('2021-09-01');
		expect(shownFirst(term, '2030-01-01')?.from).toBe('2021-09-01');
		expect(shownFirst(readTerm('по плану', { plan: LONG }))).toBeNull();
	});
});

describe('yearKindOf', () => {
	it.each([
		['2021-01-01', '2021-12-31', 'calendar'],
		['2021-03-29', '2021-12-31', 'calendar'],
		['2021-01-01', '2024-12-31', 'calendar'],
		['2020-08-01', '2022-12-31', 'calendar'],
		['2026-09-01', '2026-12-31', 'calendar'],
		['2026-09-01', '2027-08-31', 'school'],
		['2026-09-01', '2027-05-31', 'school'],
		['2026-08-15', '2027-06-30', 'school'],
		['2026-11-20', '2027-08-31', 'school'],
		['2024-09-01', '2027-08-31', 'school']
	])('%s..%s is a %s plan', (from, to, kind) => {
		expect(yearKindOf({ from, to })).toBe(kind);
	});
});

describe('schoolYearOf', () => {
	it.each([
		['2026-08-31', 2025],
		['2026-09-01', 2026],
		['2027-01-15', 2026]
	])('%s lies in that of %i', (date, first) => {
		expect(schoolYearOf(date)).toEqual({
			first,
			window: { from: `${first}-09-01`, to: `${first + 1}-08-31` }
		});
	});
});

describe('working days', () => {
	it.each([
		['2019-05-03', false],
		['2020-02-24', false],
		['2021-02-20', true],
		['2021-11-05', false],
		['2022-03-05', true],
		['2022-03-07', false],
		['2023-05-08', false],
		['2024-04-27', true],
		['2024-12-30', false],
		['2025-11-01', true],
		['2025-11-03', false],
		['2026-01-09', false],
		['2026-05-11', false],
		['2026-12-31', false],
		['2026-11-24', true]
	])('%s: %s', (date, works) => {
		expect(isWorkingDay(date)).toBe(works);
	});

	it('follows article 112 where nothing is published', () => {
		expect(isPublishedYear(2026)).toBe(true);
		expect(isPublishedYear(2033)).toBe(false);
		// 12 June 2033 is a Sunday: the next working day is off; 1–8 January move nothing.
		expect(isWorkingDay('2033-06-13')).toBe(false);
		expect(isWorkingDay('2033-06-14')).toBe(true);
		expect(isWorkingDay('2033-01-07')).toBe(false);
		expect(isWorkingDay('2033-01-10')).toBe(true);
	});

	it('are counted over weekends and holidays, forwards and back', () => {
		expect(addWorkingDays('2021-04-30', 1)).toBe('2021-05-04');
		expect(addWorkingDays('2021-05-04', -1)).toBe('2021-04-30');
		expect(addWorkingDays('2026-11-20', 5)).toBe('2026-11-27');
		expect(addWorkingDays('2026-11-21', 0)).toBe('2026-11-21');
	});
});

describe('termFromDates', () => {
	it('puts windows in order and prints them', () => {
		const term = termFromDates([
			{ from: '2026-12-01', to: '2026-12-31' },
			{ from: '2026-10-05', to: '2026-10-09' }
		]);
		expect(term).toMatchObject({
			phrase: '5–9 октября 2026 года, декабрь 2026 года',
			kind: 'dates',
			window: { from: '2026-10-05', to: '2026-12-31' },
			confidence: 1
		});
	});

	it('keeps the phrase a person wrote', () => {
		const term = termFromDates([{ from: '2026-10-05', to: '2026-10-05' }], 'День учителя');
		expect(term.phrase).toBe('День учителя');
	});

	it('refuses windows that are none', () => {
		expect(() => termFromDates([{ from: '2026-10-05', to: '2026-10-04' }])).toThrow(RangeError);
		expect(() => termFromDates([{ from: '2026-02-30', to: '2026-03-04' }])).toThrow(RangeError);
	});
});

describe('shiftTerm', () => {
	const next = { from: '2027-09-01', to: '2028-08-31' };
	it.each([
		['Октябрь', 'Октябрь'],
		['Ежемесячно', 'Ежемесячно'],
		['до 15 октября 2026 года', 'до 15 октября 2027 года'],
		['01.09.2026 – 15.10.2026', '01.09.2027 – 15.10.2027'],
		['до 01.03.27', 'до 01.03.28'],
		['2026-10-05', '2027-10-05'],
		['09.2026', '09.2027'],
		['2026/27 уч. год', '2027/28 уч. год'],
		['2026-2027 учебный год', '2027-2028 учебный год'],
		['2026/2027', '2027/2028'],
		['октябрь 26 г.', 'октябрь 27 г.'],
		['5 октября 2026-10 ноября 2026', '5 октября 2027-10 ноября 2027'],
		['24 мая (ср)', '24 мая'],
		['29 февраля 2028 года', '28 февраля 2029 года'],
		['29.02.2028', '28.02.2029'],
		['по приказу от 15.10.2026 № 2026', 'по приказу от 15.10.2026 № 2026'],
		['каб. 2026 не год? да: 2026', 'каб. 2027 не год? да: 2027']
	])('«%s» becomes «%s»', (phrase, moved) => {
		expect(shiftTerm(phrase, SCHOOL, next)).toBe(moved);
	});

	it('moves by several years and back', () => {
		const plan = { from: '2030-09-01', to: '2031-08-31' };
		expect(shiftTerm('май 2027', SCHOOL, plan)).toBe('май 2031');
		expect(shiftTerm('май 2031', plan, SCHOOL)).toBe('май 2027');
		expect(shiftTerm('май 2027 (ср)', SCHOOL, SCHOOL)).toBe('май 2027 (ср)');
	});
});
