import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { signIn } from './session.ts';
import { test } from './test.ts';

const folder = mkdtempSync(join(tmpdir(), 'opora-e2e-results-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

const head = 'Код ОО;Школа;Год;Процедура;Участников;Не преодолели порог';
// a year that the demonstration has nothing of
const year = 2024;

function file(name: string, ...rows: string[]): string {
	const path = join(folder, name);
	writeFileSync(path, `${head}\n${rows.join('\n')}\n`);
	return path;
}

/** Chooses the file; the script sends it by itself. */
async function send(page: Page, path: string): Promise<void> {
	await page.goto('/results/import');
	await page.waitForLoadState('networkidle');
	await page.getByLabel('Файл', { exact: true }).setInputFiles(path);
	await page.waitForURL(/\/results\/import\/[0-9a-f-]{36}/);
}

async function sendPlainly(page: Page, path: string): Promise<void> {
	await page.goto('/results/import');
	await page.getByLabel('Файл', { exact: true }).setInputFiles(path);
	await page.getByRole('button', { name: 'Прочитать файл' }).click();
	await page.waitForURL(/\/results\/import\/[0-9a-f-]{36}/);
}

const preview = (page: Page) => page.getByRole('heading', { name: 'Что изменится' });
const fact = (page: Page, name: string) =>
	page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]');

test('a broken file is mended by its own errors, imported, corrected and undone', async ({
	page
}) => {
	await signIn(page);
	await page.goto('/');
	await page.getByRole('link', { name: 'Результаты' }).first().click();
	await expect(page.getByRole('heading', { name: 'Результаты по годам' })).toBeVisible();

	let mended = '';
	await test.step('every error has its row and column; nothing is written', async () => {
		await send(
			page,
			file(
				'итоги.csv',
				`610101;Берёзовская СОШ;${year};ОГЭ, математика;12;13`,
				`610102;Верхнеольшанская СОШ;${year};ОГЭ, математика;десять;1`,
				`610103;Гремяченская СОШ;${year};ОГЭ, математика;10;2`
			)
		);
		await expect(page.getByRole('heading', { name: 'В файле 2 ошибки' })).toBeVisible({
			timeout: 30_000
		});
		await expect(page.getByRole('row', { name: /3 Участников .*«десять»/ })).toBeVisible();
	});

	await test.step('the table comes back with them', async () => {
		const download = page.waitForEvent('download');
		await page.getByRole('link', { name: 'Таблица с ошибками' }).click();
		mended = readFileSync(await (await download).path(), 'utf8');
		expect(mended).toContain(`Ошибка;${head}`);
		expect(mended).toContain('12;13');
	});

	const rows = (): string => mended.replaceAll(';12;13', ';12;3').replaceAll(';десять;', ';10;');
	await test.step('mended and sent as it is, it is imported', async () => {
		const path = join(folder, 'исправлено.csv');
		writeFileSync(path, rows());
		await send(page, path);
		await expect(preview(page)).toBeVisible({ timeout: 30_000 });
		await expect(fact(page, 'Новых')).toHaveText('3');
		await page.getByRole('button', { name: 'Записать 3 результата' }).click();
		await expect(page.getByText('Результаты записаны.')).toBeVisible();
	});
	const first = page.url();

	await test.step('the same file changes nothing and says so', async () => {
		await send(page, join(folder, 'исправлено.csv'));
		await expect(page.getByText('Файл ничего не меняет')).toBeVisible({ timeout: 30_000 });
		await expect(page.getByText('Этот же файл уже загружен')).toBeVisible();
		await expect(page.getByRole('button', { name: /^Записать/ })).toHaveCount(0);
	});

	await test.step('a corrected file shows the old figures beside the new', async () => {
		await send(page, file('уточнено.csv', `610101;;${year};ОГЭ, математика;12;5`));
		await expect(page.getByRole('heading', { name: 'Изменённые результаты' })).toBeVisible({
			timeout: 30_000
		});
		await expect(
			page.getByRole('row', { name: /Берёзовская СОШ .*3 из 12 5 из 12/ })
		).toBeVisible();
		await page.getByRole('button', { name: 'Записать 1 результат' }).click();
		await expect(page.getByText('Результаты записаны.')).toBeVisible();
	});
	const second = page.url();

	await test.step('what a later file changed cannot be undone first', async () => {
		await page.goto(first);
		await expect(page.getByText('Отменить эту загрузку нельзя')).toBeVisible();
		await page.getByRole('link', { name: 'уточнено.csv' }).click();
		expect(page.url()).toBe(second);
	});

	await test.step('undone, both are gone', async () => {
		for (const address of [second, first]) {
			await page.goto(address);
			await page.locator('summary', { hasText: 'Отменить загрузку' }).click();
			await page.getByRole('button', { name: 'Отменить загрузку' }).click();
			await expect(page.getByText('Загрузка отменена')).toBeVisible();
		}
		await page.goto('/results');
		await expect(page.getByRole('rowheader', { name: String(year), exact: true })).toHaveCount(0);
	});
});

test.describe('without a script', () => {
	test.use({ javaScriptEnabled: false });

	test('columns are named, a school is told, and the answers are kept', async ({ page }) => {
		await signIn(page);
		const path = join(folder, 'чужая.csv');
		const table = 'Итоги работы\nУчреждение;Писали;Ниже черты\nШкола у мельницы;10;3\n';
		writeFileSync(path, table);
		await sendPlainly(page, path);
		await expect(page.getByRole('heading', { name: 'Что в каких столбцах' })).toBeVisible({
			timeout: 30_000
		});
		await page.getByLabel('Что в столбце «Ниже черты»').selectOption('сколько не преодолели порог');
		await page.getByLabel('Процедура, если столбца нет').selectOption('ОГЭ, математика');
		await page.getByRole('button', { name: 'Прочитать так' }).click();
		await expect(page.getByText('Укажите столбец с годом')).toBeVisible();
		await page.getByLabel('Год, если столбца нет').fill(String(year));
		await page.getByRole('button', { name: 'Прочитать так' }).click();

		await expect(page.getByRole('heading', { name: 'Не узнана 1 школа' })).toBeVisible({
			timeout: 30_000
		});
		await page.getByLabel('Другая школа: код или название').fill('610109');
		await page.getByRole('button', { name: 'Подтвердить' }).click();
		await expect(preview(page)).toBeVisible();
		await expect(page.getByRole('row', { name: /Новопокровская СОШ .*3 из 10/ })).toBeVisible();
		await page.getByRole('button', { name: 'Убрать' }).click();
		await expect(page.getByText('Файл убран')).toBeVisible();

		writeFileSync(path, table.replace(';3', ';4'));
		await sendPlainly(page, path);
		await expect(preview(page)).toBeVisible({ timeout: 30_000 });
		await expect(page.getByRole('row', { name: /Новопокровская СОШ .*4 из 10/ })).toBeVisible();
		await page.getByRole('button', { name: 'Убрать' }).click();
	});

	test('a procedure is added to the catalogue, edited and taken out', async ({ page }) => {
		await signIn(page);
		await page.goto('/results/procedures?year=2026');
		await expect(page.getByText('общее знание').first()).toBeVisible();
		await page.getByRole('link', { name: 'Добавить процедуру' }).click();
		await page.getByLabel('Название').fill('РДР, физика, 8 класс');
		await page.getByLabel('Предмет').fill('физика');
		await page.getByLabel('Класс').selectOption('8');
		await page.getByLabel('Отметка или балл').fill('7');
		await page.getByLabel('Откуда известно').fill('приказ управления образования');
		await page.getByRole('button', { name: 'Добавить процедуру' }).click();
		await expect(page.getByText('Отметка – 2, 3 или 4')).toBeVisible();
		await page.getByLabel('Отметка или балл').fill('2');
		await page.getByRole('button', { name: 'Добавить процедуру' }).click();
		await expect(page.getByText('Процедура добавлена.')).toBeVisible();
		await page.getByRole('link', { name: 'РДР, физика, 8 класс' }).click();
		await page.locator('summary', { hasText: 'Убрать из каталога' }).click();
		await page.getByRole('button', { name: 'Убрать из каталога' }).click();
		await expect(page.getByText('Процедура убрана из каталога.')).toBeVisible();
	});
});
