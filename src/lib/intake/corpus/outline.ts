import type { Draft } from '../draft.ts';
import { understand } from '../understand/understand.ts';
import { sketch, type Part } from './build.ts';

/** «number | path | lane | text | term | people | result», as one line for each measure. */
export function outline(draft: Draft): string[] {
	return draft.measures.map((measure) =>
		[
			measure.number ?? '-',
			measure.sectionPath.join(' > '),
			...(measure.lane ? [measure.lane] : []),
			measure.text,
			measure.term.phrase,
			measure.responsible.join(' + '),
			measure.result ?? 'null'
		].join(' | ')
	);
}

/** Understands an invented document. */
export function read(...parts: Part[]): Draft {
	return understand(sketch(parts));
}

export const TITLE = 'План мероприятий («дорожная карта») на 2024 год';
export const HEAD = ['№ п/п', 'Мероприятие', 'Срок', 'Ответственный', 'Ожидаемый результат'];
export const A = ['1', 'Провести семинар для учителей', 'март', 'Соколова Е.П.', 'Справка'];
export const B = ['2', 'Составить график посещений школ', 'до 15 мая', 'Лебедев А.В.', 'График'];
export const C = ['3', 'Подвести итоги полугодия', 'декабрь', 'Управление образования', 'Приказ'];
export const plain = [
	'1 |  | Провести семинар для учителей | март | Соколова Е.П. | Справка',
	'2 |  | Составить график посещений школ | до 15 мая | Лебедев А.В. | График',
	'3 |  | Подвести итоги полугодия | декабрь | Управление образования | Приказ'
];
