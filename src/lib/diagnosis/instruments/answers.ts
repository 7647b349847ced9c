/** A filled form → answers, or what to mend and where. Pure: nothing is kept here. */

import { itemsOf, unsure, type Instrument, type Item, type ItemOf } from './instrument.ts';

/** By the item's code; a row of a matrix by `code.row`. What was left out is missing. */
export type Answers = Record<string, string | number | string[]>;

export type ProblemCode =
	| 'not-a-number'
	| 'not-whole'
	| 'too-many-decimals'
	| 'below'
	| 'above'
	| 'unknown-option'
	| 'several-for-one'
	| 'none-with-others'
	| 'too-long';

/** What is wrong with an answer, with all that a sentence about it needs. */
export interface Problem {
	/** Key of the answer, as in `Answers`. */
	key: string;
	/** Number of the question as the form shows it. */
	number: number;
	code: ProblemCode;
	/** What was written. */
	given: string;
	/** The bound that was passed: least, most, digits or characters. */
	bound: number | null;
}

export interface ReadForm {
	/** Those that are right; nothing may be kept while there are problems. */
	answers: Answers;
	problems: Problem[];
	/** Questions that these answers do not lead to: what was written there does not count. */
	ignored: { key: string; number: number; because: number }[];
}

/** What a form gives for a name; a missing one is an empty list. */
type Given = (name: string) => string[];

/** Reads a submitted form. Fields it does not know are left alone: a form carries more than answers. */
export function readAnswers(instrument: Instrument, form: FormData): ReadForm {
	const read: ReadForm = { answers: {}, problems: [], ignored: [] };
	const given: Given = (name) =>
		form.getAll(name).flatMap((value) => {
			const text = typeof value === 'string' ? value.trim() : '';
			return text === '' ? [] : [text];
		});
	const numbers = new Map<string, number>();
	itemsOf(instrument).forEach((item, index) => {
		numbers.set(item.code, index + 1);
		if (isAsked(item, read.answers)) readItem(instrument, item, index + 1, given, read);
		else if (keysOf(item).some((key) => given(key).length > 0))
			read.ignored.push({
				key: item.code,
				number: index + 1,
				because: numbers.get(item.when!.item)!
			});
	});
	return read;
}

/** Whether these answers lead to the item. */
export function isAsked({ when }: Item, answers: Answers): boolean {
	return !when || when.in.includes(String(answers[when.item]));
}

/** Names of an item's fields: the matrix has one for each row. */
export function keysOf(item: Item): string[] {
	return item.kind === 'matrix' ? item.rows.map((row) => `${item.code}.${row.code}`) : [item.code];
}

function readItem(
	{ scales }: Instrument,
	item: Item,
	number: number,
	given: Given,
	{ answers, problems }: ReadForm
): void {
	for (const key of keysOf(item)) {
		const values = given(key);
		if (values.length === 0) continue;
		const read = readValue(item, values, () => {
			const scale = scales[(item as ItemOf<'scale'>).scale]!;
			return [...scale.options.map(({ code }) => code), ...(scale.unsure ? [unsure] : [])];
		});
		if ('answer' in read) answers[key] = read.answer;
		else problems.push({ key, number, ...read });
	}
}

type ReadValue =
	| { answer: string | number | string[] }
	| { code: ProblemCode; given: string; bound: number | null };

function readValue(item: Item, values: string[], scale: () => string[]): ReadValue {
	switch (item.kind) {
		case 'scale':
		case 'matrix':
			return readOne(scale(), values);
		case 'single':
			return readOne(
				item.options.map(({ code }) => code),
				values
			);
		case 'several':
			return readSeveral(item, values);
		case 'number':
			return values.length > 1
				? wrong('several-for-one', values.join(', '))
				: readNumber(item, values[0]!);
		case 'text': {
			const answer = values.join('\n');
			return answer.length > item.longest
				? wrong('too-long', String(answer.length), item.longest)
				: { answer };
		}
	}
}

function wrong(code: ProblemCode, given: string, bound: number | null = null): ReadValue {
	// a robot may send a book: the sentence shows its beginning
	return { code, given: given.slice(0, 60), bound };
}

function readOne(options: string[], values: string[]): ReadValue {
	if (values.length > 1) return wrong('several-for-one', values.join(', '));
	const [answer] = values;
	return options.includes(answer!) ? { answer: answer! } : wrong('unknown-option', answer!);
}

function readSeveral({ options }: ItemOf<'several'>, values: string[]): ReadValue {
	const foreign = values.find((value) => !options.some(({ code }) => code === value));
	if (foreign !== undefined) return wrong('unknown-option', foreign);
	const chosen = options.filter(({ code }) => values.includes(code));
	return chosen.length > 1 && chosen.some(({ alone }) => alone)
		? wrong('none-with-others', values.join(', '))
		: { answer: chosen.map(({ code }) => code) };
}

function readNumber({ min, max, decimals = 0 }: ItemOf<'number'>, written: string): ReadValue {
	const plain = written
		.replace(/[\s\u00a0\u202f]/g, '')
		.replace(',', '.')
		.replace(/^[−–]/, '-');
	const match = /^-?\d{1,12}(?:\.(\d+))?$/.exec(plain);
	if (!match) return wrong('not-a-number', written);
	const answer = Number(plain);
	if (decimals === 0 && !Number.isInteger(answer)) return wrong('not-whole', written);
	if ((match[1] ?? '').replace(/0+$/, '').length > decimals)
		return wrong('too-many-decimals', written, decimals);
	if (answer < min) return wrong('below', written, min);
	return answer > max ? wrong('above', written, max) : { answer };
}
