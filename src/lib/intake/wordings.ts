import type { RefusalCode } from './source.ts';

type Values = Record<string, string | number>;

/** The sentences of one language, by code. */
export interface Wording {
	warnings: Record<string, (values: Values) => string>;
	refusals: Record<RefusalCode, (values: Values) => string>;
}

const rolesRu: Record<string, string> = {
	number: 'номер',
	text: 'мероприятие',
	term: 'срок',
	begin: 'начало',
	end: 'окончание',
	responsible: 'ответственный',
	result: 'результат',
	section: 'раздел',
	notes: 'примечание',
	ignore: 'не читается'
};

function roleRu(role: string): string {
	const [kind, value] = role.split(':');
	if (kind === 'lane') return `мероприятия уровня ${Number(value) + 1}`;
	if (kind === 'month') return `отметки за месяц ${value}`;
	if (kind === 'quarter') return `отметки за квартал ${value}`;
	if (kind === 'year') return `отметки за ${value} год`;
	return rolesRu[role] ?? role;
}

function roleEn(role: string): string {
	const [kind, value] = role.split(':');
	if (kind === 'lane') return `measures of level ${Number(value) + 1}`;
	if (kind === 'month' || kind === 'quarter' || kind === 'year')
		return `marks for ${kind} ${value}`;
	return role === 'text' ? 'measure' : role;
}

const dateRu = (iso: string | number) => String(iso).split('-').reverse().join('.');

