/**
 * The thread from a question to an answer, with the clock set: three schools are asked, 400 people
 * answer, scores are counted a second time, the curator changes a level, and what follows are roadmaps
 * of a school and of the district, their check, and the programme's document.
 */
import { expect, test, type Page } from '@playwright/test';
import type { Answers } from '../src/lib/diagnosis/instruments/answers.ts';
import { findInstrument } from '../src/lib/diagnosis/instruments/shipped.ts';
import { readDocx } from '../src/lib/intake/files/docx.ts';
import { factors } from '../src/lib/roadmap/factors.ts';
import { ClockedApplication } from './clocked.ts';
import { recount } from './recount.ts';
import { askDatabase } from './server.ts';
import { fillByHand, plausible, sendForms } from './survey.ts';

test.describe.configure({ mode: 'serial' });

const PORT = Number(process.env.OPORA_E2E_PORT ?? 3210) + 40;
const audiences = ['head', 'teachers', 'pupils', 'parents'] as const;
type Audience = (typeof audiences)[number];
/** As the survey's page names them. */
const named: Record<Audience, string> = {
	head: 'руководитель школы',
	teachers: 'учителя',
	pupils: 'ученики',
	parents: 'родители'
};
const codeOf = (number: number) => factors.find((one) => one.number === number)!.code;

/** Three schools that nobody has asked yet, the deficits that weigh in them, and who answers. */
const schools = [
	{ name: 'Тихоозёрская СОШ', high: [13, 16], people: [1, 14, 95, 50] },
	{ name: 'Новопокровская СОШ', high: [3, 15], people: [1, 12, 75, 42] },
	{ name: 'Лебяжинская ООШ', high: [2, 17], people: [1, 9, 66, 34] }
].map((school, index) => ({
	...school,
	forms: Object.fromEntries(
		audiences.map((audience, turn) => [
			audience,
			plausible(
				findInstrument(audience)!,
				school.people[turn]!,
				school.high.map(codeOf),
				10 * index + turn
			)
		])
	) as Record<Audience, Answers[]>
}));
const [first] = schools as [(typeof schools)[number], ...typeof schools];
const who = {
	coordinator: 'vershinina@zarechny.example',
	// of the first and the third school
	curator: 'ryabtsev@zarechny.example',
	second: 'osipova@zarechny.example'
};

let application: ClockedApplication;
const pages = {} as Record<keyof typeof who, Page>;
let campaign = '';

test.beforeAll(async ({ browser }) => {
	test.setTimeout(240_000);
	application = new ClockedApplication(PORT, { ADDRESS_HEADER: 'x-forwarded-for' });
	await application.at('2026-12-14T06:00:00Z');
	for (const [name, email] of Object.entries(who))
		pages[name as keyof typeof who] = await application.signIn(browser, email, {
			'x-forwarded-for': '192.0.2.9'
		});
});
test.afterAll(() => application.end());

const rowOf = (page: Page, school: string, audience: Audience) =>
	page.getByRole('row').filter({ hasText: school }).filter({ hasText: named[audience] });

