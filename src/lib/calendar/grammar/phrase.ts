import type { Token } from '../token.ts';
import { tokenise } from '../tokens.ts';
import type { WordClass } from '../lexicon.ts';
import type { TermDoubt } from '../term.ts';
import { readClause, readLooseClause } from './clauses.ts';
import { attempt, peek, skipWords, takeKind, takeWord } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { readDates } from './dates.ts';
import type { Item, Reading } from './meaning.ts';
import { readRecurrence } from './recurrences.ts';
import { readYearWord, takeAfterReport } from './years.ts';

/** Reads a «Срок» phrase into what it says, before any plan is known. Never throws. */
export function readPhrase(phrase: string): Reading {
	const cursor: Cursor = { tokens: tokenise(phrase), at: 0, impossible: false, prose: new Set() };
	const items: Item[] = [];
	const doubts = new Set<TermDoubt>();
	let ignored = 0;
	let isParted = true;
	let depth = 0;
	while (cursor.at < cursor.tokens.length) {
		depth += bracket(peek(cursor)!);
		if (skipSeparator(cursor, items)) {
			isParted = true;
			continue;
		}
		const found = readItems(cursor);
		if (!found) {
			if (depth <= 0 && isMeaningful(peek(cursor)!)) ignored++;
			cursor.at++;
			continue;
		}
		if (!isParted && lacksComma(items.at(-1), found[0])) doubts.add('missing-comma');
		items.push(...followLimits(items.at(-1), found, isParted));
		isParted = false;
	}
	if (cursor.tokens.some((token) => isMistyped(token) && !cursor.prose.has(token)))
		doubts.add('mistyped-word');
	const impossible =
		cursor.impossible ||
		cursor.tokens.some((token) => token.kind === 'impossible' && !cursor.prose.has(token));
	const isEmpty = !cursor.tokens.some(({ kind }) => kind === 'word' || kind === 'number');
	return { items, impossible, doubts, ignored, isEmpty };
}

/** What stands in brackets and is not understood is a remark. */
function bracket(token: Token): number {
	return token.kind === 'open' ? 1 : token.kind === 'close' ? -1 : 0;
}

function readItems(cursor: Cursor): Item[] | null {
	return (
		attempt(cursor, readBlank) ??
		attempt(cursor, readFurther) ??
		attempt(cursor, readRecurrence) ??
		attempt(cursor, readClause) ??
		attempt(cursor, readPlanYear) ??
		attempt(cursor, readDates) ??
		attempt(cursor, readLooseClause) ??
		attempt(cursor, readSeasonOfAll)
	);
}

/** Commas, brackets, «и»; a colon after something that recurs is kept. */
function skipSeparator(cursor: Cursor, items: Item[]): boolean {
	if (takeKind(cursor, 'colon')) {
		items.push({ type: 'colon' });
		return true;
	}
	const separators = ['comma', 'open', 'close', 'slash', 'dash', 'sign', 'time'] as const;
	if (peek(cursor, 1)?.kind === 'time') skipWords(cursor, 'from', 'till', 'in', 'by');
	const isMark = separators.some((kind) => takeKind(cursor, kind) !== null);
	return isMark || takeWord(cursor, 'and') !== null;
}

/** «май 2021, далее ежегодно»: what was said is where it begins. */
function readFurther(cursor: Cursor): Item[] | null {
	if (takeWord(cursor, 'further') === null) return null;
	return [{ type: 'further' }];
}

/** A form's gap: «с ____ по ____», «на 20__ год», «с … по …». */
function readBlank(cursor: Cursor): Item[] | null {
	const isGap = peek(cursor)?.kind === 'blank';
	const isDotted = peek(cursor, 1)?.kind === 'dots' && beginsGap(peek(cursor)!);
	if (!isGap && !isDotted) return null;
	cursor.at = cursor.tokens.length;
	return [{ type: 'blank' }];
}

function beginsGap(token: Token): boolean {
	if (token.kind === 'number') return token.value === 20;
	const gaps = ['from', 'till', 'by', 'in'];
	return token.kind === 'word' && token.word !== null && gaps.includes(token.word.class);
}

/** «в течение года», «на учебный год», «календарный год», «весь период года». */
function readPlanYear(cursor: Cursor): Item[] | null {
	skipWords(cursor, 'in', 'for', 'during', 'all', 'period', 'current', 'by');
	takeWord(cursor, 'current');
	if (!readYearWord(cursor) || takeAfterReport(cursor)) return null;
	return [{ type: 'plan-year' }];
}

/** «в каникулярное время»: the holidays of the year, whichever they are. */
function readSeasonOfAll(cursor: Cursor): Item[] | null {
	takeWord(cursor, 'in', 'for');
	takeWord(cursor, 'noise', 'period');
	return takeWord(cursor, 'holidays') === null ? null : [{ type: 'event' }];
}

/** Two dates with neither comma, «и» nor dash between them: «октябрь январь». */
function lacksComma(before: Item | undefined, next: Item | undefined): boolean {
	const isDate = (item: Item | undefined) => item?.type === 'point' || item?.type === 'range';
	if (!isDate(before) || !isDate(next)) return false;
	const isYear = (item: Item) => item.type === 'point' && item.point.size === 'year';
	return !isYear(before!) && !isYear(next!);
}

/** «до 15 октября и 15 апреля»: both are limits. */
function followLimits(before: Item | undefined, found: Item[], isParted: boolean): Item[] {
	if (before?.type !== 'until' || before.point.size !== 'day' || !isParted) return found;
	return found.map((item) =>
		item.type === 'point' && item.point.size === 'day'
			? { type: 'until', point: item.point, limit: 'end' }
			: item
	);
}

function isMistyped(token: Token): boolean {
	return token.kind === 'word' && token.mistyped;
}

/** Numbers and words say something; particles that the grammar does not know do not. */
function isMeaningful(token: Token): boolean {
	if (token.kind === 'number') return true;
	if (token.kind !== 'word') return false;
	return token.word === null ? token.text.length > 2 : !FILLERS.has(token.word.class);
}

/** Known words that may be left over without a loss of meaning. */
const FILLERS = new Set<WordClass>([
	'noise',
	'ready',
	'period',
	'deadline',
	'in',
	'by',
	'for',
	'at',
	'from',
	'all',
	'and',
	'year',
	'current',
	'day-number',
	'set',
	'separate',
	'basis',
	'inclusive',
	'realisation',
	'school',
	'unit',
	'moment'
]);
