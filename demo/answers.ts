/** Plausible answers of people of the invented schools: who lives with a risk says so, more or less. */
import { isAsked, type Answers } from '../src/lib/diagnosis/instruments/answers.ts';
import {
	itemsOf,
	type Feed,
	type Instrument,
	type Item
} from '../src/lib/diagnosis/instruments/instrument.ts';

/** A number from 0 to 1. */
export type Chance = () => number;

/** How much of each factor's risk a school has, 0–1, by its code. */
export type Risks = (factor: string) => number;

/** Always the same numbers for the same seed (mulberry32): the demonstration stays as it is. */
export function chanceOf(seed: number): Chance {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** One filled form. */
export function fill(instrument: Instrument, risks: Risks, chance: Chance): Answers {
	const answers: Answers = {};
	for (const item of itemsOf(instrument)) {
		if (!isAsked(item, answers) || chance() < 0.03) continue;
		if (item.kind === 'matrix')
			for (const row of item.rows)
				answers[`${item.code}.${row.code}`] = onScale(
					instrument.scales[item.scale]!.options,
					amountOf(row.feeds, risks, chance)
				);
		else {
			const answer = answerTo(instrument, item, amountOf(item.feeds, risks, chance), chance);
			if (answer !== null) answers[item.code] = answer;
		}
	}
	return answers;
}

/** How much of what is asked there is, 0–1: as the factors that it feeds say, and somewhat by chance. */
export function amountOf(feeds: readonly Feed[], risks: Risks, chance: Chance): number {
	const amounts = feeds.map(({ factor, direction }) =>
		direction === 'raises' ? risks(factor) : 1 - risks(factor)
	);
	const mean = amounts.reduce((all, one) => all + one, 0) / (amounts.length || 1);
	return Math.min(1, Math.max(0, (feeds.length > 0 ? mean : 0.5) + (chance() - 0.5) * 0.5));
}

function answerTo(
	{ scales }: Instrument,
	item: Exclude<Item, { kind: 'matrix' }>,
	amount: number,
	chance: Chance
): Answers[string] | null {
	switch (item.kind) {
		case 'scale':
			return onScale(scales[item.scale]!.options, amount);
		case 'single': {
			const told = item.options.filter(({ value }) => value !== null);
			const options = told.length > 0 ? told : item.options;
			if (told.length === 0) return options[Math.floor(chance() * options.length)]!.code;
			const far = ({ value }: { value: number | null }) => Math.abs(value! - 100 * amount);
			return told.reduce((best, one) => (far(one) < far(best) ? one : best)).code;
		}
		case 'several': {
			const { from, to } = item.ramp;
			const chosen = item.options
				.filter(({ alone }) => !alone)
				.slice(0, Math.round(from + amount * (to - from)));
			const none = item.options.find(({ alone }) => alone);
			return (chosen.length > 0 ? chosen : none ? [none] : []).map(({ code }) => code);
		}
		case 'number': {
			const { from, to } = item.ramp ?? { from: item.min, to: item.max };
			const digits = 10 ** (item.decimals ?? 0);
			return Math.round((from + amount * (to - from)) * digits) / digits;
		}
		case 'text':
			return null;
	}
}

function onScale(options: readonly { code: string }[], amount: number): string {
	return options[Math.round(amount * (options.length - 1))]!.code;
}

/** A form of context data: what is counted follows the school's size, shares follow its risks. */
export function count(
	instrument: Instrument,
	known: Record<string, number>,
	risks: Risks,
	chance: Chance
): Answers {
	const answers: Answers = { ...known };
	for (const { part, whole, ramp, feeds, beyond } of instrument.ratios) {
		const all = answers[whole];
		if (typeof all !== 'number') continue;
		const share = ramp.from + amountOf(feeds, risks, chance) * (ramp.to - ramp.from);
		const sum = Math.round((all * share) / 100);
		answers[part[0]!] ??= beyond ? sum : Math.min(all, sum);
	}
	for (const item of itemsOf(instrument))
		if (answers[item.code] === undefined && item.kind !== 'matrix') {
			const pupils = Number(known.pupils ?? 0);
			const answer =
				item.kind === 'number' && !item.ramp
					? Math.round(pupils * 0.12 * chance())
					: answerTo(instrument, item, amountOf(item.feeds, risks, chance), chance);
			if (answer !== null) answers[item.code] = answer;
		}
	return answers;
}
