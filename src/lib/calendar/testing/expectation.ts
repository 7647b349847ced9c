import { dayOf, monthLength, parseDay, toPlainDate } from '../days.ts';
import type { Recurrence, Term, TermKind, Window } from '../term.ts';

/** The plans in which the tables of phrases are read. */
export const PLANS = {
	calendar: { from: '2021-01-01', to: '2021-12-31' },
	school: { from: '2020-09-01', to: '2021-08-31' },
	long: { from: '2021-01-01', to: '2024-12-31' }
} satisfies Record<string, Window>;

export type PlanName = keyof typeof PLANS;

/** What a phrase should mean; only what is given is compared. */
export interface Expectation {
	kind: TermKind;
	recurrence: Recurrence | null;
	windows?: Window[];
	count?: number;
	window?: Window | null;
}

const KINDS: Record<string, TermKind> = {
	D: 'dates',
	R: 'recurring',
	C: 'continuous',
	X: 'external',
	E: 'event',
	N: 'need',
	B: 'blank',
	U: 'unknown'
};

/**
 * Reads the notation of the tables, written by the contract and not by what the reader gives.
 * `D 2021-03 2021-04-05 2021-05/2021-06` dates; `@-03` March of the plan (of each year in a long
 * plan, then yearly); `@-12~05` a range without years; `<` from the plan's first day (`<@-09-05`,
 * `<2024-02-09`); `P` the plan; `R monthly 12` how many times; `X P` a window without occurrences.
 * Three columns `a | b | c` are the calendar, school and long plan, one column is all of them.
 */
export function expectation(notation: string, name: PlanName): Expectation {
	const columns = notation.split('|').map((column) => column.trim());
	const place = { calendar: 0, school: 1, long: 2 }[name];
	const [letter = '', ...tokens] = (columns[place] ?? columns[0]!).split(' ').filter(Boolean);
	const kind = KINDS[letter]!;
	if (kind === 'recurring') return recurring(tokens, place, name);
	const windows = tokens.flatMap((token) => expand(token, name));
	if (kind === 'external' || kind === 'need') {
		return { kind, recurrence: null, windows: [], window: windows[0] ?? null };
	}
	const isYearly = name === 'long' && tokens.some((token) => token.includes('@'));
	return {
		kind: isYearly ? 'recurring' : kind,
		recurrence: isYearly ? 'yearly' : null,
		windows: inOrder(windows)
	};
}

function recurring(tokens: string[], place: number, name: PlanName): Expectation {
	const [recurrence = '', ...rest] = tokens;
	const named = {
		kind: 'recurring',
		recurrence: recurrence === '-' ? null : recurrence
	} as Expectation;
	const counts = rest[0]?.split(',').map(Number) ?? [];
	if (counts.length > 0 && counts.every((count) => !Number.isNaN(count))) {
		return { ...named, count: counts[place] ?? counts[0]! };
	}
	return { ...named, windows: inOrder(rest.flatMap((token) => expand(token, name))) };
}

function inOrder(windows: Window[]): Window[] {
	return [...windows].sort((a, b) => (a.from + a.to < b.from + b.to ? -1 : 1));
}

function expand(token: string, name: PlanName): Window[] {
	const plan = PLANS[name];
	if (token === 'P') return [plan];
	const isLimit = token.startsWith('<');
	const text = isLimit ? token.slice(1) : token;
	return yearsOf(text, name).map((year, i) => {
		const window = windowOf(text.replace('@', String(year)), year);
		if (!isLimit) return window;
		const start = i > 0 ? `${year}-01-01` : plan.from;
		return { from: start < window.to ? start : window.to, to: window.to };
	});
}

/** The years that a printed-without-year token begins in: the contract's rule. */
function yearsOf(text: string, name: PlanName): number[] {
	if (!text.startsWith('@')) return [Number(text.slice(0, 4))];
	if (name === 'long') return [2021, 2022, 2023, 2024];
	const month = Number(text.slice(2, 4));
	return [name === 'school' && month >= 9 ? 2020 : 2021];
}

function windowOf(text: string, year: number): Window {
	const [first = '', last = first] = text.split('/');
	const [begin = '', end] = first.split('~');
	if (end === undefined) return { from: edge(begin, 'from'), to: edge(last, 'to') };
	const isNext = end.slice(0, 2) < begin.slice(5, 7);
	return { from: edge(begin, 'from'), to: edge(`${isNext ? year + 1 : year}-${end}`, 'to') };
}

/** First or last day of `2021`, `2021-03` or `2021-03-05`. */
function edge(text: string, side: 'from' | 'to'): string {
	const [year = 0, month, day] = text.split('-').map(Number);
	const number = month ?? (side === 'from' ? 1 : 12);
	const at = dayOf(year, number, day ?? (side === 'from' ? 1 : monthLength(year, number)));
	const date = toPlainDate(at);
	if (parseDay(date) === null) throw new Error(`Not a date in the table: ${text}`);
	return date;
}

/** The part of a term that the expectation speaks of, for a readable comparison. */
export function comparable(term: Term, expected: Expectation): Expectation {
	return {
		kind: term.kind,
		recurrence: term.recurrence,
		...(expected.windows ? { windows: inOrder(term.occurrences) } : {}),
		...(expected.count === undefined ? {} : { count: term.occurrences.length }),
		...(expected.window === undefined ? {} : { window: term.window })
	};
}
