import { expect } from '@playwright/test';
import { people, signIn } from './session.ts';
import { test } from './test.ts';

test.use({ javaScriptEnabled: false });

const school = 'Новопокровская СОШ';
/** Coordinator and curator of that school; nobody kept a profile of it yet. */
const own = 'shubina@zarechny.example';
const curator = 'osipova@zarechny.example';

test('a school enters its data, the curator changes a level, the coordinator approves, map and Word show it', async ({
	page
}) => {
	await signIn(page, own);
	await page.goto('/schools');
	await page.getByRole('link', { name: school, exact: true }).first().click();
	const home = new URL(page.url()).pathname;

	await test.step('context data: a part above its whole is told, what was typed stays', async () => {
		await page.goto(`${home}/context?year=2026`);
		await page.getByRole('link', { name: 'Заполнить данные школы' }).click();
		await page.getByRole('textbox', { name: /Учеников всего/ }).fill('120');
		await page.getByRole('textbox', { name: /Учеников с ОВЗ/ }).fill('8');
		await page.getByRole('textbox', { name: /помощь всех специалистов/ }).fill('9');
		await page.getByRole('textbox', { name: /Учителей, без внешних/ }).fill('16');
		await page.getByRole('textbox', { name: /Учителей, уволившихся/ }).fill('5');
		await page.getByRole('button', { name: 'Сохранить' }).click();
		await expect(page.getByRole('alert')).toContainText('часть не может быть больше целого');
		await expect(page.getByRole('textbox', { name: /Учеников всего/ })).toHaveValue('120');
		await page.getByRole('textbox', { name: /помощь всех специалистов/ }).fill('3');
		await page.getByRole('button', { name: 'Сохранить' }).click();
		await expect(page.getByText('Данные сохранены')).toBeVisible();
		await page.getByRole('link', { name: 'Добавить класс' }).click();
		await page.getByRole('textbox', { name: 'Класс', exact: true }).fill('5 а');
		await page.getByRole('textbox', { name: /Учеников$/ }).fill('21');
		await page.getByRole('button', { name: 'Сохранить' }).click();
		await expect(page.getByRole('link', { name: '5А', exact: true })).toBeVisible();
		// a school enters, it does not work out its profile
		await page.goto(`${home}/profile`);
		await expect(page.getByRole('heading', { name: 'Профиля пока нет' })).toBeVisible();
		await expect(page.getByRole('button', { name: 'Сохранить профиль' })).toHaveCount(0);
	});

	await test.step('the curator keeps the profile, changes a level with a reason, confirms the rest', async () => {
		await page.context().clearCookies();
		await signIn(page, curator);
		await page.goto(`${home}/context?year=2026`);
		await expect(page.getByText('меньше 5').first()).toBeVisible();
		await page.goto(`${home}/profile`);
		await page.getByRole('button', { name: 'Сохранить профиль' }).click();
		await page.goto(`${home}/profile?factor=13`);
		const climate = page.locator('#f13');
		await expect(climate.getByRole('columnheader', { name: 'Вклад' })).toBeVisible();
		await climate.getByLabel('высокий').check();
		await climate.getByRole('button', { name: /Сохранить решение/ }).click();
		await expect(page.locator('#f13').getByText('Напишите, почему')).toBeVisible();
		await page.locator('#f13').getByLabel('Причина').fill('На встречах говорили о травле.');
		await page
			.locator('#f13')
			.getByRole('button', { name: /Сохранить решение/ })
			.click();
		await expect(page.getByText('Решение сохранено')).toBeVisible();
		await page.getByRole('button', { name: 'Подтвердить все нерешённые: 16' }).click();
		await expect(page.getByText('решено 17 из 17')).toBeVisible();
		await expect(page.getByRole('button', { name: 'Утвердить профиль' })).toHaveCount(0);
	});

	await test.step('the coordinator approves; then nothing changes any more', async () => {
		await page.context().clearCookies();
		await signIn(page, people.coordinator);
		await page.goto(`${home}/profile`);
		await page.getByRole('button', { name: 'Утвердить профиль' }).click();
		await expect(page.getByText('Профиль утверждён')).toBeVisible();
		await page.goto(`${home}/profile?factor=13`);
		await expect(page.locator('#f13')).toContainText('На встречах говорили о травле.');
		await expect(page.getByRole('button', { name: /Сохранить решение/ })).toHaveCount(0);
	});

	await test.step('the map shows the level, a cell leads back to the factor', async () => {
		await page.goto('/diagnosis/map?factor=13&level=high');
		const row = page.getByRole('row', { name: new RegExp(school) });
		await row.getByRole('link', { name: /^Психологический климат: высокий/ }).click();
		await expect(page.locator('#f13')).toHaveAttribute('open', '');
		await page.setViewportSize({ width: 360, height: 740 });
		for (const path of ['/diagnosis/map', `${home}/profile?factor=13`, `${home}/context`]) {
			await page.goto(path);
			const wide = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(wide, path).toBeLessThanOrEqual(360);
		}
	});

	await test.step('Word and PDF carry the profile and the table of deficits', async () => {
		const get = (path: string) => page.context().request.get(path);
		for (const path of [`${home}/profile/export/docx`, '/diagnosis/deficits/export/docx']) {
			const answer = await get(path);
			expect(answer.headers()['content-type']).toContain('wordprocessingml');
			expect((await answer.body()).subarray(0, 2).toString()).toBe('PK');
		}
		expect((await (await get(`${home}/profile/export/pdf`)).body()).subarray(0, 4).toString()).toBe(
			'%PDF'
		);
		await page.goto('/diagnosis/deficits');
		await expect(page.getByRole('row', { name: /психологический климат/ })).toContainText(school);
	});
});
