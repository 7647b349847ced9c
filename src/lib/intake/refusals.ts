/** Words for what the readers refuse and what they must say, in both languages. */

import { limits } from './limits.ts';
import type { RefusalCode, SourceNote } from './source.ts';

export type Locale = 'ru' | 'en';

export interface Wording {
	/** What happened, as a sentence. */
	what: string;
	/** What the person can do now. */
	remedy: string;
}

const megabytes = limits.fileBytes / (1024 * 1024);
const formats = '.docx, .xlsx, .pdf, .txt, .csv, .html';
const oldFormats = '.doc, .odt, .rtf, .xls, .ods';

const russianRefusals: Record<RefusalCode, (detail: string) => Wording> = {
	'too-large': (detail) =>
		detail === 'text'
			? {
					what: 'В файле больше текста, чем бывает в дорожных картах.',
					remedy: 'Оставьте в файле только план мероприятий и загрузите его ещё раз.'
				}
			: {
					what: `Файл больше ${megabytes} МБ.`,
					remedy: 'Удалите из документа картинки и приложения, сохраните его и загрузите ещё раз.'
				},
	'too-many-rows': () => ({
		what: `В таблицах файла больше ${grouped(limits.rows, 'ru')} строк.`,
		remedy: 'Разделите файл на части или удалите лишние листы и строки.'
	}),
	bomb: () => ({
		what: 'Файл устроен так, что при распаковке занял бы слишком много места.',
		remedy: 'Откройте его в Word или Excel, сохраните под новым именем и загрузите ещё раз.'
	}),
	'too-deep': () => ({
		what: 'В файле слишком много вложенных друг в друга элементов.',
		remedy: 'Скопируйте таблицу в новый документ, сохраните его и загрузите ещё раз.'
	}),
	entities: () => ({
		what: 'В файле есть описания, которых в документах Word и Excel не бывает, – это небезопасно.',
		remedy: 'Откройте его в Word или Excel, сохраните под новым именем и загрузите ещё раз.'
	}),
	encrypted: () => ({
		what: 'Файл защищён паролем.',
		remedy: 'Откройте его с паролем, снимите защиту, сохраните и загрузите ещё раз.'
	}),
	truncated: () => ({
		what: 'Файл повреждён или загрузился не полностью.',
		remedy: 'Проверьте, открывается ли он у вас, и загрузите его ещё раз.'
	}),
	'wrong-ending': (detail) => ({
		what: `Внутри файла не то, что обещает его имя${detail ? ` (.${detail})` : ''}.`,
		remedy: 'Проверьте, тот ли это файл, откройте его и сохраните в формате .docx, .xlsx или .pdf.'
	}),
	'own-json': (detail) => ({
		what: 'Файл JSON похож на выгрузку Опоры, но прочитать его нельзя.',
		remedy: detail
	}),
	'unknown-format': (detail) =>
		russianFormat[detail] ?? {
			what: 'Файлы такого формата Опора не читает.',
			remedy: `Сохраните документ в одном из форматов: ${formats}.`
		},
	picture: () => ({
		what: 'Это картинка: текста, который можно прочитать, в ней нет.',
		remedy: `Найдите документ, с которого её сделали (${formats}), или распознайте текст.`
	}),
	empty: () => ({
		what: 'В файле нет текста.',
		remedy: 'Проверьте, тот ли это файл.'
	}),
	'needs-libreoffice': (detail) => ({
		what: `Чтобы прочитать файл .${detail || 'doc'}, на сервере нужен LibreOffice, а он не установлен.`,
		remedy:
			'Сохраните документ как .docx или .xlsx или попросите администратора установить LibreOffice.'
	}),
	'conversion-failed': () => ({
		what: 'LibreOffice не смог открыть файл.',
		remedy: 'Откройте его у себя, сохраните как .docx или .xlsx и загрузите ещё раз.'
	}),
	'time-out': () => ({
		what: `Файл не удалось прочитать за ${limits.seconds} секунд.`,
		remedy: 'Оставьте в файле только план мероприятий и загрузите его ещё раз.'
	}),
	'out-of-memory': () => ({
		what: 'Для чтения файла не хватило памяти.',
		remedy: 'Оставьте в файле только план мероприятий и загрузите его ещё раз.'
	}),
	crashed: () => ({
		what: 'При чтении файла произошла ошибка. Остальные данные не пострадали.',
		remedy:
			'Сохраните документ под новым именем и загрузите ещё раз; если не поможет, вставьте текст.'
	})
};

const russianFormat: Record<string, Wording> = {
	archive: {
		what: 'Это архив, а не документ.',
		remedy: 'Распакуйте его и загрузите сам документ.'
	},
	presentation: {
		what: 'Это презентация: дорожных карт из презентаций Опора не читает.',
		remedy: `Скопируйте таблицу в документ и сохраните его в одном из форматов: ${formats}.`
	}
};

