/** The district's programme of 2026–2028: its plan is approved and was changed since. Through the doors. */
import type { Actor } from '../src/lib/people/access.ts';
import { runAt } from '../src/lib/platform/clock.ts';
import { closeDatabase, openDatabase } from '../src/lib/platform/database.ts';
import {
	approveYear,
	beginProgramme,
	openProgramme,
	openYear,
	saveProgrammePart,
	saveYearPart,
	type LineSection,
	type ProgrammePart
} from '../src/lib/programme/programme.ts';
import { actorOf } from './approvals.ts';

const BEGUN = '2026-09-09T10:20:00+03:00';
const APPROVED = '2026-09-21T15:05:00+03:00';
const CHANGED = '2026-11-12T11:40:00+03:00';
const YEAR = 2026;

const passport = {
	basis:
		'Приказ Рособрнадзора от 19.08.2020 № 847; приказ управления образования администрации Заречного муниципального района от 14.09.2026 № 151 «О поддержке школ с низкими образовательными результатами»',
	customer: 'Управление образования администрации Заречного муниципального района',
	coordinator: 'Вершинина М. С., заместитель начальника управления образования',
	executors:
		'Заречный методический центр, общеобразовательные организации района, Заречная гимназия № 1 как школа-лидер',
	stagePreparationTerm: 'сентябрь – ноябрь 2026 года',
	stagePreparation: 'списки школ, рабочая группа, диагностика факторов риска, дорожные карты',
	stageExecutionTerm: 'декабрь 2026 года – август 2028 года',
	stageExecution: 'мероприятия района и школ, мониторинг два раза в год, поправки дорожных карт',
	stageSpreadingTerm: 'сентябрь – декабрь 2028 года',
	stageSpreading: 'стажировочные площадки и банк практик школ, вышедших из списка',
	financing: 'Средства районного бюджета в пределах сметы управления образования',
	expected:
		'Школы выходят из списка и удерживают результат два года подряд; выполнено не менее 55 % мероприятий дорожных карт',
	control: 'Начальник управления образования, заседания координационного совета раз в квартал'
};

/** Terms of the plan-graph and of the coordinators' support, by key of the form. */
const terms: Record<string, string> = {
	'plan-1': 'до 25 сентября',
	'plan-2': 'октябрь',
	'plan-3': 'до 16 ноября',
	'plan-4': 'октябрь – ноябрь',
	'plan-5': 'ноябрь – декабрь',
	'plan-6': 'декабрь',
	'plan-7': 'до 25 декабря',
	'plan-8': 'до 28 ноября',
	'coordinators-3': 'октябрь – ноябрь',
	'coordinators-10': 'ноябрь',
	'coordinators-11': 'ежемесячно',
	'coordinators-12': 'ежемесячно'
};

/** What does not fit the district, by key of the form. */
const dropped = [
	...['plan-9', 'tasks-10', 'monitoring-5', 'coordinators-5', 'coordinators-16'],
	...['coordinators-21', 'involvement-2']
];

const members: [body: 'working-group' | 'council', key: string, role: string][] = [
	['working-group', 'Соловьёва', 'руководитель группы'],
	['working-group', 'Полякова', 'секретарь'],
	['working-group', 'Кудрявцева', 'член группы'],
	['working-group', 'Лапшин', 'член группы'],
	['council', 'Громов', 'председатель'],
	['council', 'Вершинина', 'заместитель председателя'],
	['council', 'Фадеева', 'член совета']
];

/** `place`: id of the district. */
export async function seedProgramme(appUrl: string, place: string): Promise<void> {
	openDatabase(appUrl, 4);
	try {
		const coordinator = await actorOf('vershinina');
		const id = await runAt(BEGUN, () => begin(coordinator, place));
		await runAt(APPROVED, async () => {
			const { mark } = await openYear(coordinator, id, YEAR);
			await approveYear(
				coordinator,
				{ id, year: YEAR },
				{
					...{ orderNumber: '158', orderDate: '2026-09-21', mark },
					orderIssuer: 'управления образования администрации Заречного муниципального района'
				}
			);
		});
		await runAt(CHANGED, () =>
			writeLines(coordinator, id, 'plan', { 'plan-8': { term: 'до 30 ноября' } })
		);
	} finally {
		await closeDatabase();
	}
}

