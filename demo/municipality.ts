/**
 * The invented district that Opora is shown with: organisations, people, roles and the files of
 * its roadmaps. No real place or person is meant; addresses end in `.example`, which nobody owns.
 */
import type { Level } from '../src/lib/roadmap/snapshot.ts';

export type DemoOrganisationKind =
	| 'region'
	| 'municipality'
	| 'authority'
	| 'methodical-service'
	| 'school'
	| 'leader-school'
	| 'additional-education'
	| 'regional-operator'
	| 'partner';

export type DemoRole =
	| 'administrator'
	| 'regional-operator'
	| 'municipal-coordinator'
	| 'methodist'
	| 'curator'
	| 'school-coordinator'
	| 'school-head'
	| 'expert'
	| 'observer';

export interface DemoOrganisation {
	key: string;
	kind: DemoOrganisationKind;
	/** As official papers name it. */
	name: string;
	/** As people and screens name it. */
	shortName: string;
	/** Key of the organisation above; null for the region. */
	parent: string | null;
	/** «Код ОО», by which files of results name it. */
	code?: string;
}

export interface DemoPerson {
	key: string;
	surname: string;
	given: string;
	patronymic: string;
	post: string;
	/** Key of the organisation the person works in. */
	organisation: string;
	/** null: named in papers, but without an account. */
	email: string | null;
	roles: { role: DemoRole; organisation: string }[];
	/** Keys of the schools given to a curator. */
	curates?: string[];
}

export interface DemoRoadmap {
	/** Name of the file in `demo/files/`. */
	file: string;
	/** Key of the organisation whose roadmap it is. */
	owner: string;
	level: Level;
}

const organisations: DemoOrganisation[] = [
	{
		key: 'region',
		kind: 'region',
		name: 'Приреченская область',
		shortName: 'Приреченская область',
		parent: null
	},
	{
		key: 'rcoko',
		kind: 'regional-operator',
		name: 'ГБУ «Приреченский региональный центр оценки качества образования»',
		shortName: 'РЦОКО',
		parent: 'region'
	},
	{
		key: 'iro',
		kind: 'partner',
		name: 'ГАУ ДПО «Приреченский институт развития образования»',
		shortName: 'ИРО',
		parent: 'region'
	},
	{
		key: 'zarechny',
		kind: 'municipality',
		name: 'Заречный муниципальный район',
		shortName: 'Заречный район',
		parent: 'region'
	},
	{
		key: 'authority',
		kind: 'authority',
		name: 'Управление образования администрации Заречного муниципального района',
		shortName: 'Управление образования',
		parent: 'zarechny'
	},
	{
		key: 'methodical-centre',
		kind: 'methodical-service',
		name: 'МКУ «Заречный методический центр»',
		shortName: 'Методический центр',
		parent: 'zarechny'
	},
	{
		key: 'gymnasium-1',
		kind: 'leader-school',
		name: 'МБОУ «Заречная гимназия № 1»',
		shortName: 'Заречная гимназия № 1',
		parent: 'zarechny',
		code: '610113'
	},
	{
		key: 'creativity-house',
		kind: 'additional-education',
		name: 'МБУ ДО «Заречный дом детского творчества»',
		shortName: 'Дом детского творчества',
		parent: 'zarechny'
	},
	school('berezovskaya', 'Берёзовская СОШ', '610101'),
	school('verkhneolshanskaya', 'Верхнеольшанская СОШ', '610102'),
	school('gremyachenskaya', 'Гремяченская СОШ', '610103'),
	school('dubravskaya', 'Дубравская ООШ', '610104'),
	school('zarechnaya-2', 'Заречная СОШ № 2', '610105'),
	school('kamennobrodskaya', 'Каменнобродская СОШ', '610106'),
	school('lebyazhinskaya', 'Лебяжинская ООШ', '610107'),
	school('nizhnelugovskaya', 'Нижнелуговская СОШ', '610108'),
	school('novopokrovskaya', 'Новопокровская СОШ', '610109'),
	school('olkhovskaya', 'Ольховская ООШ', '610110'),
	school('peschanskaya', 'Песчанская СОШ', '610111'),
	school('tikhoozyorskaya', 'Тихоозёрская СОШ', '610112')
];