const englishRefusals: Record<RefusalCode, (detail: string) => Wording> = {
	'too-large': (detail) =>
		detail === 'text'
			? {
					what: 'The file holds more text than roadmaps do.',
					remedy: 'Leave only the plan of measures in it and upload it again.'
				}
			: {
					what: `The file is larger than ${megabytes} MB.`,
					remedy: 'Remove pictures and attachments, save the document and upload it again.'
				},
	'too-many-rows': () => ({
		what: `The tables of the file have more than ${grouped(limits.rows, 'en')} rows.`,
		remedy: 'Split the file, or remove the sheets and rows that are not needed.'
	}),
	bomb: () => ({
		what: 'The file is made so that it would take too much space when unpacked.',
		remedy: 'Open it in Word or Excel, save it under a new name and upload it again.'
	}),
	'too-deep': () => ({
		what: 'Too many elements of the file lie inside one another.',
		remedy: 'Copy the table into a new document, save it and upload it again.'
	}),
	entities: () => ({
		what: 'The file holds definitions that Word and Excel never write; they are not safe.',
		remedy: 'Open it in Word or Excel, save it under a new name and upload it again.'
	}),
	encrypted: () => ({
		what: 'The file is protected by a password.',
		remedy: 'Open it with the password, remove the protection, save it and upload it again.'
	}),
	truncated: () => ({
		what: 'The file is damaged or was not uploaded completely.',
		remedy: 'Check that it opens on your computer and upload it again.'
	}),
	'wrong-ending': (detail) => ({
		what: `The file is not what its name promises${detail ? ` (.${detail})` : ''}.`,
		remedy: 'Check that it is the right file, open it and save it as .docx, .xlsx or .pdf.'
	}),
	'own-json': (detail) => ({
		what: 'The JSON file looks like an export of Opora, but it cannot be read.',
		remedy: detail
	}),
	'unknown-format': (detail) =>
		englishFormat[detail] ?? {
			what: 'Opora does not read files of this format.',
			remedy: `Save the document in one of these formats: ${formats}.`
		},
	picture: () => ({
		what: 'This is a picture: there is no text in it to read.',
		remedy: `Find the document it was made from (${formats}), or recognise its text.`
	}),
	empty: () => ({
		what: 'There is no text in the file.',
		remedy: 'Check that it is the right file.'
	}),
	'needs-libreoffice': (detail) => ({
		what: `To read a .${detail || 'doc'} file the server needs LibreOffice, which is not installed.`,
		remedy: 'Save the document as .docx or .xlsx, or ask the administrator to install LibreOffice.'
	}),
	'conversion-failed': () => ({
		what: 'LibreOffice could not open the file.',
		remedy: 'Open it yourself, save it as .docx or .xlsx and upload it again.'
	}),
	'time-out': () => ({
		what: `The file could not be read within ${limits.seconds} seconds.`,
		remedy: 'Leave only the plan of measures in it and upload it again.'
	}),
	'out-of-memory': () => ({
		what: 'There was not enough memory to read the file.',
		remedy: 'Leave only the plan of measures in it and upload it again.'
	}),
	crashed: () => ({
		what: 'Something went wrong while the file was read. All other data is safe.',
		remedy: 'Save the document under a new name and upload it again, or paste its text.'
	})
};

const englishFormat: Record<string, Wording> = {
	archive: {
		what: 'This is an archive, not a document.',
		remedy: 'Unpack it and upload the document itself.'
	},
	presentation: {
		what: 'This is a presentation: Opora does not read roadmaps from presentations.',
		remedy: `Copy the table into a document and save it in one of these formats: ${formats}.`
	}
};

/** Why a file was refused and what to do, in the user's words. */
export function wordRefusal(code: RefusalCode, detail: string, locale: Locale): Wording {
	return (locale === 'ru' ? russianRefusals : englishRefusals)[code](detail);
}

const russianNotes: Record<SourceNote['code'], (detail: string) => string> = {
	'tracked-changes': (detail) =>
		`В документе есть исправления (${detail}): он прочитан так, как если бы все они были приняты.`,
	'hidden-text': () => 'В документе есть скрытый текст, строки или столбцы: они не прочитаны.',
	encoding: (detail) => `Кодировка текста определена как ${detail}.`,
	'images-only': () => 'В документе только картинки: текста, который можно прочитать, в нём нет.',
	macros: () => 'В документе есть макросы: они не выполнялись.',
	'nested-table': () => 'Внутри ячеек есть таблицы: их текст прочитан как текст ячейки.',
	'formula-without-value': (detail) =>
		`У формул нет сохранённых значений (${detail}): откройте файл в Excel и сохраните его.`,
	truncated: () => 'Документ прочитан не до конца.',
	converted: (detail) => `Файл .${detail} прочитан с помощью LibreOffice: проверьте таблицы.`
};

const englishNotes: Record<SourceNote['code'], (detail: string) => string> = {
	'tracked-changes': (detail) =>
		`The document has tracked changes (${detail}): it was read as if all of them were accepted.`,
	'hidden-text': () => 'The document has hidden text, rows or columns: they were left out.',
	encoding: (detail) => `The encoding of the text was recognised as ${detail}.`,
	'images-only': () => 'The document holds only pictures: there is no text in it to read.',
	macros: () => 'The document has macros: they were not run.',
	'nested-table': () => 'There are tables inside of cells: they were read as the text of the cell.',
	'formula-without-value': (detail) =>
		`Formulas have no saved values (${detail}): open the file in Excel and save it.`,
	truncated: () => 'The document was not read to its end.',
	converted: (detail) => `The .${detail} file was read through LibreOffice: check its tables.`
};

/** What a reader has to say about the file itself. */
export function wordNote(note: SourceNote, locale: Locale): string {
	return (locale === 'ru' ? russianNotes : englishNotes)[note.code](note.detail);
}

/** Formats that can be read, for hints beside the upload field. */
export const readableFormats = { always: formats, withLibreOffice: oldFormats };

function grouped(count: number, locale: Locale): string {
	return count.toLocaleString(locale);
}
