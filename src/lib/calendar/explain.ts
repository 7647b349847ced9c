import { parseDay, partsOf, toDay, toSpan } from './days.ts';
import type { Span } from './days.ts';
import { readPhrase } from './grammar/phrase.ts';
import { firstSchoolYear, schoolYearSpan } from './school-year.ts';
import type { PlainDate, Term, TermContext, TermDoubt, Window } from './term.ts';
import { english } from './wording/english.ts';
import { russian } from './wording/russian.ts';
import { isWholeMonth, isWholeMonths } from './wording/shape.ts';
import type { Wording } from './wording/wording.ts';

export type Locale = 'ru' | 'en';

const WORDINGS: Record<Locale, Wording> = { ru: russian, en: english };

/**
 * The occurrence to show first: the first that has not ended before the document was written (or
 * before any other given date), else the first of all; null where a term has none.
 */
export function shownFirst(term: Term, written?: PlainDate | null): Window | null {
	const { occurrences } = term;
	const found = written ? occurrences.find(({ to }) => to >= written) : undefined;
	return found ?? occurrences[0] ?? null;
}

/** Why a reading is doubtful or failed, as a sentence. */
export function explainDoubt(doubt: TermDoubt, locale: Locale): string {
	return WORDINGS[locale].doubts[doubt];
}

/**
 * What a term means in words: «ежеквартально, 4 раза в 2021 году, последний раз до 31 декабря»,
 * «1–31 октября 2026», «до 15 октября 2026». `context` lets a limit be told from a period and a
 * yearly term begin with the year in which the document was written.
 */
export function explainTerm(term: Term, locale: Locale, context?: TermContext): string {
	const words = WORDINGS[locale];
	if (term.kind === 'unknown' && term.doubts[0]) return words.doubts[term.doubts[0]];
	const spans = term.occurrences.map(toSpan);
	if (spans.length === 0) return withoutDates(term, words);
	if (term.kind === 'continuous') return `${words.kinds.continuous}, ${list(spans, words, false)}`;
	if (term.kind === 'dates') return datesText(term, spans, words, false, context);
	if (term.recurrence === 'yearly' && !isWhole(spans)) {
		return yearlyText(term, spans, words, false, context);
	}
	return recurringText(term, spans, words, context);
}

/** The same in a few words, for a cell of a table: «10 раз, ноябрь – август», «дат пока нет». */
export function briefTerm(term: Term, locale: Locale, context?: TermContext): string {
	const words = WORDINGS[locale];
	const spans = term.occurrences.map(toSpan);
	if (term.kind === 'unknown' || term.kind === 'blank') return words.kinds[term.kind];
	if (term.kind === 'need') return words.kinds.need;
	if (spans.length === 0) return words.noDates;
	if (term.kind === 'continuous') return list(spans, words, true);
	if (term.kind === 'dates' || spans.length === 1)
		return datesText(term, spans, words, true, context);
	const weeks = /^every-(\d+)-weeks$/.exec(term.recurrence ?? '')?.[1];
	if (weeks !== undefined && spans[0]!.to > spans[0]!.from) {
		const begin = words.since(words.day(spans[0]!.from, false, false));
		return `${words.everyDays(Number(weeks) * 7)}, ${begin}`;
	}
	if (term.recurrence === 'yearly' && !isWhole(spans)) {
		return yearlyText(term, spans, words, true, context);
	}
	if (spans.length === 2) return spans.map((span) => endText(span, words)).join(words.and);
	return `${words.times(spans.length)}, ${stretch(spans, words)}`;
}

function withoutDates(term: Term, words: Wording): string {
	const kind = term.kind === 'dates' || term.kind === 'recurring' ? '' : words.kinds[term.kind];
	const hasNoDates = term.kind !== 'blank' && term.kind !== 'need';
	const parts = [kind, hasNoDates ? words.noDates : ''];
	if (term.window) parts.push(words.within(words.span(toSpan(term.window), false)));
	return parts.filter(Boolean).join(', ');
}

/** Years one after another («ежегодно» alone) are a number of times, not a date. */
function isWhole(spans: Span[]): boolean {
	const [first, ...rest] = spans;
	if (rest.length === 0) return first!.to - first!.from > 270;
	return rest.every(({ from }, i) => from === spans[i]!.to + 1);
}

