import { expect } from '@playwright/test';
import { people, signIn } from './session.ts';
import { test } from './test.ts';

test('a measure is found by word forms, opened, and fills a roadmap’s form without saving', async ({
	browser
}) => {
	const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await signIn(page, people.schoolCoordinator);
	await page.goto('/roadmaps/new?way=empty');
	const title = `Карта из библиотеки ${Date.now()}`;
	await page.getByLabel('Название').fill(title);
	await page.getByRole('button', { name: 'Создать' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
	const roadmap = page.url().split(/[?#]/)[0]!;

	await page.goto('/roadmaps');
	await page.getByRole('link', { name: 'Библиотека мер' }).click();
	await page.getByLabel('Слова, в любой форме').fill('травлей');
	await page.getByLabel('Уровень').selectOption({ label: 'школа' });
	await page.getByRole('button', { name: 'Найти' }).click();
	const entry = page.locator('details', { hasText: 'Принять порядок действий при травле' });
	await entry.locator('summary').click();
	await expect(entry).toContainText('13. Неблагоприятный психологический климат');
	await entry.getByRole('link', { name: 'Добавить в дорожную карту' }).click();
	await page
		.getByLabel('Дорожная карта')
		.selectOption(await page.locator('option', { hasText: title }).getAttribute('value'));
	await page.getByRole('button', { name: 'Заполнить мероприятие' }).click();

	await expect(page).toHaveURL(new RegExp(`^${roadmap}/measures/new`));
	await expect(page.getByLabel('Срок', { exact: true })).toHaveValue('Октябрь – декабрь');
	await expect(page.getByLabel('Ответственный 1')).toHaveValue('Директор школы');
	await expect(page.getByRole('checkbox', { name: /^13\. / })).toBeChecked();
	await expect(page.getByRole('checkbox', { name: /^16\. / })).toBeChecked();
	await page.goto(roadmap);
	await expect(page.getByText('Принять порядок действий при травле')).toHaveCount(0);

	await page.goto(`${roadmap}/measures/new`);
	await page.getByLabel('Содержание действия').fill('Провести мастер-классы для учителей');
	await page.getByRole('button', { name: 'Подсказать по тексту' }).click();
	await expect(page.getByText('«мастер классы»')).toBeVisible();
	await expect(page.getByLabel('Содержание действия')).toHaveValue(
		'Провести мастер-классы для учителей'
	);
	await page.getByRole('button', { name: 'Отметить и сохранить' }).click();
	await page.getByRole('link', { name: 'Провести мастер-классы для учителей' }).first().click();
	await expect(page.getByRole('checkbox', { name: /^3\. / })).toBeChecked();
});

test('nothing found says what to do, and a foreign roadmap is not offered', async ({ page }) => {
	await signIn(page, people.schoolCoordinator);
	await page.goto('/library?q=ъъъ');
	await expect(page.getByText('Ничего не нашлось')).toBeVisible();
	const answer = await page.request.get(
		'/library/climate-antibullying/add?roadmap=00000000-0000-4000-8000-000000000000'
	);
	expect(answer.status()).toBe(404);
	expect((await page.request.get('/library/no-such-measure')).status()).toBe(404);
});
