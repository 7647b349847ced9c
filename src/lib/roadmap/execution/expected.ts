/** The number in an expected result: «Диагностику прошли не менее 90 % учителей». Pure. */

export interface Expected {
	value: number;
	/** As printed after the number: «%», «человек»; of one word. */
	unit: string;
	direction: 'at-least' | 'at-most';
}

const amount = String.raw`(\d{1,3}(?:[\u0020\u00a0\u202f]\d{3})+|\d+)(?:[.,](\d+))?`;
const floor = String.raw`не\s+(?:менее|меньше|ниже)|минимум|свыше|более|больше|от`;
const ceiling = String.raw`не\s+(?:более|больше|выше|свыше)|максимум|до|менее|меньше|ниже`;
const counted = String.raw`%|процент\p{L}*|человек\p{L}*|чел\.|педагог\p{L}*|учител\p{L}*|обучающ\p{L}*|ученик\p{L}*|учащ\p{L}*|семь\p{L}*|семей|родител\p{L}*|школ\p{L}*|класс\p{L}*|балл\p{L}*|урок\p{L}*|мероприяти\p{L}*|заседани\p{L}*|раз\p{L}?|участник\p{L}*|маршрут\p{L}*|договор\p{L}*|занят\p{L}*`;
const pattern = new RegExp(
	String.raw`(?<![\p{L}\d])(?:(${ceiling})\s+|(${floor})\s+)?${amount}\s*(${counted})(?![\p{L}\d])`,
	'giu'
);
/** «на 10 %» says by how much, «класс 9» and «5–9 классов» say which: neither is what comes out. */
const notCounted = /(?:\d\s*[-–—]\s*|(?<!\p{L})на\s+|№\s*)$/iu;

/**
 * The first number that can be compared: one with a bound («не менее», «не более», «до») before any
 * other; a bare «5 человек» is read as at least. null: the text holds none.
 */
export function expectedNumber(text: string | null): Expected | null {
	let bare: Expected | null = null;
	for (const match of (text ?? '').matchAll(pattern)) {
		const [, most, least, whole = '', part, unit = ''] = match;
		if (notCounted.test(text!.slice(0, match.index))) continue;
		const value = Number(whole.replace(/\D/g, '') + (part ? `.${part}` : ''));
		const isNamed = /^класс/iu.test(unit);
		if (!most && !least && isNamed) continue;
		const found: Expected = {
			value,
			unit: /^процент/iu.test(unit) ? '%' : unit.toLocaleLowerCase('ru'),
			direction: most ? 'at-most' : 'at-least'
		};
		if (most || least) return found;
		bare ??= found;
	}
	return bare;
}

/** Whether what came out is what was expected. */
export function isMet(expected: Expected, actual: number): boolean {
	return expected.direction === 'at-least' ? actual >= expected.value : actual <= expected.value;
}
