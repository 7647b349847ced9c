import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sampleMeasure, sampleSnapshot } from '../roadmap/export/sample.testing.ts';
import { exportPaper } from './export.ts';
import { formOf, startLines } from './form.ts';
import type { Line, LineSection, Schools } from './model.ts';
import { programmePaper, type PaperOf } from './paper.ts';
import { passportPaper } from './passport-paper.ts';

const form = formOf('004');
const lines: Line[] = startLines(form, 'Заречный район').map((line, index) => ({
	...line,
	id: `${index}`,
	position: index
}));

const change = (key: string, more: Partial<Line>): Line[] =>
	lines.map((line) => (line.key === key ? { ...line, ...more } : line));

const schools: Schools = {
	listed: [
		{
			...{ schoolId: 'a', name: 'МКОУ Дальняя СОШ', shortName: 'Дальняя СОШ', years: 2, basis: '' },
			...{ person: 'Ясенева Вера Павловна', phone: '2-15-40' }
		}
	],
	risky: [
		{
			...{ schoolId: 'b', name: 'МКОУ Луговая СОШ', shortName: 'Луговая СОШ', years: 0 },
			...{ basis: 'сменились три учителя', person: '', phone: '2-31-08' }
		}
	],
	deficits: { 'deficits-2': ['Дальняя СОШ', 'Луговая СОШ'] },
	typed: {}
};

function paperOf(more: Partial<Line>[] | Line[] = lines, annex = false): PaperOf {
	return {
		form,
		schools,
		order: { issuer: 'управления образования', date: '2026-01-20', number: '12' },
		content: {
			form: '004',
			place: {
				name: 'Заречный муниципальный район',
				shortName: 'Заречный район',
				kind: 'municipality'
			},
			diagnosis: { order: 'от 02.10.2026 № 190', from: '2026-10-05', to: '2026-10-30' },
			annex: annex
				? sampleSnapshot({ measures: [sampleMeasure({ text: 'Мероприятие карты' })] })
				: null,
			written: {
				passport: {
					...{ title: 'Поддержка школ', firstYear: 2026, lastYear: 2028, basis: 'приказ № 847' },
					...{ customer: 'Управление', coordinator: '', executors: '', purpose: '' },
					...{ stagePreparationTerm: 'январь – май 2026 года', stagePreparation: 'диагностика' },
					...{ stageExecutionTerm: '', stageExecution: '', stageSpreadingTerm: '' },
					...{ stageSpreading: '', financing: '', expected: '', control: '' }
				},
				targets: [
					{
						...{ id: 't', indicator: 'Школы в списке', unit: 'ед.', baseline: 4, measured: null },
						values: [{ year: 2026, target: 2.5, fact: 3, factSource: '' }]
					}
				],
				members: [
					{
						...{ id: 'm', body: 'council', role: 'председатель', personId: null },
						...{ name: 'Ясенева Вера Павловна', post: 'начальник' }
					}
				],
				orders: [
					{
						...{ id: 'o', kind: 'council', number: '7', dated: '2026-01-15' },
						...{ subject: '', document: null }
					}
				],
				year: 2026,
				settings: {
					...{ listYear: 2026, campaignId: null, diagnosisOrder: '', diagnosisFrom: null },
					...{ diagnosisTo: null, deficitsFrom: 'high', roadmapId: null }
				},
				lines: more as Line[],
				tasks: ['развитие', 'помощь']
			}
		}
	};
}

/** The paragraphs of a Word document in their order, those of cells included. */
async function wordOf(document: Parameters<typeof exportPaper>[0]): Promise<string[]> {
	const { bytes } = await exportPaper(document, 'docx');
	const xml = strFromU8(unzipSync(bytes)['word/document.xml']!);
	return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
		[...paragraph.matchAll(/<w:t[^>]*>([^<]*)/g)]
			.map(([, text]) => text!)
			.join('')
			.replaceAll('\u00a0', ' ')
	);
}

describe('the form', () => {
	it('holds the rows of 004 in each section', () => {
		const count = (section: LineSection) => lines.filter((line) => line.section === section).length;
		expect(
			Object.fromEntries(
				(
					['support', 'plan', 'deficits', 'tasks', 'roadmap', 'monitoring', 'coordinators'] as const
				).map((section) => [section, count(section)])
			)
		).toEqual({
			...{ support: 5, plan: 9, deficits: 17, tasks: 10, roadmap: 3, monitoring: 8 },
			coordinators: 21
		});
		expect(count('involvement')).toBe(4);
		expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
		expect(lines.find(({ key }) => key === 'involvement-2')!.text).toContain('«Заречный район»');
	});
});

