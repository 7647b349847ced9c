import { describe, expect, it } from 'vitest';
import { shippedRules, shippedRuleSets } from '../rules.ts';
import { readParameters, readShare, textsOf } from './parameters.ts';

describe('a share as people write it', () => {
	it.each([
		['30', 3, 10],
		['30 %', 3, 10],
		['33,3', 333, 1000],
		['29.99', 2999, 10_000],
		['1/3', 1, 3],
		['30/100', 3, 10],
		['100', 1, 1]
	])('%s is %i/%i', (text, numerator, denominator) => {
		expect(readShare(text)).toEqual({ numerator, denominator });
	});

	it.each(['', '0', '101', '4/3', '1/0', '30,123', 'треть', '-5', '1e1'])(
		'«%s» is none',
		(text) => {
			expect(readShare(text)).toBeNull();
		}
	);
});

describe('the parameters of a rule set', () => {
	const own = {
		...shippedRules('2025')!,
		lowShare: { numerator: 1, denominator: 3 },
		atRisk: null,
		minParticipants: 10,
		perLevel: true,
		excludedKinds: ['вечерняя', 'коррекционная'],
		countAsOne: [{ name: 'ЕГЭ, математика', procedures: ['ege-math-base', 'ege-math-profile'] }]
	};

	it.each([...shippedRuleSets.map((id) => shippedRules(id)!), own])('come back: $id', (rules) => {
		expect(readParameters(textsOf(rules))).toEqual({ parameters: expect.objectContaining({}) });
		const { parameters } = readParameters(textsOf(rules)) as { parameters: object };
		expect({ ...rules, ...parameters }).toEqual(rules);
	});

	it('are refused field by field', () => {
		const texts = {
			share: '0',
			many: 'два',
			years: '1',
			list: 'none',
			risk: '',
			least: '-1',
			joined: 'ЕГЭ: ege-rus'
		};
		const { errors } = readParameters(texts) as { errors: Record<string, string> };
		expect(Object.keys(errors).sort()).toEqual([
			'joined',
			'least',
			'list',
			'many',
			'risk',
			'share',
			'years'
		]);
	});
});
