import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../office/description.ts';
import { hasPoppler, pdfPages } from '../../office/libreoffice.testing.ts';
import { exportPaper } from './export.ts';
import type { FactOccurrence, FactRow, HalfYearContent } from './model.ts';
import { reportPaper } from './paper.ts';
import { summaryPaper } from './summary-paper.ts';

const occurrence = (more: Partial<FactOccurrence>): FactOccurrence => ({
	...{ id: 'o', from: '2026-10-01', to: '2026-10-31', state: 'late', doneOn: null },
	...{ done: null, result: null, evidence: [], reason: null },
	...more
});

const row = (id: string, more: Partial<FactRow>): FactRow => ({
	measureId: id,
	number: id,
	text: `Мероприятие ${id}`,
	section: ['1. Кадры'],
	term: 'октябрь',
	responsible: ['Ясенева В. П.'],
	expected: null,
	state: 'late',
	occurrences: [occurrence({})],
	...more
});

const figures = {
	...{ planned: 2, done: 1, doneLate: 0, waiting: 0, returned: 0, late: 1, notDone: 0 },
	...{ doneAhead: 0, underWay: 0, undated: 1, cancelled: 0, dueDone: 1, due: 2, allDone: 1, all: 3 }
};

const content: HalfYearContent = {
	roadmap: {
		title: 'Дорожная карта МКОУ Каменнобродская СОШ',
		owner: 'МКОУ «Каменнобродская средняя общеобразовательная школа»',
		ownerShort: 'Каменнобродская СОШ'
	},
	order: { number: '187', date: '2026-11-20', issuer: 'МКОУ Каменнобродская СОШ' },
	report: { year: 2026, season: 'autumn' },
	facts: {
		period: { from: '2026-09-01', to: '2026-10-31' },
		countedOn: '2026-11-12',
		figures,
		rows: [
			row('1.1', {
				state: 'done',
				occurrences: [
					occurrence({
						state: 'verified',
						doneOn: '2026-10-20',
						done: 'Провели педсовет',
						result: 'Охвачено 12 учителей',
						evidence: [
							{ kind: 'protocol', name: '№ 4', date: '2026-10-20' },
							{ kind: 'participants', name: null, date: null }
						]
					})
				]
			}),
			row('1.2', {
				occurrences: [
					occurrence({ to: '2026-09-30', state: 'verified', doneOn: '2026-09-28' }),
					occurrence({})
				]
			}),
			row('1.3', {
				state: 'undated',
				term: 'по отдельному графику',
				occurrences: [occurrence({ state: 'undated', from: null, to: null })]
			})
		],
		next: { period: { from: '2026-11-01', to: '2027-03-31' }, measures: ['1.2', '2.1'] }
	},
	explanations: { '1.2': 'Карантин' },
	texts: { summary: 'Первая строка\nВторая строка', problems: '', requests: 'Психолог', plans: '' },
	signatory: { post: 'Директор школы', name: 'В. П. Ясенева' }
};

const blocks = reportPaper(content).parts[0]!.blocks;
const tables = blocks.filter((block): block is Table => block.kind === 'table');

