import { expect, type Page } from '@playwright/test';
import { people, signIn } from './session.ts';
import { test } from './test.ts';
import { roadmapInForce } from './work.ts';

const phone = { viewport: { width: 360, height: 740 } };
/** Curates the school of the school's coordinator. */
const curator = 'lapshin@zarechny.example';

/** The number beside an entry of the rail; 0 where none stands. */
async function counted(page: Page, entry: RegExp): Promise<number> {
	const text = await page.locator('.rail .nav a').filter({ hasText: entry }).innerText();
	return Number(/\d+$/.exec(text.trim())?.[0] ?? 0);
}

test('the coordinator sees what is late and what waits, the rail’s number, and the stages of each school', async ({
	page
}) => {
	await signIn(page);
	await page.goto('/');
	const todo = page.locator('.todo');
	await expect(todo.getByRole('heading', { name: /Просрочено/ })).toBeVisible();
	const shown = await todo.locator('header .cap').innerText();
	expect(await counted(page, /Сегодня/)).toBe(Number.parseInt(shown));
	await expect(todo.getByText('на проверку')).toBeVisible();

	const matrix = page.getByRole('table');
	const row = matrix.getByRole('row', { name: /Каменнобродская СОШ/ });
	await expect(row.getByRole('link', { name: /сделано, 20 нояб\./ })).toBeVisible();
	await row
		.getByRole('link', { name: /мер[аы]?|из/ })
		.first()
		.click();
	await expect(page).toHaveURL(/\/roadmaps\/[0-9a-f-]{36}/);

	await page.goto('/team');
	const link = page.locator('table a[href*="when=late"]').first();
	const count = Number(await link.innerText());
	await link.click();
	await expect(page.locator('.todo li')).toHaveCount(count);
});

test('the coordinator reminds those who are late, once a day, and sees what became of it', async ({
	page
}) => {
	await roadmapInForce(`Карта напоминаний ${Date.now()}`, 1, false);
	await signIn(page);
	await page.goto('/team?by=schools');
	const row = page.getByRole('row', { name: /Берёзовская СОШ/ });
	await row.getByRole('button', { name: 'Напомнить' }).click();
	await expect(page.locator('.toast')).toContainText('Напоминание уйдёт');
	await expect(row).toContainText('напомнили сегодня');
	await expect(row.getByRole('button', { name: 'Напомнить' })).toHaveCount(0);
});

test('a curator is led to the reports of his schools', async ({ page }) => {
	await roadmapInForce(`Карта дня ${Date.now()}`, 1, true);
	await signIn(page, curator);
	await page.goto('/');
	const row = page.locator('.todo li').filter({ hasText: 'на проверку' });
	await expect(row).toContainText('Берёзовская СОШ');
	expect(await counted(page, /На проверке/)).toBeGreaterThan(0);
	await row.getByRole('link', { name: /Проверить/ }).click();
	await expect(page).toHaveURL(/\/check/);
});

test.describe('on a phone', () => {
	test.use(phone);
	test('a school’s coordinator reports what is late from its row, and it is gone', async ({
		page
	}) => {
		const title = `Карта телефона ${Date.now()}`;
		const [measure] = await roadmapInForce(title, 1, false);
		await signIn(page, people.schoolCoordinator);
		await page.goto('/work?when=late');
		const row = page.locator('.todo li').filter({
			has: page.locator(`a[href*="${measure!.measure}"]`)
		});
		await expect(row).toContainText('Провести семинар');
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(360);
		await row.getByRole('link', { name: /Отчитаться/ }).click();
		await page.getByLabel('Что сделано').fill('Семинар прошёл, решения записаны');
		await page.getByRole('button', { name: 'Отправить на проверку' }).click();
		await expect(page).toHaveURL(/\/work\?when=late/);
		await expect(page.getByText('Отчёт отправлен на проверку')).toBeVisible();
		await expect(row).toHaveCount(0);
	});
});
