/** A school's risk profile: a score for each factor that opens down to its items. Pure. */

import { factors } from '../../roadmap/factors.ts';
import { audiences, type Audience, type Instrument } from '../instruments/instrument.ts';
import { instruments as shippedInstruments } from '../instruments/shipped.ts';
import { shippedFormula, type Formula } from './formula.ts';
import { gather, type Evidence, type Source } from './gather.ts';

export type { Source } from './gather.ts';

/** `unknown` is «недостаточно данных». */
export type Level = 'high' | 'medium' | 'low' | 'unknown';

/** What one item adds to a factor's score. */
export interface Contribution {
	audience: Audience;
	instrument: string;
	/** Item, row (`item.row`) or share. */
	key: string;
	/** Mean risk of its answers, 0–100. */
	risk: number;
	/** How many answered it. */
	answers: number;
	/** Its part of the score's weight, 0–1; all parts add up to 1. */
	share: number;
	/** `share` × `risk`; all points add up to the score. */
	points: number;
}

/** What one audience says about a factor. */
export interface Voice {
	audience: Audience;
	/** null where nothing of it may be used. */
	score: number | null;
	/** People (or forms) whose answers are used; 0 where they are too few to be shown. */
	respondents: number;
	/** Standard deviation of what single people say, in points; null for fewer than two. */
	spread: number | null;
	/** Why there is no score. */
	why: 'small-group' | 'no-answers' | null;
}

export interface FactorRisk {
	factor: string;
	number: number;
	/** 0–100; null with too little data. */
	score: number | null;
	level: Level;
	/** What is missing where the level is unknown. */
	why: 'few-audiences' | 'little-coverage' | null;
	/** Answers used, over all items. */
	answers: number;
	/** Spread within the audiences together. */
	spread: number | null;
	/** Part of the weight that could speak about the factor and does, 0–1. */
	coverage: number;
	voices: Voice[];
	/** The two audiences furthest apart, where they are as far as the formula calls disagreement. */
	disagreement: { low: Audience; high: Audience; points: number } | null;
	/** The largest first; empty where there is no score. */
	contributions: Contribution[];
}

/**
 * The profile over all factors. `sources` are forms by the instrument they were filled by, older
 * versions included; `instruments` are those of today and say what could be known.
 */
export function profileOf(
	sources: readonly Source[],
	formula: Formula = shippedFormula,
	instruments: readonly Instrument[] = shippedInstruments
): FactorRisk[] {
	return factors.map(({ code, number }) => {
		const heard = audiences
			.map((audience) =>
				gather(
					code,
					audience,
					sources.filter(({ instrument }) => instrument.audience === audience),
					instruments.filter((instrument) => instrument.audience === audience),
					formula.smallestGroup
				)
			)
			.filter(({ possible }) => possible > 0);
		return riskOf(code, number, heard, formula);
	});
}

function riskOf(factor: string, number: number, heard: Evidence[], formula: Formula): FactorRisk {
	const used = heard.filter(({ items }) => items.length > 0);
	const weightOf = ({ audience }: Evidence) => formula.audienceWeights[audience];
	const all = sum(used.map(weightOf));
	const contributions = used.flatMap((evidence) => {
		const weights = sum(evidence.items.map(({ weight }) => weight));
		return evidence.items.map(({ instrument, key, weight, risk, answers }): Contribution => {
			const share = (weightOf(evidence) / all) * (weight / weights);
			const { audience } = evidence;
			return { audience, instrument, key, risk, answers, share, points: share * risk };
		});
	});
	const coverage =
		sum(used.map((one) => (weightOf(one) * one.told) / one.possible)) / sum(heard.map(weightOf));
	const { enough } = formula;
	const why =
		used.length < enough.audiences
			? 'few-audiences'
			: coverage < enough.coverage
				? 'little-coverage'
				: null;
	// sums of thirds must not fall short of a cut-off by a millionth
	const score = why ? null : Math.round(sum(contributions.map(({ points }) => points)) * 1e6) / 1e6;
	const voices = heard.map(voiceOf);
	return {
		factor,
		number,
		score,
		level: levelOf(score, formula.levelsByFactor[factor] ?? formula.levels),
		why,
		answers: sum(contributions.map(({ answers }) => answers)),
		spread: together(used),
		coverage: Number.isNaN(coverage) ? 0 : coverage,
		voices,
		disagreement: apart(voices, formula.disagreement),
		contributions: why ? [] : contributions.sort((one, other) => other.points - one.points)
	};
}

function voiceOf({ audience, items, persons, forms, isSmall }: Evidence): Voice {
	if (items.length === 0) {
		const why = isSmall ? 'small-group' : 'no-answers';
		return { audience, score: null, respondents: 0, spread: null, why };
	}
	const weights = sum(items.map(({ weight }) => weight));
	return {
		audience,
		score: sum(items.map(({ weight, risk }) => weight * risk)) / weights,
		respondents: forms,
		spread: deviation(persons),
		why: null
	};
}

function levelOf(score: number | null, { medium, high }: Formula['levels']): Level {
	if (score === null) return 'unknown';
	return score >= high ? 'high' : score >= medium ? 'medium' : 'low';
}

/** The two voices furthest apart, if that is far. */
function apart(voices: Voice[], far: number): FactorRisk['disagreement'] {
	const told = voices.filter(({ score }) => score !== null);
	if (told.length < 2) return null;
	told.sort((one, other) => one.score! - other.score!);
	const [low, high] = [told[0]!, told.at(-1)!];
	const points = high.score! - low.score!;
	return points >= far ? { low: low.audience, high: high.audience, points } : null;
}

/** Root of the mean square deviation within audiences, by their people. */
function together(used: Evidence[]): number | null {
	const spread = used.filter(({ persons }) => persons.length > 1);
	const people = sum(spread.map(({ persons }) => persons.length));
	if (people === 0) return null;
	return Math.sqrt(
		sum(spread.map(({ persons }) => persons.length * deviation(persons)! ** 2)) / people
	);
}

function deviation(values: number[]): number | null {
	if (values.length < 2) return null;
	const mean = sum(values) / values.length;
	return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}

function sum(values: number[]): number {
	return values.reduce((all, value) => all + value, 0);
}
