/** Who needs support by a rule set: pure, in whole numbers. domain.md §1. */

import type { Combination, Condition, RuleSet } from './rules.ts';

/** What a school's pupils showed in one procedure of one year. */
export interface Result {
	/** The procedure without its year: «ОГЭ, математика». */
	procedure: string;
	year: number;
	participants: number;
	/** How many of them did not pass the minimum; at most `participants`. */
	low: number;
	/** Level of education, where the file names it. */
	level: string | null;
}

/** `share` is low / participants, for showing only: comparison is done in whole numbers. */
export interface LowProcedure {
	procedure: string;
	participants: number;
	low: number;
	share: number;
}

export type Status = 'low-results' | 'at-risk' | 'none' | 'not-evaluated';

export interface Finding {
	status: Status;
	/** Low results of the year, in the order of the results. */
	lowProcedures: LowProcedure[];
	/** Those of them that were low in the years before as well. */
	repeated: string[];
	/** Which conditions of the rule set hold, at one level at least. */
	holds: Condition[];
	/** Procedures of the year that were evaluated, and those that could not be. */
	evaluated: number;
	notEvaluated: { procedure: string; participants: number }[];
	/** Years that repetition asks for and of which the school has no results at all. */
	missingYears: number[];
	/** The rule set leaves out schools of this kind. */
	excludedKind: string | null;
}

/** Whether `low` of `participants` reach the rule set's share: exactly 30 % does. */
export function isLow(low: number, participants: number, rules: RuleSet): boolean {
	const { numerator, denominator } = rules.lowShare;
	return participants > 0 && low * denominator >= numerator * participants;
}

/**
 * What a rule set says of one school in `year`. `results` holds its results of `year` and of the
 * years before, each procedure once a year; `kind` is the kind of the school where it is known.
 */
export function identify(
	results: readonly Result[],
	rules: RuleSet,
	year: number,
	kind: string | null = null
): Finding {
	const counted = countTogether(results, rules);
	const assessed = assess(counted, rules, year);
	const evaluated = assessed.filter((one) => one.isEvaluated);
	const low = evaluated.filter((one) => one.isLow);
	const repeated = low.filter((one) => one.wasLow);
	const excludedKind = kind !== null && rules.excludedKinds.includes(kind) ? kind : null;
	const { status, holds } = decide(low, repeated, rules);
	const years = new Set(counted.map((result) => result.year));
	return {
		status: excludedKind !== null || evaluated.length === 0 ? 'not-evaluated' : status,
		lowProcedures: low.map(({ result: { procedure, participants, low } }) => ({
			procedure,
			participants,
			low,
			share: low / participants
		})),
		repeated: repeated.map(({ result }) => result.procedure),
		holds,
		evaluated: evaluated.length,
		notEvaluated: assessed
			.filter((one) => !one.isEvaluated)
			.map(({ result: { procedure, participants } }) => ({ procedure, participants })),
		missingYears: earlierYears(year, rules).filter((earlier) => !years.has(earlier)),
		excludedKind
	};
}

/** One result of the year, as the rule set sees it. */
export interface Assessed {
	result: Result;
	isEvaluated: boolean;
	isLow: boolean;
	/** The same procedure was low in every earlier year that repetition asks for. */
	wasLow: boolean;
}

/** The results of `year`; what counts as one procedure is added up already in `counted`. */
export function assess(counted: readonly Result[], rules: RuleSet, year: number): Assessed[] {
	const before = earlierYears(year, rules);
	return counted
		.filter((result) => result.year === year)
		.map((result) => ({
			result,
			isEvaluated: isEvaluated(result, rules),
			isLow: isEvaluated(result, rules) && isLow(result.low, result.participants, rules),
			wasLow: wasLowIn(before, result, counted, rules)
		}));
}

/** The years before `year` that a repetition must cover, the latest first. */
export function earlierYears(year: number, rules: RuleSet): number[] {
	return Array.from({ length: rules.consecutiveYears - 1 }, (_, i) => year - 1 - i);
}

function isEvaluated({ participants }: Result, rules: RuleSet): boolean {
	return participants > 0 && participants >= (rules.minParticipants ?? 0);
}

function wasLowIn(
	years: readonly number[],
	{ procedure }: Result,
	all: readonly Result[],
	rules: RuleSet
): boolean {
	return years.every((year) => {
		const before = all.find((other) => other.year === year && other.procedure === procedure);
		return (
			before !== undefined &&
			isEvaluated(before, rules) &&
			isLow(before.low, before.participants, rules)
		);
	});
}

/** Each level apart where the rule set says so; one level is enough to put a school on the list. */
function decide(
	low: readonly Assessed[],
	repeated: readonly Assessed[],
	rules: RuleSet
): { status: Status; holds: Condition[] } {
	const byLevel = levelsOf(low, rules).map((level) => {
		const here = (one: Assessed): boolean => isAt(one, level);
		const holds: Condition[] = [];
		if (low.filter(here).length >= rules.minLowProcedures) holds.push('many');
		if (repeated.some(here)) holds.push('repeated');
		return holds;
	});
	const any = (wanted: Combination | null): boolean =>
		wanted !== null && byLevel.some((holds) => fulfils(holds, wanted));
	const all = new Set(byLevel.flat());
	return {
		status: any(rules.lowResults) ? 'low-results' : any(rules.atRisk) ? 'at-risk' : 'none',
		holds: (['many', 'repeated'] as const).filter((condition) => all.has(condition))
	};
}

/** The levels that the rule set asks apart; `undefined` is all of them together. */
export function levelsOf(all: readonly Assessed[], rules: RuleSet): (string | null | undefined)[] {
	return rules.perLevel ? [...new Set(all.map(({ result }) => result.level))] : [undefined];
}

/** Whether a result belongs to one of `levelsOf`. */
export function isAt({ result }: Assessed, level: string | null | undefined): boolean {
	return level === undefined || result.level === level;
}

function fulfils(holds: readonly Condition[], wanted: Combination): boolean {
	return 'all' in wanted
		? wanted.all.every((condition) => holds.includes(condition))
		: wanted.any.some((condition) => holds.includes(condition));
}

/** The results with those procedures added up that the rule set counts as one. */
export function countTogether(results: readonly Result[], rules: RuleSet): readonly Result[] {
	if (rules.countAsOne.length === 0) return results;
	const joined = new Map<string, Result>();
	for (const result of results) {
		const group = rules.countAsOne.find(({ procedures }) => procedures.includes(result.procedure));
		const procedure = group?.name ?? result.procedure;
		const key = `${result.year} ${procedure}`;
		const before = joined.get(key);
		joined.set(key, {
			...result,
			procedure,
			participants: result.participants + (before?.participants ?? 0),
			low: result.low + (before?.low ?? 0)
		});
	}
	return [...joined.values()];
}
