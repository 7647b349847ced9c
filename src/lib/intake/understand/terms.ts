import { readTerm } from '../../calendar/calendar.ts';
import type { Term, Window } from '../../calendar/term.ts';
import { columnsOf, type Columns } from './columns.ts';
import { looksLikeTerm } from './content.ts';
import type { GridCell } from './grid.ts';
import { readPeriod } from './period.ts';
import { isMark } from './profile.ts';
import { kindOfHeading } from './sections.ts';
import type { RawMeasure } from './walk.ts';
import { fold, isBlank, MONTH_NAMES, monthGenitive, monthOf } from './words.ts';

/** What a term is read against. */
export interface TermFrame {
	/** Null where the document does not say what time it covers. */
	plan: Window | null;
	written: string | null;
}

const NOWHEN: Window = { from: '2000-01-01', to: '2000-12-31' };

/** A term that is not printed. */
function noTerm(): Term {
	return {
		phrase: '',
		kind: 'unknown',
		window: null,
		occurrences: [],
		recurrence: null,
		confidence: 1,
		doubts: ['empty-phrase']
	};
}

/** Reads a phrase; without a plan only its kind is known, never a date that was not printed. */
export function readPhrase(phrase: string, frame: TermFrame): Term {
	const context = { plan: frame.plan ?? NOWHEN, written: frame.written };
	const term = readTerm(phrase, context);
	if (frame.plan || /20\d\d/.test(phrase)) return term;
	return { ...term, window: null, occurrences: [], confidence: Math.min(term.confidence, 0.5) };
}

/** The term of a measure: its own cells, narrowed by the year or month of its section. */
export function termOfMeasure(raw: RawMeasure, frame: TermFrame): Term {
	const narrowed = narrow(raw.sectionPath, frame);
	const printed = printedTerm(raw, narrowed.frame);
	if (printed) return settle(printed, narrowed);
	if (narrowed.phrase === null) return noTerm();
	const term = readPhrase(narrowed.phrase, narrowed.frame);
	return { ...term, confidence: Math.min(term.confidence, 0.9) };
}

interface Narrowed {
	frame: TermFrame;
	/** Words of the section that say when, for rows without a term of their own. */
	phrase: string | null;
	/** Month of the innermost month section. */
	month: number | null;
}

/** What the sections over a measure say of its time. */
function narrow(path: string[], frame: TermFrame): Narrowed {
	let narrowed: Narrowed = { frame, phrase: null, month: null };
	for (const heading of path) {
		const kind = kindOfHeading({ text: heading, bold: false, level: null });
		if (kind === 'year') {
			const plan = readPeriod(heading)?.plan ?? readPeriod(`${heading} год`)?.plan ?? null;
			const inside = plan && frame.plan ? intersect(plan, frame.plan) : plan;
			if (inside) narrowed = { frame: { ...frame, plan: inside }, phrase: heading, month: null };
		} else if (kind === 'month' || kind === 'part') {
			narrowed = { frame: narrowed.frame, phrase: heading, month: monthOf(firstWord(heading)) };
		} else {
			const phrase = termInside(heading);
			if (phrase) narrowed = { frame: narrowed.frame, phrase, month: null };
		}
	}
	return narrowed;
}

function firstWord(text: string): string {
	return text.split(/[\s,-]/)[0] ?? '';
}

/** «I этап – подготовительный (сентябрь – октябрь 2021 г.)»: the words in brackets or at the end. */
function termInside(heading: string): string | null {
	const bracketed = /\(([^()]{3,60})\)\s*\.?$/.exec(heading)?.[1];
	const tail = /[:–—-]\s([^:()]{3,45})$/.exec(heading)?.[1];
	for (const phrase of [bracketed, tail]) {
		if (
			phrase &&
			looksLikeTerm(phrase) &&
			/\d{4}|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал/.test(
				fold(phrase)
			)
		) {
			return phrase.trim();
		}
	}
	return null;
}

