/** The papers of the demonstration: every one in another of the layouts that the field uses. */
import { annexMark, approvalMark, dottedDate } from '../../src/lib/office/description.ts';
import type {
	Block,
	Cell,
	OfficialDocument,
	Paragraph,
	Row,
	Table
} from '../../src/lib/office/description.ts';
import { roadmapPaper } from '../../src/lib/roadmap/export/paper.ts';
import { flatSections, snapshotOf } from './plan.ts';
import type { DemoMeasure, DemoPlan } from './plan.ts';

/** The approved form of five columns, as an annex. */
export function officialForm(plan: DemoPlan): OfficialDocument {
	const snapshot = snapshotOf(plan);
	return roadmapPaper({
		...snapshot,
		measures: snapshot.measures.map((measure) => ({ ...measure, factors: [] }))
	});
}

/** An order on its own page, then the roadmap as its annex, the responsible before the term. */
export function orderWithAnnex(plan: DemoPlan): OfficialDocument {
	return {
		title: plan.title,
		parts: [
			{ orientation: 'portrait', leftMargin: 30, blocks: orderText(plan) },
			{
				orientation: 'landscape',
				leftMargin: 20,
				blocks: [
					annexMark(plan.order),
					{ kind: 'title', text: plan.title },
					body(
						'Дорожная карта объединяет действия управления образования, методического центра и школ. ' +
							'Мероприятия подобраны по дефицитам, которые выявлены у школ района в 2025–2026 учебном году.'
					),
					body(
						'Цель: не менее трёх школ выходят из списка школ с низкими образовательными результатами ' +
							'к сентябрю 2027 года, у остальных снижается доля обучающихся, не преодолевших порог.'
					),
					sectionedTable(plan, [
						{ head: '№ п/п', width: 14, cell: (one) => one.number },
						{ head: 'Содержание действия', width: 92, cell: (one) => one.text },
						{
							head: 'Ответственный исполнитель',
							width: 40,
							cell: (one) => one.responsible.join(',\n')
						},
						{ head: 'Сроки', width: 42, cell: (one) => one.term },
						{ head: 'Ожидаемые результаты', width: 79, cell: (one) => one.result }
					])
				]
			}
		]
	};
}

/** A sheet whose term stands in two columns under one head, «Начало» and «Окончание». */
export function beginAndEnd(plan: DemoPlan): OfficialDocument {
	const [begin, end] = [0, 1].map(
		(side) => (one: DemoMeasure) => one.term.split(' – ')[side] ?? ''
	);
	const table = sectionedTable(plan, [
		{ head: '№', width: 12, cell: (one) => one.number },
		{ head: 'Мероприятие', width: 92, cell: (one) => one.text },
		{ head: 'Начало', width: 26, cell: begin! },
		{ head: 'Окончание', width: 28, cell: end! },
		{ head: 'Ответственные', width: 42, cell: (one) => one.responsible.join(';\n') },
		{ head: 'Ожидаемый результат', width: 67, cell: (one) => one.result }
	]);
	const [number, text, from, to, ...rest] = table.head[0]!;
	const tall = (cell: Cell | undefined): Cell => ({ text: cell?.text ?? '', rowSpan: 2 });
	table.head = [
		[tall(number), tall(text), { text: 'Сроки', span: 2 }, ...rest.map(tall)],
		[from!, to!]
	];
	return landscape(plan, [
		annexMark(plan.order),
		{ kind: 'title', text: plan.title },
		table,
		{ kind: 'signature', ...plan.signatory }
	]);
}

/** A table whose first column holds the stages, each cell merged down over its measures. */
export function mergedStages(plan: DemoPlan): OfficialDocument {
	const rows = plan.sections.flatMap(({ heading, measures }) =>
		measures.map((one, i): Row => {
			const cells: Cell[] = [
				{ text: one.number },
				{ text: one.text },
				{ text: one.term },
				{ text: one.responsible.join(';\n') },
				{ text: one.result }
			];
			const stage: Cell[] = i === 0 ? [{ text: heading, rowSpan: measures.length }] : [];
			return { kind: 'cells', cells: [...stage, ...cells] };
		})
	);
	const heads = ['Этап', '№', 'Мероприятие', 'Срок', 'Ответственный', 'Показатель результата'];
	const widths = [38, 12, 82, 38, 38, 59];
	const table: Table = {
		kind: 'table',
		columns: widths.map((width) => ({ width, align: 'left' })),
		head: [heads.map((text) => ({ text }))],
		rows
	};
	return landscape(plan, [
		approvalMark(plan.order, 'УТВЕРЖДЕНА'),
		{ kind: 'title', text: plan.title },
		table,
		{ kind: 'signature', ...plan.signatory }
	]);
}

function landscape(plan: DemoPlan, blocks: Block[]): OfficialDocument {
	return { title: plan.title, parts: [{ orientation: 'landscape', leftMargin: 20, blocks }] };
}

function sectionedTable(
	plan: DemoPlan,
	columns: { head: string; width: number; cell: (measure: DemoMeasure) => string }[]
): Table {
	return {
		kind: 'table',
		columns: columns.map(({ width }) => ({ width, align: 'left' })),
		head: [columns.map(({ head }) => ({ text: head }))],
		rows: flatSections(plan.sections).flatMap(({ path, measures }): Row[] => [
			{ kind: 'section', depth: path.length, text: path.at(-1) ?? '' },
			...measures.map((one): Row => ({
				kind: 'cells',
				cells: columns.map(({ cell }) => ({ text: cell(one) }))
			}))
		])
	};
}

function orderText(plan: DemoPlan): Block[] {
	return [
		centred('АДМИНИСТРАЦИЯ ЗАРЕЧНОГО МУНИЦИПАЛЬНОГО РАЙОНА ПРИРЕЧЕНСКОЙ ОБЛАСТИ'),
		centred('УПРАВЛЕНИЕ ОБРАЗОВАНИЯ'),
		centred('ПРИКАЗ'),
		{
			kind: 'spread',
			left: `${dottedDate(plan.order.date)} г.`,
			right: `№ ${plan.order.number}`
		},
		{ ...centred('р. п. Заречный'), bold: false },
		centred(
			'Об утверждении дорожной карты поддержки школ с низкими образовательными результатами на 2026–2027 учебный год'
		),
		body(
			'На основании приказа управления образования от 14.09.2026 № 142 «Об утверждении списка школ, которым оказывается ' +
				'адресная поддержка» и в целях повышения качества образования в школах района п р и к а з ы в а ю :'
		),
		body(
			'1. Утвердить прилагаемую дорожную карту поддержки школ с низкими образовательными результатами Заречного муниципального района на 2026–2027 учебный год (приложение).'
		),
		body(
			'2. Вершининой М.С., заместителю начальника управления образования, муниципальному координатору:'
		),
		body('– обеспечить координацию работы кураторов, методического центра и школ;'),
		body(
			'– представлять аналитическую справку об исполнении дорожной карты до 10 декабря и до 30 апреля.'
		),
		body(
			'3. Директорам школ, включённых в список, утвердить школьные дорожные карты до 30 ноября 2026 года и разместить их на сайтах школ.'
		),
		body('4. Контроль за исполнением приказа оставляю за собой.'),
		{ kind: 'signature', ...plan.signatory }
	];
}

function body(text: string): Paragraph {
	return { kind: 'paragraph', text, align: 'justify', indent: true, bold: false };
}

function centred(text: string): Paragraph {
	return { kind: 'paragraph', text, align: 'center', indent: false, bold: true };
}
