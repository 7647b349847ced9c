import { fold } from './words.ts';

/** Date and number of the order that approves the plan. */
export interface Order {
	date: string | null;
	number: string | null;
}

const MONTHS = 'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря';
const DATE = `(?:["«“]?\\s?\\d{1,2}\\s?["»”]?\\s?(?:${MONTHS})\\s\\d{4}|\\d{1,2}\\s?\\.\\s?\\d{1,2}\\s?\\.\\s?(?:\\d{4}|\\d{2}(?!\\d)))`;
const NUMBER = '(?:№|n|no)\\s?([0-9а-яa-z][0-9а-яa-z/._-]*(?:\\s?[-/]\\s?[0-9а-яa-z]+)*)';
const DATE_FIRST = new RegExp(`(${DATE})\\s?(?:г(?:ода|\\.)?)?,?\\s*${NUMBER}`, 'i');
const NUMBER_FIRST = new RegExp(`${NUMBER}\\s*от\\s*(${DATE})`, 'i');
const ONLY_DATE = new RegExp(
	`^(?:от\\s)?(${DATE})\\s?(?:г(?:ода|\\.)?)?(?:\\s+[гс]\\.\\s?\\S+)?$`,
	'i'
);
const ONLY_NUMBER = new RegExp(`^${NUMBER}$`, 'i');

const ANNEX =
	/приложение(?:\s*(?:№|n)?\s*\d+)?\s*(?:к\s+(?:приказ|распоряжени|постановлени|решени))/;
const APPROVED = /(?:утвержден[аоы]?(?![а-я])|утверждаю|введен[аоы]? в действие|принят[аоы]?)/;
const ACT =
	/^(?:п\s?р\s?и\s?к\s?а\s?з|р\s?а\s?с\s?п\s?о\s?р\s?я\s?ж\s?е\s?н\s?и\s?е|п\s?о\s?с\s?т\s?а\s?н\s?о\s?в\s?л\s?е\s?н\s?и\s?е)(?:\s|$|,|№)/;
const REFERENCE =
	/в соответствии|на основании|во исполнение|в целях|руководствуясь|согласно|с изменениями|внести изменени/;

/**
 * Finds the order of this document among the lines over and under its tables: the annex mark
 * «Приложение к приказу от … № …», the stamp «УТВЕРЖДЕНО приказом …», or the head of the order
 * itself. Orders that the text only refers to do not count. `planAt` is the index of the line
 * before which the plan stands.
 */
export function findOrder(lines: string[], planAt: number): Order {
	const before = lines.slice(0, planAt);
	return (
		findMark(before, ANNEX, 'last') ??
		findMark(before, APPROVED, 'last') ??
		findAct(before) ??
		findMark(lines.slice(planAt), ANNEX, 'first') ??
		findDate(before) ?? { date: null, number: null }
	);
}

function findMark(lines: string[], mark: RegExp, which: 'first' | 'last'): Order | null {
	const found: Order[] = [];
	lines.forEach((line, at) => {
		if (line.length > 400) return;
		const folded = fold(line);
		const joined = fold(
			lines
				.slice(at, at + 6)
				.filter((each) => each.length < 160)
				.join(' ')
		);
		const begins = folded.slice(0, 60);
		if (mark === ANNEX ? !/приложение/.test(begins) : !mark.test(begins)) return;
		const hit = mark.exec(joined);
		if (!hit || hit.index > 80 || REFERENCE.test(joined.slice(0, hit.index))) return;
		const order = readOrder(joined.slice(hit.index, hit.index + 400));
		if (order) found.push(order);
	});
	return (which === 'first' ? found[0] : found.at(-1)) ?? null;
}

/** «… от 29.03.2021 г. № 121» or «№ 121 от 29.03.2021» inside a folded text. */
function readOrder(text: string): Order | null {
	const first = DATE_FIRST.exec(text);
	const second = NUMBER_FIRST.exec(text);
	if (first && (!second || first.index <= second.index)) {
		return { date: toDate(first[1]!), number: trimNumber(first[2]!) };
	}
	if (second) return { date: toDate(second[2]!), number: trimNumber(second[1]!) };
	const date = new RegExp(`(?:от\\s*)?(${DATE})`).exec(text);
	if (!date) return null;
	const plain = toDate(date[1]!);
	return plain ? { date: plain, number: null } : null;
}

/** The head of an order: date and number in the lines around the word «ПРИКАЗ». */
function findAct(lines: string[]): Order | null {
	const at = lines.findIndex((line) => line.length < 120 && ACT.test(fold(line)));
	if (at < 0) return null;
	const near = [...lines.slice(at, at + 8), ...lines.slice(Math.max(0, at - 4), at)].filter(
		(line) => line.length < 160 && !REFERENCE.test(fold(line))
	);
	for (const line of near.filter((each) => each.length < 90)) {
		const order = readOrder(fold(line));
		if (order?.number) return order;
	}
	const date = near.map((line) => ONLY_DATE.exec(fold(line))).find((match) => match !== null);
	const number = near.map((line) => ONLY_NUMBER.exec(fold(line))).find((match) => match !== null);
	if (!date && !number) return null;
	return {
		date: date ? toDate(date[1]!) : null,
		number: number ? trimNumber(number[1]!) : null
	};
}

/** A lonely date over the plan dates it where nothing else does. */
function findDate(lines: string[]): Order | null {
	for (const line of lines) {
		const match = ONLY_DATE.exec(fold(line));
		const date = match && toDate(match[1]!);
		if (date) return { date, number: null };
	}
	return null;
}

function trimNumber(number: string): string {
	return number
		.replace(/\s/g, '')
		.replace(/[.,;_-]+$/, '')
		.replace(/^_+/, '');
}

function toDate(text: string): string | null {
	const folded = fold(text)
		.replace(/["«»“”]/g, '')
		.replace(/\s+/g, ' ')
		.trim();
	const digits = /^(\d{1,2}) ?\. ?(\d{1,2}) ?\. ?(\d{2,4})$/.exec(folded);
	if (digits) return plainDate(Number(digits[1]), Number(digits[2]), toYear(digits[3]!));
	const words = new RegExp(`^(\\d{1,2}) ?(${MONTHS}) (\\d{4})$`).exec(folded);
	if (!words) return null;
	return plainDate(Number(words[1]), MONTHS.split('|').indexOf(words[2]!) + 1, Number(words[3]));
}

function toYear(text: string): number {
	return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function plainDate(day: number, month: number, year: number): string | null {
	const date = new Date(Date.UTC(year, month - 1, day));
	const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
	return real && year >= 1990 && year < 2100 ? date.toISOString().slice(0, 10) : null;
}