function intersect(one: Window, other: Window): Window | null {
	const from = one.from > other.from ? one.from : other.from;
	const to = one.to < other.to ? one.to : other.to;
	return from <= to ? { from, to } : null;
}

/** A phrase that only a month makes whole («до 15», «10-20») is read with its section's month. */
function settle(term: Term, narrowed: Narrowed): Term {
	if (term.kind !== 'unknown' || narrowed.phrase === null) return term;
	if (narrowed.month !== null && /\d/.test(term.phrase)) {
		const whole = readPhrase(`${term.phrase} ${monthGenitive(narrowed.month)}`, narrowed.frame);
		if (whole.kind !== 'unknown') return { ...whole, phrase: term.phrase };
	}
	const section = readPhrase(narrowed.phrase, narrowed.frame);
	if (section.window === null) return term;
	return { ...section, phrase: term.phrase, confidence: 0.6 };
}

function printedTerm(raw: RawMeasure, frame: TermFrame): Term | null {
	const phrase = textOf(raw, columnsOf(raw.columns, 'term'), raw.gathered ? ', ' : ' ');
	if (phrase !== '' && !isBlank(phrase)) return readPhrase(phrase, frame);
	return (
		beginToEnd(raw, frame) ??
		marked(raw, frame) ??
		(phrase === '' ? null : blankTerm(phrase, frame))
	);
}

function blankTerm(phrase: string, frame: TermFrame): Term | null {
	return /_/.test(phrase) ? readPhrase(phrase, frame) : null;
}

/** The text that stands in the given columns of a measure. */
export function textOf(raw: RawMeasure, columns: number[], separator = ' '): string {
	return columns
		.flatMap((column) => raw.pieces[column]!.map((cell) => cell.text))
		.filter((text) => text !== '')
		.join(separator);
}

function beginToEnd(raw: RawMeasure, frame: TermFrame): Term | null {
	const begin = textOf(raw, columnsOf(raw.columns, 'begin'));
	const end = textOf(raw, columnsOf(raw.columns, 'end'));
	const [hasBegin, hasEnd] = [!isBlank(begin), !isBlank(end)];
	if (!hasBegin && !hasEnd) return null;
	if (!hasEnd) return readPhrase(begin, frame);
	if (!hasBegin) return { ...readPhrase(`до ${end}`, frame), phrase: end };
	if (begin === end) return readPhrase(begin, frame);
	return spanTerm(begin, end, frame);
}

function spanTerm(begin: string, end: string, frame: TermFrame): Term {
	const phrase = `${begin} – ${end}`;
	const [first, last] = [readPhrase(begin, frame), readPhrase(end, frame)];
	const from = first.occurrences[0]?.from ?? first.window?.from;
	const to = laterEnd(last, from);
	if (!from || !to || first.kind !== 'dates' || last.kind !== 'dates') {
		const whole = readPhrase(phrase, frame);
		return whole.kind === 'unknown' && first.kind !== 'dates' ? { ...first, phrase } : whole;
	}
	const window = { from, to };
	return {
		phrase,
		kind: 'dates',
		window,
		occurrences: [window],
		recurrence: null,
		confidence: Math.min(first.confidence, last.confidence),
		doubts: [...new Set([...first.doubts, ...last.doubts])]
	};
}

/** The end that belongs to a beginning: in a plan of several years the first end after it. */
function laterEnd(last: Term, from: string | undefined): string | null {
	if (!from) return null;
	const after = last.occurrences.find((occurrence) => occurrence.to >= from);
	return after?.to ?? (last.window && last.window.to >= from ? last.window.to : null);
}

const ROMAN = ['I', 'II', 'III', 'IV'];