async function linkOf(school: string, audience: Audience): Promise<string> {
	const { coordinator } = pages;
	const link = rowOf(coordinator, school, audience).getByRole('link', { name: /\/q\// });
	return (await link.getAttribute('href'))!;
}

test('a survey of three schools begins by order, and its posters are printed on A4', async () => {
	const { coordinator } = pages;
	await coordinator.goto('/diagnosis/campaigns/new');
	await coordinator.getByLabel('Название').fill('Диагностика, декабрь 2026');
	await coordinator.getByLabel('Последний день').fill('2026-12-18');
	for (const { name } of schools) await coordinator.getByLabel(name, { exact: true }).check();
	await coordinator.getByLabel('Номер приказа').fill('212');
	await coordinator.getByLabel('Дата приказа').fill('2026-12-11');
	await coordinator.getByLabel('Кто издал').fill('управления образования');
	await coordinator.getByRole('button', { name: 'Начать опрос' }).click();
	await coordinator.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
	campaign = new URL(coordinator.url()).pathname;
	await expect(coordinator.getByText(/Приказ от 11\.12\.2026 № 212/)).toBeVisible();

	for (const { name, people } of schools)
		for (const [turn, audience] of audiences.entries())
			await rowOf(coordinator, name, audience)
				.getByRole('textbox')
				.fill(String(Math.ceil(people[turn]! * 1.25)));
	await coordinator.getByRole('button', { name: 'Сохранить числа' }).click();
	await expect(rowOf(coordinator, first.name, 'pupils').getByRole('textbox')).toHaveValue('119');

	await rowOf(coordinator, first.name, 'pupils').getByRole('link', { name: 'Плакаты A4' }).click();
	await expect(coordinator.getByRole('img', { name: 'QR-код: ' })).toHaveCount(4);
	const paper = (await coordinator.pdf({ preferCSSPageSize: true })).toString('latin1');
	expect(paper.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(4);
	expect(new Set(paper.match(/\/MediaBox \[[^\]]*\]/g)?.map(sizeOf))).toEqual(new Set(['595 842']));
});

/** Width and height in points, whole. */
function sizeOf(box: string): string {
	const [left, bottom, right, top] = box.match(/[\d.]+/g)!.map(Number);
	return `${Math.round(right! - left!)} ${Math.round(top! - bottom!)}`;
}

test('400 people answer by the links, three of them by hand on a phone', async ({ browser }) => {
	test.setTimeout(180_000);
	const { coordinator } = pages;
	await coordinator.goto(campaign);
	const links = new Map<string, string>();
	for (const { name } of schools)
		for (const audience of audiences)
			links.set(`${name} ${audience}`, await linkOf(name, audience));

	const byHand = (['teachers', 'pupils', 'parents'] as const).map((audience) => ({
		audience,
		answers: first.forms[audience][0]!
	}));
	await Promise.all(
		schools.flatMap(({ name, forms }, index) =>
			audiences.map((audience) =>
				sendForms(
					application.address,
					links.get(`${name} ${audience}`)!,
					byHand.some(({ answers }) => forms[audience].includes(answers))
						? forms[audience].slice(1)
						: forms[audience],
					`198.51.100.${index + 1}`
				)
			)
		)
	);
	for (const { audience, answers } of byHand) {
		// a pupil's phone is old and has no scripts
		const context = await browser.newContext({
			...{ baseURL: application.address, locale: 'ru-RU', viewport: { width: 360, height: 740 } },
			...{ javaScriptEnabled: audience !== 'pupils', isMobile: true, hasTouch: true },
			extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.7' }
		});
		const phone = await context.newPage();
		await phone.goto(links.get(`${first.name} ${audience}`)!);
		await expect(phone.getByText('Ответить можно до 18 декабря 2026')).toBeVisible();
		await fillByHand(phone, findInstrument(audience)!, answers);
		const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
		expect(wide).toBeLessThanOrEqual(360);
		await expect(async () => {
			await phone.getByRole('button', { name: 'Отправить' }).click();
			await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Спасибо, ответы приняты', {
				timeout: 1000
			});
		}).toPass();
		await context.close();
	}

	await coordinator.goto(campaign);
	for (const { name, people } of schools)
		for (const [turn, audience] of audiences.entries())
			await expect(rowOf(coordinator, name, audience)).toContainText(
				`${Math.round(percentOf(people[turn]!))} %`
			);
	// nobody is counted out while answers come
	await coordinator.goto(`${campaign}/profiles`);
	await expect(coordinator.getByText('Опрос ещё идёт')).toBeVisible();
});

const percentOf = (count: number) => (100 * count) / Math.ceil(count * 1.25);

