/** What is wrong with a table of results, with its place; worded in both languages. */

import { rowLimits } from '../../intake/rows/limits.ts';
import type { Locale } from '../because.ts';
import type { WantedColumn } from './columns.ts';

export type Problem = { row: number; sheet: string } & (
	| { code: 'no-head' | 'no-rows' | 'no-marks' | 'no-title' }
	| { code: 'not-a-share'; mark: string; value: string }
	| { code: 'shares-do-not-sum'; sum: number }
	| { code: 'shares-fit-no-counts'; participants: number }
	| { code: 'column-missing'; columns: WantedColumn[] }
	| { code: 'column-twice'; column: WantedColumn }
	| { code: 'empty-cell'; column: WantedColumn }
	| { code: 'not-a-year' | 'not-a-number' | 'spoilt-text'; column: WantedColumn; value: string }
	| { code: 'not-a-mark' | 'not-a-score'; column: WantedColumn; value: string }
	| { code: 'no-threshold'; procedure: string; year: number; kind: 'mark' | 'score' }
	| { code: 'unknown-procedure'; column: WantedColumn; procedure: string; year: number }
	| { code: 'marks-do-not-sum'; sum: number; participants: number }
	| { code: 'low-above-participants'; low: number; participants: number }
	| { code: 'twice'; school: string; procedure: string; year: number; before: number }
	| { code: 'no-level'; procedure: string }
	| { code: 'too-many-procedures' | 'too-many-groups'; most: number }
);

const columnWords: Record<WantedColumn, [ru: string, en: string]> = {
	school: ['школа', 'school'],
	year: ['год', 'year'],
	procedure: ['процедура', 'procedure'],
	participants: ['участников', 'participants'],
	low: ['не преодолели порог', 'below the minimum'],
	mark2: ['получили «2»', 'mark 2'],
	mark3: ['получили «3»', 'mark 3'],
	mark4: ['получили «4»', 'mark 4'],
	mark5: ['получили «5»', 'mark 5'],
	mark: ['отметка', 'mark'],
	score: ['балл', 'points']
};

/** What a column is called on the screens. */
export function wordColumn(column: WantedColumn, locale: Locale): string {
	return columnWords[column][locale === 'ru' ? 0 : 1];
}

/** What is wrong without its place: columns by the words of the screens. */
export function wordWhat(problem: Problem, locale: Locale): string {
	if (problem.code !== 'column-missing')
		return locale === 'ru' ? russian(problem) : english(problem);
	const columns = problem.columns.map((column) => `«${wordColumn(column, locale)}»`).join(', ');
	return locale === 'ru' ? `нет столбцов: ${columns}.` : `these columns are missing: ${columns}.`;
}

/** The problem as one line: where, what, and what to do where that is not plain. */
export function wordProblem(problem: Problem, locale: Locale): string {
	const what = locale === 'ru' ? russian(problem) : english(problem);
	const row = locale === 'ru' ? `строка ${problem.row}` : `row ${problem.row}`;
	const place = [problem.sheet === '' ? '' : `«${problem.sheet}»`, row];
	if ('column' in problem) {
		place.push(locale === 'ru' ? `столбец ${problem.column}` : `column ${problem.column}`);
	}
	return `${place.filter((part) => part !== '').join(', ')}: ${what}`;
}

function russian(problem: Problem): string {
	switch (problem.code) {
		case 'no-head':
			return 'не найдена строка с названиями столбцов: school, year, procedure и participants, low (или mark, или score).';
		case 'no-rows':
			return 'под названиями столбцов нет ни одной строки.';
		case 'no-marks':
			return 'нет столбцов с отметками 2, 3, 4, 5.';
		case 'no-title':
			return 'над таблицей не названы год, класс и предмет («ВПР 2025. 6 класс», «Предмет: Математика»).';
		case 'not-a-share':
			return `доля отметки «${problem.mark}»: «${problem.value}» – не число.`;
		case 'shares-do-not-sum':
			return `доли отметок в сумме дают ${String(problem.sum).replace('.', ',')} %, а не 100 %.`;
		case 'shares-fit-no-counts':
			return `при ${problem.participants} участниках таких долей быть не может: проверьте число участников и доли.`;
		case 'too-many-groups':
			return `на листе больше ${problem.most} групп участников.`;
		case 'column-missing':
			return `нет столбцов: ${problem.columns.join(', ')}.`;
		case 'column-twice':
			return 'столбец назван дважды: оставьте один. Если рядом стоят несколько процедур, дайте каждой свою строку: школа, год, процедура, её числа.';
		case 'empty-cell':
			return 'пустая ячейка.';
		case 'not-a-year':
			return isDate(problem.value)
				? `«${problem.value}» – это дата, а нужен год: 2025.`
				: `«${problem.value}» – не год.`;
		case 'not-a-number':
			return `«${problem.value}» – не целое число.`;
		case 'not-a-mark':
			return `«${problem.value}» – не отметка: нужно 2, 3, 4 или 5 (или пусто, если ученик не участвовал).`;
		case 'not-a-score':
			return `«${problem.value}» – не балл от 0 до 100 (или пусто, если ученик не участвовал).`;
		case 'no-threshold':
			return `для процедуры «${problem.procedure}» ${problem.year} года в каталоге нет порога ${problem.kind === 'mark' ? 'по отметкам' : 'в баллах'}: укажите participants и low.`;
		case 'spoilt-text':
			return `в тексте «${problem.value}» есть нечитаемые знаки: сохраните файл в кодировке UTF-8.`;
		case 'unknown-procedure':
			return `процедуры «${problem.procedure}» нет в каталоге ${problem.year} года: исправьте название или добавьте её в каталог.`;
		case 'marks-do-not-sum':
			return `отметок ${problem.sum}, а участников ${problem.participants}.`;
		case 'low-above-participants':
			return `не преодолевших (${problem.low}) больше, чем участников (${problem.participants}).`;
		case 'twice':
			return `школа «${problem.school}», «${problem.procedure}», ${problem.year} год уже есть в строке ${problem.before}.`;
		case 'no-level':
			return `правило считает уровни образования отдельно, а у процедуры «${problem.procedure}» уровень не указан: добавьте столбец level.`;
		case 'too-many-procedures':
			return `в файле больше ${problem.most} разных процедур: проверьте, тот ли столбец назван procedure.`;
	}
}

