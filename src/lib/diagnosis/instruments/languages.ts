/**
 * Instruments in further languages, as data: `languages/INSTRUMENT.LANGUAGE.json` beside the instruments'
 * own Russian and English. What a translation has to hold is `textsOf`.
 */
import type { Instrument } from './instrument.ts';

/** A translation of one version of an instrument. */
export interface Translation {
	instrument: string;
	version: number;
	/** BCP 47, e.g. `tt`. */
	language: string;
	/** As its speakers write it. */
	name: string;
	/** By the keys of `textsOf`. */
	texts: Record<string, string>;
}

/** A language that a form can be read in. */
export interface Language {
	code: string;
	name: string;
}

const own: readonly Language[] = [
	{ code: 'ru', name: 'Русский' },
	{ code: 'en', name: 'English' }
];

/** The translations that Opora brings; a new file is listed here. */
export const translations: readonly Translation[] = [];

/** Languages of an instrument, its own first. */
export function languagesOf(
	instrument: Pick<Instrument, 'id' | 'version'>,
	among = translations
): Language[] {
	return [...own, ...of(instrument, among).map(({ language, name }) => ({ code: language, name }))];
}

/** The wanted language where the instrument has it, else Russian. */
export function languageOf(
	instrument: Pick<Instrument, 'id' | 'version'>,
	wanted: string | null,
	among = translations
): string {
	return languagesOf(instrument, among).find(({ code }) => code === wanted)?.code ?? 'ru';
}

/**
 * The instrument in a language: a further one stands where Russian stood, for the words of the page around
 * it stay Russian.
 */
export function speak(instrument: Instrument, language: string, among = translations): Instrument {
	const found = of(instrument, among).find((one) => one.language === language);
	if (!found) return instrument;
	const copy = structuredClone(instrument);
	for (const [key, text] of textsOf(copy)) text.ru = found.texts[key] ?? text.ru;
	return copy;
}

/** What is missing in a translation, what it has too much, and what is empty. */
export function gapsOf(instrument: Instrument, { texts }: Translation): string[] {
	const wanted = new Set(textsOf(instrument).keys());
	return [
		...[...wanted].filter((key) => !texts[key]?.trim()),
		...Object.keys(texts).filter((key) => !wanted.has(key))
	];
}

/** Every text that people read in an instrument, by a key that tells where it stands. */
export function textsOf(instrument: Instrument): Map<string, { ru: string; en: string }> {
	const texts = new Map<string, { ru: string; en: string }>();
	const add = (key: string, text: { ru: string; en: string } | undefined) =>
		text && texts.set(key, text);
	for (const name of ['name', 'purpose', 'use'] as const) add(name, instrument[name]);
	for (const [scale, { options, unsure }] of Object.entries(instrument.scales)) {
		for (const { code, text } of options) add(`scales.${scale}.${code}`, text);
		add(`scales.${scale}.unsure`, unsure);
	}
	for (const section of instrument.sections) {
		add(`sections.${section.code}`, section.title);
		for (const item of section.items) {
			add(`items.${item.code}`, item.text);
			add(`items.${item.code}.hint`, item.hint);
			if (item.kind === 'number') add(`items.${item.code}.unit`, item.unit);
			const parts = item.kind === 'matrix' ? item.rows : 'options' in item ? item.options : [];
			for (const { code, text } of parts) add(`items.${item.code}/${code}`, text);
		}
	}
	return texts;
}

function of(
	{ id, version }: Pick<Instrument, 'id' | 'version'>,
	among: readonly Translation[]
): Translation[] {
	return among.filter((one) => one.instrument === id && one.version === version);
}
