/**
 * What a roadmap lacks, seen against the profile it is to answer. Each rule is a function of its own
 * with its bounds beside it; each finding names its place, the page names the remedy. Pure.
 */
import type { PlainDate, Term, Window } from '../../calendar/term.ts';
import { stem, wordsOf } from '../words.ts';
import type { LibraryMeasure } from '../library/measures.ts';
import { suggestFactors, type Suggestion } from '../suggest/suggest.ts';
import { isDeficit, type FactorLevel } from './levels.ts';
import { monthOf, type Month } from './months.ts';

export interface CheckedMeasure {
	id: string;
	number: string | null;
	text: string;
	term: Term;
	factors: readonly number[];
	responsible: readonly { text: string; personId: string | null }[];
	result: string | null;
	/** The library's entry it came from. */
	library: string | null;
}

/** A measure of another level, or of the same roadmap, that must be done before. */
export interface Before {
	/** Of the roadmap that is checked: the one that waits. */
	measureId: string;
	id: string;
	roadmapId: string;
	number: string | null;
	text: string;
	term: Term;
	/** Short name of its organisation; null where it stands in the same roadmap. */
	owner: string | null;
	/** A link says so, or the library's order. */
	by: 'link' | 'library';
}

/** A deficit to answer: of one school, or of some of a municipality's. */
export interface Deficit {
	number: number;
	level: FactorLevel;
	score: number | null;
	/** Short names; empty for a school's own roadmap. */
	schools: readonly string[];
}

export interface Checked {
	/** null: there is no profile, and rules that need one are silent. */
	deficits: readonly Deficit[] | null;
	measures: readonly CheckedMeasure[];
	/** What links say must come first. */
	before: readonly Before[];
	library: readonly LibraryMeasure[];
}

export type Finding =
	| { rule: 'unanswered'; deficit: Deficit; offer: LibraryMeasure[] }
	| {
			rule: 'aimless';
			measure: CheckedMeasure;
			/** `unmarked` no deficit at all, `elsewhere` only what is low in the profile. */
			why: 'unmarked' | 'elsewhere';
			suggested: Suggestion[];
	  }
	| { rule: 'order'; measure: CheckedMeasure; before: Before; due: PlainDate; needed: PlainDate }
	| { rule: 'unmeasurable'; measure: CheckedMeasure; why: 'empty' | 'no-measure' }
	| { rule: 'load'; person: string; month: Month; measures: CheckedMeasure[] };

export type Rule = Finding['rule'];
export const rules = [
	'unanswered',
	'aimless',
	'order',
	'unmeasurable',
	'load'
] as const satisfies readonly Rule[];

/** From so many measures due in one month a person has too much (as in `roadmap/progress`). */
export const tooMuch = 6;
/** Entries of the library that are offered against a deficit. */
const mostOffers = 3;

/** Everything found, by rule and then in the roadmap's order. */
export function check(given: Checked): Finding[] {
	return [
		...unanswered(given),
		...aimless(given),
		...outOfOrder(given),
		...unmeasurable(given),
		...overloaded(given)
	];
}

/** High and medium deficits that no measure answers, high ones first. */
function unanswered({ deficits, measures, library }: Checked): Finding[] {
	const answered = new Set(measures.flatMap(({ factors }) => factors));
	const have = new Set(measures.map((one) => one.library));
	return (deficits ?? [])
		.filter((one) => isDeficit(one) && !answered.has(one.number))
		.toSorted((a, b) =>
			a.level === b.level ? (b.score ?? 0) - (a.score ?? 0) : a.level === 'high' ? -1 : 1
		)
		.map((deficit) => ({
			rule: 'unanswered',
			deficit,
			offer: library
				.filter(
					({ id, level, factors }) =>
						!have.has(id) &&
						factors.includes(deficit.number) &&
						(level === 'school') === (deficit.schools.length === 0)
				)
				.sort((a, b) => a.factors.length - b.factors.length)
				.slice(0, mostOffers)
		}));
}

/**
 * Measures that answer no deficit: none is marked, or, where there is a profile, only such as are low
 * there. «Недостаточно данных» is no answer either way and stays.
 */
function aimless({ deficits, measures }: Checked): Finding[] {
	const low = new Set(
		(deficits ?? []).filter(({ level }) => level === 'low').map(({ number }) => number)
	);
	return measures.flatMap((measure): Finding[] => {
		const { factors, text } = measure;
		if (factors.length === 0)
			return [{ rule: 'aimless', measure, why: 'unmarked', suggested: suggestFactors(text) }];
		if (deficits && factors.every((factor) => low.has(factor)))
			return [{ rule: 'aimless', measure, why: 'elsewhere', suggested: [] }];
		return [];
	});
}

/** What lasts no longer has an end that others wait for; of longer work the beginning counts. */
const longestWait = 3;

/**
 * Measures that are to be done before what they wait for is: by links between levels, and by the
 * order of the library within the roadmap.
 */
function outOfOrder({ measures, before, library }: Checked): Finding[] {
	const byId = new Map(measures.map((one) => [one.id, one]));
	return [...before, ...beforeByLibrary(measures, library)].flatMap((one): Finding[] => {
		const measure = byId.get(one.measureId);
		const due = measure?.term.occurrences[0]?.to;
		const first = one.term.occurrences[0];
		if (!measure || !due || !first) return [];
		const isShort = monthOf(first.to) - monthOf(first.from) < longestWait;
		const needed = isShort || isDeadline(one.term) ? first.to : first.from;
		return due < needed ? [{ rule: 'order', measure, before: one, due, needed }] : [];
	});
}

