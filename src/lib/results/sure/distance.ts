/** How many pupils stand between a school and the list: exact, by the rule set in force. */

import { assess, countTogether, isAt, levelsOf, type Assessed, type Result } from '../identify.ts';
import type { Combination, RuleSet } from '../rules.ts';

/** Pupils of `year` that would have to pass the minimum, or to fail it. */
export interface Distance {
	/** The fewest that had to pass for a listed school not to be listed; null where it is not. */
	toLeave: number | null;
	/** The fewest that had to fail for a school to be listed; null where it is, or cannot be. */
	toJoin: number | null;
}

/** A result with what it would cost to make it low, or not low. */
interface Priced extends Assessed {
	/** Pupils from here to the other side of the threshold. */
	cost: number;
}

/** How far a school is from the other side of the list of low results. */
export function distance(results: readonly Result[], rules: RuleSet, year: number): Distance {
	const priced = assess(countTogether(results, rules), rules, year)
		.filter((one) => one.isEvaluated)
		.map((one) => ({ ...one, cost: costOf(one, rules) }));
	const levels = levelsOf(priced, rules).map((level) => priced.filter((one) => isAt(one, level)));
	const toLeave = levels.map((level) => costToLeave(level, rules));
	const isListed = toLeave.some((cost) => cost > 0);
	const toJoin = Math.min(...levels.map((level) => costToJoin(level, rules)));
	return {
		toLeave: isListed ? sum(toLeave) : null,
		toJoin: isListed || !Number.isFinite(toJoin) ? null : toJoin
	};
}

function costOf({ isLow, result: { low, participants } }: Assessed, rules: RuleSet): number {
	const { numerator, denominator } = rules.lowShare;
	const fewestLow = Math.ceil((numerator * participants) / denominator);
	return isLow ? low - fewestLow + 1 : fewestLow - low;
}

/** 0 where the conditions do not hold. */
function costToLeave(level: readonly Priced[], rules: RuleSet): number {
	const low = level.filter((one) => one.isLow);
	const repeated = low.filter((one) => one.wasLow);
	const tooMany = Math.max(0, low.length - rules.minLowProcedures + 1);
	const againstMany = sum(cheapest(low, tooMany));
	const againstRepeated = sum(repeated.map(({ cost }) => cost));
	const wanted = rules.lowResults;
	const names = namesOf(wanted);
	const each = names.map((name) => (name === 'many' ? againstMany : againstRepeated));
	if ('all' in wanted || names.length === 1) return Math.min(...each);
	// None may hold: what is repeated has to go, and so much of the rest as is still too many.
	const rest = low.filter((one) => !one.wasLow);
	return againstRepeated + sum(cheapest(rest, Math.max(0, tooMany - repeated.length)));
}

/** Infinity where the conditions cannot be made to hold. */
function costToJoin(level: readonly Priced[], rules: RuleSet): number {
	const passed = level.filter((one) => !one.isLow);
	const lacking = rules.minLowProcedures - (level.length - passed.length);
	const isRepeated = level.some((one) => one.isLow && one.wasLow);
	const candidates = passed.filter((one) => one.wasLow);
	const toMany = (from: readonly Priced[], count: number): number =>
		count > from.length ? Infinity : sum(cheapest(from, Math.max(0, count)));
	const toRepeated = isRepeated ? 0 : Math.min(...candidates.map(({ cost }) => cost));
	const wanted = rules.lowResults;
	const names = namesOf(wanted);
	const each = names.map((name) => (name === 'many' ? toMany(passed, lacking) : toRepeated));
	if (!('all' in wanted) || names.length === 1) return Math.min(...each);
	if (isRepeated) return toMany(passed, lacking);
	const ways = candidates.map((one) => {
		const others = passed.filter((other) => other !== one);
		return one.cost + toMany(others, lacking - 1);
	});
	return Math.min(...ways);
}

function namesOf(wanted: Combination): string[] {
	return [...new Set('all' in wanted ? wanted.all : wanted.any)];
}

function cheapest(from: readonly Priced[], count: number): number[] {
	return from
		.map(({ cost }) => cost)
		.sort((x, y) => x - y)
		.slice(0, count);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
