import { expect, type Page } from '@playwright/test';
import { signIn } from './session.ts';
import { test } from './test.ts';

/** The page of a person, found by surname. */
async function openPerson(page: Page, surname: string): Promise<string> {
	await page.goto(`/people?q=${encodeURIComponent(surname)}`);
	await page
		.getByRole('link', { name: new RegExp(`^${surname}`) })
		.first()
		.click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(surname);
	return new URL(page.url()).pathname;
}

/** Leaves of the list what carries a name: it may lie on any page. */
async function findWriting(page: Page, name: string): Promise<void> {
	await page.getByLabel('Имя или должность').fill(name);
	await page.getByRole('button', { name: 'Найти' }).click();
}

const addPerson = async (page: Page, parts: Record<string, string>): Promise<void> => {
	await page.goto(`/people/new?${new URLSearchParams(parts)}`);
	await page.getByRole('button', { name: 'Добавить', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(parts.surname!);
};

test('a name of a document is confirmed for all its measures, and taken back', async ({ page }) => {
	await signIn(page);
	await page.goto('/people');
	await page.getByRole('link', { name: 'Кто отвечает' }).click();
	await findWriting(page, 'педагог-психолог');
	// with its capital: a roadmap names one in the middle of a sentence, too
	const row = page
		.getByRole('row')
		.filter({ hasText: /Педагог-психолог/ })
		.filter({ hasText: 'Берёзовская СОШ 2' });
	await expect(row).toContainText('Сейчас здесь никого');
	await row.getByRole('button', { name: 'Подтвердить: Педагог-психолог' }).click();
	await expect(page.getByText(/^Сопоставлено: \d+ раза?/)).toBeVisible();
	await expect(row).toHaveCount(0);
	await page.getByRole('link', { name: /^Сопоставлены/ }).click();
	await expect(row).toContainText('выбрано вручную');

	await page.goto('/people/matching');
	await page.goBack();
	await row.getByRole('link', { name: /^(Выбрать другое|Изменить)/ }).click();
	await page.getByLabel('Оставить как есть').check();
	await page.getByRole('button', { name: 'Сохранить выбор' }).click();
	await expect(row).toContainText('оставлено как есть');
	await page.getByRole('button', { name: 'Отменить' }).click();
	await expect(page.getByText('Сопоставление отменено.')).toBeVisible();
	await expect(row).toContainText('группа людей');
});

test('somebody else is found by surname in any form, and a new person begins with the name as written', async ({
	page
}) => {
	await signIn(page);
	await page.goto('/people/matching?show=all');
	await findWriting(page, 'Токаревым');
	const row = page.getByRole('row').filter({ hasText: 'Токарев Н.Ю.' });
	await expect(row).toContainText('сопоставлено само');
	await row.getByRole('link', { name: /^(Выбрать другое|Изменить)/ }).click();
	await page.getByLabel('Фамилия').fill('Кудрявцевой');
	await page.getByRole('button', { name: 'Найти' }).click();
	await expect(page.getByLabel(/Кудрявцева Елена Николаевна/)).toBeVisible();
	await page.getByRole('link', { name: 'Новый человек' }).click();
	await expect(page.getByLabel('Фамилия')).toHaveValue('Токарев');
});

test('two records of one person become one, and two again', async ({ page }) => {
	await signIn(page);
	await addPerson(page, { surname: 'Сюжёва', given: 'М.', patronymic: 'Н.' });
	await addPerson(page, { surname: 'Сюжева', given: 'Мила', patronymic: 'Никитична' });
	await page.goto('/people/duplicates');
	const pair = page.getByRole('row').filter({ hasText: 'Мила Никитична' });
	await expect(pair).toContainText('Фамилия и инициалы совпадают');
	await pair.getByRole('link', { name: /^Сравнить/ }).click();
	await expect(page.getByRole('heading', { name: 'Эта запись останется' })).toBeVisible();
	await page.getByRole('button', { name: 'Объединить' }).click();
	await expect(page.getByText('Записи объединены.')).toBeVisible();
	await expect(page.getByText('Запись «Сюжёва М. Н.» объединена с этой')).toBeVisible();
	await page.goto('/people/duplicates');
	await expect(pair).toHaveCount(0);
	await openPerson(page, 'Сюжева');
	await page.locator('#responsible').getByRole('button', { name: 'Отменить' }).click();
	await expect(page.getByText('Отменено: всё вернулось, как было.')).toBeVisible();
	await page.goto('/people/duplicates');
	await expect(pair).toHaveCount(1);
});

test('the open work of who leaves goes over by part, and comes back', async ({ page }) => {
	await signIn(page);
	const successor = await openPerson(page, 'Белоусов');
	const counts = page.locator('#responsible');
	await expect(counts).toContainText('1 мероприятие');
	const leaver = await openPerson(page, 'Токарев');
	await page.getByRole('link', { name: 'Передать дела' }).click();
	const measures = page.locator('input[name=measure]');
	const box = async (n: number) =>
		page.locator(`input[value="${await measures.nth(n).getAttribute('value')}"]`);
	const [kept, given] = [await box(0), await box(1)];
	await page.getByRole('button', { name: 'Передать отмеченное' }).click();
	await expect(page).toHaveURL(/handover$/); // nobody chosen: the browser asks
	await kept.uncheck();
	await page
		.getByLabel('Кому')
		.selectOption({ label: 'Белоусов Илья Романович, программист управления образования' });
	await page.getByRole('button', { name: 'Передать отмеченное' }).click();
	await expect(page.getByText('Дела переданы.')).toBeVisible();
	await expect(kept).toBeVisible();
	await expect(given).toHaveCount(0);
	await page.goto(successor);
	await expect(counts).toContainText('Дела приняты: Токарев Никита Юрьевич');
	await page.goto(leaver);
	await counts.getByRole('button', { name: 'Отменить' }).click();
	await expect(page.getByText('Отменено: всё вернулось, как было.')).toBeVisible();
	await page.goto(`${leaver}/handover`);
	await expect(given).toBeVisible();
	await expect(kept).toBeVisible();
});
