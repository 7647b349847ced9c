import { describe, expect, it } from 'vitest';
import {
	gapsOf,
	languageOf,
	languagesOf,
	speak,
	textsOf,
	translations,
	type Translation
} from './languages.ts';
import { findInstrument } from './shipped.ts';

const pupils = findInstrument('pupils')!;
/** Every text written backwards: no language, but as complete as one. */
const backwards: Translation = {
	instrument: 'pupils',
	version: pupils.version,
	language: 'x-back',
	name: 'йикссуР',
	texts: Object.fromEntries(
		[...textsOf(pupils)].map(([key, { ru }]) => [key, [...ru].toReversed().join('')])
	)
};

describe('an instrument in a further language', () => {
	it('is offered and read as a whole, and asks the same', () => {
		expect(languagesOf(pupils, [backwards]).map(({ code }) => code)).toEqual([
			...['ru', 'en', 'x-back']
		]);
		const spoken = speak(pupils, 'x-back', [backwards]);
		const [text] = [...textsOf(pupils).values()];
		expect(spoken.name.ru).toBe([...text!.ru].toReversed().join(''));
		for (const [key, { ru }] of textsOf(spoken)) expect(ru, key).toBe(backwards.texts[key]);
		// codes, weights and conditions are untouched
		const bare = (instrument: typeof pupils) =>
			JSON.stringify(instrument).replace(/"ru":"[^"]*"/g, '');
		expect(bare(spoken)).toBe(bare(pupils));
		expect(pupils.name.ru).not.toBe(spoken.name.ru);
	});

	it('is not offered for another version, nor a language that nobody brought', () => {
		const old = { ...backwards, version: pupils.version + 1 };
		expect(languagesOf(pupils, [old])).toHaveLength(2);
		expect(languageOf(pupils, 'x-back', [old])).toBe('ru');
		expect(languageOf(pupils, 'en', [])).toBe('en');
		expect(speak(pupils, 'x-back', [old])).toBe(pupils);
	});

	it('tells what a translation lacks and what it has too much', () => {
		const texts: Record<string, string> = {
			...backwards.texts,
			...{ purpose: ' ', 'items.none': 'x' }
		};
		delete texts.name;
		const given = { ...backwards, texts };
		expect(gapsOf(pupils, given)).toEqual(['name', 'purpose', 'items.none']);
		expect(gapsOf(pupils, backwards)).toEqual([]);
	});

	it('is complete where it is shipped', () => {
		for (const one of translations) {
			const instrument = findInstrument(one.instrument, one.version);
			expect(instrument, one.instrument).not.toBeNull();
			expect(gapsOf(instrument!, one), `${one.instrument}.${one.language}`).toEqual([]);
		}
	});
});