describe('the official form of a half-year report', () => {
	it('has its chapters in order, without those that have nothing to say', () => {
		const heads = blocks.flatMap((block) =>
			block.kind === 'paragraph' && block.bold ? block.text : []
		);
		expect(heads).toEqual([
			'1. Основные показатели',
			'2. Выполнение мероприятий',
			'3. Мероприятия, срок которых ещё не определён',
			'4. Итоги полугодия',
			'5. Предложения и просьбы',
			'6. План на следующее полугодие'
		]);
		expect(blocks.at(-2)).toMatchObject({ kind: 'signature', name: 'В. П. Ясенева' });
	});

	it('says of each measure what became of it, by which papers, and why not', () => {
		expect(tables[1]!.head[0]!.map(({ text }) => text)).toEqual([
			...['№', 'Мероприятие', 'Срок', 'Состояние'],
			...['Результат и подтверждение', 'Причина невыполнения']
		]);
		const cells = tables[1]!.rows.map((each) =>
			each.kind === 'section' ? each.text : each.cells.map(({ text }) => text).slice(3)
		);
		expect(cells).toEqual([
			'1. Кадры (выполнено 1 из 2)',
			[
				'Выполнено\n20.10.2026',
				'Охвачено 12 учителей\nПротокол № 4 от 20.10.2026\nСписок участников или фото',
				''
			],
			['Просрочено\nдо 30.09.2026: выполнено 28.09.2026\nдо 31.10.2026: просрочено', '', 'Карантин']
		]);
	});

	it('counts as the page does', () => {
		const values = tables[0]!.rows.map((each) =>
			each.kind === 'cells' ? each.cells.map(({ text }) => text) : []
		);
		expect(values.at(-2)).toEqual([
			'Выполнено из того, что подлежало выполнению к 31.10.2026',
			'1 из 2 (50 %)'
		]);
		expect(values.at(-1)?.[1]).toBe('1 из 3 (33 %)');
	});

	it('can be made an annex', () => {
		const [mark] = reportPaper(content, true).parts[0]!.blocks;
		expect(mark).toMatchObject({
			kind: 'mark',
			lines: [expect.stringMatching(/^Приложение №/), expect.anything()]
		});
	});

	it('comes out as Word that reads back, with the margins of the standard', async () => {
		const file = await exportPaper(reportPaper(content), 'docx');
		expect(file.name).toMatch(/^Отчёт о выполнении дорожной карты .*Каменнобродская СОШ\.docx$/);
		const xml = strFromU8(unzipSync(file.bytes)['word/document.xml']!);
		const text = xml
			.replace(/<\/w:p>/g, '\n')
			.replace(/<[^>]+>/g, '')
			.replaceAll('\u00a0', ' ');
		for (const said of [
			'за период с 01.09.2026 по 31.10.2026',
			'утверждена приказом МКОУ Каменнобродская СОШ от 20.11.2026 № 187',
			'Охвачено 12 учителей',
			'Карантин',
			'Вторая строка',
			'запланированы мероприятия: 1.2, 2.1.',
			'В. П. Ясенева'
		])
			expect(text).toContain(said);
		for (const margin of ['top="1133"', 'right="566"', 'bottom="1133"', 'left="1133"'])
			expect(xml).toContain(`w:${margin}`);
	});

	it.runIf(hasPoppler)('comes out as PDF with the same words', async () => {
		const file = await exportPaper(reportPaper(content), 'pdf');
		const text = pdfPages(file.bytes).join('\n').replaceAll('\u00a0', ' ');
		expect(text).toContain('Основные показатели');
		expect(text).toContain('Карантин');
		expect(text).toContain('В. П. Ясенева');
	});
});

describe('the sum of a municipality', () => {
	it('has a row for each school, the sum, what is open, and the problems as they were told', () => {
		const one = {
			roadmapId: 'r',
			title: 'Карта',
			owner: { id: 'o', kind: 'school', shortName: 'Каменнобродская СОШ' },
			reportId: 'h',
			stage: 'accepted' as const,
			sentAt: null,
			figures,
			dueOn: '2026-11-15',
			overdue: false
		};
		const paper = summaryPaper(
			{
				municipality: {
					...{ id: 'm', kind: 'municipality', name: 'Заречный муниципальный район' },
					...{ shortName: 'Заречный район', path: 'a', timeZone: 'Europe/Moscow' }
				},
				period: content.report,
				term: { coversTo: '2026-10-31', dueOn: '2026-11-15' },
				accepted: [{ ...one, problems: 'Нет психолога' }],
				open: [{ ...one, stage: 'returned', owner: { ...one.owner, shortName: 'Песчанская СОШ' } }],
				total: figures,
				today: '2026-11-20'
			},
			{ post: 'заместитель начальника', name: 'М. С. Вершинина' }
		);
		const said = paper.parts[0]!.blocks;
		const table = said.find((block): block is Table => block.kind === 'table')!;
		expect(
			table.rows.map((each) => (each.kind === 'cells' ? each.cells.map(({ text }) => text) : []))
		).toEqual([
			['1', 'Каменнобродская СОШ', '2', '1', '0', '0', '1', '0', '50'],
			['', 'Всего', '2', '1', '0', '0', '1', '0', '50']
		]);
		expect(JSON.stringify(said)).toContain('Песчанская СОШ: отчёт на доработке.');
		expect(JSON.stringify(said)).toContain('Каменнобродская СОШ: «Нет психолога»');
	});
});