const persons: DemoPerson[] = [
	staff('Вершинина Мария Сергеевна', 'заместитель начальника управления образования', 'authority', {
		email: 'vershinina',
		roles: [{ role: 'municipal-coordinator', organisation: 'zarechny' }]
	}),
	staff('Громов Павел Андреевич', 'начальник управления образования', 'authority', {
		email: 'gromov',
		roles: [{ role: 'observer', organisation: 'zarechny' }]
	}),
	staff('Белоусов Илья Романович', 'программист управления образования', 'authority', {
		email: 'belousov',
		roles: [{ role: 'administrator', organisation: 'zarechny' }]
	}),
	staff('Корнеева Ольга Дмитриевна', 'главный специалист по кадрам', 'authority', {
		key: 'korneeva'
	}),
	staff('Журавлёва Инна Викторовна', 'руководитель отдела мониторинга', 'rcoko', {
		email: 'zhuravlyova',
		roles: [{ role: 'regional-operator', organisation: 'region' }]
	}),
	staff('Мельников Роман Олегович', 'доцент кафедры управления образованием', 'iro', {
		email: 'melnikov',
		roles: [{ role: 'expert', organisation: 'zarechny' }]
	}),
	staff('Соловьёва Анна Игоревна', 'директор методического центра', 'methodical-centre', {
		email: 'solovyova',
		roles: [{ role: 'methodist', organisation: 'zarechny' }]
	}),
	staff('Полякова Юлия Максимовна', 'методист', 'methodical-centre', {
		email: 'polyakova',
		roles: [{ role: 'methodist', organisation: 'zarechny' }]
	}),
	staff('Кудрявцева Елена Николаевна', 'старший методист', 'methodical-centre', {
		email: 'kudryavtseva',
		roles: [{ role: 'curator', organisation: 'zarechny' }],
		curates: ['peschanskaya', 'nizhnelugovskaya', 'zarechnaya-2']
	}),
	staff('Фадеева Лариса Борисовна', 'директор', 'gymnasium-1', {
		email: 'fadeeva',
		roles: [{ role: 'school-head', organisation: 'gymnasium-1' }]
	}),
	staff('Лапшин Алексей Валерьевич', 'заместитель директора', 'gymnasium-1', {
		email: 'lapshin',
		roles: [{ role: 'curator', organisation: 'zarechny' }],
		curates: ['kamennobrodskaya', 'berezovskaya', 'dubravskaya']
	}),
	staff('Рябцев Дмитрий Александрович', 'заместитель директора', 'gymnasium-1', {
		email: 'ryabtsev',
		roles: [{ role: 'curator', organisation: 'zarechny' }],
		curates: ['verkhneolshanskaya', 'lebyazhinskaya', 'tikhoozyorskaya']
	}),
	staff('Осипова Татьяна Ивановна', 'учитель русского языка, эксперт', 'gymnasium-1', {
		email: 'osipova',
		roles: [
			{ role: 'curator', organisation: 'zarechny' },
			{ role: 'expert', organisation: 'zarechny' }
		],
		curates: ['novopokrovskaya', 'gremyachenskaya', 'olkhovskaya']
	}),
	staff('Токарев Никита Юрьевич', 'директор', 'creativity-house', { key: 'tokarev' }),

	head('Баженова Галина Петровна', 'berezovskaya', 'bazhenova'),
	coordinator('Климова Светлана Юрьевна', 'berezovskaya', 'klimova'),
	head('Дроздов Виктор Семёнович', 'verkhneolshanskaya', 'drozdov'),
	coordinator('Ефимова Дарья Олеговна', 'verkhneolshanskaya', 'efimova'),
	head('Зимина Людмила Аркадьевна', 'gremyachenskaya', 'zimina'),
	coordinator('Носова Ирина Геннадьевна', 'gremyachenskaya', 'nosova'),
	head('Костылев Антон Борисович', 'dubravskaya', 'kostylev'),
	coordinator('Рыжова Вера Максимовна', 'dubravskaya', 'ryzhova'),
	head('Лыткина Нина Егоровна', 'zarechnaya-2', 'lytkina'),
	coordinator('Субботин Глеб Ильич', 'zarechnaya-2', 'subbotin'),
	head('Сорокина Валентина Григорьевна', 'kamennobrodskaya', 'sorokina'),
	coordinator('Ермакова Наталья Владимировна', 'kamennobrodskaya', 'ermakova'),
	staff('Титова Ольга Павловна', 'заместитель директора', 'kamennobrodskaya', {
		email: 'titova',
		roles: [{ role: 'observer', organisation: 'kamennobrodskaya' }]
	}),
	staff('Гусева Алина Тимуровна', 'педагог-психолог', 'kamennobrodskaya', { key: 'guseva' }),
	head('Маркелов Фёдор Никитич', 'lebyazhinskaya', 'markelov'),
	coordinator('Устинова Зоя Филипповна', 'lebyazhinskaya', 'ustinova'),
	head('Панкратова Раиса Львовна', 'nizhnelugovskaya', 'pankratova'),
	coordinator('Черных Елизавета Андреевна', 'nizhnelugovskaya', 'chernykh'),
	staff('Жданова Кира Станиславовна', 'заместитель директора', 'nizhnelugovskaya', {
		key: 'zhdanova'
	}),
	head('Родионов Степан Валентинович', 'novopokrovskaya', 'rodionov'),
	coordinator('Шубина Алла Вячеславовна', 'novopokrovskaya', 'shubina'),
	head('Трифонова Эльвира Наумовна', 'olkhovskaya', 'trifonova'),
	coordinator('Щукина Полина Артёмовна', 'olkhovskaya', 'shchukina'),
	head('Уваров Геннадий Захарович', 'peschanskaya', 'uvarov'),
	coordinator('Яшина Марина Тарасовна', 'peschanskaya', 'yashina'),
	staff('Бирюков Егор Данилович', 'педагог-психолог', 'peschanskaya', { key: 'biryukov' }),
	head('Харитонова Лидия Всеволодовна', 'tikhoozyorskaya', 'kharitonova'),
	coordinator('Цветкова Яна Ростиславовна', 'tikhoozyorskaya', 'tsvetkova')
];

