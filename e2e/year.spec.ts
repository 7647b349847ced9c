/**
 * A school year played through with the clock set: a document becomes a plan, an order approves it,
 * work is reported, verified and returned, letters come, a second version corrects the first, the
 * half-year report goes out, and the figures are what one counts by hand.
 */
import { expect, test, type Page } from '@playwright/test';
import { measure, snapshotOf } from '../demo/documents/plan.ts';
import { readDocx } from '../src/lib/intake/files/docx.ts';
import { writeDocx } from '../src/lib/office/docx.ts';
import { writePdf } from '../src/lib/office/pdf.ts';
import { roadmapPaper } from '../src/lib/roadmap/export/paper.ts';
import { ClockedApplication } from './clocked.ts';
import { openPostOffice, type PostOffice } from './post.ts';

test.describe.configure({ mode: 'serial' });

const PORT = Number(process.env.OPORA_E2E_PORT ?? 3210) + 20;
const MAIL_PORT = PORT + 1;
const SCHOOL = 'Новопокровская СОШ';
const who = {
	coordinator: 'shubina@zarechny.example',
	head: 'rodionov@zarechny.example',
	curator: 'osipova@zarechny.example',
	district: 'vershinina@zarechny.example'
};

/** Six measures: once, monthly, by half-years, by another schedule, in two months, at the end. */
const paper = roadmapPaper({
	...snapshotOf({
		file: '',
		owner: 'novopokrovskaya',
		ownerName: `МКОУ ${SCHOOL}`,
		level: 'school',
		title: `Дорожная карта МКОУ ${SCHOOL} на 2026–2027 учебный год`,
		order: { number: '', date: '2026-09-14', issuer: '' },
		signatory: { post: 'Директор', name: 'С.В. Родионов' },
		sections: [
			{
				heading: '1. Управление',
				measures: [
					measure(
						1,
						'Назначение школьного координатора',
						'до 25 сентября',
						['Родионов С.В.'],
						'Приказ'
					),
					measure(2, 'Заседание школьной команды', 'Ежемесячно', ['Шубина А.В.'], 'Протоколы'),
					measure(3, 'Родительское собрание', '1 раз в полугодие', ['Шубина А.В.'], 'Протоколы')
				]
			},
			{
				heading: '2. Качество преподавания',
				measures: [
					measure(
						4,
						'Курсы учителей математики',
						'По отдельному графику',
						['Шубина А.В.'],
						'Удостоверения'
					),
					measure(5, 'Пробный экзамен по математике', 'декабрь, март', ['Шубина А.В.'], 'Справка'),
					measure(6, 'Итоговый мониторинг', 'май', ['Шубина А.В.'], 'Аналитическая справка')
				]
			}
		]
	}),
	order: null
});

let application: ClockedApplication;
let post: PostOffice;
const pages = {} as Record<keyof typeof who, Page>;
/** Address of the roadmap, known once it was accepted. */
let roadmap = '';

test.beforeAll(async ({ browser }) => {
	test.setTimeout(240_000);
	post = await openPostOffice(MAIL_PORT);
	application = new ClockedApplication(PORT, { SMTP_URL: `smtp://127.0.0.1:${MAIL_PORT}` });
	await application.at('2026-09-14T13:00:00Z');
	for (const [name, email] of Object.entries(who))
		pages[name as keyof typeof who] = await application.signIn(browser, email);
});
test.afterAll(async () => {
	await application.end();
	await post.close();
});

const row = (page: Page, number: number) =>
	page.locator('tr', {
		has: page.locator('td, th').filter({ hasText: new RegExp(`^${number}$`) })
	});

/** Address of the report's form for the next occurrence of a measure. */
async function openReport(page: Page, number: number): Promise<void> {
	await page.goto(roadmap);
	await row(page, number).getByRole('link', { name: 'Отчитаться' }).click();
	await page.waitForURL(/\/report/);
}

async function report(page: Page, number: number, doneOn: string, text: string): Promise<void> {
	await openReport(page, number);
	await page.locator('input[name=doneOn]').fill(doneOn);
	await page.locator('textarea[name=text]').fill(text);
	await page.getByRole('button', { name: 'Отправить на проверку' }).click();
	await expect(page.getByText('отправлен на проверку')).toBeVisible();
}

