/** How long an instrument takes, estimated from its words and answers. */

import { itemsOf, type Audience, type Instrument, type Item } from './instrument.ts';

/** Silent reading with understanding, words a minute; a grade 5 pupil reads slowest of those asked. */
const wordsAMinute: Partial<Record<Audience, number>> = { pupils: 90 };
const adult = 160;
/** Seconds to choose or write, once the question is read. */
const seconds: Record<Item['kind'], number> = {
	scale: 4,
	single: 5,
	several: 8,
	number: 12,
	matrix: 4,
	text: 25
};

/** Minutes for the longest way through: every item is asked, options of a scale are read once. */
export function estimateMinutes(instrument: Instrument, language: 'ru' | 'en' = 'ru'): number {
	const words: string[] = [instrument.purpose[language], instrument.use[language]];
	let answering = 0;
	for (const { title } of instrument.sections) words.push(title[language]);
	for (const item of itemsOf(instrument)) {
		words.push(item.text[language], item.hint?.[language] ?? '');
		if ('options' in item) words.push(...item.options.map(({ text }) => text[language]));
		if (item.kind === 'matrix') words.push(...item.rows.map(({ text }) => text[language]));
		answering += seconds[item.kind] * (item.kind === 'matrix' ? item.rows.length : 1);
	}
	const count = words.join(' ').split(/\s+/).filter(Boolean).length;
	return count / (wordsAMinute[instrument.audience] ?? adult) + answering / 60;
}