/** Russian, as a good editor writes to a busy colleague. */
export const russian: Wording = {
	warnings: {
		'tracked-changes': () =>
			'в документе есть неутверждённые правки; прочитано так, как будто все они приняты. Проверьте, что это та редакция, которая нужна.',
		'hidden-text': () =>
			'в документе есть скрытый текст; он не прочитан. Если он нужен, покажите его в Word и загрузите файл снова.',
		encoding: ({ detail }) =>
			`кодировка текста определена как ${detail}. Если вместо букв видны знаки, сохраните файл в UTF-8.`,
		'images-only': () =>
			'на страницах только изображения, текста в них нет. Загрузите исходный файл Word или распознайте скан.',
		macros: () => 'в файле есть макросы; они не выполнялись и не сохранены.',
		'nested-table': () =>
			'внутри ячейки лежит ещё одна таблица; её текст прочитан как текст этой ячейки. Проверьте её.',
		'formula-without-value': () =>
			'в книге есть формулы без вычисленного значения; их ячейки пусты. Откройте книгу в Excel, сохраните и загрузите снова.',
		truncated: () => 'файл обрывается; прочитано то, что уцелело. Сравните с исходным документом.',
		converted: ({ detail }) =>
			`файл .${detail} прочитан через LibreOffice. Проверьте объединённые ячейки.`,
		'blank-form': ({ table }) =>
			`таблица ${table} – незаполненная форма: сроки и ответственные в ней пусты, поэтому она не прочитана как план.`,
		'no-measures': () =>
			'в документе не найдено ни одного мероприятия: нет таблицы или списка, где у действий указаны сроки или ответственные. Если таблица есть, укажите, что значат её графы.',
		'empty-document': () => 'документ пуст. Проверьте, тот ли файл выбран.',
		'no-title': () => 'название плана не найдено. Впишите его.',
		'no-level': () =>
			'не понятно, чей это план: региона, муниципалитета или школы. Укажите уровень.',
		'no-period': () =>
			'в документе не указано, на какой период составлен план, поэтому даты по срокам не вычислены. Укажите период.',
		'period-guessed': ({ from, to, by }) =>
			`период плана ${dateRu(from!)} – ${dateRu(to!)} определён по ${by === 'date' ? 'дате документа' : 'годам в сроках'}, в названии его нет. Подтвердите или исправьте.`,
		'unplaced-cell': ({ text }) =>
			`ячейка «${text}» не отнесена ни к одному мероприятию. Перенесите её текст туда, где ему место, или пропустите.`,
		'no-head': ({ table }) =>
			`у таблицы ${table} нет строки заголовков; графы определены по содержанию. Проверьте, что значит каждая.`,
		'head-guessed': ({ head, role }) =>
			`графа «${head}» прочитана как «${roleRu(String(role))}», но в этом нет уверенности. Подтвердите или выберите другое значение.`,
		'no-term-column': ({ table }) =>
			`в таблице ${table} нет графы со сроками. Сроки можно указать после загрузки.`,
		'no-responsible-column': ({ table }) =>
			`в таблице ${table} нет графы с ответственными. Их можно указать после загрузки.`,
		'missing-number': ({ missing }) =>
			`перед этим номером пропущен ${missing}. Проверьте, не потерялась ли строка в самом документе.`,
		'duplicate-number': ({ number, other }) =>
			`номер ${number} уже есть у мероприятия ${other} по счёту. Проверьте нумерацию.`,
		'numbering-restarts': () =>
			'нумерация началась заново без нового раздела. Проверьте, не пропущен ли заголовок раздела.',
		'no-number': () =>
			'номер не указан, хотя у других мероприятий он есть. Проверьте, отдельное ли это мероприятие.',
		'row-joined': () =>
			'строка была разорвана границей страницы; её части соединены. Проверьте, что они – одно мероприятие.',
		'word-cut': ({ word }) =>
			`слово разорвано переносом: «${word}». Оставлено как напечатано, исправьте при необходимости.`,
		'rows-gathered': () =>
			'одна ячейка мероприятия охватывает несколько строк; их сроки и ответственные собраны вместе. Разделите, если это разные мероприятия.',
		'empty-responsible': () => 'ответственный не указан. Назначьте его.',
		'result-missing': () => 'ожидаемый результат не указан. Впишите его, если он есть.',
		'empty-term': () => 'срок не указан. Впишите его.',
		'term-not-understood': ({ phrase }) =>
			`срок «${phrase}» не понят. Впишите даты или исправьте формулировку.`,
		'term-blank': ({ phrase }) => `срок «${phrase}» – незаполненный пропуск формы. Впишите даты.`,
		'term-outside-plan': ({ phrase, from, to }) =>
			`срок «${phrase}» (${dateRu(from!)} – ${dateRu(to!)}) выходит за период плана. Проверьте год или период плана.`,
		'term-doubtful': ({ phrase }) => `срок «${phrase}» можно понять по-разному. Проверьте даты.`,
		'possible-misprint': ({ word }) => `возможно, опечатка: «${word}». Оставлено как напечатано.`,
		'same-person': ({ one, other }) =>
			`«${one}» и «${other}» – похоже, один человек, записанный по-разному. Выберите верное написание.`
	},
	refusals: {
		'too-large': ({ megabytes }) =>
			`Файл слишком велик: принимаются файлы до ${megabytes} МБ и обычного объёма текста. Оставьте в файле только план и загрузите снова.`,
		'too-many-rows': () =>
			'В таблицах слишком много строк для плана. Оставьте в файле только план и загрузите снова.',
		bomb: () =>
			'Файл устроен так, что при распаковке разрастается до огромных размеров; он не открыт. Сохраните документ заново в Word.',
		'too-deep': () =>
			'Файл устроен неправильно: части вложены друг в друга слишком глубоко. Сохраните документ заново в Word.',
		entities: () =>
			'В файле есть опасные вставки XML; он не открыт. Сохраните документ заново в Word.',
		encrypted: () => 'Файл защищён паролем. Снимите пароль и загрузите снова.',
		truncated: () =>
			'Файл повреждён или скачан не полностью. Возьмите исходный файл и загрузите снова.',
		'wrong-ending': ({ detail }) =>
			`Содержание файла не соответствует окончанию имени${detail ? ` .${detail}` : ''}. Откройте файл в его программе и сохраните в нужном формате.`,
		'unknown-format': () =>
			'Такой формат не читается. Подойдут .docx, .xlsx, .pdf, .txt, .csv, .html, а где установлен LibreOffice – и .doc, .odt, .rtf.',
		picture: () =>
			'Это изображение, а не документ: текста в нём нет. Загрузите файл Word, Excel или PDF с текстом.',
		empty: () => 'Файл пуст. Проверьте, тот ли файл выбран.',
		'needs-libreoffice': () =>
			'Чтобы читать .doc, .odt и .rtf, на сервере нужен LibreOffice. Сохраните документ как .docx и загрузите снова.',
		'conversion-failed': () =>
			'LibreOffice не смог открыть файл. Сохраните документ как .docx и загрузите снова.',
		'time-out': () =>
			'Файл читался слишком долго, чтение остановлено. Оставьте в файле только план и загрузите снова.',
		'out-of-memory': () =>
			'Для чтения файла не хватило памяти. Оставьте в файле только план и загрузите снова.',
		crashed: () =>
			'При чтении файла произошёл сбой; остальное не пострадало. Сохраните документ заново в Word и загрузите снова.'
	}
};

