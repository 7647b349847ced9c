import { expect, type Browser, type Page } from '@playwright/test';
import { people, signIn } from './session.ts';
import { test } from './test.ts';

/** A roadmap of its own for a test: begun empty, with the given measures. */
async function begin(page: Page, title: string, measures: string[][] = []): Promise<string> {
	await page.goto('/roadmaps/new?way=empty');
	await page.getByLabel('Название').fill(title);
	await page.getByRole('button', { name: 'Создать карту' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
	const { origin, pathname: address } = new URL(page.url());
	// as the form of a measure sends it, without its pages
	for (const [text = '', term = '', responsible = ''] of measures) {
		const answer = await page.request.post(`${address}/measures/new`, {
			headers: { origin, accept: 'text/html' },
			form: { fields: 'text term responsible', text, term, responsible },
			maxRedirects: 0
		});
		expect(answer.status()).toBe(303);
	}
	return address;
}

async function add(
	page: Page,
	address: string,
	text: string,
	term = '',
	responsible = ''
): Promise<void> {
	await page.goto(`${address}/measures/new`);
	await page.getByLabel('Содержание действия').fill(text);
	await page.getByLabel('Срок', { exact: true }).fill(term);
	if (responsible) await page.getByLabel('Ответственный 1').fill(responsible);
	await page.getByRole('button', { name: 'Добавить мероприятие' }).click();
	await expect(page.getByRole('link', { name: text, exact: true })).toBeVisible();
}

const row = (page: Page, text: string) => page.locator('tr[data-measure]', { hasText: text });
const texts = (page: Page) => page.locator('a.what').allInnerTexts();
const toast = (page: Page) => page.locator('.toast');

/** Opens the cell of a row as a form, as a click does. */
async function openCell(page: Page, text: string, field: string): Promise<void> {
	await row(page, text)
		.locator(`td[data-field=${field}]`)
		.click({ position: { x: 4, y: 4 } });
	await expect(page.locator('td.editing form')).toBeVisible();
}

const measures = [
	['Первое дело', 'октябрь', 'Ясенева В. П.'],
	['Второе дело', 'до 25 декабря', 'Директор школы'],
	['Третье дело', 'по отдельному графику', 'Ясенева В. П.']
];

test('a cell is edited in place, the phrase is explained while typed, the change is undone', async ({
	page
}) => {
	await signIn(page, people.coordinator);
	const address = await begin(page, 'Карта для правки', measures);
	await page.goto(address);
	await openCell(page, 'Первое дело', 'term');
	const phrase = page.locator('td.editing input[name=term]');
	await phrase.fill('ежемесячно');
	await expect(page.locator('td.editing output')).toContainText('12 раз');
	await page.locator('td.editing').getByRole('button', { name: 'Сохранить' }).click();
	await expect(row(page, 'Первое дело')).toContainText('12 раз');
	await expect(toast(page)).toContainText('сохранено');
	await toast(page).getByRole('button', { name: 'Отменить' }).click();
	await expect(row(page, 'Первое дело')).toContainText('1–31 октября');
	await expect(toast(page)).toContainText('отменена');

	await openCell(page, 'Второе дело', 'result');
	await page.keyboard.press('Escape');
	await expect(page.locator('td.editing')).toHaveCount(0);

	await page.goto(address);
	await openCell(page, 'Третье дело', 'term');
	await page.locator('td.editing input[name=from]').fill('2026-12-01');
	await page.locator('td.editing input[name=to]').fill('2026-12-12');
	await page.locator('td.editing').getByRole('button', { name: 'Сохранить' }).click();
	await expect(row(page, 'Третье дело')).toContainText('1–12 декабря');
	await expect(row(page, 'Третье дело')).toContainText('по отдельному графику');
});

async function twoWindows(browser: Browser): Promise<[Page, Page]> {
	const pages = await Promise.all(
		[people.coordinator, people.methodist].map(async (email) => {
			const context = await browser.newContext();
			const page = await context.newPage();
			await signIn(page, email);
			return page;
		})
	);
	return pages as [Page, Page];
}

test('two people edit one measure: other fields merge, the same field is decided by the second', async ({
	browser
}) => {
	const [first, second] = await twoWindows(browser);
	const address = await begin(first, 'Карта для двоих', measures);
	await first.goto(address);
	await second.goto(address);

	// different fields: both stay
	await openCell(first, 'Первое дело', 'result');
	await openCell(second, 'Первое дело', 'term');
	await first.locator('td.editing textarea').fill('Справка');
	await first.locator('td.editing').getByRole('button', { name: 'Сохранить' }).click();
	await expect(row(first, 'Первое дело')).toContainText('Справка');
	await second.locator('td.editing input[name=term]').fill('ноябрь');
	await second.locator('td.editing').getByRole('button', { name: 'Сохранить' }).click();
	await expect(row(second, 'Первое дело')).toContainText('Справка');
	await expect(row(second, 'Первое дело')).toContainText('1–30 ноября');
	await expect(toast(second)).toContainText('Чужая правка тоже сохранена');

	// the same field: nothing is overwritten, both versions are shown
	await first.goto(address);
	await openCell(first, 'Второе дело', 'term');
	await openCell(second, 'Второе дело', 'term');
	await first.locator('td.editing input[name=term]').fill('март');
	await first.locator('td.editing').getByRole('button', { name: 'Сохранить' }).click();
	await expect(row(first, 'Второе дело')).toContainText('1–31 марта');
	await second.locator('td.editing input[name=term]').fill('апрель');
	await second.locator('td.editing').getByRole('button', { name: 'Сохранить' }).click();
	const conflict = second.locator('[data-conflict]');
	await expect(conflict).toContainText('Вершинина');
	await expect(conflict).toContainText('март');
	await expect(conflict).toContainText('апрель');
	await first.reload();
	await expect(row(first, 'Второе дело')).toContainText('1–31 марта');
	await conflict.getByLabel('Вы, сейчас').check();
	await conflict.getByRole('button', { name: 'Сохранить выбранное' }).click();
	await expect(row(second, 'Второе дело')).toContainText('1–30 апреля');
});

test('measures move by keyboard and by drag, and take new numbers', async ({ page }) => {
	await signIn(page, people.coordinator);
	const address = await begin(page, 'Карта для порядка', measures);
	await page.goto(address);
	await page.getByRole('link', { name: 'Третье дело', exact: true }).focus();
	await page.keyboard.press('Alt+ArrowUp');
	await expect.poll(() => texts(page)).toEqual(['Первое дело', 'Третье дело', 'Второе дело']);
	await expect(page.getByRole('link', { name: 'Третье дело', exact: true })).toBeFocused();
	await row(page, 'Второе дело').locator('td.n').dragTo(row(page, 'Первое дело').locator('td.n'));
	await expect.poll(() => texts(page)).toEqual(['Второе дело', 'Первое дело', 'Третье дело']);
	await page.goto(`${address}/sections`);
	await page.getByRole('button', { name: 'Пронумеровать заново' }).click();
	await expect(toast(page)).toContainText('пронумерованы');
	await page.goto(address);
	await expect(row(page, 'Второе дело').locator('td.n')).toHaveText('1');
});

test('filters live in the address and hold in every view', async ({ page }) => {
	await signIn(page, people.coordinator);
	const address = await begin(page, 'Карта для отбора', measures);
	await page.goto(`${address}?state=undated`);
	expect(await texts(page)).toEqual(['Третье дело']);
	await page.getByRole('link', { name: 'Показать всё' }).click();
	await page.getByText('Месяц: все').click();
	await page.getByRole('link', { name: 'октябрь 2026' }).click();
	await expect(page).toHaveURL(/month=2026-10/);
	await expect(page.locator('a.what')).toHaveText(['Первое дело', 'Второе дело']);
	await page.getByRole('link', { name: 'Лента времени' }).click();
	await expect(page).toHaveURL(/view=timeline&month=2026-10/);
	await expect(page.locator('svg.trk')).toHaveCount(2);
	await page.goBack();
	await expect(page.locator('a.what')).toHaveCount(2);
});

test('a link between levels is shown from both ends', async ({ page }) => {
	await signIn(page, people.coordinator);
	const upper = await begin(page, 'Карта района для связи', [['Помощь школе', 'ноябрь', '']]);
	const lower = await begin(page, 'Карта школы для связи', [['Дело школы', 'декабрь', '']]);
	await page.goto(upper);
	await page.getByRole('link', { name: 'Помощь школе' }).click();
	await page.getByRole('link', { name: 'Добавить связь' }).click();
	await page.getByLabel('Карта', { exact: true }).selectOption(lower.split('/').at(-1)!);
	await page.getByRole('button', { name: 'Показать мероприятия' }).click();
	await page.getByLabel('Какое').selectOption({ label: 'Дело школы' });
	await page.getByRole('button', { name: 'Связать' }).click();
	await expect(page.locator('#links')).toContainText('обеспечивает');
	await page.goto(lower);
	await page.getByRole('link', { name: 'Дело школы' }).click();
	await expect(page.locator('#links')).toContainText('обеспечено мероприятием');
	await expect(page.locator('#links')).toContainText('Помощь школе');
	await page.goto(`${upper}?view=lanes`);
	await expect(page.getByRole('row', { name: /Помощь школе.*Дело школы/s })).toBeVisible();
	await page.goto(upper);
	await page.getByRole('link', { name: 'Помощь школе' }).click();
	await page.getByRole('button', { name: 'Убрать' }).click();
	await expect(page.locator('#links')).toContainText('ни с чем не связано');
});

test('every export comes with its type and Russian name', async ({ page }) => {
	await signIn(page, people.coordinator);
	const address = await begin(page, 'Карта для выгрузки', measures);
	for (const [format, type] of [
		['docx', 'wordprocessingml'],
		['pdf', 'application/pdf'],
		['xlsx', 'spreadsheetml'],
		['csv', 'text/csv'],
		['json', 'application/json'],
		['ics', 'text/calendar']
	]) {
		const answer = await page.request.get(`${address}/export/${format}`);
		expect(answer.status()).toBe(200);
		expect(answer.headers()['content-type']).toContain(type);
		const name = decodeURIComponent(answer.headers()['content-disposition']!);
		expect(name).toContain(`UTF-8''Карта для выгрузки.${format}`);
		expect((await answer.body()).length).toBeGreaterThan(100);
	}
	expect((await page.request.get(`${address}/export/exe`)).status()).toBe(404);
});

test('last year’s roadmap is copied with its terms moved', async ({ page }) => {
	await signIn(page, people.coordinator);
	const address = await begin(page, 'Карта на 2026–2027 учебный год', [
		['Дело с годом', 'до 15 марта 2027 г.', '']
	]);
	await page.goto(`/roadmaps/new?way=copy&from=${address.split('/').at(-1)}`);
	await expect(page.getByLabel('Название')).toHaveValue('Карта на 2027–2028 учебный год');
	await page.getByRole('button', { name: 'Создать копию' }).click();
	await expect(row(page, 'Дело с годом')).toContainText('до 15 марта 2028 г.');
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });

	test('a measure is added, edited, moved, withdrawn and brought back', async ({ page }) => {
		await signIn(page, people.coordinator);
		const address = await begin(page, 'Карта без скриптов');
		for (const [text, term, responsible] of measures)
			await add(page, address, text!, term, responsible);
		await page.getByRole('link', { name: 'Второе дело', exact: true }).click();
		await page.getByLabel('Содержание действия').fill('Второе дело, новое');
		await page.getByLabel('Срок', { exact: true }).fill('февраль');
		await page.getByLabel('Указать даты самому').check();
		await page.getByLabel('Первый день').fill('2027-02-10');
		await page.getByLabel('Последний день').fill('2027-02-01');
		await page.getByRole('button', { name: 'Сохранить' }).click();
		await expect(page.getByText('Последний день раньше первого.')).toBeVisible();
		await expect(page.getByLabel('Содержание действия')).toHaveValue('Второе дело, новое');
		await expect(page.getByLabel('Последний день')).toHaveValue('2027-02-01');
		await page.getByLabel('Указать даты самому').uncheck();
		await page.getByRole('button', { name: 'Сохранить' }).click();
		await expect(row(page, 'Второе дело, новое')).toContainText('1–28 февраля');
		await page.getByRole('link', { name: 'Второе дело, новое' }).click();
		await page.getByRole('button', { name: 'Выше' }).click();
		await page.goto(address);
		expect((await texts(page))[0]).toBe('Второе дело, новое');
		await page.getByRole('link', { name: 'Второе дело, новое' }).click();
		await page.getByRole('button', { name: 'Снять мероприятие' }).click();
		await expect(page.getByRole('link', { name: 'Второе дело, новое' })).toHaveCount(0);
		await page.getByRole('link', { name: 'Снято: 1.' }).click();
		await page.getByRole('button', { name: 'Вернуть' }).click();
		await page.goto(address);
		await expect(page.locator('a.what')).toHaveCount(3);
	});
});
