/** What a plan's terms mean. Pure. */
import { explainDoubt, explainTerm, readTerm, type Locale } from '../calendar/calendar.ts';
import type { PlainDate, Window } from '../calendar/term.ts';
import { planOf } from './copy.ts';
import type { Line } from './model.ts';

export interface ReadPhrase {
	/** «до 15 октября 2026»; empty where nothing was typed. */
	text: string;
	/** A person should look: not understood, or doubtful. */
	doubtful: boolean;
}

/** How a term of the plan is understood in its year. */
export function readPhrase(phrase: string, year: number, locale: Locale): ReadPhrase {
	if (phrase.trim() === '') return { text: '', doubtful: false };
	const context = { plan: planOf(year) };
	const term = readTerm(phrase, context);
	const doubt = term.doubts.find((one) => one !== 'year-assumed');
	return {
		text: doubt === undefined ? explainTerm(term, locale, context) : explainDoubt(doubt, locale),
		doubtful: doubt !== undefined || term.kind === 'unknown'
	};
}

/** Kept rows of a plan that fall due within `month` (`2026-11`), each with its last day there. */
export function dueIn<T extends Pick<Line, 'kept' | 'term' | 'section'>>(
	lines: readonly T[],
	year: number,
	month: string
): { line: T; window: Window }[] {
	return lines
		.filter(({ kept, section, term }) => kept && section === 'plan' && term !== '')
		.flatMap((line) => {
			const { occurrences, kind } = readTerm(line.term, { plan: planOf(year) });
			if (kind !== 'dates' && kind !== 'recurring') return [];
			const window = occurrences.findLast(({ to }) => to.startsWith(month));
			return window ? [{ line, window }] : [];
		})
		.sort((a, b) => order(a.window.to, b.window.to));
}

const order = (a: PlainDate, b: PlainDate) => (a < b ? -1 : a > b ? 1 : 0);
