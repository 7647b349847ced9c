import { readFileSync } from 'node:fs';
import { expect, type Download } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { people, signIn } from './session.ts';
import { test } from './test.ts';

/** The paragraphs of a Word document in their order, those of cells included. */
async function wordOf(download: Download): Promise<string[]> {
	const bytes = readFileSync(await download.path());
	const xml = strFromU8(unzipSync(new Uint8Array(bytes))['word/document.xml']!);
	return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
		[...paragraph.matchAll(/<w:t[^>]*>([^<]*)/g)]
			.map(([, text]) => text!)
			.join('')
			.replaceAll('\u00a0', ' ')
	);
}

test('a coordinator fills the programme of a year and takes it away in Word', async ({
	page,
	browser
}) => {
	await signIn(page);
	await page.goto('/');
	await page.getByRole('link', { name: 'Программы' }).first().click();
	await page.getByRole('link', { name: 'Новая программа' }).click();
	await page.getByLabel('Наименование программы').fill('Проба программы 2026–2027');
	await page.getByLabel('Первый год').fill('2026');
	await page.getByLabel('Последний год').fill('2025');
	await page.getByRole('button', { name: 'Создать программу' }).click();
	await expect(page.getByText('Последний год раньше первого')).toBeVisible();
	await expect(page.getByLabel('Наименование программы')).toHaveValue('Проба программы 2026–2027');
	await page.getByLabel('Последний год').fill('2027');
	await page.getByRole('button', { name: 'Создать программу' }).click();
	await expect(page.getByRole('heading', { name: 'План на 2026 год' })).toBeVisible();
	const address = page.url();

	// drops a choice, sets a term in plain words, adds a row of its own
	await page.getByRole('link', { name: /^Изменить: 4\. План-график/ }).click();
	const rows = page.locator('#plan fieldset');
	await rows.nth(0).getByLabel('Срок').fill('декабрь');
	await rows.nth(1).getByRole('checkbox').uncheck();
	await rows.last().getByLabel('Текст').fill('Совещание по итогам года');
	await page.locator('#plan').getByRole('button', { name: 'Сохранить' }).click();
	await expect(page.locator('#plan')).toContainText('1–31 декабря 2026');
	await expect(page.locator('#plan')).toContainText('Убрано: 1');
	await expect(page.locator('#plan')).toContainText('Совещание по итогам года');

	// two people change one field: the second is asked
	const other = await browser.newPage();
	await signIn(other, people.methodist);
	await other.goto(`${address}?edit=plan#plan`);
	await page.goto(`${address}?edit=plan#plan`);
	await other.locator('#plan fieldset').nth(0).getByLabel('Срок').fill('до 20 декабря');
	await other.locator('#plan').getByRole('button', { name: 'Сохранить' }).click();
	await expect(other.locator('#plan')).toContainText('до 20 декабря');
	await other.close();
	await page.locator('#plan fieldset').nth(0).getByLabel('Срок').fill('до 10 декабря');
	await page.locator('#plan').getByRole('button', { name: 'Сохранить' }).click();
	const conflict = page.getByRole('alert').filter({ hasText: 'до 20 декабря' });
	await expect(conflict).toContainText('Соловьёва');
	await conflict.getByText('до 10 декабря').click();
	await conflict.getByRole('button').first().click();
	await expect(page.locator('#plan')).toContainText('до 10 декабря');

	const download = async (name: string) => {
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name, exact: true }).click()
		]);
		return wordOf(file);
	};
	const paper = await download('Word');
	// the district's roadmap follows as annex 1
	const annex = paper.indexOf('Приложение 1');
	expect(annex).toBeGreaterThan(0);
	const heads = paper.slice(0, annex).filter((line) => /^\d{1,2}\. .{20}/.test(line));
	expect(heads.map((line) => Number.parseInt(line))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
	const first = paper.findIndex((line) => line.startsWith('Установочное муниципальное совещание'));
	expect(paper[first + 1]).toBe('до 10 декабря');
	expect(paper.join('\n')).not.toContain('Проведение вебинара для школьных координаторов');
	expect(paper).toContain('Совещание по итогам года');

	// approved by order, then changed: the version stays as it was
	await page.getByLabel('Номер приказа').fill('201');
	await page.getByLabel('Дата приказа').fill('2026-11-20');
	await page.getByLabel('Чей приказ').fill('управления образования');
	await page.getByRole('button', { name: 'Утвердить приказом' }).click();
	await expect(page.getByText('Действует версия 1')).toBeVisible();
	await page.goto(`${address}?edit=support#support`);
	await page.locator('#support fieldset').nth(0).getByRole('checkbox').uncheck();
	await page.locator('#support').getByRole('button', { name: 'Сохранить' }).click();
	await expect(page.getByText(/После неё изменено: программа поддержки включает/)).toBeVisible();
	await page.getByRole('link', { name: /Действует версия 1/ }).click();
	await expect(page.locator('#support')).toContainText('диагностику факторов риска');
	await page.getByRole('link', { name: 'Как напечатается' }).click();
	await expect(page.locator('article').first()).toContainText('к приказу управления образования');
	await expect(page.locator('article').first()).toContainText('диагностику факторов риска');

	// a target value, with the fact that the system knows
	await page.goto(address.replace(/\/2026$/, '?edit=targets#targets'));
	const added = page.locator('#targets fieldset').last();
	await added.getByLabel('Показатель').fill('Доля выполненных мероприятий');
	await added
		.getByLabel('Откуда факт')
		.selectOption({ label: 'доля выполненных мероприятий дорожных карт, %' });
	await added.getByLabel('План 2027').fill('много');
	await page.locator('#targets').getByRole('button', { name: 'Сохранить' }).click();
	await expect(page.getByText('Напишите число')).toBeVisible();
	await page.locator('#targets fieldset').last().getByLabel('План 2027').fill('55,5');
	await page.locator('#targets').getByRole('button', { name: 'Сохранить' }).click();
	const row = page.locator('#targets tbody tr');
	await expect(row).toContainText('план 55,5');
	await expect(row.getByRole('link', { name: /факт \d/ })).toHaveAttribute('href', '/progress');
	const passport = await download('Паспорт в Word');
	expect(passport).toContain('55,5');
});

test('a school reads the programme and finds no way to change it', async ({ page }) => {
	await signIn(page, people.schoolCoordinator);
	await page.goto('/programmes');
	await page.locator('main').getByRole('link', { name: '2026', exact: true }).first().click();
	await expect(page.getByRole('heading', { name: 'План на 2026 год' })).toBeVisible();
	await expect(page.locator('#plan')).toContainText('до 25 сентября');
	await expect(page.getByRole('link', { name: /^Изменить/ })).toHaveCount(0);
	await expect(
		page.getByText('Показаны только школы, результаты которых вы видите').first()
	).toBeVisible();
	await expect(page.locator('#listed')).not.toContainText('Нижнелуговская');
});