const roadmaps: DemoRoadmap[] = [
	{
		file: 'Дорожная карта Заречного района 2026-2027.docx',
		owner: 'zarechny',
		level: 'municipality'
	},
	{
		file: 'Дорожная карта Каменнобродской СОШ.docx',
		owner: 'kamennobrodskaya',
		level: 'school'
	},
	{
		file: 'Дорожная карта Нижнелуговской СОШ.pdf',
		owner: 'nizhnelugovskaya',
		level: 'school'
	},
	{ file: 'План Берёзовской СОШ.xlsx', owner: 'berezovskaya', level: 'school' },
	{
		file: 'Дорожная карта Песчанской СОШ.docx',
		owner: 'peschanskaya',
		level: 'school'
	}
];

/** The demonstration's organisations (parents stand before children), people and roadmap files. */
export const municipality = { organisations, persons, roadmaps };

function school(key: string, shortName: string, code: string): DemoOrganisation {
	return { key, kind: 'school', name: `МКОУ ${shortName}`, shortName, parent: 'zarechny', code };
}

function head(fullName: string, organisation: string, email: string): DemoPerson {
	return staff(fullName, 'директор', organisation, {
		email,
		roles: [{ role: 'school-head', organisation }]
	});
}

function coordinator(fullName: string, organisation: string, email: string): DemoPerson {
	return staff(fullName, 'школьный координатор', organisation, {
		email,
		roles: [{ role: 'school-coordinator', organisation }]
	});
}

/** `fullName` is surname, given name and patronymic; `email` the part before the @. */
function staff(
	fullName: string,
	post: string,
	organisation: string,
	account: {
		email?: string;
		key?: string;
		roles?: DemoPerson['roles'];
		curates?: string[];
	}
): DemoPerson {
	const [surname = '', given = '', patronymic = ''] = fullName.split(' ');
	const email = account.email === undefined ? null : `${account.email}@zarechny.example`;
	return {
		key: account.key ?? account.email ?? surname,
		surname,
		given,
		patronymic,
		post,
		organisation,
		email,
		roles: account.roles ?? [],
		...(account.curates ? { curates: account.curates } : {})
	};
}