function english(problem: Problem): string {
	switch (problem.code) {
		case 'no-head':
			return 'no row names the columns: school, year, procedure and participants, low (or mark, or score).';
		case 'no-rows':
			return 'there are no rows below the names of the columns.';
		case 'no-marks':
			return 'there are no columns for the marks 2, 3, 4, 5.';
		case 'no-title':
			return 'year, grade and subject are not named above the table («ВПР 2025. 6 класс», «Предмет: Математика»).';
		case 'not-a-share':
			return `share of the mark «${problem.mark}»: «${problem.value}» is not a number.`;
		case 'shares-do-not-sum':
			return `the shares of the marks make ${problem.sum}%, not 100%.`;
		case 'shares-fit-no-counts':
			return `${problem.participants} participants cannot have such shares: check their number and the shares.`;
		case 'too-many-groups':
			return `the sheet has more than ${problem.most} groups of participants.`;
		case 'column-missing':
			return `these columns are missing: ${problem.columns.join(', ')}.`;
		case 'column-twice':
			return 'the column is named twice: leave one. Where several procedures stand side by side, give each a row of its own: school, year, procedure, its numbers.';
		case 'empty-cell':
			return 'the cell is empty.';
		case 'not-a-year':
			return isDate(problem.value)
				? `«${problem.value}» is a date, a year is needed: 2025.`
				: `«${problem.value}» is not a year.`;
		case 'not-a-number':
			return `«${problem.value}» is not a whole number.`;
		case 'not-a-mark':
			return `«${problem.value}» is not a mark: 2, 3, 4 or 5 (or empty where the pupil took no part).`;
		case 'not-a-score':
			return `«${problem.value}» is not points from 0 to 100 (or empty where the pupil took no part).`;
		case 'no-threshold':
			return `the catalogue has no minimum ${problem.kind === 'mark' ? 'mark' : 'of points'} for «${problem.procedure}» of ${problem.year}: give participants and low.`;
		case 'spoilt-text':
			return `the text «${problem.value}» has unreadable signs: save the file as UTF-8.`;
		case 'unknown-procedure':
			return `the catalogue of ${problem.year} has no «${problem.procedure}»: mend the name or add it to the catalogue.`;
		case 'marks-do-not-sum':
			return `${problem.sum} marks, but ${problem.participants} participants.`;
		case 'low-above-participants':
			return `more below the minimum (${problem.low}) than participants (${problem.participants}).`;
		case 'twice':
			return `school «${problem.school}», «${problem.procedure}», ${problem.year} stands in row ${problem.before} already.`;
		case 'no-level':
			return `the rule takes levels of education apart, and «${problem.procedure}» has none: add a column level.`;
		case 'too-many-procedures':
			return `more than ${problem.most} different procedures: check which column is called procedure.`;
	}
}

/** A day as Excel prints it, or the number behind it. */
function isDate(value: string): boolean {
	return /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^\d{4}-\d\d-\d\d|^[3-6]\d{4}$/.test(value);
}

/** Why a whole file is refused; `code` and `detail` are the reader's. */
export function wordRefusedTable(code: string, detail: string, locale: Locale): string {
	const [ru, en] = refusals[code] ?? refusals.other!;
	const row = /^row (\d+)$/.exec(detail)?.[1];
	if (row !== undefined) {
		return locale === 'ru'
			? `строка ${row} не кончается: проверьте кавычки.`
			: `row ${row} does not end: check the quotes.`;
	}
	return locale === 'ru' ? ru : en;
}

const refusals: Record<string, [string, string]> = {
	empty: ['в файле нет данных.', 'the file holds no data.'],
	'too-large': ['файл слишком велик.', 'the file is too large.'],
	'too-many-rows': [
		`в файле больше ${rowLimits.rows.toLocaleString('ru-RU')} строк.`,
		`the file has more than ${rowLimits.rows.toLocaleString('en-GB')} rows.`
	],
	encrypted: ['файл защищён паролем.', 'the file is protected by a password.'],
	'unknown-format': [
		'нужен файл .csv или .xlsx: старый .xls сохраните как .xlsx.',
		'a .csv or .xlsx file is needed: save an old .xls as .xlsx.'
	],
	other: ['файл повреждён или небезопасен.', 'the file is damaged or not safe.']
};