async function begin(actor: Actor, place: string): Promise<string> {
	const { id } = await beginProgramme(actor, {
		...{ place, form: '004', from: '', firstYear: String(YEAR), lastYear: String(YEAR + 2) },
		title:
			'Муниципальная программа поддержки школ с низкими образовательными результатами Заречного района'
	});
	await saveProgrammePart(actor, id, 'passport', {
		base: blank(passport),
		mine: passport,
		added: null
	});
	await addTo(actor, id, 'targets', {
		...{ indicator: 'Школы в списке с низкими результатами', unit: 'ед.', baseline: '3' },
		...{ measured: 'low-results', target2026: '3', target2027: '2', target2028: '1' }
	});
	await addTo(actor, id, 'targets', {
		...{ indicator: 'Выполнено мероприятий дорожных карт', unit: '%', baseline: '' },
		...{ measured: 'measures-done', target2026: '20', target2027: '55', target2028: '80' }
	});
	await addTo(actor, id, 'targets', {
		...{ indicator: 'Учителя ШНОР, прошедшие обучение по выявленным дефицитам', unit: '%' },
		...{ baseline: '12', measured: '', target2026: '30', target2027: '60', target2028: '80' },
		...{ fact2026: '24', source2026: 'отчёт методического центра за ноябрь' }
	});
	const order = { kind: 'working-group', number: '152', dated: '2026-09-14' };
	await addTo(actor, id, 'orders', { ...order, subject: 'О рабочей группе по поддержке ШНОР' });
	await addTo(actor, id, 'orders', {
		...{ ...order, kind: 'council', number: '153' },
		subject: 'О координационном совете программы'
	});
	const { choices } = await openProgramme(actor, id, 'people');
	for (const [body, surname, role] of members) {
		const person = choices!.people.find(({ name }) => name.startsWith(surname))!;
		await addTo(actor, id, body, { role, person: person.id });
	}
	const own = {
		text: 'Собеседования с директорами ШНОР по итогам полугодия',
		term: 'до 20 декабря'
	};
	for (const section of ['plan', 'tasks', 'monitoring', 'coordinators', 'involvement'] as const) {
		const changes = Object.fromEntries(
			[...dropped, ...Object.keys(terms)]
				.filter((key) => key.startsWith(`${section}-`))
				.map((key) => [key, dropped.includes(key) ? { keep: '' } : { term: terms[key]! }])
		);
		await writeLines(actor, id, section, changes, section === 'plan' ? own : null);
	}
	return id;
}

const blank = (fields: Record<string, string>) =>
	Object.fromEntries(
		Object.keys(fields).map((field) => [
			field,
			field === 'customer' ? 'Заречный муниципальный район' : ''
		])
	);

const addTo = (actor: Actor, id: string, part: ProgrammePart, values: Record<string, string>) =>
	saveProgrammePart(actor, id, part, {
		...{ base: {}, mine: {} },
		added: { id: crypto.randomUUID(), values }
	});

/** Changes rows of the plan by their keys, and adds one. */
async function writeLines(
	actor: Actor,
	id: string,
	section: LineSection,
	changes: Record<string, { keep?: string; term?: string }>,
	own: Record<string, string> | null = null
): Promise<void> {
	const { content } = await openYear(actor, id, YEAR);
	const base: Record<string, string> = {};
	const mine: Record<string, string> = {};
	for (const line of content.written.lines)
		for (const [field, value] of Object.entries(changes[line.key ?? ''] ?? {})) {
			base[`${line.id}.${field}`] = field === 'keep' ? '1' : line.term;
			mine[`${line.id}.${field}`] = value;
		}
	const added = own && { id: crypto.randomUUID(), values: own };
	await saveYearPart(actor, { id, year: YEAR }, section, { base, mine, added });
}
