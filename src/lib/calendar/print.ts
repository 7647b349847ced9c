import { dayOf, hull, inOrder, partsOf, toPlainDate, toSpan, toWindow } from './days.ts';
import type { Span } from './days.ts';
import { readPhrase } from './grammar/phrase.ts';
import { planOf } from './plan.ts';
import { patternsOf } from './print-patterns.ts';
import { resolve } from './resolve.ts';
import type { Term, TermContext, Window } from './term.ts';
import { monthName, plural } from './wording/russian.ts';
import { isWholeMonths, isWholeYears } from './wording/shape.ts';

/**
 * The canonical Russian phrase of a term's meaning: read back in the same plan it gives the same
 * kind, window, occurrences and recurrence. Years are always printed; with `context` a recurring
 * term that fills its plan is printed without bounds. An `unknown` term and a recurring one that
 * never falls due keep their phrase, of an `event` only that it is one is left.
 */
export function printTerm(term: Term, context?: TermContext): string {
	switch (term.kind) {
		case 'unknown':
			return term.phrase;
		case 'blank':
			return '________';
		case 'event':
			return 'после наступления события';
		case 'external':
			return withWindow('по отдельному графику', term);
		case 'need':
			return withWindow('по необходимости', term);
		case 'continuous':
			return `постоянно, ${printList(term)}`;
		case 'dates':
			return printList(term);
		case 'recurring':
			return printRecurring(term, context);
	}
}

/**
 * A term whose dates a person set by hand: kind `dates`, sure. Without a phrase the canonical one
 * is printed. Throws `RangeError` where a window has no real dates or ends before it begins.
 */
export function termFromDates(windows: Window[], phrase?: string): Term {
	const spans = inOrder(windows.map(toSpan));
	if (spans.some(({ from, to }) => from > to)) {
		throw new RangeError('A window ends before it begins');
	}
	const whole = hull(spans);
	const term: Term = {
		phrase: phrase ?? '',
		kind: spans.length === 0 ? 'unknown' : 'dates',
		window: whole && toWindow(whole),
		occurrences: spans.map(toWindow),
		recurrence: null,
		confidence: spans.length === 0 ? 0 : 1,
		doubts: spans.length === 0 ? ['empty-phrase'] : []
	};
	return { ...term, phrase: phrase ?? printTerm(term) };
}

function withWindow(words: string, term: Term): string {
	return term.window ? `${words}, ${printSpan(toSpan(term.window))}` : words;
}

function printList(term: Term): string {
	return term.occurrences.map((window) => printSpan(toSpan(window))).join(', ');
}

/** «октябрь 2026 года», «5–9 октября 2026 года», «2026–2027 годы»: one span with its years. */
function printSpan({ from, to }: Span): string {
	const [begin, end] = [partsOf(from), partsOf(to)];
	const isOneYear = begin.year === end.year;
	if (isWholeYears({ from, to })) {
		return isOneYear ? `${begin.year} год` : `${begin.year}–${end.year} годы`;
	}
	if (isWholeMonths({ from, to })) {
		const last = `${monthName(end.month, 'nominative')} ${end.year} года`;
		if (isOneYear && begin.month === end.month) return last;
		const first = monthName(begin.month, 'nominative');
		return isOneYear ? `${first} – ${last}` : `${first} ${begin.year} года – ${last}`;
	}
	if (isOneYear && begin.month === end.month && begin.day !== end.day) {
		return `${begin.day}–${printDay(to)}`;
	}
	return from === to ? printDay(from) : `${printDay(from)} – ${printDay(to)}`;
}

function printDay(day: number): string {
	const { year, month, day: number } = partsOf(day);
	return `${number} ${monthName(month, 'genitive')} ${year} года`;
}

/** The shortest wording that reads back as the same occurrences. */
function printRecurring(term: Term, context?: TermContext): string {
	const spans = term.occurrences.map(toSpan);
	const often = printInterval(term, spans);
	const whole = hull(spans);
	if (!whole) return term.phrase;
	const bounds = [
		...new Set([[whole], ...PAUSES.map((pause) => stretches(spans, pause))].map(printBounds))
	];
	const manners = [often, ...patternsOf(term.recurrence, spans)];
	// every manner without bounds and with the plainest first: stretches of months would hide a pattern
	const wordings = [
		...(context ? manners : []),
		...bounds.flatMap((text) => manners.map((manner) => `${manner} ${text}`))
	];
	const contexts = context ? [context] : neutralContexts(whole);
	const same = wordings.find((wording) => contexts.every((plan) => readsBack(wording, term, plan)));
	return same ?? `${often}: ${printList(term)}`;
}

function printBounds(spans: Span[]): string {
	return spans.map(({ from, to }) => `с ${printDay(from)} по ${printDay(to)}`).join(', ');
}

/** Days of a pause between stretches: longer than a month, or shorter where only December is left out. */
const PAUSES = [32, 14];

/** «ежедневно с 1 по 10 октября» of several years: the stretches between longer pauses. */
function stretches(spans: Span[], pause: number): Span[] {
	const found: Span[] = [];
	for (const { from, to } of spans) {
		const last = found.at(-1);
		if (last && from - last.to <= pause) last.to = Math.max(last.to, to);
		else found.push({ from, to });
	}
	return found;
}

/** Plans of both kinds: what reads alike in them does not hang on the plan. */
function neutralContexts(whole: Span): TermContext[] {
	const { year } = partsOf(whole.from);
	const own = { plan: toWindow(whole) };
	const calendar = {
		plan: { from: toPlainDate(dayOf(year, 1, 1)), to: toPlainDate(dayOf(year, 12, 31)) }
	};
	const school = {
		plan: { from: toPlainDate(dayOf(year, 9, 1)), to: toPlainDate(dayOf(year + 1, 8, 31)) }
	};
	return [own, calendar, school];
}

function readsBack(wording: string, term: Term, context: TermContext): boolean {
	const read = resolve(wording, readPhrase(wording), planOf(context));
	return (
		read.kind === term.kind &&
		read.recurrence === term.recurrence &&
		JSON.stringify([read.window, read.occurrences]) ===
			JSON.stringify([term.window, term.occurrences])
	);
}

/** «ежемесячно», «1 раз в 4 недели»; for intervals without a name their length in months or days. */
function printInterval({ recurrence }: Term, spans: Span[]): string {
	switch (recurrence) {
		case 'daily':
			return 'ежедневно';
		case 'weekly':
			return 'еженедельно';
		case 'monthly':
			return 'ежемесячно';
		case 'quarterly':
			return 'ежеквартально';
		case 'half-yearly':
			return '1 раз в полугодие';
		case 'yearly':
			return 'ежегодно';
		case null:
			return printUnnamed(spans);
		default: {
			const weeks = Number(/\d+/.exec(recurrence)![0]);
			return `1 раз в ${weeks} ${plural(weeks, 'неделю', 'недели', 'недель')}`;
		}
	}
}

function printUnnamed(spans: Span[]): string {
	const step = spans.length > 1 ? spans[1]!.from - spans[0]!.from : 61;
	const hasName = step % 7 === 0 || step <= 1 || (step > 3 && step < 7);
	if (step <= 20 && !hasName) return `1 раз в ${step} ${plural(step, 'день', 'дня', 'дней')}`;
	const months = Math.round(step / 30.4);
	const isNamed = months <= 1 || months === 3 || months === 6 || months === 12;
	return isNamed
		? '1 раз в 2 месяца'
		: `1 раз в ${months} ${plural(months, 'месяц', 'месяца', 'месяцев')}`;
}
