import { expect, type Page } from '@playwright/test';
import { people, signIn } from './session.ts';
import { test } from './test.ts';

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
	await pupil.goto('/q/abcdefghjkmnpqrs');
	await expect(pupil.getByRole('heading', { level: 1 })).toHaveText('Такой анкеты нет');
	await pupil.goto(address!);
	await expect(pupil.getByText('Отвечать не обязательно')).toBeVisible();
	await pupil.getByRole('button', { name: 'Отправить' }).click();
	await expect(pupil.getByRole('alert')).toContainText('не ответили ни на один вопрос');
	await pupil.getByLabel('9 класс').check();
	// another language keeps what was answered
	await pupil.getByRole('button', { name: 'English' }).click();
	await expect(pupil.getByLabel('Grade 9')).toBeChecked();
	await pupil.getByRole('button', { name: 'Русский' }).click();
	await expect(pupil.getByLabel('9 класс')).toBeChecked();
	await sendUntilTaken(pupil);
	expect(await context.cookies()).toEqual([]);
	await context.close();

	await page.reload();
	await row.getByRole('textbox').fill('4');
	await page.getByRole('button', { name: 'Сохранить числа' }).click();
	// one of four would tell who it was
	await expect(row).toContainText('меньше 5');
	await expect(row).not.toContainText('%');
	await row.getByRole('link', { name: 'Плакаты A4' }).click();
	await expect(page.getByRole('img', { name: `QR-код: ` })).toHaveCount(4);
});

/** Nobody answers as quickly as a test: the form asks to wait and loses nothing. */
async function sendUntilTaken(page: Page): Promise<void> {
	await expect(async () => {
		await page.getByRole('button', { name: 'Отправить' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Спасибо, ответы приняты', {
			timeout: 500
		});
	}).toPass();
}

test.describe('on a phone', () => {
	test.use({ javaScriptEnabled: true });

	test('a code opens the form once, a broken line loses nothing, paper is entered by digits', async ({
		page,
		browser
	}) => {
		await signIn(page, people.coordinator);
		await page.goto('/diagnosis/campaigns/new');
		await page.getByLabel('Последний день').fill('2099-12-31');
		await page.getByLabel('Открывать анкеты одноразовыми кодами').check();
		await page.getByRole('group', { name: 'Школы' }).getByRole('checkbox').first().check();
		await page.getByRole('button', { name: 'Начать опрос' }).click();
		const row = page.getByRole('row').filter({ hasText: 'ученики' });
		const address = await row.getByRole('link', { name: /\/q\// }).getAttribute('href');
		const campaign = page.url();
		await row.getByRole('link', { name: 'Листки с кодами' }).click();
		await page.getByLabel('Сколько листков').fill('3');
		await page.getByRole('button', { name: 'Сделать листки', exact: true }).click();
		const slips = page.getByRole('list', { name: 'Листки с кодами' }).getByRole('listitem');
		await expect(slips).toHaveCount(3);
		const code = (await slips.first().textContent())!.match(/[a-z2-9]{4}-[a-z2-9]{4}/)![0];

		const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
		const pupil = await context.newPage();
		await pupil.goto(address!);
		const open = async (given: string) => {
			await pupil.getByLabel('Код с листка').fill(given);
			await pupil.getByRole('button', { name: 'Открыть анкету' }).click();
		};
		await open('aaaa-aaaa');
		await expect(pupil.getByText('Такого кода нет')).toBeVisible();
		await open(code.toUpperCase());
		await pupil.getByLabel('9 класс').check();
		await context.setOffline(true);
		await pupil.getByRole('button', { name: 'Отправить' }).click();
		await expect(pupil.getByRole('status')).toContainText('Ответы сохранены на этом устройстве');
		// long enough for a person; then the line is back
		await pupil.waitForTimeout(4000);
		await context.setOffline(false);
		await expect(pupil.getByRole('heading', { level: 1 })).toHaveText('Спасибо, ответы приняты');
		expect(await pupil.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([
			0, 0
		]);
		await pupil.goto(address!);
		await open(code);
		await expect(pupil.getByText('С этим кодом уже ответили')).toBeVisible();
		const wide = await pupil.evaluate(() => document.documentElement.scrollWidth);
		expect(wide).toBeLessThanOrEqual(360);
		await context.close();

		await page.goto(campaign);
		await row.getByRole('link', { name: 'Ввод с бумаги' }).click();
		await expect(page.getByLabel('5 класс')).toBeFocused();
		// the grade, two answers, one left out
		for (const key of ['3', '2', '4', 'Space']) await page.keyboard.press(key);
		await expect(page.getByLabel('7 класс')).toBeChecked();
		await page.getByRole('button', { name: 'Сохранить и начать следующую' }).click();
		await expect(page.getByText('Введено сейчас: 1')).toBeVisible();
		await expect(page.getByLabel('7 класс')).not.toBeChecked();
	});
});