test('September: the document is read, agreed and approved by an order', async () => {
	test.setTimeout(180_000);
	const { coordinator, curator, head } = pages;
	await coordinator.goto('/documents');
	await coordinator.waitForLoadState('networkidle');
	await coordinator.getByLabel('Выберите файлы').setInputFiles({
		name: 'Дорожная карта.docx',
		mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		buffer: Buffer.from(await writeDocx(paper))
	});
	await coordinator.waitForURL(/\/documents\/[0-9a-f-]{36}/);
	const accept = coordinator.getByRole('button', { name: /^Принять/ });
	await expect(accept).toBeVisible({ timeout: 30_000 });
	await accept.click();
	await coordinator.waitForURL(/\/roadmaps\/[0-9a-f-]{36}/);
	roadmap = new URL(coordinator.url()).pathname;

	await coordinator.goto(`${roadmap}/approval`);
	await coordinator.getByRole('button', { name: 'Отправить на согласование' }).click();
	await curator.goto(`${roadmap}/approval`);
	await curator.getByRole('button', { name: 'Согласовать' }).click();
	await head.goto(`${roadmap}/approval`);
	await head.getByLabel('Номер приказа').fill('84');
	await head.getByLabel('Дата приказа').fill('2026-09-14');
	await head.locator('input[name=file]').setInputFiles({
		name: 'Приказ 84.pdf',
		mimeType: 'application/pdf',
		buffer: Buffer.from(await writePdf(paper))
	});
	await head.getByRole('button', { name: 'Утвердить карту' }).click();
	await head.waitForURL((url) => url.pathname === roadmap);
	await expect(head.getByText('Версия 1, действует')).toBeVisible();
});

/** The one letter that the school's coordinator got on a day. */
async function letterOf(day: string): Promise<string> {
	const found = () =>
		post.to(who.coordinator).filter((one) => one.includes(`Message-ID: <digest-${day}`));
	await expect.poll(() => found().length, { timeout: 60_000 }).toBe(1);
	return found()[0]!;
}

/** What the page of progress must say, counted by hand beside each call. */
async function expectProgress(
	page: Page,
	counted: { percent: string; done: number; whole: number; due: number; kept: number }
): Promise<void> {
	await page.goto(`${roadmap}/progress`);
	const now = page.locator('section', { has: page.locator('#now') });
	await expect(now.locator('.big b')).toHaveText(counted.percent);
	await expect(now).toContainText(new RegExp(`${counted.done}\\sиз\\s${counted.whole}`));
	const said = (await now.locator('.said').innerText()).replaceAll(/\s+/g, ' ');
	expect(said.match(/\d+/g)?.map(Number)).toEqual(
		expect.arrayContaining([counted.due, counted.kept])
	);
}

test('October: reports with evidence; one is verified while another verifies it, one comes back', async () => {
	test.setTimeout(120_000);
	await application.at('2026-10-01T06:00:00Z');
	const { coordinator, curator, district } = pages;
	await report(coordinator, 1, '2026-09-24', 'Координатор назначен.');
	await openReport(coordinator, 2);
	await coordinator.locator('input[name=doneOn]').fill('2026-09-28');
	await coordinator.locator('textarea[name=text]').fill('Команда собралась, план согласован.');
	await coordinator
		.locator('[data-files]')
		.first()
		.setInputFiles({
			name: 'Протокол.pdf',
			mimeType: 'application/pdf',
			buffer: Buffer.from(writePdf(paper))
		});
	await expect(coordinator.locator('[data-items] > li').first()).toContainText('Передан');
	await coordinator.getByRole('button', { name: 'Отправить на проверку' }).click();
	await expect(coordinator.getByText('отправлен на проверку')).toBeVisible();

	for (const page of [curator, district]) {
		await page.goto('/check');
		await page
			.getByRole('link', { name: /Заседание школьной команды/ })
			.first()
			.click();
		await expect(page.locator('#report')).toContainText('Заседание');
	}
	await curator.getByRole('button', { name: 'Подтвердить', exact: true }).click();
	await expect(curator.getByText('Выполнение подтверждено')).toBeVisible();
	await district.getByRole('button', { name: 'Подтвердить', exact: true }).click();
	await expect(district.getByText(/Уже решено: подтверждено\. Осипова/)).toBeVisible();

	await curator.goto('/check');
	await curator
		.getByRole('link', { name: /Назначение школьного координатора/ })
		.first()
		.click();
	await curator.getByLabel('Комментарий', { exact: true }).fill('Приложите приказ');
	await curator.getByRole('button', { name: 'Вернуть', exact: true }).click();
	await expect(curator.getByText('Отчёт возвращён автору')).toBeVisible();
	await coordinator.goto('/');
	await expect(coordinator.getByText(/Приложите приказ/).first()).toBeVisible();
	// shares are rounded down, so that nothing is called 55 % before it is; of six measures none is carried out; one day has passed, and its report came back
	await expectProgress(coordinator, { percent: '0 %', done: 0, whole: 6, due: 2, kept: 1 });
});

