import { readFileSync } from 'node:fs';
import { expect, type Browser, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { people, signIn } from './session.ts';
import { ask, test } from './test.ts';

const term =
	'{"kind":"dates","window":null,"occurrences":[],"recurrence":null,"confidence":1,"doubts":[]}';

/** A school's roadmap of the last year: one measure done, one late, one closed with a reason. */
async function roadmapOf(title: string): Promise<string> {
	await ask(`begin;
		select set_config('opora.approving', 'on', true);
		with school as (
			select a.organisation_id as id from opora.appointment a
			join opora.person p on p.id = a.person_id where p.email = '${people.schoolCoordinator}'
		), roadmap as (
			insert into opora.roadmap (owner_id, title, level, period_from, period_to, year_kind, lanes,
				status, in_force_from, order_number, order_date, order_issuer)
			select id, '${title}', 'school', '2025-09-01', '2026-08-31', 'school', '{}', 'in-force',
				'2025-09-01', '87', '2025-08-29', 'школы' from school returning id, owner_id
		), measure as (
			insert into opora.measure (roadmap_id, owner_id, position, number, text, term_phrase, term)
			select id, owner_id, n, n::text, (array['Провести диагностику', 'Собрать родителей',
				'Принять психолога'])[n], 'октябрь', '${term}'
			from roadmap, generate_series(1, 3) as n returning id, roadmap_id, owner_id, position
		)
		insert into opora.occurrence (measure_id, roadmap_id, owner_id, kind, due_from, due_to, stage,
			done_on, reason)
		select id, roadmap_id, owner_id, 'term', '2025-10-01', '2025-10-31',
			(array['verified', 'open', 'not-done'])[position::integer],
			case when position = 1 then '2025-10-20'::date end,
			case when position = 3 then 'Нет ставки' end from measure;
		commit`);
	const [found] = await ask<{ id: string }>('select id from opora.roadmap where title = $1', [
		title
	]);
	return `/roadmaps/${found!.id}`;
}

/** A window of its own; without JavaScript where that is to be shown. */
async function open(browser: Browser, email: string, javaScriptEnabled = true): Promise<Page> {
	const context = await browser.newContext({ javaScriptEnabled });
	const page = await context.newPage();
	await signIn(page, email);
	return page;
}

/** The words of a Word document that a link gives. */
async function wordOf(page: Page, name: string): Promise<string> {
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name, exact: true }).click();
	const file = await download;
	expect(file.suggestedFilename()).toMatch(/тчёт.*\.docx$/);
	const xml = strFromU8(unzipSync(readFileSync(await file.path()))['word/document.xml']!);
	return xml
		.replace(/<\/w:p>/g, '\n')
		.replace(/<[^>]+>/g, '')
		.replaceAll('\u00a0', ' ');
}

