import { expect, type Browser, type Page } from '@playwright/test';
import { people, signIn } from './session.ts';
import { test } from './test.ts';
import { roadmapInForce, type Measure } from './work.ts';

/** Verifies the school of the coordinator. */
const curator = 'lapshin@zarechny.example';

async function opened(browser: Browser, email: string, address: string): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, email);
	await page.goto(address);
	return page;
}

const queue = (title: string): string => `/check?section=${encodeURIComponent(title)}`;
const pageOf = ({ roadmap, measure }: Measure): string =>
	`/roadmaps/${roadmap}/measures/${measure}`;

test('of two who decide on one report, the second is told the first’s verdict and keeps his words', async ({
	browser
}) => {
	const title = `Карта двоих ${Date.now()}`;
	const [one] = await roadmapInForce(title, 1, true);
	const address = `/check?open=${one!.occurrence}`;
	const first = await opened(browser, curator, address);
	const second = await opened(browser, people.coordinator, address);
	await first.getByRole('button', { name: 'Подтвердить', exact: true }).click();
	await expect(first.getByText('Выполнение подтверждено')).toBeVisible();

	await second.getByLabel('Комментарий', { exact: true }).fill('Нет списка участников');
	await second.getByRole('button', { name: 'Вернуть', exact: true }).click();
	const told = second.getByRole('alert').first();
	await expect(told).toContainText('Ничего не изменено');
	await expect(told).toContainText(/Уже решено: подтверждено\. Лапшин/);
	await expect(told).toContainText('Вы написали: «Нет списка участников»');

	// whoever follows an old link is told the same
	await second.goto(address);
	await expect(second.getByText(/Уже решено: подтверждено\. Лапшин/)).toBeVisible();
	await second.goto(pageOf(one!));
	await expect(second.locator('#reports')).toContainText(/Подтверждено: Лапшин/);
});

test('several in a row by keyboard, in either layout, and none while somebody types', async ({
	browser
}) => {
	const title = `Карта клавиш ${Date.now()}`;
	await roadmapInForce(title, 4, true);
	const page = await opened(browser, curator, `${queue(title)}#report`);
	const heading = page.locator('#report');
	/** The report is open and the keys are listened to. */
	async function shows(n: number): Promise<void> {
		await expect(heading).toHaveText(`${n}. Провести семинар ${n}`);
		await expect(page.locator('[data-check][data-ready]')).toBeVisible();
	}
	await shows(1);
	await expect(heading).toBeFocused();

	await page.keyboard.press('j');
	await shows(2);
	await page.keyboard.press('k');
	await shows(1);
	await page.keyboard.press('y');
	await expect(page.getByText('Выполнение подтверждено')).toBeVisible();
	await shows(2);
	await expect(heading).toBeFocused();

	await page.keyboard.press('u');
	await expect(page.getByText('Решение отменено: отчёт')).toBeVisible();
	await shows(1);
	await page.keyboard.press('y');
	await shows(2);

	// a place on the keyboard, whatever letter stands there
	await heading.dispatchEvent('keydown', { code: 'KeyR', key: 'к', bubbles: true });
	const comment = page.getByLabel('Комментарий', { exact: true });
	await expect(comment).toBeFocused();
	await page.keyboard.type('yjk: нет справки');
	await expect(comment).toHaveValue('yjk: нет справки');
	await page.keyboard.press('Escape');
	await expect(heading).toBeFocused();
	await page.keyboard.press('r');
	await expect(comment).toBeFocused();
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText('Отчёт возвращён автору')).toBeVisible();
	await shows(3);

	// a return without a word is refused in place
	await page.keyboard.press('r');
	await expect(comment).toBeFocused();
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText('Напишите, что нужно исправить')).toBeVisible();
	await shows(3);

	await page.getByText('Клавиши', { exact: true }).click();
	await page.getByLabel('Клавиши включены').uncheck();
	await heading.focus();
	await page.keyboard.press('j');
	await shows(3);
});

