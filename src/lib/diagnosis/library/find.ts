/** Search of the library and its filters. Pure. */
import { deficits } from '../factors/factors.ts';
import { stem, wordsOf } from '../words.ts';
import {
	efforts,
	libraryLevels,
	libraryMeasures,
	type Effort,
	type LibraryLevel,
	type LibraryMeasure
} from './measures.ts';

export const librarySize = 20;

export interface LibraryFilter {
	/** As typed. */
	words: string;
	factor: number | null;
	level: LibraryLevel | null;
	effort: Effort | null;
	/** The roadmap that measures are chosen for. */
	roadmap: string | null;
	/** From 1. */
	page: number;
}

/** What stands in the address; whatever is not understood filters nothing. */
export function readLibraryFilter(address: URLSearchParams): LibraryFilter {
	const page = Number(address.get('page'));
	const factor = Number(address.get('factor'));
	return {
		words: (address.get('q') ?? '').trim().slice(0, 200),
		factor: deficits.some(({ number }) => number === factor) ? factor : null,
		level: libraryLevels.find((level) => level === address.get('level')) ?? null,
		effort: efforts.find((effort) => effort === address.get('effort')) ?? null,
		roadmap: address.get('roadmap')?.slice(0, 40) || null,
		page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1
	};
}

/**
 * Measures that hold every word that was typed, in any form and anywhere in the entry, those with
 * more of them in their own text first, else in the library's order.
 */
export function searchLibrary(
	{ words, factor, level, effort }: Omit<LibraryFilter, 'page' | 'roadmap'>,
	measures: readonly LibraryMeasure[] = libraryMeasures
): LibraryMeasure[] {
	const asked = wordsOf(words).map(({ folded }) => stem(folded));
	return measures
		.filter(
			(measure) =>
				(factor === null || measure.factors.includes(factor)) &&
				(level === null || measure.level === level) &&
				(effort === null || measure.effort === effort)
		)
		.map((measure) => ({ measure, hits: hitsOf(measure, asked) }))
		.filter(({ hits }) => hits !== null)
		.sort((a, b) => b.hits! - a.hits!)
		.map(({ measure }) => measure);
}

/** Asked stems that the text itself holds; null where one is nowhere in the entry. */
function hitsOf(measure: LibraryMeasure, asked: string[]): number | null {
	if (asked.length === 0) return 0;
	const { own, all } = stemsOf(measure);
	const holds = (stems: string[], word: string): boolean =>
		stems.some((each) => each === word || (word.length > 2 && each.startsWith(word)));
	if (!asked.every((word) => holds(all, word))) return null;
	return asked.filter((word) => holds(own, word)).length;
}

const kept = new WeakMap<LibraryMeasure, { own: string[]; all: string[] }>();

function stemsOf(measure: LibraryMeasure): { own: string[]; all: string[] } {
	const before = kept.get(measure);
	if (before) return before;
	const stems = (text: string): string[] => wordsOf(text).map(({ folded }) => stem(folded));
	const own = stems(`${measure.text} ${measure.title}`);
	const names = deficits
		.filter(({ number }) => measure.factors.includes(number))
		.map(({ name, wording }) => `${name.ru} ${name.en} ${wording}`);
	const rest = [measure.result, ...measure.responsible, ...names].join(' ');
	const made = { own, all: [...new Set([...own, ...stems(rest)])] };
	kept.set(measure, made);
	return made;
}
