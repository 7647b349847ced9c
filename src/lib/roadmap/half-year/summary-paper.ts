/** The sum of a municipality's reports in its official form. Always in Russian. */
import { dottedDate } from '../../office/description.ts';
import type { Block, OfficialDocument, Row, Table } from '../../office/description.ts';
import type { HalfYearSummary } from './list.ts';
import type { Figures, Signatory } from './model.ts';
import { centred, numbered, paragraphs } from './paper.ts';
import { dueShare } from './summary.ts';

export function summaryPaper(summary: HalfYearSummary, signatory: Signatory): OfficialDocument {
	const { municipality, term, today } = summary;
	const title = `Сводный отчёт о выполнении дорожных карт школ по состоянию на ${dottedDate(term.coversTo)}`;
	return {
		title: `${title}. ${municipality.shortName}`,
		parts: [
			{
				orientation: 'landscape',
				leftMargin: 20,
				blocks: [
					{
						kind: 'title',
						text: `Сводный отчёт\nо выполнении дорожных карт школ\nпо состоянию на ${dottedDate(term.coversTo)}`
					},
					centred(municipality.name),
					...numbered([
						['Показатели по принятым отчётам', [figuresTable(summary)]],
						['Отчёты, которые ещё не приняты', openBlocks(summary)],
						['Проблемы, о которых сообщили школы', problemBlocks(summary)]
					]),
					{ kind: 'signature', ...signatory },
					...paragraphs(`Данные на ${dottedDate(today)}`)
				]
			}
		]
	};
}

const heads = [
	'№',
	'Школа',
	'Запланировано',
	'Выполнено',
	'из них позже срока',
	'На проверке и доработке',
	'Просрочено',
	'Не выполнено',
	'Выполнено из подлежавшего, %'
];

function figuresTable({ accepted, total }: HalfYearSummary): Table {
	return {
		kind: 'table',
		columns: [12, 68, 27, 26, 24, 28, 26, 34, 32].map((width, index) => ({
			width,
			align: index === 1 ? 'left' : 'center'
		})),
		head: [heads.map((text) => ({ text }))],
		rows: [
			...accepted.map(({ owner, figures }, index): Row => ({
				kind: 'cells',
				cells: [String(index + 1), owner.shortName, ...numbersOf(figures)].map((text) => ({ text }))
			})),
			{
				kind: 'cells',
				cells: [
					{ text: '' },
					{ text: 'Всего', bold: true },
					...numbersOf(total).map((text) => ({ text, bold: true }))
				]
			}
		]
	};
}

function numbersOf(figures: Figures): string[] {
	const share = dueShare(figures);
	return [
		figures.planned,
		figures.done + figures.doneLate,
		figures.doneLate,
		figures.waiting + figures.returned,
		figures.late,
		figures.notDone,
		share === null ? '—' : share
	].map(String);
}

function openBlocks({ open }: HalfYearSummary): Block[] {
	const words = {
		none: 'не составлен',
		created: 'составляется',
		ready: 'готов, но не отправлен',
		sent: 'на рассмотрении',
		returned: 'на доработке',
		accepted: 'принят'
	};
	return paragraphs(
		open.map(({ owner, stage }) => `${owner.shortName}: отчёт ${words[stage]}.`).join('\n')
	);
}

function problemBlocks({ accepted }: HalfYearSummary): Block[] {
	return accepted.flatMap(({ owner, problems }) =>
		problems ? paragraphs(`${owner.shortName}: «${problems.replace(/\s*\n\s*/g, ' ')}»`) : []
	);
}