test('several at once without a script: those that somebody decided meanwhile are named', async ({
	browser
}) => {
	const title = `Карта многих ${Date.now()}`;
	const measures = await roadmapInForce(title, 3, true);
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await signIn(page, curator);
	await page.goto(queue(title));
	for (const n of [1, 2, 3]) await page.getByLabel(`Отметить: ${n}. Провести семинар ${n}`).check();
	const other = await opened(browser, people.coordinator, `/check?open=${measures[1]!.occurrence}`);
	await other.getByRole('button', { name: 'Подтвердить', exact: true }).click();
	await expect(other.getByText('Выполнение подтверждено')).toBeVisible();

	await page.getByRole('button', { name: 'Подтвердить отмеченные' }).click();
	await expect(page.getByText('Подтверждено 2 отчёта.').first()).toBeVisible();
	const refused = page.getByRole('alert').filter({ hasText: 'ничего не изменено' });
	await expect(refused).toContainText('2. Провести семинар 2: Пока вы смотрели');
	await expect(refused.locator('li')).toHaveCount(1);
});

test('a returned report comes back to its author, is amended and then confirmed', async ({
	browser
}) => {
	const title = `Карта возврата ${Date.now()}`;
	const [one] = await roadmapInForce(title, 1, true);
	const check = await opened(browser, curator, `/check?open=${one!.occurrence}`);
	await check.getByLabel('Комментарий', { exact: true }).fill('Приложите список участников');
	await check.getByRole('button', { name: 'Вернуть', exact: true }).click();
	await expect(check.getByText('Отчёт возвращён автору')).toBeVisible();

	const author = await opened(browser, people.schoolCoordinator, pageOf(one!));
	await expect(author.locator('#work')).toContainText('Возвращено');
	await expect(author.locator('#reports')).toContainText('Приложите список участников');
	await author
		.locator('#work')
		.getByRole('link', { name: /Дополнить отчёт/ })
		.click();
	const text = author.locator('textarea[name=text]');
	await expect(text).toHaveValue('Отчёт 1');
	await text.fill('Отчёт 1, со списком');
	await author.getByRole('button', { name: /Отправить/ }).click();
	await expect(author.locator('#work')).toContainText('На проверке');

	await check.goto(`/check?open=${one!.occurrence}`);
	await expect(check.getByText('Отчёт 1, со списком')).toBeVisible();
	await expect(check.getByText('Приложите список участников')).toBeVisible();
	await check.getByRole('button', { name: 'Подтвердить', exact: true }).click();
	await author.reload();
	await expect(author.locator('#work')).toContainText('Сделано');
	await expect(author.locator('#reports')).toContainText(/Подтверждено: Лапшин/);
});

test('what is done to an occurrence by hand: with a reason, undone, opened again', async ({
	browser
}) => {
	const title = `Карта рук ${Date.now()}`;
	const [one] = await roadmapInForce(title, 1, false);
	const page = await opened(browser, people.schoolCoordinator, pageOf(one!));
	const report = await page.context().newPage();
	await report.goto(`/roadmaps/${one!.roadmap}/report?occurrence=${one!.occurrence}`);
	await report.locator('textarea[name=text]').fill('Семинар проведён');
	const work = page.locator('#work');
	await work.getByText('Ещё', { exact: true }).click();
	await work.getByRole('button', { name: 'Отменить срок' }).click();
	await expect(work.getByText('Напишите причину')).toBeVisible();
	await work.getByLabel('Причина').fill('Карантин');
	await work.getByRole('button', { name: 'Отменить срок' }).click();
	await expect(work).toContainText('Отменено');
	await expect(work).toContainText('Причина: Карантин');

	// a report whose page was open before is told so and keeps what was written
	await report.getByRole('button', { name: /Отправить/ }).click();
	await expect(report.getByRole('alert')).toContainText('Этот срок отменён');
	await expect(report.getByText('Причина: Карантин').first()).toBeVisible();
	await expect(report.locator('textarea[name=text]')).toHaveValue('Семинар проведён');
	await work.getByRole('button', { name: 'Открыть снова' }).click();
	await expect(page.getByText('Срок снова открыт')).toBeVisible();
	await work.getByText('Ещё', { exact: true }).click();
	await work.getByRole('button', { name: 'Начали' }).click();
	await page.getByRole('status').getByRole('button', { name: 'Отменить' }).click();
	await expect(work).toContainText('Просрочено');
});
