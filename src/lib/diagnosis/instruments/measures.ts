/** What an instrument tells about factors: every item, row and share that feeds one, in order. */

import type { Answers } from './answers.ts';
import { itemsOf, unsure, type Feed, type Instrument, type Item, type Ramp } from './instrument.ts';

/** Something asked or worked out, with the factors it speaks about. */
export interface Measure {
	/** As in `Answers`; a share by its own code. */
	key: string;
	/** Number of the question; null for a share. */
	number: number | null;
	text: { ru: string; en: string };
	feeds: Feed[];
	/** Of one form: how much of what is asked, 0–100; null where the answer says nothing. */
	amount: (answers: Answers) => number | null;
	/** A share is worked out of all forms together: what its parts and its whole add up to. */
	sums: ((forms: Answers[]) => { part: number; whole: number }) | null;
	/** The parts of a share are people. */
	isOfPeople: boolean;
	ramp: Ramp | null;
}

/** Everything of the instrument that feeds a factor. */
export function measuresOf(instrument: Instrument): Measure[] {
	const found: Measure[] = [];
	itemsOf(instrument).forEach((item, index) => {
		const number = index + 1;
		if (item.kind === 'matrix')
			for (const row of item.rows) {
				const key = `${item.code}.${row.code}`;
				const text = {
					ru: `${item.text.ru} ${row.text.ru}`,
					en: `${item.text.en} ${row.text.en}`
				};
				const amount = (answers: Answers) => amountOf(instrument, item, answers[key]);
				found.push({
					key,
					number,
					text,
					feeds: row.feeds,
					amount,
					sums: null,
					ramp: null,
					isOfPeople: false
				});
			}
		else
			found.push({
				key: item.code,
				number,
				text: item.text,
				feeds: item.feeds,
				amount: (answers) => amountOf(instrument, item, answers[item.code]),
				sums: null,
				ramp: 'ramp' in item ? (item.ramp ?? null) : null,
				isOfPeople: false
			});
	});
	const counting = new Set(
		itemsOf(instrument).flatMap((item) => (item.kind === 'number' && item.people ? item.code : []))
	);
	for (const { code, text, part, whole, ramp, feeds } of instrument.ratios) {
		const sums = (forms: Answers[]) => addUp(forms, part, whole);
		const amount = (answers: Answers) => {
			const { part: some, whole: all } = sums([answers]);
			return all > 0 ? onRamp((100 * some) / all, ramp) : null;
		};
		const isOfPeople = part.some((one) => counting.has(one));
		found.push({ key: code, number: null, text, feeds, amount, sums, ramp, isOfPeople });
	}
	return found.filter(({ feeds }) => feeds.length > 0);
}

/** Where a figure stands on its ramp, 0–100. */
export function onRamp(value: number, { from, to }: Ramp): number {
	return Math.min(100, Math.max(0, (100 * (value - from)) / (to - from)));
}

function amountOf(
	{ scales }: Instrument,
	item: Item,
	answer: Answers[string] | undefined
): number | null {
	if (answer === undefined || answer === unsure) return null;
	switch (item.kind) {
		case 'scale':
		case 'matrix': {
			const { options } = scales[item.scale]!;
			const place = options.findIndex(({ code }) => code === answer);
			return place < 0 ? null : (100 * place) / (options.length - 1);
		}
		case 'single':
			return item.options.find(({ code }) => code === answer)?.value ?? null;
		case 'several':
			return onRamp(
				item.options.filter(({ code, alone }) => !alone && (answer as string[]).includes(code))
					.length,
				item.ramp
			);
		case 'number':
			return item.ramp ? onRamp(answer as number, item.ramp) : null;
		case 'text':
			return null;
	}
}

/** Only forms that tell the whole and every part count: a blank is not a zero. */
function addUp(forms: Answers[], part: string[], whole: string): { part: number; whole: number } {
	const told = forms.filter((form) =>
		[...part, whole].every((code) => typeof form[code] === 'number')
	);
	const sum = (codes: string[]) =>
		told.reduce(
			(all, form) => all + codes.reduce((some, code) => some + (form[code] as number), 0),
			0
		);
	return { part: sum(part), whole: sum([whole]) };
}
