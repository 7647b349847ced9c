import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { because, whatIsLow } from './because.ts';
import { identify, isLow, type Result } from './identify.ts';
import { readRules, shippedRules, type RuleSet } from './rules.ts';

const rules2020 = shippedRules('847-2020')!;
const rules2025 = shippedRules('2025')!;
const own = (changes: Partial<RuleSet>): RuleSet => ({ ...rules2025, ...changes });

/** «low of participants» in a procedure. */
const result = (
	procedure: string,
	year: number,
	low: number,
	participants: number,
	level: string | null = null
): Result => ({ procedure, year, participants, low, level });

const maths = 'ОГЭ, математика';
const russian = 'ОГЭ, русский язык';

describe('a low result', () => {
	it.each([
		[3, 10, true],
		[30, 100, true],
		[2_999, 10_000, false],
		[3_000, 10_000, true],
		[299_999_999, 1_000_000_000, false],
		[9, 30, true],
		[0, 0, false],
		[0, 5, false],
		[2, 6, true]
	])('%i of %i: %s', (low, participants, expected) => {
		expect(isLow(low, participants, rules2025)).toBe(expected);
	});

	it('is the one of exact fractions', () => {
		const counts = fc
			.bigInt({ min: 1n, max: 100_000_000n })
			.chain((all) => fc.tuple(fc.bigInt({ min: 0n, max: all }), fc.constant(all)));
		fc.assert(
			fc.property(counts, ([low, all]) => {
				expect(isLow(Number(low), Number(all), rules2025)).toBe(10n * low >= 3n * all);
			})
		);
	});
});

describe('847-2020', () => {
	it('lists two low procedures of one year', () => {
		const found = identify(
			[result(maths, 2025, 3, 10), result(russian, 2025, 3, 10)],
			rules2020,
			2025
		);
		expect(found).toMatchObject({ status: 'low-results', holds: ['many'], repeated: [] });
		expect(found.lowProcedures.map(({ share }) => share)).toEqual([0.3, 0.3]);
	});

	it('does not list two low procedures of different years', () => {
		const results = [result(maths, 2024, 9, 10), result(russian, 2025, 9, 10)];
		expect(identify(results, rules2020, 2025).status).toBe('none');
	});

	it('takes base and profile as two procedures, and as one where it is told so', () => {
		const base = 'ЕГЭ, математика (база)';
		const profile = 'ЕГЭ, математика (профиль)';
		const results = [result(base, 2025, 4, 10), result(profile, 2025, 3, 10)];
		expect(identify(results, rules2020, 2025).status).toBe('low-results');
		const joined = own({ countAsOne: [{ name: 'ЕГЭ, математика', procedures: [base, profile] }] });
		expect(identify(results, joined, 2025).lowProcedures).toEqual([
			{ procedure: 'ЕГЭ, математика', participants: 20, low: 7, share: 0.35 }
		]);
	});
});

describe('2025', () => {
	const both = [
		result(maths, 2024, 7, 22),
		result(maths, 2025, 9, 26),
		result(russian, 2025, 8, 26)
	];

	it('lists many low procedures with one of them repeated', () => {
		expect(identify(both, rules2025, 2025)).toMatchObject({
			status: 'low-results',
			holds: ['many', 'repeated'],
			repeated: [maths]
		});
	});

	it.each([
		['many alone', [result(maths, 2025, 3, 10), result(russian, 2025, 3, 10)], ['many']],
		['repetition alone', [result(maths, 2024, 3, 10), result(maths, 2025, 3, 10)], ['repeated']]
	])('puts %s at risk', (_, results, holds) => {
		expect(identify(results, rules2025, 2025)).toMatchObject({ status: 'at-risk', holds });
	});

	it.each([
		['a year between', [result(maths, 2023, 9, 10), result(maths, 2025, 9, 10)]],
		['29.99 % before', [result(maths, 2024, 2_999, 10_000), result(maths, 2025, 9, 10)]],
		['nobody before', [result(maths, 2024, 0, 0), result(maths, 2025, 9, 10)]],
		['another procedure before', [result(russian, 2024, 9, 10), result(maths, 2025, 9, 10)]]
	])('%s is no repetition', (_, results) => {
		expect(identify(results, rules2025, 2025)).toMatchObject({ status: 'none', repeated: [] });
	});

	it('never takes nobody for 0 %', () => {
		const found = identify([result(maths, 2025, 0, 0)], rules2025, 2025);
		expect(found).toMatchObject({
			status: 'not-evaluated',
			notEvaluated: [{ procedure: maths, participants: 0 }]
		});
		expect(identify([...both, result('РДР', 2025, 0, 0)], rules2025, 2025).status).toBe(
			'low-results'
		);
	});

	it('does not evaluate a school without results of the year', () => {
		expect(identify([result(maths, 2024, 9, 10)], rules2025, 2025).status).toBe('not-evaluated');
	});
});