/** English, in the same order. */
export const english: Wording = {
	warnings: {
		'tracked-changes': () =>
			'the document has tracked changes; it was read as if all were accepted. Check that this is the version you want.',
		'hidden-text': () =>
			'the document has hidden text, which was left out. If it is needed, unhide it in Word and upload again.',
		encoding: ({ detail }) =>
			`the text's encoding was taken to be ${detail}. If letters look wrong, save the file as UTF-8.`,
		'images-only': () =>
			'the pages are pictures without text. Upload the Word file or run text recognition on the scan.',
		macros: () => 'the file has macros; they were neither run nor kept.',
		'nested-table': () =>
			"a table lies inside a cell; its text was read as that cell's text. Check it.",
		'formula-without-value': () =>
			'the workbook has formulas without a computed value; their cells are empty. Open and save it in Excel, then upload again.',
		truncated: () => 'the file breaks off; what survived was read. Compare it with the original.',
		converted: ({ detail }) =>
			`the .${detail} file was read through LibreOffice. Check merged cells.`,
		'blank-form': ({ table }) =>
			`table ${table} is a blank form: its terms and responsible people are empty, so it was not read as a plan.`,
		'no-measures': () =>
			'no measures were found: there is no table or list whose actions have terms or responsible people. If there is one, say what its columns mean.',
		'empty-document': () => 'the document is empty. Check that you chose the right file.',
		'no-title': () => 'the title of the plan was not found. Enter it.',
		'no-level': () =>
			'it is not clear whose plan this is: a region, a municipality or a school. Choose the level.',
		'no-period': () =>
			'the document does not say what time the plan covers, so terms have no dates yet. Enter the period.',
		'period-guessed': ({ from, to, by }) =>
			`the period ${from} – ${to} was taken from the ${by === 'date' ? "document's date" : 'years in the terms'}; the title does not say it. Confirm or correct it.`,
		'unplaced-cell': ({ text }) =>
			`the cell “${text}” belongs to no measure. Move its text where it belongs, or skip it.`,
		'no-head': ({ table }) =>
			`table ${table} has no head; its columns were told by their content. Check what each means.`,
		'head-guessed': ({ head, role }) =>
			`the column “${head}” was read as “${roleEn(String(role))}”, without certainty. Confirm it or choose another meaning.`,
		'no-term-column': ({ table }) =>
			`table ${table} has no column of terms. They can be added after the import.`,
		'no-responsible-column': ({ table }) =>
			`table ${table} has no column of responsible people. They can be added after the import.`,
		'missing-number': ({ missing }) =>
			`number ${missing} is missing before this one. Check whether a row got lost in the document itself.`,
		'duplicate-number': ({ number, other }) =>
			`number ${number} is already used by measure ${other} in order. Check the numbering.`,
		'numbering-restarts': () =>
			'the numbering starts again without a new section. Check whether a section heading is missing.',
		'no-number': () =>
			'it has no number, though others have. Check whether it is a measure of its own.',
		'row-joined': () =>
			'the row was cut by a page break and its parts were joined. Check that they are one measure.',
		'word-cut': ({ word }) =>
			`a word is cut at its hyphen: “${word}”. It stays as printed; correct it if needed.`,
		'rows-gathered': () =>
			"the measure's cell covers several rows; their terms and people were gathered. Split it if these are different measures.",
		'empty-responsible': () => 'nobody is responsible. Assign someone.',
		'result-missing': () => 'there is no expected result. Enter it if there is one.',
		'empty-term': () => 'there is no term. Enter it.',
		'term-not-understood': ({ phrase }) =>
			`the term “${phrase}” was not understood. Enter dates or reword it.`,
		'term-blank': ({ phrase }) => `the term “${phrase}” is a gap of the form. Enter dates.`,
		'term-outside-plan': ({ phrase, from, to }) =>
			`the term “${phrase}” (${from} – ${to}) lies outside the plan's period. Check the year, or the period.`,
		'term-doubtful': ({ phrase }) =>
			`the term “${phrase}” can be understood in more than one way. Check its dates.`,
		'possible-misprint': ({ word }) => `this may be a misprint: “${word}”. It stays as printed.`,
		'same-person': ({ one, other }) =>
			`“${one}” and “${other}” look like one person spelled in two ways. Choose the right spelling.`
	},
	refusals: {
		'too-large': ({ megabytes }) =>
			`The file is too large: files up to ${megabytes} MB with an ordinary amount of text are read. Keep only the plan in it and upload again.`,
		'too-many-rows': () =>
			'The tables have too many rows for a plan. Keep only the plan in the file and upload again.',
		bomb: () =>
			'The file unpacks to an enormous size and was not opened. Save the document again in Word.',
		'too-deep': () =>
			'The file is built wrongly: its parts are nested too deeply. Save the document again in Word.',
		entities: () =>
			'The file has dangerous XML entities and was not opened. Save the document again in Word.',
		encrypted: () => 'The file is protected by a password. Remove the password and upload again.',
		truncated: () =>
			'The file is damaged or was not downloaded completely. Take the original and upload again.',
		'wrong-ending': ({ detail }) =>
			`The content does not match the ending of the name${detail ? ` (.${detail})` : ''}. Open the file in its program and save it in the right format.`,
		'unknown-format': () =>
			'This format is not read. Use .docx, .xlsx, .pdf, .txt, .csv, .html, and .doc, .odt, .rtf where LibreOffice is installed.',
		picture: () =>
			'This is a picture without text, not a document. Upload a Word, Excel or PDF file with text.',
		empty: () => 'The file is empty. Check that you chose the right file.',
		'needs-libreoffice': () =>
			'Reading .doc, .odt and .rtf needs LibreOffice on the server. Save the document as .docx and upload again.',
		'conversion-failed': () =>
			'LibreOffice could not open the file. Save the document as .docx and upload again.',
		'time-out': () =>
			'Reading took too long and was stopped. Keep only the plan in the file and upload again.',
		'out-of-memory': () =>
			'There was not enough memory to read the file. Keep only the plan in it and upload again.',
		crashed: () =>
			'Reading the file failed; nothing else was harmed. Save the document again in Word and upload again.'
	}
};