test('the next morning’s letter tells of the returned report; mended, it is verified', async () => {
	test.setTimeout(120_000);
	await application.at('2026-10-02T04:30:00Z');
	const { coordinator, curator } = pages;
	expect(await letterOf('2026-10-02')).toContain('Приложите приказ');
	await openReport(coordinator, 1);
	await coordinator.locator('textarea[name=text]').fill('Координатор назначен приказом № 83.');
	await coordinator.getByRole('button', { name: 'Отправить на проверку' }).click();
	await expect(coordinator.getByText('отправлен на проверку')).toBeVisible();
	await curator.goto('/check');
	await curator.getByRole('button', { name: 'Подтвердить', exact: true }).click();
	await expect(curator.getByText('Выполнение подтверждено')).toBeVisible();
	// the order is signed, the September meeting held: both days kept, one measure of six is whole
	await expectProgress(curator, { percent: '16 %', done: 1, whole: 6, due: 2, kept: 2 });
});

test('November: a correction becomes version 2 by its order, and what was done carries over', async () => {
	test.setTimeout(180_000);
	await application.at('2026-11-09T04:30:00Z');
	const { coordinator, curator, head } = pages;
	const letter = await letterOf('2026-11-09');
	expect(letter).toContain('ПРОСРОЧЕНО');
	expect(letter).toMatch(/Заседание школьной команды\s+срок был 31\sоктября/);

	await coordinator.goto(`${roadmap}/approval`);
	await coordinator.getByLabel('Причина изменений').fill('Пробный экзамен перенесён на апрель');
	await coordinator.getByRole('button', { name: 'Начать новую версию' }).click();
	await coordinator.waitForURL((url) => url.pathname !== `${roadmap}/approval`);
	const draft = new URL(coordinator.url()).pathname;
	await row(coordinator, 5).locator('a[href*="/measures/"]').first().click();
	await coordinator.getByLabel('Срок', { exact: true }).fill('апрель');
	await coordinator.getByRole('button', { name: 'Сохранить' }).click();
	await coordinator.goto(`${draft}/measures/new`);
	await coordinator.getByLabel('Номер').fill('7');
	await coordinator.getByLabel('Содержание действия').fill('Консультации по математике');
	await coordinator.getByLabel('Срок', { exact: true }).fill('до 20 ноября');
	await coordinator.getByRole('button', { name: /Добавить|Сохранить/ }).click();
	await coordinator.goto(`${draft}/approval`);
	await coordinator.getByRole('button', { name: 'Отправить на согласование' }).click();
	await curator.goto(`${draft}/approval`);
	await curator.getByRole('button', { name: 'Согласовать' }).click();
	await head.goto(`${draft}/approval`);
	await head.getByLabel('Номер приказа').fill('112');
	await head.getByLabel('Дата приказа').fill('2026-11-09');
	await head.getByRole('button', { name: 'Утвердить версию 2' }).click();
	await head.waitForURL((url) => url.pathname === roadmap);
	await expect(head.getByText('Версия 2, действует')).toBeVisible();

	await head.goto(`${roadmap}/compare?from=1&to=2`);
	for (const said of ['Консультации по математике', 'декабрь, март', 'апрель'])
		await expect(head.getByText(said).first()).toBeVisible();
	await head.goto(roadmap);
	await expect(row(head, 1)).toContainText('Сделано');
	// October's meeting is late; of seven measures one is done, of two that were due one is kept
	await expectProgress(head, { percent: '14 %', done: 1, whole: 7, due: 2, kept: 1 });
});