/** «до …»: the phrase is a limit and its occurrence begins with the plan. */
function isLimit(term: Term, context?: TermContext): boolean {
	const { from, to } = term.occurrences[0]!;
	if (context && from !== context.plan.from && from !== to) return false;
	const { items } = readPhrase(term.phrase);
	const isEach = (type: string) => type === 'until' || type === 'every';
	return items.some(({ type }) => type === 'until') && items.every(({ type }) => isEach(type));
}

function datesText(
	term: Term,
	spans: Span[],
	words: Wording,
	short: boolean,
	context?: TermContext
): string {
	const first = spans[0]!;
	if (isLimit(term, context)) {
		return spans.map(({ to }) => words.until(words.day(to, true, false))).join(words.and);
	}
	if (spans.length === 1) return words.span(first, short);
	const isShortList = spans.length <= (short ? 3 : 6);
	if (!isShortList) return `${words.times(spans.length)}, ${stretch(spans, words)}`;
	if (short && spans.every(isWholeMonth)) {
		return spans.map(({ from }) => words.wholeMonth(from)).join(', ');
	}
	return list(spans, words, short);
}

function list(spans: Span[], words: Wording, short: boolean): string {
	return spans.map((span) => words.span(span, short)).join(', ');
}

/** «ноябрь – август», «3 нояб. – 18 мая»; with years where the stretch is longer than one. */
function stretch(spans: Span[], words: Wording): string {
	const [from, to] = [spans[0]!.from, spans.at(-1)!.to];
	const withYears = to - from > 366;
	const isMonths = spans.some(({ from: begin, to: end }) => end - begin > 6);
	if (isMonths) return words.months(from, to, withYears);
	return `${words.day(from, withYears, true)} – ${words.day(to, withYears, true)}`;
}

function endText({ from, to }: Span, words: Wording): string {
	return from === to ? words.day(to, false, true) : words.until(words.day(to, false, true));
}

/** «1–30 сентября 2022, ежегодно, 4 раза»: the one to show first leads. */
function yearlyText(
	term: Term,
	spans: Span[],
	words: Wording,
	short: boolean,
	context?: TermContext
): string {
	const written = context?.written ? parseDay(context.written) : null;
	const first = spans.find(({ to }) => written !== null && to >= written) ?? spans[0]!;
	const isUntil = readPhrase(term.phrase).items.some(({ type }) => type === 'until');
	const shown = isUntil ? words.until(words.day(first.to, true, false)) : words.span(first, short);
	const years = [...new Set(spans.map(({ from }) => partsOf(from).year))];
	const parts = [shown, words.thenYearly];
	if (!short && spans.length > 1) {
		const period = years.length > 1 ? ` (${years[0]}–${years.at(-1)})` : '';
		parts.push(`${words.times(spans.length)}${period}`);
	}
	return parts.join(', ');
}

/** «ежеквартально, 4 раза в 2021 году, последний раз до 31 декабря». */
function recurringText(term: Term, spans: Span[], words: Wording, context?: TermContext): string {
	const last = spans.at(-1)!;
	const { text: period, named } = periodText(spans, words, context);
	const lastDay = words.day(last.to, !named, false);
	const parts = [
		words.recurrence(term.recurrence),
		`${words.times(spans.length)} ${period}`,
		spans.length > 1 ? words.last(last.from === last.to ? lastDay : words.until(lastDay)) : ''
	];
	return parts.filter(Boolean).join(', ');
}

/** «в 2021 году», «в 2026–2027 учебном году», «с января 2021 по …»; `named` where one year says all. */
function periodText(
	spans: Span[],
	words: Wording,
	context?: TermContext
): { text: string; named: boolean } {
	const whole = { from: spans[0]!.from, to: spans.at(-1)!.to };
	const [begin, end] = [partsOf(whole.from), partsOf(whole.to)];
	if (begin.year === end.year) return { text: words.inYear(begin.year), named: true };
	const first = firstSchoolYear(context ? toDay(context.plan.from) : whole.from);
	const schoolYear = schoolYearSpan(first);
	if (whole.from >= schoolYear.from && whole.to <= schoolYear.to) {
		return { text: words.inSchoolYear(first), named: false };
	}
	const withMonths = isWholeMonths(whole);
	const day = (at: number) => words.day(at, true, false);
	return {
		text: withMonths
			? `(${words.months(whole.from, whole.to, true)})`
			: words.between(day(whole.from), day(whole.to)),
		named: false
	};
}
