import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { people, signIn } from './session.ts';
import { test } from './test.ts';

const orderFile = {
	name: 'Приказ 12.pdf',
	mimeType: 'application/pdf',
	buffer: readFileSync('demo/files/Дорожная карта Нижнелуговской СОШ.pdf')
};
/** What a Word file says; the paper binds numbers with no-break spaces. */
const wordText = (body: Buffer): string =>
	strFromU8(unzipSync(body)['word/document.xml']!).replace(/\u00a0/g, ' ');
const toast = (page: Page) => page.locator('.toast');
const row = (page: Page, text: string) => page.locator('tr[data-measure]', { hasText: text });

/** A draft with one measure of the coordinator's municipality. */
async function begin(page: Page, title: string): Promise<string> {
	await page.goto('/roadmaps/new?way=empty');
	await page.getByLabel('Название').fill(title);
	await page.getByRole('button', { name: 'Создать карту' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
	const address = new URL(page.url()).pathname;
	await add(page, address, 'Семинар для учителей', 'до 20 ноября');
	return address;
}

async function add(page: Page, address: string, text: string, term: string): Promise<void> {
	await page.goto(`${address}/measures/new`);
	await page.getByLabel('Содержание действия').fill(text);
	await page.getByLabel('Срок', { exact: true }).fill(term);
	await page.getByRole('button', { name: 'Добавить мероприятие' }).click();
	await expect(page.getByRole('link', { name: text, exact: true })).toBeVisible();
}

async function order(page: Page, number: string, date: string): Promise<void> {
	await page.getByLabel('Номер приказа').fill(number);
	await page.getByLabel('Дата приказа').fill(date);
	await page.getByLabel('Чей приказ').fill('управления образования');
	await page.getByLabel('Файл приказа').setInputFiles(orderFile);
}

for (const javaScriptEnabled of [true, false])
	test.describe(javaScriptEnabled ? 'with a script' : 'without JavaScript', () => {
		test.use({ javaScriptEnabled });

		test('from draft to an order, then a second version, compared and printed', async ({
			page
		}) => {
			test.setTimeout(120_000);
			await signIn(page, people.coordinator);
			const address = await begin(page, `Карта к приказу ${javaScriptEnabled}`);

			await test.step('review: sent back with a comment, agreed', async () => {
				await page.goto(`${address}/approval`);
				await page.getByRole('button', { name: 'Отправить на согласование' }).click();
				await expect(toast(page)).toContainText('отправлена на согласование');
				await page.getByRole('button', { name: 'Вернуть на доработку' }).click();
				await expect(page.getByText('Напишите, что нужно исправить')).toBeVisible();
				await page.getByLabel(/^Комментарий/).fill('Нет ожидаемого результата');
				await page.getByRole('button', { name: 'Вернуть на доработку' }).click();
				await expect(page.locator('blockquote')).toContainText('Нет ожидаемого результата');
				await page.getByRole('button', { name: 'Отправить на согласование' }).click();
				await page.getByRole('button', { name: 'Согласовать', exact: true }).click();
				await expect(toast(page)).toContainText('согласована');
			});

			await test.step('the order closes the editor and makes work due', async () => {
				await page.getByLabel('Номер приказа').fill(' ');
				await page.getByLabel('Дата приказа').fill('2026-11-16');
				await page.getByRole('button', { name: 'Утвердить карту' }).click();
				await expect(page.getByText('Укажите номер приказа.')).toBeVisible();
				await expect(page.getByLabel('Дата приказа')).toHaveValue('2026-11-16');
				await order(page, '211', '2026-11-16');
				await page.getByRole('button', { name: 'Утвердить карту' }).click();
				await expect(toast(page)).toContainText('Версия 1 утверждена');
				await expect(page.getByText('Версия 1, действует')).toBeVisible();
				await expect(page.getByText('Приказ № 211')).toBeVisible();
				await expect(page.locator('[data-editable]')).toHaveCount(0);
				await page.goto(`${address}/edit`);
				await expect(page.getByText('правка закрыта')).toBeVisible();
			});

			await test.step('the next version is a draft of its own until its order', async () => {
				await page.goto(address);
				await page.getByRole('link', { name: 'Новая версия' }).click();
				await page.getByLabel('Причина изменений').fill('Перенос срока');
				await page.getByRole('button', { name: 'Начать новую версию' }).click();
				await expect(page.getByText('Это черновик версии 2.')).toBeVisible();
				const draft = new URL(page.url()).pathname;
				await page.getByRole('link', { name: 'Семинар для учителей', exact: true }).click();
				await page.getByLabel('Срок', { exact: true }).fill('до 1 декабря');
				await page.getByRole('button', { name: 'Сохранить' }).first().click();
				await expect(row(page, 'Семинар для учителей')).toContainText('до 1 декабря');
				await add(page, draft, 'Открытые уроки', 'март');
				await page.goto(address);
				await expect(row(page, 'Семинар для учителей')).toContainText('до 20 ноября');

				await page.goto(`${draft}/approval`);
				await page.getByText('Утвердить приказом без согласования').click();
				await order(page, '240', '2026-11-23');
				await page.getByRole('button', { name: 'Утвердить версию 2' }).click();
				await expect(page).toHaveURL(new RegExp(`${address}$`));
				await expect(page.getByText('Версия 2, действует')).toBeVisible();
				await expect(row(page, 'Семинар для учителей')).toContainText('до 1 декабря');
				await expect(row(page, 'Открытые уроки')).toBeVisible();
			});

			await test.step('versions are compared on a page and in Word, the old one is kept', async () => {
				await page.getByRole('link', { name: 'Чем отличается от версии 1' }).click();
				await expect(page.getByText('Добавлено', { exact: true })).toBeVisible();
				await expect(page.locator('del')).toContainText('20 ноября');
				await expect(page.locator('ins').first()).toContainText('1 декабря');
				const word = await page.request.get(`${address}/compare/docx?from=1&to=2`);
				expect(word.headers()['content-type']).toContain('wordprocessingml');
				const xml = wordText(await word.body());
				expect(xml).toContain('от 23.11.2026 № 240');
				expect(xml).toContain('Дополнить мероприятием:');
				const pdf = await page.request.get(`${address}/compare/pdf?from=1&to=2`);
				expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
				await page.goto(`${address}/versions/1`);
				await expect(page.getByText('до 20 ноября').first()).toBeVisible();
				const old = await page.request.get(`${address}/versions/1/docx`);
				const oldXml = wordText(await old.body());
				expect(oldXml).toContain('от 16.11.2026 № 211');
				expect(oldXml).not.toContain('Открытые уроки');
				await page.goto(`${address}/versions`);
				const file = page.getByRole('link', { name: orderFile.name }).first();
				const got = await page.request.get((await file.getAttribute('href'))!);
				expect((await got.body()).equals(orderFile.buffer)).toBe(true);
			});
		});
	});