test('the survey is over: profiles are kept, and every score is what one counts from the answers', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const latePath = await (async () => {
		await pages.coordinator.goto(campaign);
		return linkOf(first.name, 'parents');
	})();
	await application.at('2026-12-21T06:00:00Z');
	const late = await browser.newPage({ baseURL: application.address });
	await late.goto(latePath);
	await expect(late.getByText('Опрос закончился 18 декабря 2026')).toBeVisible();
	await expect(late.getByRole('button', { name: 'Отправить' })).toHaveCount(0);
	await late.close();

	const { coordinator } = pages;
	await coordinator.goto(`${campaign}/profiles`);
	await coordinator.getByRole('button', { name: 'Сохранить профили всех школ' }).click();
	for (const { name } of schools)
		await expect(async () => {
			await coordinator.goto(`${campaign}/profiles`);
			await expect(coordinator.getByRole('row').filter({ hasText: name })).toContainText(
				'версия 1',
				{ timeout: 1000 }
			);
		}).toPass();

	for (const { name, high, forms } of schools) {
		const [results] = await askDatabase<{ low: number | null; procedures: number | null }>(
			application.data,
			`select 100.0 * sum(r.low)::float8 / sum(r.participants) as low,
				100.0 * sum((r.low::float8 / r.participants >= 0.3)::int)::float8 / count(*) as procedures
			from opora.result r join opora.organisation o on o.id = r.school_id
			where o.short_name = $1 and r.participants > 0 and r.year = 2026`,
			[name]
		);
		const known = results?.low ?? null;
		const all = {
			...forms,
			results:
				known === null ? [] : [{ 'low-share': known, 'low-procedures': results!.procedures! }]
		};
		const stored = await askDatabase<{ factor: string; score: number | null }>(
			application.data,
			`select l.factor, l.score from opora.risk_level l
			join opora.risk_profile p on p.id = l.profile_id
			join opora.campaign c on c.id = p.campaign_id
			join opora.organisation o on o.id = p.organisation_id
			where o.short_name = $1 and c.title = 'Диагностика, декабрь 2026' order by l.number`,
			[name]
		);
		expect(stored).toHaveLength(17);
		for (const { factor, score } of stored) {
			const again = recount(all, factor);
			if (again === null) expect(score, `${name}, ${factor}`).toBeNull();
			else expect(score, `${name}, ${factor}`).toBeCloseTo(again, 5);
		}
		// what was put into the answers comes out
		for (const number of high) {
			const { score } = stored.find(({ factor }) => factor === codeOf(number))!;
			expect(score, `${name}, ${number}`).toBeGreaterThan(50);
		}
	}
});

