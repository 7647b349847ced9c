/** Rules of context data: what figures contradict each other, what is shown to whom. Pure. */
import type { Answers, Problem } from '../instruments/answers.ts';
import { itemsOf, type Instrument, type Item } from '../instruments/instrument.ts';
import { shippedFormula } from '../profile/formula.ts';

/** What the school enters; `results` are figures that the room of results does not know. */
export const contextForms = ['context-school', 'context-class', 'results'] as const;
export type ContextForm = (typeof contextForms)[number];

/** A part that is more than its whole: «с ОВЗ 9, учеников 7». */
export interface Contradiction {
	/** Item of the part. */
	key: string;
	number: number;
	part: Item;
	whole: Item;
	value: number;
	most: number;
}

/** Parts of shares that are more than their whole. */
export function contradictionsOf(instrument: Instrument, answers: Answers): Contradiction[] {
	const items = itemsOf(instrument);
	const found = new Map<string, Contradiction>();
	for (const { part, whole, beyond } of instrument.ratios) {
		const most = answers[whole];
		if (beyond || typeof most !== 'number') continue;
		for (const key of part) {
			const value = answers[key];
			if (typeof value !== 'number' || value <= most || found.has(key)) continue;
			const index = items.findIndex(({ code }) => code === key);
			const wholeItem = items.find(({ code }) => code === whole)!;
			found.set(key, {
				...{ key, number: index + 1, part: items[index]!, whole: wholeItem, value, most }
			});
		}
	}
	return [...found.values()];
}

/** What the form says of it, in place of a bound of the item's own. */
export function asProblem({ key, number, value, most }: Contradiction): Problem {
	return { key, number, code: 'above', given: String(value), bound: most };
}

/**
 * The figures of a sheet by item. To a reader who does not enter them, people under the smallest group
 * are told as few: two with special needs in a class are known by name.
 */
export function shownFigures(
	instrument: Instrument,
	answers: Answers,
	mayEnter: boolean
): { item: Item; value: Answers[string] | null; isFew: boolean }[] {
	return itemsOf(instrument).map((item) => {
		const value = answers[item.code] ?? null;
		const isFew =
			!mayEnter &&
			item.kind === 'number' &&
			item.people === true &&
			typeof value === 'number' &&
			value > 0 &&
			value < shippedFormula.smallestGroup;
		return { item, value: isFew ? null : value, isFew };
	});
}

/** «5 А» → «5А»; null for what names no class. */
export function classOf(given: string): string | null {
	const name = given.replace(/[\s\u00a0«»"]/g, '').toUpperCase();
	return /^(1[01]|[1-9])[-–]?[А-ЯЁA-Z0-9]{0,4}$/.test(name) ? name : null;
}
