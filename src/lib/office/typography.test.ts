import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bind } from './typography.ts';

const shown = (text: string) => bind(text).replaceAll('\u00a0', '_');

describe('bind', () => {
	it.each([
		['в школе и дома', 'в_школе и_дома'],
		['не менее 60 % семей', 'не_менее 60_% семей'],
		['Ермакова Н. В.', 'Ермакова_Н._В.'],
		['В. Г. Сорокина', 'В._Г._Сорокина'],
		['Гимназия № 1', 'Гимназия №_1'],
		['12 октября – 5 ноября', '12_октября_– 5_ноября'],
		['по необходимости', 'по необходимости'],
		['Кудрявцева Е. Н.', 'Кудрявцева Е._Н.']
	])('%s', (text, expected) => {
		expect(shown(text)).toBe(expected);
	});

	it('changes nothing but spaces', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const spaces = (given: string) => given.replaceAll('\u00a0', ' ');
				expect(spaces(bind(text))).toBe(spaces(text));
			})
		);
	});
});
