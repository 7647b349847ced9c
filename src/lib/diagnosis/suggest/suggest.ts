/**
 * Which deficits a measure's text seems to answer. A rule that a person can check: a deficit is
 * suggested where words that speak of it stand together, and the words are shown. Pure.
 */
import { z } from 'zod';
import { deficits } from '../factors/factors.ts';
import { wordsOf, type Word } from '../words.ts';
import data from './cues.json' with { type: 'json' };

const schema = z.strictObject({
	version: z.int().positive(),
	source: z.string().min(1),
	/** By number of the deficit. */
	cues: z.record(z.string().regex(/^\d+$/), z.array(z.string().min(2)).min(1))
});

/** Words of one cue stand no further apart than this. */
const REACH = 6;
/** More than that many suggestions are none. */
const MOST = 4;

export interface Suggestion {
	/** Number of the deficit. */
	factor: number;
	/** What decided, as it stands in the text: «мастер-классов» gives «мастер классов». */
	words: string[];
}

type Cue = ((word: string) => boolean)[];

const cues: { factor: number; cues: Cue[] }[] = Object.entries(schema.parse(data).cues).map(
	([factor, lines]) => ({ factor: Number(factor), cues: lines.map(readCue) })
);
if (cues.some(({ factor }) => !deficits.some(({ number }) => number === factor)))
	throw new RangeError('cues.json names a deficit that the dictionary lacks');

/** «мотивац учащ|=детей»: a slot for each word, each with its beginnings or whole words. */
function readCue(line: string): Cue {
	return line.split(' ').map((slot) => {
		const ways = slot.split('|');
		return (word) =>
			ways.some((way) => (way.startsWith('=') ? word === way.slice(1) : word.startsWith(way)));
	});
}

/**
 * Deficits that the text speaks of, those with more signs first, at most four. Nothing is suggested
 * for a text that speaks of none: a person chooses.
 */
export function suggestFactors(text: string): Suggestion[] {
	const words = wordsOf(text);
	return cues
		.map(({ factor, cues }) => {
			const found = cues.flatMap((cue) => findCue(words, cue) ?? []);
			return { factor, signs: found.length, words: [...new Set(found.map((each) => each.text))] };
		})
		.filter(({ signs }) => signs > 0)
		.sort((a, b) => b.signs - a.signs || a.factor - b.factor)
		.slice(0, MOST)
		.map(({ factor, words }) => ({ factor, words }));
}

/** Suggestions beside what is marked already. */
export function suggestMore(text: string, marked: readonly number[]): Suggestion[] {
	return suggestFactors(text).filter(({ factor }) => !marked.includes(factor));
}

/** The first place where every word of the cue stands within reach of the first of them. */
function findCue(words: readonly Word[], cue: Cue): { text: string } | null {
	for (const [index, first] of words.entries()) {
		if (!cue[0]!(first.folded)) continue;
		const near = words
			.slice(Math.max(0, index - REACH), index + REACH + 1)
			.filter((word) => Math.abs(word.at - first.at) <= REACH);
		const used = [first];
		for (const slot of cue.slice(1)) {
			const next = near.find((word) => !used.includes(word) && slot(word.folded));
			if (!next) break;
			used.push(next);
		}
		if (used.length < cue.length) continue;
		used.sort((a, b) => a.at - b.at);
		return { text: used.map((word) => word.text.toLowerCase()).join(' ') };
	}
	return null;
}
