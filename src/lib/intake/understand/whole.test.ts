import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sketch, type Sketch } from '../corpus/build.ts';
import type { Draft } from '../draft.ts';
import type { SourceDocument } from '../source.ts';
import { isBlank } from './words.ts';
import { understand } from './understand.ts';

function words(text: string): string[] {
	return text.match(/[\p{L}\d]+/gu) ?? [];
}

/** Every word that the draft shows anywhere. */
function shown(draft: Draft): Set<string> {
	const texts = [
		draft.title ?? '',
		...draft.sections,
		...draft.lanes,
		...draft.unplaced.map((each) => each.text),
		...draft.tables.flatMap((table) => table.columns.map((column) => column.head)),
		...draft.measures.flatMap((measure) => [
			measure.number ?? '',
			measure.text,
			...measure.responsible,
			measure.result ?? '',
			measure.notes ?? '',
			measure.term.phrase
		])
	];
	return new Set(texts.flatMap(words));
}

function lost(document: SourceDocument, draft: Draft): string[] {
	const known = shown(draft);
	const read = new Set(draft.tables.map((table) => table.table));
	return document.blocks.flatMap((block) =>
		block.kind === 'table' && read.has(block.number)
			? block.rows.flatMap((row) =>
					row.cells
						.filter(
							(cell) => !isBlank(cell.text) && !words(cell.text).every((word) => known.has(word))
						)
						.map((cell) => cell.text)
				)
			: []
	);
}

const HEAD = ['№', 'Мероприятие', 'Срок', 'Ответственный', 'Результат', 'Заметки кабинета'];
const text = fc.constantFrom(
	'Провести семинар',
	'Собрать отчёты школ',
	'составить график',
	'',
	'2. Организовать конкурс',
	'Раздел 3. Контроль',
	'–',
	'Итого'
);
const cell = fc.constantFrom(
	'',
	'март',
	'до 15 мая',
	'Соколова Е.П.',
	'директор',
	'Справка о работе',
	'и графика',
	'7',
	'2024 год',
	'—'
);
const wide = fc.record({
	text: fc.constantFrom(
		'I. Кадры',
		'2024 год',
		'Работа с родителями',
		'Примечание: сроки уточняются'
	),
	span: fc.constant(6)
});
const row: fc.Arbitrary<Sketch[]> = fc.oneof(
	{ weight: 5, arbitrary: fc.tuple(cell, text, cell, cell, cell, cell) },
	{ weight: 1, arbitrary: fc.tuple(wide) },
	{ weight: 1, arbitrary: fc.constant<Sketch[]>(HEAD) }
);

it('drops no cell of a table of measures', () => {
	fc.assert(
		fc.property(fc.array(row, { minLength: 1, maxLength: 14 }), (rows) => {
			const document = sketch(['План работы на 2024 год', [HEAD, ...rows]]);
			const draft = understand(document);
			expect(lost(document, draft)).toEqual([]);
		}),
		{ numRuns: 300 }
	);
});

it('never throws, and every confidence is a share', () => {
	const any = fc.array(fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 5 }), {
		minLength: 1,
		maxLength: 8
	});
	fc.assert(
		fc.property(any, (rows) => {
			const draft = understand(sketch(['План', rows]));
			for (const measure of draft.measures) {
				expect(measure.confidence).toBeGreaterThanOrEqual(0);
				expect(measure.confidence).toBeLessThanOrEqual(1);
			}
		}),
		{ numRuns: 200 }
	);
});
