import { existsSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { signIn } from './session.ts';
import { test } from './test.ts';

const corpus = '../shared/corpus/001.docx';
const invented = 'demo/files/Дорожная карта Нижнелуговской СОШ.pdf';
const file = existsSync(corpus) ? corpus : invented;

/** Chooses the file as a user does and waits for the review. */
async function upload(page: Page, path = file): Promise<void> {
	await page.goto('/documents');
	// the script sends a chosen file by itself
	await page.waitForLoadState('networkidle');
	await page.getByLabel('Выберите файлы').setInputFiles(path);
	await page.waitForURL(/\/documents\/[0-9a-f-]{36}/);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('мероприят', {
		timeout: 30_000
	});
	await page.waitForLoadState('networkidle');
}

async function uploadPlainly(page: Page, path = file): Promise<void> {
	await page.goto('/documents');
	await page.getByLabel('Выберите файлы').setInputFiles(path);
	await page.getByRole('button', { name: 'Загрузить и прочитать' }).click();
	await page.waitForURL(/\/documents\/[0-9a-f-]{36}/);
	// without a script the page refreshes itself while the file is read
	await expect(page.getByRole('button', { name: /^Принять/ })).toBeVisible({ timeout: 30_000 });
}

const rows = (page: Page): Locator =>
	page.locator('.got > li[id^="r-t"]').filter({ has: page.locator('.ttl') });
const acceptLabel = async (page: Page): Promise<number> =>
	Number(
		/\d+/.exec((await page.getByRole('button', { name: /^Принять/ }).textContent()) ?? '')?.[0]
	);

/** Opens the form of the row that holds the text. */
async function edit(page: Page, row: Locator): Promise<void> {
	await row.hover();
	await row.getByRole('link', { name: /^Править строку/ }).click();
	await expect(page.getByLabel('Мероприятие', { exact: true })).toBeVisible();
}

test('a document becomes a roadmap: mend, split, join, undo, leave, accept', async ({ page }) => {
	await signIn(page);
	await upload(page);
	const measures = await acceptLabel(page);
	expect(measures).toBeGreaterThan(10);

	await test.step('a click on a field marks its place in the document', async () => {
		const term = rows(page).first().locator('.raw a');
		const phrase = (await term.textContent())!.trim();
		await term.click();
		await expect(page.locator('.paper td.spot.now')).toHaveText(phrase);
		await expect(page).toHaveURL(/at=.*term/);
	});

	await test.step('a field is corrected in place and the correction undone', async () => {
		await edit(page, rows(page).first());
		await page.getByLabel('Срок, как в документе').fill('ежеквартально');
		await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
		await expect(rows(page).first()).toContainText('ежеквартально');
		await expect(rows(page).first()).toContainText(/→ \d+ раза?/);
		await page.locator('.panel header').getByRole('button', { name: 'Отменить' }).click();
		await expect(rows(page).first()).not.toContainText('ежеквартально');
	});

	await test.step('a row is split in two and joined again', async () => {
		await edit(page, rows(page).first());
		await page.getByRole('link', { name: 'Разделить', exact: true }).click();
		const area = page.getByLabel(/Вставьте пустую строку/);
		const words = (await area.inputValue()).split(' ');
		await area.fill(`${words.slice(0, 2).join(' ')}\n\n${words.slice(2).join(' ')}`);
		await page.getByRole('button', { name: 'Разделить на две' }).click();
		await expect.poll(() => acceptLabel(page)).toBe(measures + 1);
		await edit(page, rows(page).first());
		await page.getByRole('button', { name: 'Соединить со следующей' }).click();
		await expect.poll(() => acceptLabel(page)).toBe(measures);
		await expect(rows(page).first().locator('.ttl')).toContainText(words.join(' '));
	});

	await test.step('a column means something else, and the table is read again', async () => {
		await page.locator('.paper .roles a').last().click();
		const last = page.locator('form.columns select').last();
		await last.selectOption('notes');
		await page.getByRole('button', { name: 'Прочитать заново' }).click();
		await expect(rows(page).first()).toContainText('Примечание', { timeout: 20_000 });
		await page.locator('.panel header').getByRole('button', { name: 'Отменить' }).click();
		await expect(rows(page).first()).toContainText('Результат', { timeout: 20_000 });
	});

	await test.step('a question is answered, leaving and coming back loses nothing', async () => {
		await page.getByRole('link', { name: /^Вопросы/ }).click();
		await expect(page).toHaveURL(/show=questions/);
		const asked = page.locator('li.ask');
		const count = await asked.count();
		expect(count).toBeGreaterThan(0);
		await asked.first().locator('[data-answer]').first().click();
		await expect(asked).toHaveCount(count - 1);
		const address = page.url();
		await page.goto('/documents');
		await page.goto(address);
		await expect(asked).toHaveCount(count - 1);
	});

	await test.step('accepting makes one roadmap, also when asked twice', async () => {
		const document = page.url().split('?')[0]!;
		await page.getByRole('button', { name: /^Принять/ }).click();
		await page.waitForURL(/\/roadmaps\/[0-9a-f-]{36}/);
		const roadmap = new URL(page.url()).pathname;
		await page.goto(document);
		await expect(page.getByRole('link', { name: 'Открыть дорожную карту' })).toHaveAttribute(
			'href',
			roadmap
		);
	});
});

test('questions by keyboard', async ({ page }) => {
	await signIn(page);
	await upload(page);
	const asked = page.locator('li.ask');
	const count = await asked.count();
	test.skip(count < 2, 'the document raises too few questions');
	await page.keyboard.press('j');
	await expect(asked.first()).toBeFocused();
	await page.keyboard.press('j');
	await expect(asked.nth(1)).toBeFocused();
	await page.keyboard.press('k');
	await page.keyboard.press('Enter');
	await expect(asked).toHaveCount(count - 1);
});

test('somebody else saved meanwhile: both corrections are shown', async ({ page, context }) => {
	await signIn(page);
	await upload(page);
	const other = await context.newPage();
	await other.goto(page.url());
	await other.waitForLoadState('networkidle');
	await edit(other, rows(other).first());
	await other.getByLabel('Примечание').fill('их правка');
	await other.getByRole('button', { name: 'Сохранить', exact: true }).click();
	await expect(rows(other).first()).toContainText('их правка');
	await edit(page, rows(page).nth(1));
	await page.getByLabel('Примечание').fill('моя правка');
	await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
	const conflict = page.getByRole('alert').filter({ hasText: 'Прочитанное уже изменили' });
	await expect(conflict).toContainText('их правка');
	await expect(conflict).toContainText('моя правка');
	await conflict.getByRole('button', { name: 'Сохранить и мою правку' }).click();
	await expect(rows(page).first()).toContainText('их правка');
	await expect(rows(page).nth(1)).toContainText('моя правка');
});

test('a file that cannot be read is kept, with the reason and a way out', async ({ page }) => {
	await signIn(page);
	await page.goto('/documents');
	await page.waitForLoadState('networkidle');
	await page.getByLabel('Выберите файлы').setInputFiles({
		name: 'скан.docx',
		mimeType: 'application/octet-stream',
		buffer: Buffer.from('\x89PNG\r\n\x1a\n это не документ', 'latin1')
	});
	await page.waitForURL(/\/documents\/[0-9a-f-]{36}/);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('не прочитан', {
		timeout: 30_000
	});
	await expect(page.getByRole('button', { name: 'Прочитать ещё раз' })).toBeVisible();
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Скачать исходный файл' }).click();
	expect((await download).suggestedFilename()).toBe('скан.docx');
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });

	test('the same way up to the roadmap', async ({ page }) => {
		await signIn(page);
		await uploadPlainly(page);
		const measures = await acceptLabel(page);

		await rows(page).first().locator('.raw a').click();
		await expect(page.locator('.paper td.spot.now')).toBeVisible();

		await rows(page)
			.first()
			.getByRole('link', { name: /^Править строку/ })
			.click();
		await page.getByLabel('Срок, как в документе').fill('ежеквартально');
		await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
		await expect(rows(page).first()).toContainText('ежеквартально');
		await page.locator('.panel header').getByRole('button', { name: 'Отменить' }).click();
		await expect(rows(page).first()).not.toContainText('ежеквартально');

		await rows(page)
			.first()
			.getByRole('link', { name: /^Править строку/ })
			.click();
		await page.getByRole('link', { name: 'Разделить', exact: true }).click();
		const area = page.getByLabel(/Вставьте пустую строку/);
		const words = (await area.inputValue()).split(' ');
		await area.fill(`${words.slice(0, 2).join(' ')}\n\n${words.slice(2).join(' ')}`);
		await page.getByRole('button', { name: 'Разделить на две' }).click();
		await expect.poll(() => acceptLabel(page)).toBe(measures + 1);
		await page.locator('.panel header').getByRole('button', { name: 'Отменить' }).click();
		await expect.poll(() => acceptLabel(page)).toBe(measures);

		await page.getByRole('link', { name: 'Изменить', exact: true }).click();
		await page.getByLabel('Название', { exact: true }).fill('Дорожная карта из документа');
		await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
		await expect(page.locator('#plan')).toContainText('Дорожная карта из документа');

		const asked = page.locator('li.ask');
		const count = await asked.count();
		if (count > 0) {
			await asked.first().locator('[data-answer]').first().click();
			await expect(asked).toHaveCount(count - 1);
		}
		await page.getByRole('button', { name: /^Принять/ }).click();
		await page.waitForURL(/\/roadmaps\/[0-9a-f-]{36}/);
	});
});
