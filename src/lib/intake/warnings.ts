import type { Source, Warning } from './draft.ts';
import type { Refusal, RefusalCode } from './source.ts';
import { limits } from './limits.ts';
import { english, russian, type Wording } from './wordings.ts';

export type Locale = 'ru' | 'en';

/** One sentence or two that say what is doubtful, where, and what to do. */
export function wordWarning(warning: Warning, locale: Locale): string {
	const wording: Wording = locale === 'ru' ? russian : english;
	const worded = wording.warnings[warning.code];
	const place = wordPlace(warning.source ?? null, locale);
	const name = measureName(warning, locale);
	const text = worded ? worded(warning.values) : warning.code;
	const where = [name, place].filter((part) => part !== '').join(', ');
	return where === '' ? capital(text) : `${capital(where)}: ${text}`;
}

function measureName(warning: Warning, locale: Locale): string {
	if (warning.measure === null) return '';
	const { label, position } = warning.values;
	const number = label ? `№ ${label}` : `${position ?? warning.measure + 1}`;
	if (label) return locale === 'ru' ? `мероприятие ${number}` : `measure ${number}`;
	return locale === 'ru' ? `мероприятие ${number} по счёту` : `measure ${number} in order`;
}

/** «стр. 3, таблица 1, строка 7», or an empty string where no place is known. */
export function wordPlace(source: Source | null, locale: Locale): string {
	if (!source) return '';
	const words =
		locale === 'ru'
			? { page: 'стр.', table: 'таблица', row: 'строка', column: 'графа', line: 'строка текста' }
			: { page: 'page', table: 'table', row: 'row', column: 'column', line: 'line' };
	const parts = (['page', 'table', 'row', 'column', 'line'] as const).flatMap((part) => {
		const value = source[part];
		return value === null || value === undefined ? [] : [`${words[part]} ${value}`];
	});
	return parts.join(', ');
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Why a file is not read, and what to do, for the user. */
export function wordRefusal(refusal: Refusal, locale: Locale): string {
	const wording: Wording = locale === 'ru' ? russian : english;
	const megabytes = Math.round(limits.fileBytes / 1_048_576);
	return wording.refusals[refusal.code as RefusalCode]({ detail: refusal.detail, megabytes });
}
