/** A half-year report in its official form: what Word and PDF print. Always in Russian. */
import { dottedDate } from '../../office/description.ts';
import type { Block, Cell, OfficialDocument, Row, Table } from '../../office/description.ts';
import type { PlainDate } from '../../calendar/term.ts';
import { paperKindName } from '../evidence/wording.ts';
import { shareOf } from '../progress.ts';
import { sectionsOf, toldOf } from './fill.ts';
import type { FactOccurrence, FactRow, Figures, HalfYearContent, RowState } from './model.ts';

/** `annex`: to be attached to a letter or an order, whose number is written in by hand. */
export function reportPaper(content: HalfYearContent, annex = false): OfficialDocument {
	const { roadmap, facts, order } = content;
	const { from, to } = facts.period;
	const title = `Отчёт о выполнении дорожной карты за период с ${dottedDate(from)} по ${dottedDate(to)}`;
	const parts = numbered([
		['Основные показатели', [figuresTable(facts.figures, to)]],
		['Выполнение мероприятий', [rowsTable(content)]],
		['Мероприятия, срок которых ещё не определён', undatedBlocks(facts.rows)],
		['Итоги полугодия', paragraphs(content.texts.summary)],
		['Проблемы', paragraphs(content.texts.problems)],
		['Предложения и просьбы', paragraphs(content.texts.requests)],
		['План на следующее полугодие', planBlocks(content)]
	]);
	return {
		title: `${title}. ${roadmap.ownerShort}`,
		parts: [
			{
				orientation: 'landscape',
				leftMargin: 20,
				blocks: [
					...(annex ? [annexBlank] : []),
					{
						kind: 'title',
						text: `Отчёт\nо выполнении дорожной карты\nза период с ${dottedDate(from)} по ${dottedDate(to)}`
					},
					centred(roadmap.owner),
					centred(`«${roadmap.title}»`),
					...(order
						? [
								centred(
									`утверждена приказом ${order.issuer} от ${dottedDate(order.date)} № ${order.number}`.replace(
										'  ',
										' '
									)
								)
							]
						: []),
					...parts,
					{ kind: 'signature', ...content.signatory },
					plain(`Данные на ${dottedDate(facts.countedOn)}`)
				]
			}
		]
	};
}

/** An annex mark whose number and order are filled in by hand. */
const annexBlank: Block = { kind: 'mark', lines: ['Приложение № ____', 'к ____________________'] };

/** Chapters with something in them, numbered in order. */
export function numbered(chapters: [string, Block[]][]): Block[] {
	return chapters
		.filter(([, blocks]) => blocks.length > 0)
		.flatMap(([name, blocks], index) => [heading(`${index + 1}. ${name}`), ...blocks]);
}

const heading = (text: string): Block => ({
	kind: 'paragraph',
	text,
	align: 'center',
	indent: false,
	bold: true
});

export const centred = (text: string): Block => ({
	kind: 'paragraph',
	text,
	align: 'center',
	indent: false,
	bold: false
});

const plain = (text: string): Block => ({
	kind: 'paragraph',
	text,
	align: 'left',
	indent: false,
	bold: false
});

/** Each line of a text is a paragraph. */
export function paragraphs(text: string): Block[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean)
		.map((line) => ({
			kind: 'paragraph',
			text: line,
			align: 'justify',
			indent: true,
			bold: false
		}));
}

function figuresTable(figures: Figures, to: PlainDate): Table {
	const lines: [string, string][] = [
		['Мероприятий запланировано на период', String(figures.planned)],
		['Выполнено', String(figures.done + figures.doneLate)],
		['из них позже срока', String(figures.doneLate)],
		['Отчёт о выполнении на проверке', String(figures.waiting)],
		['Отчёт о выполнении возвращён на доработку', String(figures.returned)],
		['Просрочено', String(figures.late)],
		['Не выполнено', String(figures.notDone)],
		['Выполнено раньше срока или без срока', String(figures.doneAhead ?? 0)],
		['В работе, срок наступит позже', String(figures.underWay)],
		['Срок ещё не определён', String(figures.undated)],
		['Отменено', String(figures.cancelled)],
		[
			`Выполнено из того, что подлежало выполнению к ${dottedDate(to)}`,
			share(figures.dueDone, figures.due)
		],
		['Выполнено из всех мероприятий дорожной карты', share(figures.allDone, figures.all)]
	];
	return {
		kind: 'table',
		columns: [
			{ width: 180, align: 'left' },
			{ width: 60, align: 'center' }
		],
		head: [[{ text: 'Показатель' }, { text: 'Значение' }]],
		rows: lines.map(([name, value]) => ({
			kind: 'cells',
			cells: [{ text: name }, { text: value }]
		}))
	};
}

/** «2 из 5 (40 %)». */
function share(part: number, whole: number): string {
	const of = shareOf(part, whole);
	return of === null ? 'нет' : `${part} из ${whole} (${Math.round(100 * of)} %)`;
}

