import { expect, test } from '@playwright/test';
import { people, signIn } from './session.ts';

test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

test('a questionnaire is previewed on a phone without JavaScript and says what to mend', async ({
	page
}) => {
	await signIn(page, people.coordinator);
	await page.goto('/diagnosis');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Диагностика');
	await page.getByRole('link', { name: 'Посмотреть: Анкета руководителя школы' }).click();

	await page.getByRole('textbox', { name: /ставок не занято/ }).fill('много');
	await page
		.getByRole('group', { name: /Все ученики обеспечены учебниками/ })
		.getByLabel('Полностью')
		.check();
	await page.getByRole('button', { name: 'Проверить' }).click();
	await expect(page.getByRole('alert')).toContainText('«много» – не число');
	await expect(page.getByRole('textbox', { name: /ставок не занято/ })).toHaveValue('много');
	await expect(
		page.getByRole('group', { name: /Все ученики обеспечены учебниками/ }).getByLabel('Полностью')
	).toBeChecked();

	await page.getByRole('textbox', { name: /ставок не занято/ }).fill('1,5');
	await page.getByRole('button', { name: 'Проверить' }).click();
	await expect(page.getByText('Ничего не сохранено')).toBeVisible();
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(wide).toBeLessThanOrEqual(360);
});

test('an answer that the earlier ones do not lead to is told, not counted', async ({ page }) => {
	await signIn(page, people.coordinator);
	await page.goto('/diagnosis/instruments/pupils');
	await page.getByLabel('5 класс').check();
	await page
		.getByRole('group', { name: /Я знаю, куда пойду учиться/ })
		.getByLabel('Скорее да')
		.check();
	await page.getByRole('button', { name: 'Проверить' }).click();
	await expect(page.getByText('Ответ на вопрос 17 не учитывается')).toBeVisible();
});

test('every figure of a deficit is found with its weight', async ({ page }) => {
	await signIn(page, people.coordinator);
	await page.goto('/diagnosis');
	await page.getByRole('link', { name: /^13\. Неблагоприятный психологический климат/ }).click();
	const climate = page.getByRole('region', { name: /^13\./ });
	await expect(climate.getByRole('row', { name: /кого-то обижают/ })).toContainText('3');
});

test('a campaign: the coordinator begins it, a pupil answers by the link without an account', async ({
	page,
	browser
}) => {
	await signIn(page, people.coordinator);
	await page.goto('/diagnosis/campaigns/new');
	await page.getByLabel('Последний день').fill('2099-12-31');
	await page.getByRole('button', { name: 'Начать опрос' }).click();
	await expect(page.getByText('Отметьте хотя бы одну школу')).toBeVisible();
	await page.getByRole('group', { name: 'Школы' }).getByRole('checkbox').first().check();
	await page.getByRole('button', { name: 'Начать опрос' }).click();
	const row = page.getByRole('row').filter({ hasText: 'ученики' });
	const address = await row.getByRole('link', { name: /\/q\// }).getAttribute('href');

	const context = await browser.newContext({ javaScriptEnabled: false });
	const pupil = await context.newPage();
	await pupil.goto(address!);
	await expect(pupil.getByText('Отвечать не обязательно')).toBeVisible();
	await pupil.getByRole('button', { name: 'Отправить' }).click();
	await expect(pupil.getByRole('alert')).toContainText('не ответили ни на один вопрос');
	await pupil.getByLabel('9 класс').check();
	await pupil.getByRole('button', { name: 'Отправить' }).click();
	await expect(pupil.getByRole('heading', { level: 1 })).toHaveText('Спасибо, ответы приняты');
	expect(await context.cookies()).toEqual([]);
	await context.close();

	await page.reload();
	await row.getByRole('textbox').fill('4');
	await page.getByRole('button', { name: 'Сохранить числа' }).click();
	await expect(row).toContainText('25 %');
	await row.getByRole('link', { name: 'Плакаты A4' }).click();
	await expect(page.getByRole('img', { name: `QR-код: ` })).toHaveCount(4);
});
