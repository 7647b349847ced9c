import { describe, expect, it } from 'vitest';
import type { Table } from '../../office/description.ts';
import { roadmapPaper } from './paper.ts';
import { phrase, sampleMeasure, sampleSnapshot } from './sample.testing.ts';
import type { RoadmapSnapshot } from '../snapshot.ts';

const blocksOf = (snapshot: RoadmapSnapshot) => roadmapPaper(snapshot).parts[0]!.blocks;
const tableOf = (snapshot: RoadmapSnapshot) =>
	blocksOf(snapshot).find((block): block is Table => block.kind === 'table')!;
const headOf = (snapshot: RoadmapSnapshot) => tableOf(snapshot).head[0]!.map(({ text }) => text);
const rowsOf = (snapshot: RoadmapSnapshot) =>
	tableOf(snapshot).rows.map((row) =>
		row.kind === 'section' ? `${row.depth}: ${row.text}` : row.cells.map(({ text }) => text)
	);

const five = [
	'№',
	'Содержание действия',
	'Срок',
	'Ответственный исполнитель',
	'Ожидаемый результат'
];

describe('the official form', () => {
	it('has the annex mark, the title with its years on a line, the table, the signature', () => {
		const blocks = blocksOf(sampleSnapshot());
		expect(blocks.map(({ kind }) => kind)).toEqual(['mark', 'title', 'table', 'signature']);
		expect(blocks[0]).toMatchObject({
			lines: ['Приложение', 'к приказу МКОУ Каменнобродская СОШ', 'от 20.11.2026 № 187']
		});
		expect(blocks[1]).toMatchObject({ text: expect.stringMatching(/СОШ\nна 2026–2027 уч/) });
	});

	it('names the period where the title does not', () => {
		const caption = (snapshot: Partial<RoadmapSnapshot>) =>
			blocksOf(sampleSnapshot(snapshot)).find(({ kind }) => kind === 'paragraph');
		expect(caption({})).toBeUndefined();
		expect(caption({ title: 'План' })).toMatchObject({
			text: 'Срок реализации: с 01.09.2026 по 31.08.2027'
		});
		expect(caption({ period: { from: '2026-10-01', to: '2027-08-31' } })).toBeDefined();
	});

	it('prints five columns, notes and deficits only where there are any', () => {
		expect(headOf(sampleSnapshot())).toEqual(five);
		expect(headOf(sampleSnapshot({ measures: [sampleMeasure({ result: null })] }))).toEqual(
			five.slice(0, 4)
		);
		const full = sampleMeasure({ notes: 'Перенесено', factors: [3, 7] });
		expect(headOf(sampleSnapshot({ measures: [full] }))).toEqual([...five, 'Примечание']);
		expect(rowsOf(sampleSnapshot({ measures: [full] }))[0]!.slice(5)).toEqual([
			'Перенесено\nДефициты: 3, 7'
		]);
	});

	it('prints sections with their depth, also those without measures', () => {
		const snapshot = sampleSnapshot({
			sections: [{ path: ['1. А'] }, { path: ['1. А', '1.1. Б'] }, { path: ['2. В'] }],
			measures: [
				sampleMeasure({ number: '7', sectionPath: ['1. А', '1.1. Б'] }),
				sampleMeasure({ number: '1' })
			]
		});
		expect(rowsOf(snapshot).map((row) => (Array.isArray(row) ? row[0] : row))).toEqual([
			'1',
			'1: 1. А',
			'2: 1.1. Б',
			'7',
			'1: 2. В'
		]);
	});

	it('counts nested headings that have no numbers of their own, and leaves flat ones alone', () => {
		const nested = sampleSnapshot({
			sections: [{ path: ['А'] }, { path: ['А', 'Б'] }, { path: ['В'] }],
			measures: []
		});
		expect(rowsOf(nested)).toEqual(['1: 1. А', '2: 1.1. Б', '1: 2. В']);
		const flat = sampleSnapshot({ sections: [{ path: ['А'] }, { path: ['В'] }], measures: [] });
		expect(rowsOf(flat)).toEqual(['1: А', '1: В']);
	});

	const lanes = ['Управление образования', 'Методический центр', 'Школа'];
	const bare = { number: null, term: phrase(''), responsible: [], result: null };

	it('sets measures of lanes side by side', () => {
		const snapshot = sampleSnapshot({
			lanes,
			measures: [
				sampleMeasure({ ...bare, lane: lanes[0]!, row: 1, text: 'Приказ' }),
				sampleMeasure({ ...bare, lane: lanes[2]!, row: 1, text: 'Команда' }),
				sampleMeasure({ ...bare, lane: lanes[1]!, row: 2, text: 'Семинар' })
			]
		});
		expect(headOf(snapshot)).toEqual(lanes);
		expect(rowsOf(snapshot)).toEqual([
			['Приказ', '', 'Команда'],
			['', 'Семинар', '']
		]);
	});

	it('parts a row of lanes whose measures differ in what stands beside the lanes', () => {
		const term = phrase('до 15 октября');
		const snapshot = sampleSnapshot({
			lanes,
			measures: [
				sampleMeasure({ ...bare, lane: lanes[0]!, row: 1, text: 'Приказ', term }),
				sampleMeasure({ ...bare, lane: lanes[1]!, row: 1, text: 'Семинар', term }),
				sampleMeasure({ ...bare, lane: lanes[2]!, row: 1, text: 'Команда' })
			]
		});
		expect(tableOf(snapshot).head).toEqual([
			[
				{ text: 'Содержание действия', span: 3 },
				{ text: 'Срок', rowSpan: 2 }
			],
			lanes.map((text) => ({ text }))
		]);
		expect(rowsOf(snapshot)).toEqual([
			['Приказ', 'Семинар', '', 'до 15 октября'],
			['', '', 'Команда', '']
		]);
	});
});
