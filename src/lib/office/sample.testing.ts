import type { OfficialDocument } from './description.ts';

/** An order and its annex, long enough for three pages, with everything a description can hold. */
export function samplePaper(rows = 40): OfficialDocument {
	return {
		title: 'Дорожная карта на 2026–2027 учебный год',
		parts: [
			{
				orientation: 'portrait',
				leftMargin: 30,
				blocks: [
					{ kind: 'title', text: 'ПРИКАЗ' },
					{ kind: 'spread', left: '20.11.2026 г.', right: '№ 187' },
					{
						kind: 'paragraph',
						text: 'В целях повышения качества образования п р и к а з ы в а ю :',
						align: 'justify',
						indent: true,
						bold: false
					},
					{ kind: 'signature', post: 'Директор', name: 'В. Г. Сорокина' }
				]
			},
			{
				orientation: 'landscape',
				leftMargin: 20,
				blocks: [
					{ kind: 'mark', lines: ['Приложение', 'к приказу школы', 'от 20.11.2026 № 187'] },
					{ kind: 'title', text: 'Дорожная карта\nна 2026–2027 учебный год' },
					{
						kind: 'table',
						columns: [
							{ width: 30, align: 'left' },
							{ width: 12, align: 'center' },
							{ width: 90, align: 'left' },
							{ width: 30, align: 'left' },
							{ width: 30, align: 'left' }
						],
						head: [
							[
								{ text: 'Этап', rowSpan: 2 },
								{ text: '№', rowSpan: 2 },
								{ text: 'Содержание', rowSpan: 2 },
								{ text: 'Сроки', span: 2 }
							],
							[{ text: 'Начало' }, { text: 'Окончание' }]
						],
						rows: [
							{ kind: 'section', depth: 1, text: '1. Организация' },
							{
								kind: 'cells',
								cells: [
									{ text: 'Первый этап', rowSpan: 2 },
									{ text: '1' },
									{ text: 'Первое действие' },
									{ text: '01.10.2026' },
									{ text: '09.10.2026' }
								]
							},
							{
								kind: 'cells',
								cells: [
									{ text: '2' },
									{ text: '=1+1 <b> & "кавычки"\nвторая строка' },
									{ text: '05.10.2026' },
									{ text: '' }
								]
							},
							{ kind: 'section', depth: 3, text: '1.1.1. Глубже' },
							...Array.from({ length: rows }, (_, i) => ({
								kind: 'cells' as const,
								cells: [
									{ text: 'Второй этап' },
									{ text: String(i + 3) },
									{ text: `Действие с номером ${i + 3}` },
									{ text: '01.10.2026' },
									{ text: '09.10.2026' }
								]
							}))
						]
					}
				]
			}
		]
	};
}
