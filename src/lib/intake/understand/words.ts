/** Small helpers on Russian text that every part of the reader shares. */

const LATIN = 'aceopxykmtbhACEOPXYKMTBH';
const CYRILLIC = 'асеорхукмтвнАСЕОРХУКМТВН';

/** Word's and HTML's debris that no reader of the printed page would see. */
const DEBRIS =
	/\[bookmark:[^\]]*\]|<\/?(?:b|i|u|em|strong|br|p|span)\b[^<>]{0,80}>|\*\*|\u00ad|[\u200b-\u200d\ufeff]/gi;

/** Text as one line: debris out, runs of white space one space, trimmed. Nothing is corrected. */
export function clean(text: string): string {
	return text.replace(DEBRIS, '').replace(/\s+/g, ' ').trim();
}

/** As `clean`, but the lines of a cell stay apart; empty lines are dropped. */
export function cleanLines(text: string): string[] {
	return text
		.replace(DEBRIS, '')
		.split('\n')
		.map((line) => line.replace(/\s+/g, ' ').trim())
		.filter((line) => line !== '');
}

/** Lower case, ё as е, Latin look-alikes inside Cyrillic words as Cyrillic, dashes as '-'. */
export function fold(text: string): string {
	return clean(text)
		.replace(/\S+/g, (word) => (/[а-яё]/i.test(word) ? toCyrillic(word) : word))
		.toLowerCase()
		.replaceAll('ё', 'е')
		.replace(/[‐‑‒–—−]/g, '-');
}

/** `fold` without punctuation at the ends and with words cut at a line's end joined again. */
export function foldHead(text: string): string {
	return fold(text)
		.replace(/([а-я])- (?=[а-я])/g, '$1')
		.replace(/[*«»"“”]/g, '')
		.replace(/^[\s.,:;()-]+|[\s.,:;-]+$/g, '')
		.replace(/\s+/g, ' ');
}

/** Only letters and digits: heads compare equal however a narrow column broke them. */
export function squeeze(text: string): string {
	return fold(text).replace(/[^a-zа-я0-9№]/g, '');
}

function toCyrillic(word: string): string {
	let result = '';
	for (const letter of word) {
		const at = LATIN.indexOf(letter);
		result += at < 0 ? letter : CYRILLIC[at]!;
	}
	return result;
}

/** A dash, a row of gaps or nothing: a cell that a person left empty. */
export function isBlank(text: string): boolean {
	return /^[\s\-‐‑‒–—−_.…·•]*$/.test(text);
}

/** Begins with a small letter or with a mark that cannot begin a sentence. */
export function beginsLow(text: string): boolean {
	return /^(?:[«"“(]?[а-яёa-z]|[,.;:)»])/.test(text);
}

/** Whether the text ends with a word or mark after which something must follow. */
export function endsOpen(text: string): boolean {
	return /(?:^|\s)(?:и|или|а|но|в|во|на|с|со|по|за|для|от|до|из|к|ко|о|об|при|под|над|у|не|через|между|без|что)$|[,(«–-]$/i.test(
		text
	);
}

/** Whether the text ends as a finished sentence does. */
export function endsFinished(text: string): boolean {
	return /[.!?;:…]["»)]*$/.test(text);
}

const MONTH_STEMS = [
	'январ',
	'феврал',
	'март',
	'апрел',
	'ма',
	'июн',
	'июл',
	'август',
	'сентябр',
	'октябр',
	'ноябр',
	'декабр'
];

export const MONTH_NAMES = [
	'январь',
	'февраль',
	'март',
	'апрель',
	'май',
	'июнь',
	'июль',
	'август',
	'сентябрь',
	'октябрь',
	'ноябрь',
	'декабрь'
] as const;

const MONTH_GENITIVE = [
	'января',
	'февраля',
	'марта',
	'апреля',
	'мая',
	'июня',
	'июля',
	'августа',
	'сентября',
	'октября',
	'ноября',
	'декабря'
] as const;

/** «сентября» for 9. */
export function monthGenitive(month: number): string {
	return MONTH_GENITIVE[month - 1]!;
}

/** Any form of a month's name, folded; to be used inside other expressions. */
export const MONTH_WORD =
	'(?:январ[ьяею]|феврал[ьяею]|март[аеу]?|апрел[ьяею]|ма[йяею]|июн[ьяею]|июл[ьяею]|август[аеу]?|сентябр[ьяею]|октябр[ьяею]|ноябр[ьяею]|декабр[ьяею])';

const MONTH_ABBREVIATIONS = [
	['янв', 'январь'],
	['фев', 'февр', 'фвр'],
	['мар', 'мрт'],
	['апр'],
	['май', 'мая'],
	['июн'],
	['июл'],
	['авг'],
	['сен', 'сент', 'снт'],
	['окт'],
	['ноя', 'нояб', 'нбр'],
	['дек', 'дкб']
];

/** Number of the month that the whole text names («сентябрь», «сент.»), or null. */
export function monthOf(text: string): number | null {
	const word = foldHead(text).replace(/\s/g, '');
	if (!/^[а-я]{3,8}$/.test(word)) return null;
	const short = MONTH_ABBREVIATIONS.findIndex((forms) => forms.includes(word));
	if (short >= 0) return short + 1;
	const full = MONTH_STEMS.findIndex((stem) => new RegExp(`^${stem}[ьяйеюау]?$`).test(word));
	return full < 0 ? null : full + 1;
}

const ROMAN: Record<string, number> = { I: 1, V: 5, X: 10, L: 50 };

/** Value of a Roman numeral (Cyrillic Х and І allowed), or null. */
export function romanOf(text: string): number | null {
	const letters = text.replace(/[Хх]/g, 'X').replace(/[Іі]/g, 'I').toUpperCase();
	if (!/^(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(letters)) return null;
	let sum = 0;
	for (let i = 0; i < letters.length; i++) {
		const value = ROMAN[letters[i]!]!;
		sum += value < (ROMAN[letters[i + 1] ?? ''] ?? 0) ? -value : value;
	}
	return sum;
}
