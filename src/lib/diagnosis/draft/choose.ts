/**
 * Which factors a school should work on. A school that takes all of them works on none: the form of
 * «500+» asks for a programme for each chosen factor, so that few are chosen. Pure.
 */
import type { LevelOf } from './levels.ts';

/** More than that are warned about: each means a programme, three or four measures and its people. */
export const mostFactors = 5;

export interface FactorChoice extends LevelOf {
	suggested: boolean;
	/** Why it is suggested, or why not. */
	because: 'high' | 'medium' | 'enough' | 'low' | 'unknown';
}

const rank = { high: 0, medium: 1, low: 2, unknown: 3 };

/**
 * All factors, those that help most first: high ones, then medium ones, by score; of the high and
 * medium ones the first five are suggested.
 */
export function suggestChoice(levels: readonly LevelOf[]): FactorChoice[] {
	const ordered = [...levels].sort(
		(a, b) =>
			rank[a.level] - rank[b.level] || (b.score ?? -1) - (a.score ?? -1) || a.number - b.number
	);
	return ordered.map((one, index) => {
		const { level } = one;
		if (level === 'low' || level === 'unknown') return { ...one, suggested: false, because: level };
		if (index >= mostFactors) return { ...one, suggested: false, because: 'enough' };
		return { ...one, suggested: true, because: level };
	});
}