test('the half-year report is filled, sent, returned, mended, accepted and printed in Word', async () => {
	test.setTimeout(120_000);
	const { coordinator, district } = pages;
	await coordinator.goto(`${roadmap}/reports`);
	await coordinator.getByRole('button', { name: 'Составить отчёт Осень 2026' }).click();
	await coordinator.waitForURL(/\/reports\/[0-9a-f-]{36}/);
	const address = new URL(coordinator.url()).pathname.replace(/\/fill$/, '');
	await coordinator.goto(`${address}/fill`);
	// October's meeting alone was due and is not held; what is due later asks for no word
	const why = coordinator.getByLabel('Причина');
	await expect(why).toHaveCount(1);
	await why.fill('Октябрьское заседание перенесено: карантин.');
	await coordinator.getByLabel('Итоги полугодия').fill('Координатор назначен, команда работает.');
	await coordinator.locator('input[name=post]').fill('Директор');
	await coordinator.locator('input[name=name]').fill('С. В. Родионов');
	await coordinator.getByRole('button', { name: 'Сохранить и отправить' }).click();
	await coordinator.waitForURL((url) => url.pathname === address);
	await district.goto(address);
	await district.getByLabel('Комментарий').fill('Напишите, когда проведёте заседание');
	await district.getByRole('button', { name: 'Вернуть на доработку' }).click();
	await expect(district.locator('.toast')).toContainText('возвращён');
	await coordinator.goto(`${address}/fill`);
	await expect(coordinator.getByText('Напишите, когда проведёте заседание')).toBeVisible();
	await why.fill('Карантин; октябрьское заседание проведём 12 ноября.');
	await coordinator.getByRole('button', { name: 'Сохранить и отправить' }).click();
	await coordinator.waitForURL((url) => url.pathname === address);
	await district.goto(address);
	await district.getByRole('button', { name: 'Принять отчёт' }).click();
	await expect(district.locator('.toast')).toContainText('принят');
	const word = await district.request.get(`${address}/export/docx`);
	expect(word.ok()).toBe(true);
	const text = JSON.stringify(readDocx(await word.body()));
	expect(text).toContain('Заседание школьной команды');
	expect(text).toContain('октябрьское заседание проведём 12 ноября');
});

test('August: the rest is reported at once and verified at once; the roadmap is closed', async () => {
	test.setTimeout(120_000);
	await application.at('2027-08-27T06:00:00Z');
	const { coordinator, curator, head } = pages;
	await openReport(coordinator, 2);
	await coordinator.locator('input[name=doneOn]').fill('2027-08-20');
	await coordinator.locator('textarea[name=text]').fill('Проведено по плану, протоколы в школе.');
	await coordinator.getByText('Другие сроки, о которых можно рассказать').click();
	// what has a day: eleven meetings; a parents' meeting in each half of a calendar year that the plan
	// touches, three; the exam, the monitoring, consultations
	const choices = coordinator.locator('.choices li', { hasNotText: 'Курсы учителей' });
	for (const box of await choices.locator('input[type=checkbox]').all()) await box.check();
	await coordinator.getByRole('button', { name: 'Отправить на проверку' }).click();
	await expect(coordinator.getByText(/Отчёт о \d+ сроках отправлен/)).toBeVisible();

	await curator.goto('/check');
	const marks = curator.getByRole('checkbox', { name: /^Отметить/ });
	await expect(marks).toHaveCount(17);
	for (const mark of await marks.all()) await mark.check();
	await curator.getByRole('button', { name: 'Подтвердить отмеченные' }).click();
	await expect(curator.getByText('Проверять нечего')).toBeVisible();
	// all but the courses, which wait for a schedule: six of seven, and every day was kept
	await expectProgress(curator, { percent: '85 %', done: 6, whole: 7, due: 6, kept: 6 });

	await head.goto(`${roadmap}/approval`);
	await head.getByText('Закрыть карту').first().click();
	await head.getByLabel('Причина', { exact: true }).fill('Учебный год завершён');
	await head.getByRole('button', { name: 'Закрыть карту' }).click();
	await expect(head.locator('.toast')).toContainText('Карта закрыта');
	await head.goto(roadmap);
	await expect(head.getByText(/закрыта/i).first()).toBeVisible();
});