/** The page of a school's newest profile. */
async function openProfile(page: Page, school: string): Promise<string> {
	await page.goto(`${campaign}/profiles`);
	await page.getByRole('link', { name: school }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(school);
	return new URL(page.url()).pathname;
}

test('curators look on the spot: one changes a level with his reason, the district approves', async () => {
	test.setTimeout(120_000);
	const { coordinator, curator, second } = pages;
	const home = await openProfile(curator, first.name);
	await curator.goto(`${home}?factor=12`);
	const factor = curator.locator('#f12');
	await factor.getByLabel('высокий').check();
	await factor.getByLabel('Причина').fill('На уроках учителя не спрашивают, кто не понял.');
	await factor.getByRole('button', { name: /Сохранить решение/ }).click();
	await expect(curator.getByText('Решение сохранено')).toBeVisible();
	for (const [page, school] of [
		[curator, schools[0]!],
		[second, schools[1]!],
		[curator, schools[2]!]
	] as const) {
		await openProfile(page, school.name);
		await page.getByRole('button', { name: /^Подтвердить все нерешённые/ }).click();
		await expect(page.getByText('решено 17 из 17')).toBeVisible();
	}
	for (const { name } of schools) {
		await openProfile(coordinator, name);
		await coordinator.getByRole('button', { name: 'Утвердить профиль' }).click();
		await expect(coordinator.getByText('Профиль утверждён')).toBeVisible();
	}
	await coordinator.goto('/diagnosis/map');
	const row = coordinator.getByRole('row', { name: new RegExp(first.name) });
	await expect(row.getByRole('link', { name: /: высокий/ })).not.toHaveCount(0);
});

let roadmap = '';

test('the school’s draft answers its deficits, says why, and becomes a roadmap that the check finds whole', async () => {
	test.setTimeout(120_000);
	const { coordinator } = pages;
	await openProfile(coordinator, first.name);
	await coordinator.getByRole('link', { name: 'Составить дорожную карту' }).click();
	// what the curator saw stands beside the level that he gave
	await expect(coordinator.getByText('кто не понял', { exact: false })).toBeVisible();
	for (const number of [12, ...first.high])
		await expect(
			coordinator.getByRole('checkbox', { name: new RegExp(`^${number}\\. `) })
		).toBeChecked();
	await coordinator.getByRole('button', { name: 'Составить черновик' }).click();
	await expect(coordinator.getByText(/^Зачем: дефицит/).first()).toBeVisible();
	const left = await coordinator.locator('.measure .text').first().textContent();
	await coordinator
		.getByRole('checkbox', { name: /^Взять: / })
		.first()
		.uncheck();
	await coordinator.getByRole('button', { name: /^Принять \d+ мероприяти/ }).click();
	await expect(coordinator.getByText('Дорожная карта создана')).toBeVisible();
	roadmap = coordinator.url().split(/[?#]/)[0]!;
	await expect(coordinator.getByText(left!, { exact: true })).toHaveCount(0);
	await coordinator.getByRole('link', { name: 'Проверка по профилю' }).click();
	await expect(coordinator.getByRole('heading', { level: 1 })).toHaveText('Проверка по профилю');
	await expect(coordinator.getByRole('region', { name: 'Дефициты без мероприятий' })).toHaveCount(
		0
	);
});

test('the district’s draft carries what its schools need, tied to their measures', async () => {
	test.setTimeout(120_000);
	const { coordinator } = pages;
	await coordinator.goto('/roadmaps/draft');
	await coordinator.getByLabel('Для кого').selectOption({ label: 'Заречный район' });
	await coordinator.getByRole('button', { name: 'Дальше' }).click();
	const choices = coordinator.getByRole('group', { name: /Школы/ }).getByRole('checkbox');
	for (const box of await choices.all()) await box.uncheck();
	for (const { name } of schools)
		await coordinator.getByRole('checkbox', { name: new RegExp(`^\\s*${name}`) }).check();
	await coordinator.getByRole('button', { name: 'Составить черновик' }).click();
	await coordinator.getByRole('button', { name: /^Принять \d+ мероприяти/ }).click();
	await expect(coordinator.getByText(/связей с мероприятиями школ: [1-9]/)).toBeVisible();
	const address = coordinator.url().split(/[?#]/)[0]!;
	await coordinator.goto(`${address}?view=lanes`);
	await expect(
		coordinator.getByRole('columnheader', { name: 'Муниципальная методическая служба' })
	).toBeVisible();
	await coordinator.goto(`${address}/check`);
	await expect(coordinator.getByRole('heading', { level: 1 })).toHaveText('Проверка по профилю');
	// the school sees from its side what the district does for it
	await coordinator.goto(roadmap);
	await expect(coordinator.getByText('Заречный район', { exact: false }).first()).toBeVisible();
});

test('the programme’s document names the schools under their deficits', async () => {
	test.setTimeout(120_000);
	const { coordinator } = pages;
	await coordinator.goto('/programmes');
	await coordinator
		.locator('main')
		.getByRole('link', { name: '2026', exact: true })
		.first()
		.click();
	await expect(coordinator.getByRole('heading', { name: 'План на 2026 год' })).toBeVisible();
	const address = new URL(coordinator.url()).pathname;
	const word = await coordinator.request.get(`${address}/export/docx`);
	expect(word.ok()).toBe(true);
	const rows = JSON.stringify(readDocx(await word.body()));
	for (const { name } of schools) expect(rows).toContain(name);
	await coordinator.goto('/diagnosis/deficits');
	await expect(
		coordinator.getByRole('row', { name: /дисциплин/i }).filter({ hasText: first.name })
	).toHaveCount(1);
	const programmes = await coordinator.request.get(`${new URL(roadmap).pathname}/programmes`);
	expect(programmes.ok()).toBe(true);
});
