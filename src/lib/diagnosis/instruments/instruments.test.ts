import { describe, expect, it } from 'vitest';
import { factors } from '../../roadmap/factors.ts';
import { itemsOf, readInstrument, type Instrument } from './instrument.ts';
import { measuresOf } from './measures.ts';
import { estimateMinutes } from './reading-time.ts';
import { findInstrument, instruments } from './shipped.ts';

const texts = (instrument: Instrument, language: 'ru' | 'en') =>
	[...JSON.stringify(instrument).matchAll(new RegExp(`"${language}":"([^"]*)"`, 'g'))].map(
		([, text]) => text!
	);

describe('shipped instruments', () => {
	it('every factor is fed by at least two audiences', () => {
		const heard = Object.fromEntries(
			factors.map(({ code }) => [
				code,
				instruments
					.filter((instrument) =>
						measuresOf(instrument).some(({ feeds }) => feeds.some(({ factor }) => factor === code))
					)
					.map(({ audience }) => audience)
			])
		);
		for (const [code, audiences] of Object.entries(heard))
			expect(new Set(audiences).size, `${code}: ${audiences.join()}`).toBeGreaterThanOrEqual(2);
		expect(heard.CLIMATE).toEqual(['head', 'teachers', 'pupils', 'parents', 'school']);
		expect(heard.LEADER_MOTIVATION).toEqual(['head', 'teachers', 'results']);
	});

	it('have about as many questions as were asked for', () => {
		expect(instruments.map((one) => [one.id, itemsOf(one).length])).toEqual([
			['head', 39],
			['teachers', 30],
			['pupils', 26],
			['parents', 15],
			['context-school', 29],
			['context-class', 12],
			['results', 4]
		]);
	});

	it.each(instruments.filter(({ minutes }) => minutes !== null).map((one) => [one.id, one]))(
		'%s takes no longer than it says, and not half of it',
		(_, instrument) => {
			for (const language of ['ru', 'en'] as const) {
				const estimate = estimateMinutes(instrument, language);
				expect(estimate).toBeLessThanOrEqual(instrument.minutes!);
				expect(estimate).toBeGreaterThan(instrument.minutes! / 2);
			}
		}
	);

	it('say that one need not answer, and on anonymous ones that they are', () => {
		for (const { anonymous, use } of instruments.filter((one) => one.minutes !== null)) {
			expect(use.ru).toMatch(/добровольн|не обязательно/);
			expect(use.en).toMatch(/voluntary|need not|No question must/);
			if (anonymous) expect(use.ru).toMatch(/анонимн/);
		}
	});

	it('ask nothing on property, incomes, health or belief, and for no names', () => {
		const forbidden = /квартир|автомоб|машин[аы]|зарплат|телевизор|диагноз|национальност|религи/iu;
		for (const instrument of instruments)
			for (const item of itemsOf(instrument)) {
				expect(item.text.ru).not.toMatch(forbidden);
				expect(item.text.ru).not.toMatch(/доход|имуществ|фамили|телефон|адрес/iu);
			}
		for (const instrument of instruments.filter(({ anonymous }) => anonymous))
			for (const item of itemsOf(instrument).filter(({ kind }) => kind === 'text'))
				expect(item.text.ru).toMatch(/имён/);
	});

	it('speak plainly to pupils: no sentence is longer than 20 words', () => {
		for (const item of itemsOf(findInstrument('pupils')!))
			for (const sentence of item.text.ru.split(/[.?!]/))
				expect(sentence.trim().split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
	});

	it('are written as an editor would: dashes, quotes, no double spaces', () => {
		for (const instrument of instruments) {
			for (const text of texts(instrument, 'ru')) expect(text).not.toMatch(/ {2}| - |"|\.\./);
			expect(texts(instrument, 'en')).toHaveLength(texts(instrument, 'ru').length);
		}
	});

	it('hear nothing in an empty form', () => {
		for (const instrument of instruments)
			for (const { key, amount } of measuresOf(instrument)) expect(amount({}), key).toBeNull();
	});

	it('are found by name', () => {
		expect(findInstrument('pupils')!.audience).toBe('pupils');
		expect(findInstrument('nothing')).toBeNull();
	});
});

describe('an instrument of one’s own', () => {
	const own = (change: (copy: Instrument) => void) => {
		const copy = structuredClone(findInstrument('pupils')!);
		change(copy);
		return readInstrument(copy);
	};
	const problems = (change: (copy: Instrument) => void) => {
		const read = own(change);
		return 'problems' in read ? read.problems : [];
	};

	it('is read as it is', () => {
		expect(own(() => undefined)).toHaveProperty('instrument.version', 1);
		expect(readInstrument(null)).toHaveProperty('problems');
	});

	it.each<[string, (copy: Instrument) => void, RegExp]>([
		['a code used twice', (copy) => (copy.sections[1]!.items[0]!.code = 'grade'), /grade.*twice/],
		[
			'a condition on a later item',
			(copy) => (copy.sections[0]!.items[1]!.when = { item: 'behind', in: ['ask'] }),
			/behind.*not asked before/
		],
		[
			'a condition on an unknown option',
			(copy) => (copy.sections[0]!.items[1]!.when = { item: 'grade', in: ['g12'] }),
			/no option “g12”/
		],
		[
			'a condition on what is no choice',
			(copy) => (copy.sections[0]!.items[2]!.when = { item: 'explains', in: ['never'] }),
			/not a choice/
		],
		['an unknown scale', (copy) => delete copy.scales.often, /no scale “often”/],
		[
			'bounds the wrong way round',
			(copy) =>
				(copy.sections[0]!.items[1] = {
					code: 'hours',
					kind: 'number',
					text: { ru: 'Часы', en: 'Hours' },
					min: 5,
					max: 1,
					feeds: []
				}),
			/max must be above min/
		],
		[
			'a share of what is not asked',
			(copy) =>
				copy.ratios.push({
					code: 'share',
					text: { ru: 'Доля', en: 'Share' },
					part: ['grade'],
					whole: 'all',
					ramp: { from: 0, to: 1 },
					feeds: []
				}),
			/“all” is no figure/
		],
		[
			'an unknown factor',
			(copy) =>
				((copy.sections[0]!.items[1] as { feeds: unknown }).feeds = [
					{ factor: 'WEATHER', weight: 1, direction: 'raises' }
				]),
			/sections\.0\.items\.1\.feeds\.0\.factor/
		]
	])('is refused with the place: %s', (_, change, problem) => {
		expect(problems(change).join('\n')).toMatch(problem);
	});
});