function rowsTable({ facts, explanations }: HalfYearContent): Table {
	const told = facts.rows.filter(({ state }) => state !== 'undated');
	const heads = [
		'№',
		'Мероприятие',
		'Срок',
		'Состояние',
		'Результат и подтверждение',
		'Причина невыполнения'
	];
	const widths = [12, 74, 32, 38, 66, 45];
	return {
		kind: 'table',
		columns: widths.map((width) => ({ width, align: 'left' })),
		head: [heads.map((text) => ({ text }))],
		rows: sectionsOf(told).flatMap(({ section, rows, done, planned }): Row[] => [
			...(section.length > 0
				? [
						{
							kind: 'section' as const,
							depth: section.length,
							text: `${section.at(-1)!}${planned > 0 ? ` (выполнено ${done} из ${planned})` : ''}`
						}
					]
				: []),
			...rows.map((row) => ({ kind: 'cells' as const, cells: cellsOf(row, explanations) }))
		])
	};
}

function cellsOf(row: FactRow, explanations: Record<string, string>): Cell[] {
	return [
		{ text: row.number ?? '' },
		{ text: row.text },
		{ text: row.term },
		{ text: stateText(row) },
		{ text: resultText(row) },
		{ text: explanations[row.measureId] ?? '' }
	];
}

const stateWords: Record<RowState, string> = {
	late: 'Просрочено',
	'not-done': 'Не выполнено',
	returned: 'Отчёт возвращён на доработку',
	waiting: 'Отчёт на проверке',
	'done-late': 'Выполнено позже срока',
	done: 'Выполнено',
	ahead: 'Выполнено раньше срока',
	'done-undated': 'Выполнено, срока не было',
	'under-way': 'В работе, срок позже',
	undated: 'Срок не определён',
	cancelled: 'Отменено'
};

/** The word, and a line for each period: «до 31.10.2026: выполнено 30.10.2026». */
function stateText(row: FactRow): string {
	const { state, occurrences } = row;
	const [only] = occurrences;
	if (occurrences.length === 1 && only)
		return [stateWords[state], only.doneOn && dottedDate(only.doneOn)].filter(Boolean).join('\n');
	const { done, each } = toldOf(row);
	const counted = done === null ? [] : [`выполнено ${done} из ${occurrences.length}`];
	return [stateWords[state], ...counted, ...each.map(lineOf)].join('\n');
}

function lineOf({ to, state, doneOn }: FactOccurrence): string {
	const due = to === null ? 'без даты' : `до ${dottedDate(to)}`;
	const what =
		state === 'verified' || state === 'done-late'
			? `выполнено ${doneOn ? dottedDate(doneOn) : ''}`.trim()
			: occurrenceWords[state];
	return `${due}: ${what}`;
}

const occurrenceWords: Record<FactOccurrence['state'], string> = {
	planned: 'срок не наступил',
	undated: 'срок не определён',
	'due-soon': 'срок не наступил',
	'under-way': 'в работе',
	late: 'просрочено',
	reported: 'на проверке',
	returned: 'на доработке',
	verified: 'выполнено',
	'done-late': 'выполнено позже срока',
	'not-done': 'не выполнено',
	cancelled: 'отменено'
};

/** What came out, each text once, then the papers. */
function resultText({ occurrences }: FactRow): string {
	const results = occurrences.flatMap(({ result, done }) => result ?? done ?? []);
	const papers = occurrences.flatMap(({ evidence }) =>
		evidence.map(({ kind, name, date }) => {
			const word = paperKindName(kind);
			const whole = [
				word[0]!.toLocaleUpperCase('ru') + word.slice(1),
				name,
				date && `от ${dottedDate(date)}`
			];
			return whole.filter(Boolean).join(' ');
		})
	);
	return [...new Set([...results, ...papers])].join('\n');
}

function undatedBlocks(rows: FactRow[]): Block[] {
	const undated = rows.filter(({ state }) => state === 'undated');
	if (undated.length === 0) return [];
	return [
		{
			kind: 'table',
			columns: [12, 160, 95].map((width) => ({ width, align: 'left' })),
			head: [[{ text: '№' }, { text: 'Мероприятие' }, { text: 'Срок в дорожной карте' }]],
			rows: undated.map(({ number, text, term }) => ({
				kind: 'cells',
				cells: [{ text: number ?? '' }, { text }, { text: term }]
			}))
		}
	];
}

function planBlocks({ facts: { next }, texts }: HalfYearContent): Block[] {
	const known =
		next && next.measures.length > 0
			? `С ${dottedDate(next.period.from)} по ${dottedDate(next.period.to)} запланированы мероприятия: ${next.measures
					.map((each) => (each.length > 12 ? `«${each}»` : each))
					.join(', ')}.`
			: '';
	return [...paragraphs(known), ...paragraphs(texts.plans)];
}