/** «до 25 января» begins no earlier than somebody begins it: its end is its date. */
function isDeadline({ phrase }: Term): boolean {
	return /^(до|не позднее)\s/i.test(phrase);
}

function beforeByLibrary(
	measures: readonly CheckedMeasure[],
	library: readonly LibraryMeasure[]
): Before[] {
	const byText = new Map(library.map((entry) => [entry.text, entry.id]));
	const entryOf = (one: CheckedMeasure): string | null =>
		one.library ?? byText.get(one.text) ?? null;
	const standing = new Map(measures.map((one) => [entryOf(one), one]));
	return measures.flatMap((measure) => {
		const entry = library.find(({ id }) => id === entryOf(measure));
		return (entry?.after ?? []).flatMap((id): Before[] => {
			const first = standing.get(id);
			if (!first) return [];
			const { number, text, term } = first;
			return [
				{
					measureId: measure.id,
					id: first.id,
					roadmapId: '',
					number,
					text,
					term,
					owner: null,
					by: 'library'
				}
			];
		});
	});
}

/**
 * A result can be measured where it has a number («не менее 80 %», «вдвое», «у каждого класса»), names
 * what is counted («доля», «число», «количество»), or says what is there or not in the end («приказ»,
 * «база данных», «назначен координатор»). «Повышение мотивации» has none of them. On 90 results of
 * corpus 001–003 it names 29, all of them wishes (docs/guide/draft.md).
 */
const numbers =
	/\d|(?<!\p{L})(кажд|втрое|вдвое|трет|полови|одн[аоу]|дв[аеу]х?(?!\p{L})|тр[её]х|четыр|(пят|шест|сем|восем|восьм|девят|десят|\p{L}*надцат|двадцат|тридцат)[ьи](?!\p{L})|ежедневно|ежемесячно|ежеквартально|все(х|м|ми)?(?!\p{L})|100)/iu;
const counted = /(?<!\p{L})(дол[яиюе]|числ|количеств|процент|охват|балл|рейтинг)/iu;
const things =
	/(?<!\p{L})(приказ|положени|программ|план|график|дорожн\p{L}* карт|справк|протокол|договор|соглашени|отч[её]т|баз\p{L} \p{L}*\s?данн|банк|перечн|перечень|спис[ко]|реестр|сертификат|удостоверени|публикац|размещ|заключени|регламент|рекомендаци|памятк|материал|маршрут|акт(?!\p{L}|ив)|расписани|сайт|стенд|кабинет|пособи|сборник|группа|координатор|семинар|конференци|наличие|отсутствие|внесен|назначен|создан|утвержд|разработан|определ[её]н(?!и)|закрепл|провед[её]н(?!и)|обучен[аыо]?(?!\p{L}))/iu;

/** Whether somebody could say at the year's end that the result is there. */
export function isMeasurable(result: string): boolean {
	return [numbers, counted, things].some((pattern) => pattern.test(result));
}

function unmeasurable({ measures }: Checked): Finding[] {
	return measures.flatMap((measure): Finding[] => {
		const result = measure.result?.trim() ?? '';
		if (result === '') return [{ rule: 'unmeasurable', measure, why: 'empty' }];
		return isMeasurable(result) ? [] : [{ rule: 'unmeasurable', measure, why: 'no-measure' }];
	});
}

/** Longer work is not counted as due in each of its months. */
const longestDue = 2;
/** Many people at once, or an organisation: their work spreads. */
const many =
	/^(учител|педагог[иа]|классные|методист|кураторы|руководители|школ|оо(?!\p{L})|администраци|специалисты)/iu;

/** People with more than six measures to finish in one month. */
function overloaded({ measures }: Checked): Finding[] {
	const loads = new Map<string, { person: string; month: Month; measures: CheckedMeasure[] }>();
	for (const measure of measures)
		for (const month of dueMonths(measure.term))
			for (const { text, personId } of measure.responsible) {
				if (personId === null && many.test(text)) continue;
				const key = `${month} ${personId ?? writing(text)}`;
				const load = loads.get(key) ?? { person: text, month, measures: [] };
				if (!load.measures.includes(measure)) load.measures.push(measure);
				loads.set(key, load);
			}
	return [...loads.values()]
		.filter((load) => load.measures.length > tooMuch)
		.toSorted((a, b) => a.month - b.month || a.person.localeCompare(b.person, 'ru'))
		.map((load) => ({ rule: 'load', ...load }));
}

/** Months in which something of it ends, but for what goes on all the time. */
function dueMonths(term: Term): Set<Month> {
	if (term.kind !== 'dates' || !term.occurrences.every(isShortOr(term))) return new Set();
	return new Set(term.occurrences.map(({ to }) => monthOf(to)));
}

function isShortOr(term: Term): (window: Window) => boolean {
	return ({ from, to }) => isDeadline(term) || monthOf(to) - monthOf(from) < longestDue;
}

/** One person however the cases of the words fall. */
function writing(text: string): string {
	return wordsOf(text)
		.map(({ folded }) => stem(folded))
		.join(' ');
}
