import { describe, expect, it } from 'vitest';
import { alikeOf, deficits, riskDictionaries } from './factors.ts';

describe('the dictionaries of factors', () => {
	it('numbers the 17 deficits of the form in order, each code once', () => {
		expect(deficits.map(({ number }) => number)).toEqual(
			Array.from({ length: 17 }, (_, i) => i + 1)
		);
		expect(new Set(deficits.map(({ code }) => code)).size).toBe(17);
	});

	it('points from «500+» to deficits that there are, and says what is only general knowledge', () => {
		for (const { factors, source } of riskDictionaries) {
			expect(source.certainty).toBe('general-knowledge');
			for (const factor of factors)
				for (const number of factor.deficits)
					expect(deficits.some((deficit) => deficit.number === number)).toBe(true);
		}
	});

	it('knows what other dictionaries call a deficit', () => {
		expect(alikeOf(9).map(({ factor }) => factor.code)).toEqual(['LANGUAGE']);
		expect(alikeOf(7).map(({ factor }) => factor.code)).toEqual(['FAILURE_RISK', 'ADAPTIVITY']);
		expect(alikeOf(11)).toEqual([]);
	});
});