describe('the document of a year in Word', () => {
	it('has the ten sections of the form in their order, filled from what is known', async () => {
		const text = await wordOf(programmePaper(paperOf()));
		const heads = text.filter((line) => /^\d{1,2}\. \S/.test(line) && line.length > 20);
		const begins = [
			...['1. Список школ с НОР', '2. Список школ с высокими рисками'],
			...['3. Программа поддержки включает', '4. План-график мероприятий программы на 2026 год'],
			...['5. Диагностика факторов риска', '6. Выявленные дефициты', '7. Планируемые меры'],
			...['8. Система мониторинга', '9. Сопровождение деятельности', '10. Вовлечение других']
		];
		expect(heads).toHaveLength(10);
		for (const [index, begin] of begins.entries()) expect(heads[index]).toMatch(begin);
		const after = (line: string) => text.slice(text.indexOf(line) + 1);
		expect(after('МКОУ Дальняя СОШ').slice(0, 2)).toEqual(['Ясенева Вера Павловна', '2-15-40']);
		expect(after('МКОУ Луговая СОШ').slice(0, 2)).toEqual(['сменились три учителя', '2-31-08']);
		expect(after('дефицит педагогических кадров')[0]).toBe('Дальняя СОШ, Луговая СОШ');
		expect(text).toContain(
			'5. Диагностика факторов риска учебной неуспешности в ШНОР проводится на основании приказа ' +
				'от 02.10.2026 № 190 с 05.10.2026 по 30.10.2026 ежегодно.'
		);
		expect(text).toContain('к приказу управления образования');
		for (const line of lines) expect(text.join('\n')).toContain(line.text);
	});

	it('leaves out what was dropped and numbers the rest anew, with words and terms as changed', async () => {
		const one = change('coordinators-1', { kept: false });
		const text = await wordOf(
			programmePaper(
				paperOf([
					...one.map((line) =>
						line.key === 'plan-1'
							? { ...line, text: 'Совещание с командами', term: 'до 15 октября' }
							: line.key === 'support-2'
								? { ...line, kept: false }
								: line
					),
					{
						...{ id: 'own', section: 'plan', key: null, kept: true, text: 'Своё мероприятие' },
						...{ term: 'май', source: '', position: 99 }
					}
				])
			)
		);
		const all = text.join('\n');
		expect(all).not.toContain('Разработка программы перевода школы в эффективный режим');
		expect(all).not.toContain('систему работы со школьными координаторами');
		expect(text[text.indexOf('Совещание с командами') + 1]).toBe('до 15 октября');
		expect(text[text.indexOf('Своё мероприятие') + 1]).toBe('май');
		const choice = text.findIndex((line) => line.startsWith('Выбор модели организации'));
		expect(text[choice - 1]).toBe('1.');
	});

	it('prints gaps where nothing is known, and no schools for whom they are not', async () => {
		const given = paperOf();
		const text = await wordOf(
			programmePaper({
				...given,
				order: null,
				schools: null,
				content: { ...given.content, diagnosis: { order: '', from: null, to: null } }
			})
		);
		const all = text.join('\n');
		expect(all).not.toContain('Дальняя СОШ');
		expect(all).not.toContain('к приказу');
		expect(all).toMatch(/\(реквизиты муниципального приказа\) с _+ по _+ ежегодно/);
	});

	it('names a region as one', async () => {
		const given = paperOf();
		Object.assign(given.content.place, { name: 'Приреченская область', kind: 'region' });
		given.content.diagnosis.order = '';
		const told = (await wordOf(programmePaper(given))).join('\n');
		expect(told).toContain('Название региона: Приреченская область');
		expect(told).toContain('(реквизиты регионального приказа)');
	});

	it('brings the roadmap as its first annex, on pages of its own', async () => {
		const paper = programmePaper(paperOf(lines, true));
		expect(paper.parts.map(({ orientation }) => orientation)).toEqual(['portrait', 'landscape']);
		const text = await wordOf(paper);
		expect(text.indexOf('Приложение 1')).toBeGreaterThan(-1);
		expect(text).toContain('Мероприятие карты');
		expect((await wordOf(programmePaper(paperOf()))).join('\n')).not.toContain('приложение 1');
	});

	it('comes out as a PDF as well', async () => {
		const { bytes, name } = await exportPaper(programmePaper(paperOf()), 'pdf');
		expect(strFromU8(bytes.subarray(0, 5))).toBe('%PDF-');
		expect(name).toMatch(/на 2026 год\.pdf$/);
	});
});

describe('the passport', () => {
	it('prints its table, target values by year and the groups by their orders', async () => {
		const { written, place } = paperOf().content;
		const text = await wordOf(passportPaper({ ...written, place: place.name }));
		const after = (line: string) => text[text.indexOf(line) + 1];
		expect(after('Основание для разработки')).toBe('приказ № 847');
		expect(after('Задачи')).toBe('– развитие');
		expect(text).toContain('2026–2028 годы');
		expect(text).toContain('Подготовительный этап, январь – май 2026 года: диагностика');
		expect(text).toContain('Состав координационного совета (приказ от 15.01.2026 № 7)');
		const row = text.indexOf('Школы в списке');
		expect(text.slice(row, row + 4)).toEqual(['Школы в списке', 'ед.', '4', '2,5']);
	});
});
