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
	await expect(page.getByRole('status')).toContainText('Ничего не сохранено');
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
