import { readTerm } from '../../src/lib/calendar/calendar.ts';
import { planOccurrences } from '../../src/lib/roadmap/execution/occurrences.ts';

/** «Сроки» of a generated roadmap in the field's own proportions: measures take them in turn. */
const phrases = [
	...Array.from({ length: 9 }, () => 'ежемесячно'),
	...Array.from({ length: 3 }, () => 'ежеквартально'),
	'октябрь, декабрь, февраль, апрель',
	'1 раз в полугодие',
	'постоянно',
	'до 31 марта',
	'ноябрь',
	'май',
	'по отдельному графику',
	'по мере необходимости'
];

interface Phrase {
	year: number;
	/** From 1, within the year. */
	place: number;
	text: string;
	term: unknown;
	from: string | null;
	to: string | null;
	due: { kind: string; from: string | null; to: string | null; neverLate: boolean }[];
}

/** Each phrase as the calendar reads it in the school year that begins in `year`, with its occurrences. */
export function readPhrases(years: number[]): Phrase[] {
	return years.flatMap((year) => {
		const plan = { from: `${year}-09-01`, to: `${year + 1}-08-31` };
		return phrases.map((text, index) => {
			const { phrase, ...term } = readTerm(text, { plan });
			return {
				year,
				place: index + 1,
				text: phrase,
				term,
				from: term.window?.from ?? null,
				to: term.window?.to ?? null,
				due: planOccurrences(term, plan, 'half-yearly')
			};
		});
	});
}
