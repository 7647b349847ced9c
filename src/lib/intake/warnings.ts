import type { Source, Warning } from './draft.ts';
import { wordNote, type Locale } from './refusals.ts';
import type { SourceNote } from './source.ts';
import { english, russian, type Wording } from './wordings.ts';

/** One sentence or two that say what is doubtful, where, and what to do. */
export function wordWarning(warning: Warning, locale: Locale): string {
	const detail = warning.values.detail;
	if (detail !== undefined) return wordNote(toNote(warning.code, String(detail)), locale);
	const wording: Wording = locale === 'ru' ? russian : english;
	const worded = wording.warnings[warning.code];
	const place = wordPlace(warning.source ?? null, locale);
	const name = measureName(warning, locale);
	const text = worded ? worded(warning.values) : warning.code;
	const where = [name, place].filter((part) => part !== '').join(', ');
	return where === '' ? capital(text) : `${capital(where)}: ${text}`;
}

/** Warnings that the file's reader gave keep its code and detail. */
function toNote(code: string, detail: string): SourceNote {
	return { code: code as SourceNote['code'], detail };
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