/** Marks in month, quarter or year columns become a phrase that the calendar reads. */
function marked(raw: RawMeasure, frame: TermFrame): Term | null {
	const columns = raw.columns.roles.flatMap((role, at) =>
		/^(?:month|quarter|year):/.test(role) ? [at] : []
	);
	if (columns.length === 0) return null;
	const yearly = wordedYears(raw, frame);
	if (yearly) return yearly;
	const wording = widePhrase(raw, columns);
	if (wording) return readPhrase(wording, frame);
	const painted = paintCounts(raw);
	const names = columns.flatMap((column) => {
		const name = nameOf(raw.columns, column);
		const cell = raw.row.cells[column];
		const text = raw.pieces[column]!.map((piece) => piece.text).join(' ') || (cell?.text ?? '');
		if (text === '') return cell?.shaded && painted ? [name] : [];
		return [dayIn(text, raw.columns, column) ?? name];
	});
	if (names.length === 0) return null;
	const term = readPhrase(names.join(', '), frame);
	return { ...term, confidence: Math.min(term.confidence, 0.95) };
}

/** Terms written in year columns («март» below 2023), each read inside its own year. */
function wordedYears(raw: RawMeasure, frame: TermFrame): Term | null {
	const terms = raw.columns.roles.flatMap((role, column) => {
		const [cell] = raw.pieces[column]!;
		const year = /^year:(\d{4})$/.exec(role)?.[1];
		if (!year || !cell || cell.span > 1 || !looksLikeTerm(cell.text)) return [];
		const plan = { from: `${year}-01-01`, to: `${year}-12-31` };
		return [{ ...readPhrase(cell.text, { ...frame, plan }), phrase: `${cell.text} ${year}` }];
	});
	const [first] = terms;
	if (!first || terms.length === 1) return first ?? null;
	const occurrences = terms.flatMap((term) => term.occurrences);
	const [from, to] = [occurrences[0]?.from, occurrences.at(-1)?.to];
	return {
		...first,
		phrase: terms.map((term) => term.phrase).join(', '),
		window: from && to ? { from, to } : null,
		occurrences,
		confidence: Math.min(...terms.map((term) => term.confidence)),
		doubts: [...new Set(terms.flatMap((term) => term.doubts))]
	};
}

/** «в течение года» written across the month columns. */
function widePhrase(raw: RawMeasure, columns: number[]): string | null {
	const cells = new Set(
		columns.map((column) => raw.row.cells[column]).filter((cell) => cell?.text)
	);
	const [only] = cells;
	if (cells.size !== 1 || !only || isMark(only.text) || only.text.length < 5) return null;
	return only.span > 1 || looksLikeTerm(only.text) ? only.text : null;
}

/** Paint means a mark only where the measure's own text is not painted too. */
function paintCounts(raw: RawMeasure): boolean {
	const texts: (GridCell | undefined)[] = columnsOf(raw.columns, 'text').map(
		(column) => raw.pieces[column]![0]
	);
	return !texts.some((cell) => cell?.shaded);
}

function nameOf(columns: Columns, column: number): string {
	const [kind, value] = columns.roles[column]!.split(':');
	const number = Number(value);
	const year = columns.years[column];
	if (kind === 'month') return `${MONTH_NAMES[number - 1]!}${year ? ` ${year}` : ''}`;
	if (kind === 'quarter') return `${ROMAN[number - 1]!} квартал${year ? ` ${year} года` : ''}`;
	return `${number} год`;
}

/** A day written in a month's column: «15», «1-10», «до 20». */
function dayIn(text: string, columns: Columns, column: number): string | null {
	const role = columns.roles[column]!;
	if (!role.startsWith('month:') || isMark(text)) return null;
	const month = Number(role.slice(6));
	const year = columns.years[column];
	if (/^(?:до |с |к )?\d{1,2}(?:\s?[-–]\s?\d{1,2})?(?: числа)?$/i.test(text)) {
		return `${text.replace(/ числа/i, '')} ${monthGenitive(month)}${year ? ` ${year}` : ''}`;
	}
	return /^\d{1,2}\.\d{1,2}/.test(text) ? text : null;
}
