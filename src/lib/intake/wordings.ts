type Values = Record<string, string | number>;

/** The sentences of one language, by code. */
export interface Wording {
	warnings: Record<string, (values: Values) => string>;
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
	}
};

/** English, in the same order. */
export const english: Wording = {
	warnings: {
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
	}
};
