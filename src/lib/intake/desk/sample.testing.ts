/** A small invented draft for the tests of this room. */

import { readTerm } from '../../calendar/calendar.ts';
import type { Draft, DraftMeasure } from '../draft.ts';

const plan = { from: '2026-09-01', to: '2027-08-31' };

/** A measure that was read from row `row` of table 1. */
export function measureRead(row: number, given: Partial<DraftMeasure> = {}): DraftMeasure {
	const section = given.sectionPath?.at(-1) ?? null;
	return {
		number: String(row),
		section,
		sectionPath: [],
		lane: null,
		text: `Провести семинар ${row}`,
		responsible: ['Методический центр'],
		result: 'Справка',
		notes: null,
		term: readTerm('до 20 ноября', { plan }),
		source: { page: null, table: 1, row, column: 2 },
		places: {},
		confidence: 1,
		confidences: {},
		...given
	};
}

/** Six measures in two sections, one of them inside the other; one stray cell. */
export function draftRead(given: Partial<Draft> = {}): Draft {
	const first = { sectionPath: ['1. Кадры'] };
	const inner = { sectionPath: ['1. Кадры', '1.1. Наставники'] };
	const measures = [
		measureRead(1, first),
		measureRead(2, first),
		measureRead(4, inner),
		measureRead(5, { ...inner, responsible: [] }),
		measureRead(6, { sectionPath: ['2. Родители'] }),
		measureRead(7, { sectionPath: ['2. Родители'], term: readTerm('Май - Сентябрь', { plan }) })
	];
	return {
		title: 'Дорожная карта',
		level: 'school',
		years: [2026],
		documentDate: null,
		documentNumber: null,
		plan,
		yearKind: 'school',
		sections: ['1. Кадры', '1.1. Наставники', '2. Родители'],
		lanes: [],
		measures,
		warnings: [],
		unplaced: [{ source: { page: null, table: 1, row: 9, column: 1 }, text: 'Итоговый педсовет' }],
		tables: [
			{
				table: 1,
				columns: [
					{ role: 'number', head: '№', confidence: 1 },
					{ role: 'text', head: 'Мероприятие', confidence: 1 },
					{ role: 'term', head: 'Срок', confidence: 1 },
					{ role: 'responsible', head: 'Ответственный', confidence: 1 },
					{ role: 'result', head: 'Результат', confidence: 1 }
				]
			}
		],
		...given
	};
}