test('a school fills its report and sends it; it comes back, is mended and accepted, and adds up', async ({
	browser
}) => {
	const home = await roadmapOf('Карта для отчёта');
	// a school's computer may run no scripts at all
	const school = await open(browser, people.schoolCoordinator, false);
	await school.goto(`${home}/reports`);
	await school.getByRole('button', { name: 'Составить отчёт Осень 2025' }).click();
	await expect(school.getByRole('heading', { level: 1 })).toHaveText('Осенний отчёт 2025');
	await expect(school.getByText('1 из 3 (33 %)').first()).toBeVisible();
	const reasons = school.getByLabel('Причина');
	await expect(reasons).toHaveCount(2);
	await expect(reasons.nth(1)).toHaveValue('Нет ставки');

	// what is missing is marked, what was typed is saved
	await school.getByLabel('Итоги полугодия').fill('Диагностика прошла во всех классах.');
	await school.getByRole('button', { name: 'Сохранить и отправить' }).click();
	await expect(school.getByRole('alert')).toContainText('ещё не отправлен');
	await expect(school.getByLabel('Итоги полугодия')).toHaveValue(/Диагностика/);
	await expect(school.getByText('Напишите, почему не выполнено в срок.')).toHaveCount(1);
	await reasons.first().fill('Карантин');
	await school.getByLabel('Проблемы').fill('Не хватает психолога.');
	await school.getByLabel('Кто подписывает').fill('Н. В. Ермакова');
	await school.getByRole('button', { name: 'Сохранить и отправить' }).click();
	await expect(school.locator('.toast')).toContainText('отправлен');
	await expect(school.locator('.tag')).toHaveText('на рассмотрении');

	const coordinator = await open(browser, people.coordinator);
	await coordinator.goto('/half-year?period=2025-autumn');
	await coordinator
		.getByRole('row', { name: /Карта для отчёта/ })
		.getByRole('link')
		.click();
	await expect(coordinator.getByText('Карантин')).toBeVisible();
	await coordinator.getByRole('button', { name: 'Вернуть на доработку' }).click();
	await expect(coordinator.getByText('без этого отчёт не вернуть')).toBeVisible();
	await coordinator.getByLabel('Комментарий').fill('Напишите, когда соберёте родителей.');
	await coordinator.getByRole('button', { name: 'Вернуть на доработку' }).click();
	await expect(coordinator.locator('.toast')).toContainText('возвращён');

	await school.goto(`${home}/reports`);
	await school.getByRole('link', { name: 'Осень 2025', exact: true }).click();
	await school.getByRole('link', { name: 'Заполнить' }).click();
	await expect(school.getByText('Напишите, когда соберёте родителей.')).toBeVisible();
	await school.getByLabel('Причина').first().fill('Карантин, соберём в ноябре');
	await school.getByRole('button', { name: 'Сохранить и отправить' }).click();
	await expect(school.locator('.tag')).toHaveText('на рассмотрении');

	await coordinator.reload();
	await coordinator.getByRole('button', { name: 'Принять отчёт' }).click();
	await expect(coordinator.locator('.tag')).toHaveText('принят');
	const word = await wordOf(coordinator, 'Word');
	for (const said of [
		'о выполнении дорожной карты',
		'за период с 01.09.2025 по 31.10.2025',
		'Карантин, соберём в ноябре',
		'Нет ставки',
		'Н. В. Ермакова'
	])
		expect(word).toContain(said);

	// what was sent first stays to be seen
	await coordinator.getByRole('link', { name: 'что было отправлено' }).first().click();
	await expect(coordinator.getByText('Карантин', { exact: true })).toBeVisible();

	await coordinator.goto('/half-year?period=2025-autumn');
	await coordinator.getByRole('link', { name: 'Сводный отчёт' }).click();
	const sum = coordinator.getByRole('row', { name: /Всего/ });
	await expect(sum).toContainText('1 из 3 (33 %)');
	await expect(coordinator.getByText('Не хватает психолога.')).toBeVisible();
	expect(await wordOf(coordinator, 'Word')).toContain('«Не хватает психолога.»');
});

test('two people write one report: the second sees both versions, nothing is lost', async ({
	browser
}) => {
	const home = await roadmapOf('Карта для двоих авторов');
	const first = await open(browser, people.schoolCoordinator);
	await first.goto(`${home}/reports`);
	await first.getByRole('button', { name: 'Составить отчёт Осень 2025' }).click();
	await expect(first.getByLabel('Проблемы')).toBeVisible();
	const second = await open(browser, people.coordinator);
	await second.goto(new URL(first.url()).pathname);
	await first.getByLabel('Проблемы').fill('Слова школы');
	await first.getByRole('button', { name: 'Сохранить', exact: true }).click();
	await expect(first.locator('.toast')).toContainText('сохранён');
	await second.getByLabel('Проблемы').fill('Слова района');
	await second.getByLabel('Итоги полугодия').fill('Итоги района');
	await second.getByRole('button', { name: 'Сохранить', exact: true }).click();
	const conflict = second.locator('[data-conflict]');
	await expect(conflict).toContainText('Слова школы');
	await expect(conflict).toContainText('Слова района');
	await conflict.getByRole('radio').last().check();
	await conflict.getByRole('button').first().click();
	await expect(second.getByLabel('Проблемы')).toHaveValue('Слова района');
	await expect(second.getByLabel('Итоги полугодия')).toHaveValue('Итоги района');
});
