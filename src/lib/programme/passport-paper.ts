/** The passport of a programme as a paper: its table, target values, groups. Pure. */
import { dottedDate, type Block, type OfficialDocument } from '../office/description.ts';
import type { Body, Member, Order, OrderKind, Passport, Target } from './model.ts';
import { plain, table } from './paper.ts';

const bodyTitle: Record<Body, string> = {
	'working-group': 'Состав рабочей группы',
	council: 'Состав координационного совета'
};

/** What an order is about where it has no subject of its own. */
const orderAbout: Record<OrderKind, string> = {
	'working-group': 'о создании рабочей группы',
	council: 'о координационном совете',
	coordinator: 'о назначении муниципального координатора',
	diagnosis: 'о проведении диагностики факторов риска',
	other: ''
};

export interface PassportOf {
	passport: Passport;
	place: string;
	targets: Target[];
	members: Member[];
	orders: Order[];
	tasks: string[];
}

export function passportPaper(given: PassportOf): OfficialDocument {
	const { passport, targets, members, orders, tasks } = given;
	const stage = (term: string, text: string, name: string) =>
		term || text ? `${[name, term].filter(Boolean).join(', ')}${text ? `: ${text}` : ''}` : '';
	const rows: [string, string][] = [
		['Наименование программы', passport.title],
		['Основание для разработки', passport.basis],
		['Заказчик', passport.customer],
		['Координатор', passport.coordinator],
		['Исполнители', passport.executors],
		['Цель', passport.purpose],
		['Задачи', tasks.map((task) => `– ${task}`).join('\n')],
		[
			'Сроки и этапы реализации',
			[
				years(passport),
				stage(passport.stagePreparationTerm, passport.stagePreparation, 'Подготовительный этап'),
				stage(passport.stageExecutionTerm, passport.stageExecution, 'Этап реализации'),
				stage(passport.stageSpreadingTerm, passport.stageSpreading, 'Этап распространения опыта')
			]
				.filter(Boolean)
				.join('\n')
		],
		['Источники финансирования', passport.financing],
		['Ожидаемые результаты', passport.expected],
		['Контроль за исполнением', passport.control]
	];
	const blocks: Block[] = [
		{ kind: 'title', text: `Паспорт программы\n${passport.title}` },
		plain(given.place),
		table(['Раздел', 'Содержание'], [50, 120], rows)
	];
	if (targets.length > 0)
		blocks.push(heading('Целевые показатели'), ...targetTables(targets, passport));
	for (const body of ['working-group', 'council'] as const) {
		const own = members.filter((member) => member.body === body);
		if (own.length === 0) continue;
		blocks.push(
			heading(bodyTitle[body] + byOrder(orders, body)),
			table(
				['№ п/п', 'Роль', 'Фамилия, имя, отчество', 'Должность'],
				[12, 40, 60, 58],
				own.map(({ role, name, post }, index) => [String(index + 1), role, name, post])
			)
		);
	}
	if (orders.length > 0)
		blocks.push(
			heading('Распорядительные документы'),
			table(
				['№ п/п', 'Дата', 'Номер', 'О чём'],
				[12, 30, 30, 98],
				orders.map(({ kind, number, dated, subject }, index) => [
					...[String(index + 1), dottedDate(dated), number],
					subject || orderAbout[kind]
				])
			)
		);
	return {
		title: `Паспорт: ${passport.title}`,
		parts: [{ orientation: 'portrait', leftMargin: 30, blocks }]
	};
}

const heading = (text: string): Block => ({
	...{ kind: 'paragraph', text, align: 'center', indent: false, bold: true }
});

const years = ({ firstYear, lastYear }: { firstYear: number; lastYear: number }) =>
	firstYear === lastYear ? `${firstYear} год` : `${firstYear}–${lastYear} годы`;

function byOrder(orders: readonly Order[], body: Body): string {
	const order = orders.findLast(({ kind }) => kind === body);
	return order ? ` (приказ от ${dottedDate(order.dated)} № ${order.number})` : '';
}

/** As many years side by side as a page takes. */
const YEARS_WIDE = 5;

function targetTables(
	targets: readonly Target[],
	given: { firstYear: number; lastYear: number }
): Block[] {
	const all = Array.from(
		{ length: given.lastYear - given.firstYear + 1 },
		(_, index) => given.firstYear + index
	);
	const tables: Block[] = [];
	for (let from = 0; from < all.length; from += YEARS_WIDE) {
		const shown = all.slice(from, from + YEARS_WIDE);
		tables.push(
			table(
				[
					'№ п/п',
					'Показатель',
					'Единица',
					'Исходное значение',
					...shown.map((year) => `${year}, план`)
				],
				[12, 54, 22, 28, ...shown.map(() => 60 / Math.max(shown.length, 3))],
				targets.map((target, index) => [
					...[String(index + 1), target.indicator, target.unit, shownNumber(target.baseline)],
					...shown.map((year) =>
						shownNumber(target.values.find((value) => value.year === year)?.target ?? null)
					)
				])
			)
		);
	}
	return tables;
}

/** «12,5», as papers write numbers. */
export function shownNumber(value: number | null): string {
	return value === null ? '' : String(value).replace('.', ',');
}