describe('own rules', () => {
	const results = [
		result('ОГЭ', 2025, 4, 10, 'ООО'),
		result('ЕГЭ', 2025, 4, 10, 'СОО'),
		result('ЕГЭ', 2024, 4, 10, 'СОО')
	];

	it('asks each level apart', () => {
		expect(identify(results, rules2025, 2025).status).toBe('low-results');
		const perLevel = own({ perLevel: true });
		expect(identify(results, perLevel, 2025)).toMatchObject({
			status: 'at-risk',
			holds: ['repeated']
		});
		const more = [...results, result('ЕГЭ 2', 2025, 4, 10, 'СОО')];
		expect(identify(more, perLevel, 2025).status).toBe('low-results');
	});

	it('leaves small groups and excluded kinds unevaluated', () => {
		expect(identify(results, own({ minParticipants: 10 }), 2025).evaluated).toBe(2);
		expect(identify(results, own({ minParticipants: 11 }), 2025).status).toBe('not-evaluated');
		const excluding = own({ excludedKinds: ['вечерняя'] });
		expect(identify(results, excluding, 2025, 'вечерняя').status).toBe('not-evaluated');
		expect(identify(results, excluding, 2025, 'лицей').status).toBe('low-results');
	});

	it('takes another share, more procedures and more years', () => {
		const share = { numerator: 41, denominator: 100 };
		expect(identify(results, own({ lowShare: share }), 2025).lowProcedures).toEqual([]);
		expect(identify(results, own({ minLowProcedures: 3 }), 2025).holds).toEqual(['repeated']);
		const three = own({ consecutiveYears: 3 });
		expect(identify(results, three, 2025)).toMatchObject({ repeated: [], missingYears: [2023] });
		const longer = [...results, result('ЕГЭ', 2023, 4, 10, 'СОО')];
		expect(identify(longer, three, 2025).repeated).toEqual(['ЕГЭ']);
	});

	it('are checked field by field', () => {
		expect(readRules(structuredClone(rules2025))).toEqual({ rules: rules2025 });
		const bad = { ...rules2025, minLowProcedures: 0, lowShare: { numerator: 4, denominator: 3 } };
		const { problems } = readRules({ ...bad, extra: 1 }) as { problems: string[] };
		expect(problems.map((problem) => problem.split(':')[0])).toEqual([
			'lowShare',
			'minLowProcedures',
			'.'
		]);
	});
});

describe('any results', () => {
	const results = fc
		.uniqueArray(
			fc.tuple(
				fc.constantFrom('a', 'b', 'c'),
				fc.constantFrom(2023, 2024, 2025),
				fc.nat(12),
				fc.nat(12)
			),
			{ selector: ([procedure, year]) => `${procedure}${year}`, maxLength: 9 }
		)
		.map((rows) => rows.map(([p, year, x, y]) => result(p, year, Math.min(x, y), Math.max(x, y))));

	it('are at least as listed in 2020 as in 2025, and one pupil more below never helps', () => {
		const weight = { 'not-evaluated': -1, none: 0, 'at-risk': 1, 'low-results': 2 };
		fc.assert(
			fc.property(results, (all) => {
				const found = identify(all, rules2025, 2025);
				if (found.status === 'low-results') {
					expect(identify(all, rules2020, 2025).status).toBe('low-results');
				}
				const worse = all.map((one) => ({ ...one, low: Math.min(one.low + 1, one.participants) }));
				const then = identify(worse, rules2025, 2025).status;
				expect(weight[then]).toBeGreaterThanOrEqual(weight[found.status]);
				expect(identify(all.toReversed(), rules2025, 2025).status).toBe(found.status);
			})
		);
	});
});

describe('because', () => {
	const say = (results: Result[], rules = rules2025, locale: 'ru' | 'en' = 'ru') =>
		because(identify(results, rules, 2025), rules, 2025, locale).replaceAll('\u00a0', ' ');

	it('tells the figures and the conditions', () => {
		expect(
			say([result(maths, 2024, 7, 22), result(maths, 2025, 9, 26), result(russian, 2025, 8, 26)])
		).toBe(
			'Низкий результат в 2 процедурах 2025 года: ОГЭ, математика – 9 из 26 (34,6 %); ' +
				'ОГЭ, русский язык – 8 из 26 (30,8 %). В 2024 и 2025 годах низкий результат ' +
				'повторяется: ОГЭ, математика. Условия правила выполнены: школа в списке.'
		);
	});

	it('tells what is lacking', () => {
		expect(say([result(maths, 2025, 3, 10)])).toBe(
			'Низкий результат в одной процедуре 2025 года: ОГЭ, математика – 3 из 10 (30,0 %). ' +
				'Результатов 2024 года нет, поэтому повторение не проверить. Школа не в списке; для списка нужно ещё: ' +
				'низкий результат в 2 процедурах одного года и повторение в одной и той же процедуре.'
		);
		expect(say([result(maths, 2025, 0, 9)])).toBe('Низких результатов в 2025 году нет.');
		expect(say([result(maths, 2025, 0, 0)])).toContain('Оценить нельзя');
		expect(say([result(maths, 2025, 3, 10)], rules2020, 'en')).toContain('not listed');
	});

	it('tells that conditions at two levels are not enough', () => {
		const results = [
			result('ОГЭ', 2025, 4, 10, 'ООО'),
			result('ВПР', 2025, 4, 10, 'ООО'),
			result('ЕГЭ', 2025, 4, 10, 'СОО'),
			result('ЕГЭ', 2024, 4, 10, 'СОО')
		];
		expect(say(results, own({ perLevel: true }))).toContain(
			'Школа в зоне риска; для списка условия должны выполняться на одном уровне образования.'
		);
	});

	it('tells the threshold', () => {
		expect(whatIsLow(rules2025, 'ru').replaceAll('\u00a0', ' ')).toContain('30 % участников');
		const share = { numerator: 55, denominator: 200 };
		expect(whatIsLow(own({ lowShare: share }), 'en')).toContain('27.5%');
	});
});
