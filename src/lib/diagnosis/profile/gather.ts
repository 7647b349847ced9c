/** What one audience's forms say about one factor, small groups left out. */

import type { Answers } from '../instruments/answers.ts';
import type { Audience, Feed, Instrument } from '../instruments/instrument.ts';
import { measuresOf, onRamp, type Measure } from '../instruments/measures.ts';

/** Forms filled by one version of an instrument; they are valued as that version says. */
export interface Source {
	instrument: Instrument;
	forms: readonly Answers[];
}

interface ItemEvidence {
	instrument: string;
	key: string;
	weight: number;
	/** Mean risk, 0–100. */
	risk: number;
	answers: number;
}

export interface Evidence {
	audience: Audience;
	/** Items with enough answers to be used. */
	items: ItemEvidence[];
	/** For each form that answers a used item: the weighted mean of its risks. */
	persons: number[];
	/** There are answers, but too few to be shown. */
	isSmall: boolean;
	/** Weight of today's items that speak about the factor, and of those of them that are used. */
	possible: number;
	told: number;
}

/** One item over all its versions. */
interface Collected {
	instrument: string;
	key: string;
	weight: number;
	/** By form; null where it says nothing. */
	risks: Map<Answers, number>;
	/** A share of all forms together; its whole counts people. */
	shares: { part: number; whole: number; feed: Feed; measure: Measure } | null;
}

/** Gathers what `sources` of one audience say about `factor`. */
export function gather(
	factor: string,
	audience: Audience,
	sources: readonly Source[],
	today: readonly Instrument[],
	smallestGroup: number
): Evidence {
	const found = new Map<string, Collected>();
	// newer versions last: their weight counts for the answers of all
	const ordered = [...sources].sort(
		(one, other) => one.instrument.version - other.instrument.version
	);
	for (const { instrument, forms } of ordered)
		for (const { measure, feed } of speaking(instrument, factor))
			collect(found, instrument.id, measure, feed, forms);

	const isAnonymous = sources.some(({ instrument }) => instrument.anonymous);
	const least = isAnonymous ? smallestGroup : 1;
	const answered = [...found.values()].filter(({ risks }) => risks.size > 0);
	const used = answered.filter(
		({ risks, shares }) => risks.size >= least && (!shares || shares.whole >= smallestGroup)
	);
	const possible = today.flatMap((instrument) =>
		speaking(instrument, factor).map(({ measure, feed }) => ({
			id: keyOf(instrument.id, measure.key),
			weight: feed.weight
		}))
	);
	const usedIds = new Set(used.map(({ instrument, key }) => keyOf(instrument, key)));
	return {
		audience,
		items: used.map(({ instrument, key, weight, risks, shares }) => ({
			instrument,
			key,
			weight,
			risk: shares ? riskOfShare(shares) : mean([...risks.values()]),
			answers: risks.size
		})),
		persons: personsOf(used),
		isSmall: answered.length > 0 && used.length === 0,
		possible: total(possible.map(({ weight }) => weight)),
		told: total(possible.filter(({ id }) => usedIds.has(id)).map(({ weight }) => weight))
	};
}

function speaking(instrument: Instrument, factor: string): { measure: Measure; feed: Feed }[] {
	return measuresOf(instrument).flatMap((measure) =>
		measure.feeds.filter((feed) => feed.factor === factor).map((feed) => ({ measure, feed }))
	);
}

function collect(
	found: Map<string, Collected>,
	instrument: string,
	measure: Measure,
	feed: Feed,
	forms: readonly Answers[]
): void {
	const { key } = measure;
	const id = keyOf(instrument, key);
	const one = found.get(id) ?? { instrument, key, weight: 0, risks: new Map(), shares: null };
	one.weight = feed.weight;
	for (const form of forms) {
		const amount = measure.amount(form);
		if (amount !== null) one.risks.set(form, towards(feed, amount));
	}
	if (measure.sums) {
		const { part, whole } = measure.sums([...forms]);
		const before = one.shares ?? { part: 0, whole: 0 };
		one.shares = { part: before.part + part, whole: before.whole + whole, feed, measure };
	}
	found.set(id, one);
}

function keyOf(instrument: string, key: string): string {
	return `${instrument} ${key}`;
}

/** An amount as risk: what lowers a risk counts from the other end. */
function towards({ direction }: Feed, amount: number): number {
	return direction === 'raises' ? amount : 100 - amount;
}

function riskOfShare({ part, whole, feed, measure }: NonNullable<Collected['shares']>): number {
	return towards(feed, onRamp((100 * part) / whole, measure.ramp!));
}

function personsOf(used: Collected[]): number[] {
	const sums = new Map<Answers, { risk: number; weight: number }>();
	for (const { risks, weight } of used)
		for (const [form, risk] of risks) {
			const before = sums.get(form) ?? { risk: 0, weight: 0 };
			sums.set(form, { risk: before.risk + weight * risk, weight: before.weight + weight });
		}
	return [...sums.values()].map(({ risk, weight }) => risk / weight);
}

function mean(values: number[]): number {
	return total(values) / values.length;
}

function total(values: number[]): number {
	return values.reduce((all, value) => all + value, 0);
}
