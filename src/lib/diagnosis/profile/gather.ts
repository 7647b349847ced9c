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
	/** For each form that may be heard alone: the weighted mean of its risks. */
	persons: number[];
	/** Forms that answer a used item. */
	forms: number;
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
	/** By form; null where it counts, but must not be heard alone. */
	risks: Map<Answers, number | null>;
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
			collect(found, instrument.id, measure, feed, forms, smallestGroup);

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
			risk: shares ? riskOfShare(shares, smallestGroup) : mean(heard(risks)),
			answers: risks.size
		})),
		persons: personsOf(used),
		forms: new Set(used.flatMap(({ risks }) => [...risks.keys()])).size,
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
	forms: readonly Answers[],
	smallestGroup: number
): void {
	const { key } = measure;
	const id = keyOf(instrument, key);
	const one = found.get(id) ?? { instrument, key, weight: 0, risks: new Map(), shares: null };
	one.weight = feed.weight;
	for (const form of forms) {
		const amount = measure.amount(form);
		if (amount === null) continue;
		const shares = measure.isOfPeople && measure.sums && { ...measure.sums([form]), feed, measure };
		// a class of which few are counted is heard together with the others alone
		if (shares && shares.whole < smallestGroup) one.risks.set(form, null);
		else one.risks.set(form, shares ? riskOfShare(shares, smallestGroup) : towards(feed, amount));
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

function riskOfShare(
	{ part, whole, feed, measure }: NonNullable<Collected['shares']>,
	smallestGroup: number
): number {
	const told = measure.isOfPeople ? blurred(part, whole, smallestGroup) : part;
	return towards(feed, onRamp((100 * told) / whole, measure.ramp!));
}

/**
 * One to four people, in the part or in the rest, are all taken as two and a half; of a whole under ten
 * only none, some and all are told apart. So no score tells how many a small group was.
 */
function blurred(part: number, whole: number, smallestGroup: number): number {
	const rest = whole - part;
	if (part <= 0 || rest <= 0) return part;
	if (whole < 2 * smallestGroup) return whole / 2;
	if (part < smallestGroup) return smallestGroup / 2;
	return rest < smallestGroup ? whole - smallestGroup / 2 : part;
}

function personsOf(used: Collected[]): number[] {
	const sums = new Map<Answers, { risk: number; weight: number }>();
	for (const { risks, weight } of used)
		for (const [form, risk] of risks) {
			if (risk === null) continue;
			const before = sums.get(form) ?? { risk: 0, weight: 0 };
			sums.set(form, { risk: before.risk + weight * risk, weight: before.weight + weight });
		}
	return [...sums.values()].map(({ risk, weight }) => risk / weight);
}

function heard(risks: Collected['risks']): number[] {
	return [...risks.values()].filter((risk) => risk !== null);
}

function mean(values: number[]): number {
	return total(values) / values.length;
}

function total(values: number[]): number {
	return values.reduce((all, value) => all + value, 0);
}
