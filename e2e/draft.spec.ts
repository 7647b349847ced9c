import { expect, type Page } from '@playwright/test';
import { people, signIn } from './session.ts';
import { test } from './test.ts';

test.use({ javaScriptEnabled: false });

/** The form of one measure, opened. */
async function measureOf(page: Page, index: number) {
	const one = page.locator('.measure').nth(index);
	await one.locator('summary').click();
	return one;
}

test('from a profile to a roadmap, its check, the municipality’s lanes and a programme in Word', async ({
	page
}) => {
	test.slow();
	await signIn(page, people.coordinator);
	await page.goto('/roadmaps/new');
	await page.getByRole('link', { name: /По рисковому профилю/ }).click();
	await page.getByLabel('Для кого').selectOption({ label: 'Верхнеольшанская СОШ' });
	await page.getByRole('button', { name: 'Дальше' }).click();

	// the suggested factors stand first, with the curator's reason beside the level he changed
	await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(5);
	await expect(page.getByText('«Точка роста»: в анкетах')).toBeVisible();
	await page.getByRole('checkbox', { name: /^6\. / }).uncheck();
	await page.getByRole('checkbox', { name: /^12\. / }).uncheck();
	await page.getByRole('button', { name: 'Составить черновик' }).click();
	await expect(page.getByText(/^Зачем: дефицит 17/).first()).toContainText('высокий');

	// a term that nobody understands makes nothing, and what was typed stays
	const left = await page.locator('.measure .text').first().textContent();
	await page
		.getByRole('checkbox', { name: /^Взять: / })
		.first()
		.uncheck();
	const changed = await measureOf(page, 1);
	await changed.getByLabel('Содержание').fill('Провести родительский лекторий');
	await changed.getByLabel('Срок').fill('как-нибудь');
	await page.getByRole('button', { name: /^Принять \d+ мероприяти/ }).click();
	await expect(page.getByRole('alert').first()).toContainText('Дорожная карта не создана');
	const again = page.locator('.measure').nth(1);
	await expect(again.getByLabel('Содержание')).toHaveValue('Провести родительский лекторий');
	await expect(again.getByText(/Срок непонятен/)).toBeVisible();
	await again.getByLabel('Срок').fill('До 25 января');
	await page.getByRole('button', { name: /^Принять \d+ мероприяти/ }).click();

	await expect(page.getByText('Дорожная карта создана')).toBeVisible();
	const roadmap = page.url().split(/[?#]/)[0]!;
	await expect(page.getByText('Провести родительский лекторий').first()).toBeVisible();
	await expect(page.getByText(left!)).toHaveCount(0);

	// what was not chosen stands in the check, with a measure of the library against it
	await page.getByRole('link', { name: 'Проверка по профилю' }).click();
	const unanswered = page.getByRole('region', { name: 'Дефициты без мероприятий' });
	await expect(unanswered).toContainText('16. Низкий уровень дисциплины');
	await unanswered.locator('.offers a').first().click();
	await expect(page).toHaveURL(/measures\/new\?/);
	await expect(page.getByLabel('Содержание действия')).not.toHaveValue('');

	// one programme against a chosen risk, as Word
	await page.goto(`${roadmap}/programmes`);
	const link = page.getByRole('link', { name: /^Word: 17\. / });
	const file = await page.request.get((await link.getAttribute('href'))!);
	expect(file.headers()['content-type']).toContain('wordprocessingml');
	expect((await file.body()).length).toBeGreaterThan(5_000);

	// the municipality's draft: three lanes, tied to the school's measures
	await page.goto('/roadmaps/draft');
	await page.getByLabel('Для кого').selectOption({ label: 'Заречный район' });
	await page.getByRole('button', { name: 'Дальше' }).click();
	await page.getByRole('button', { name: 'Составить черновик' }).click();
	await expect(page.getByText('методическая служба').first()).toBeVisible();
	await page.getByRole('button', { name: /^Принять \d+ мероприяти/ }).click();
	await expect(page.getByText(/связей с мероприятиями школ: [1-9]/)).toBeVisible();
	await page.goto(`${page.url().split(/[?#]/)[0]!}?view=lanes`);
	await expect(
		page.getByRole('columnheader', { name: 'Муниципальная методическая служба' })
	).toBeVisible();
});

test('a roadmap read from Word gets its deficits suggested and marked, many at once', async ({
	page
}) => {
	await signIn(page, people.coordinator);
	await page.goto('/roadmaps?level=municipality');
	await page
		.getByRole('link', { name: /Заречн/ })
		.last()
		.click();
	await page.getByRole('link', { name: 'Проверка по профилю' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Проверка по профилю');
	await expect(page.getByText(/Найдено \d+ замечани/)).toBeVisible();
});
