import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeDocx } from '../../office/docx.ts';
import { writePdf } from '../../office/pdf.ts';
import { sampleTerm } from '../sample.testing.ts';
import { changesPaper } from './changes-paper.ts';
import { compare } from './compare.ts';
import type { ContentMeasure, VersionContent } from './content.ts';
import type { VersionHead } from './standing.ts';

const measure = (id: string, given: Partial<ContentMeasure> = {}): ContentMeasure => ({
	id,
	sectionId: 's',
	number: id,
	lane: null,
	row: null,
	text: `Дело ${id}`,
	term: sampleTerm('до 20 ноября', '2026-11-20'),
	responsible: ['Ясенева В. П.'],
	result: 'Справка',
	notes: null,
	factors: [],
	...given
});

const older: VersionContent = {
	head: {
		title: 'Дорожная карта Ясеневской СОШ',
		level: 'school',
		owner: 'МКОУ Ясеневская СОШ',
		period: { from: '2026-09-01', to: '2027-08-31' },
		yearKind: 'school',
		signatory: { post: 'Директор', name: 'В. П. Ясенева' },
		lanes: []
	},
	sections: [{ id: 's', parentId: null, title: '1. Учителя' }],
	measures: [measure('16'), measure('17'), measure('18')]
};
const newer: VersionContent = {
	...older,
	sections: [{ id: 's', parentId: null, title: '1. Учителя и методисты' }],
	measures: [
		measure('16'),
		measure('17', {
			term: sampleTerm('до 1 декабря', '2026-12-01'),
			responsible: ['Ясенева В. П.', 'Завуч']
		}),
		measure('12', { text: 'Взаимопосещение уроков', result: null })
	]
};
const version = (number: number, order: string): VersionHead => ({
	number,
	order: { number: order, date: '2026-11-20', issuer: 'МКОУ Ясеневская СОШ' },
	inForceFrom: '2026-11-20',
	reason: null,
	changes: null,
	document: null
});
const paper = () =>
	changesPaper({
		older: { version: version(1, '187'), content: older },
		newer: { version: version(2, '203'), content: newer },
		difference: compare(older, newer)
	});

describe('the annex of changes', () => {
	it('says what changes, how it reads and how it is to read', () => {
		const blocks: unknown[] = paper().parts[0]!.blocks;
		expect(blocks[0]).toMatchObject({
			lines: ['Приложение', 'к приказу МКОУ Ясеневская СОШ', 'от 20.11.2026 № 203']
		});
		expect(blocks[1]).toMatchObject({
			text: 'Изменения,\nкоторые вносятся в документ «Дорожная карта Ясеневской СОШ»\n(утверждена приказом МКОУ Ясеневская СОШ от 20.11.2026 № 187)'
		});
		const table = blocks[2] as { rows: { cells: { text: string }[] }[] };
		expect(table.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
			['1', 'Раздел', '1. Учителя', '1. Учителя и методисты'],
			[
				'2',
				'Мероприятие № 17\n1. Учителя',
				'Срок: до 20 ноября\nОтветственный исполнитель: Ясенева В. П.',
				'Срок: до 1 декабря\nОтветственный исполнитель:\nЯсенева В. П.\nЗавуч'
			],
			[
				'3',
				'Мероприятие № 18\n1. Учителя',
				'Содержание действия: Дело 18\nСрок: до 20 ноября\nОтветственный исполнитель: Ясенева В. П.\nОжидаемый результат: Справка',
				'Исключить'
			],
			[
				'4',
				'Мероприятие № 12\n1. Учителя и методисты',
				'—',
				'Дополнить мероприятием:\nСодержание действия: Взаимопосещение уроков\nСрок: до 20 ноября\nОтветственный исполнитель: Ясенева В. П.'
			]
		]);
	});

	it('leaves room for the order of a draft, and prints as Word and PDF', async () => {
		const drafted = changesPaper({
			older: { version: version(1, '187'), content: older },
			newer: { version: null, content: newer },
			difference: compare(older, newer)
		});
		expect(drafted.parts[0]!.blocks[0]).toMatchObject({
			lines: [
				'Приложение',
				expect.stringContaining('к приказу __'),
				expect.stringContaining('№ __')
			]
		});
		const xml = strFromU8(unzipSync(await writeDocx(drafted))['word/document.xml']!);
		expect(xml).toContain('Дополнить мероприятием:');
		const pdf = await writePdf(paper());
		expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
	});

	it('says so where nothing changed', () => {
		const same = changesPaper({
			older: { version: version(1, '187'), content: older },
			newer: { version: version(2, '203'), content: older },
			difference: compare(older, older)
		});
		expect(same.parts[0]!.blocks[2]).toMatchObject({ text: 'Изменений нет.' });
	});
});
