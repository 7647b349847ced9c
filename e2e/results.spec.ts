import { expect, type Browser, type Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { people, signIn } from './session.ts';
import { ask, test } from './test.ts';

const [before, year] = [2022, 2023];

/** Two years of which the demonstration itself has nothing: [low, participants] of the year before and the year. */
const told: Record<string, Record<string, [[number, number], [number, number]]>> = {
	'Песчанская СОШ': {
		'oge-math': [
			[40, 100],
			[45, 100]
		],
		'oge-rus': [
			[35, 100],
			[48, 100]
		]
	},
	// six pupils: the rule lists it, the interval doubts
	'Лебяжинская ООШ': {
		'oge-math': [
			[2, 6],
			[2, 6]
		],
		'oge-rus': [
			[1, 6],
			[2, 6]
		]
	},
	'Берёзовская СОШ': {
		'oge-math': [
			[1, 10],
			[3, 10]
		],
		'oge-rus': [
			[0, 10],
			[0, 10]
		]
	}
};

async function fill(): Promise<void> {
	await ask(`with place as (
			select id from opora.organisation where kind = 'municipality' and short_name = 'Заречный район'
		), file as (
			insert into opora.result_import (place_id, file_name, file_hash, file_size, state, years, applied_at)
			select id, 'итоги.csv', repeat('0', 64), 1, 'applied', '{${before},${year}}', now() from place
			returning id
		), told as (
			select * from jsonb_to_recordset('${JSON.stringify(rows())}')
				r (school text, year int, procedure text, low int, participants int)
		)
		insert into opora.result (school_id, year, procedure, low, participants, import_id)
		select o.id, y.year, p.procedure, coalesce(t.low, 1), coalesce(t.participants, 20), file.id
		from place join opora.organisation o on o.parent_id = place.id and o.kind = 'school'
		cross join file cross join (values (${before}), (${year})) y (year)
		cross join (values ('oge-math'), ('oge-rus')) p (procedure)
		left join told t on t.school = o.short_name and t.year = y.year and t.procedure = p.procedure`);
}

function rows(): object[] {
	return Object.entries(told).flatMap(([school, procedures]) =>
		Object.entries(procedures).flatMap(([procedure, counts]) =>
			counts.map(([low, participants], n) => ({
				...{ school, procedure, low, participants },
				year: [before, year][n]
			}))
		)
	);
}

/** A window of its own; without JavaScript where that is to be shown. */
async function open(browser: Browser, email: string, javaScriptEnabled = true): Promise<Page> {
	const context = await browser.newContext({ javaScriptEnabled });
	const page = await context.newPage();
	await signIn(page, email);
	return page;
}

test('a list is calculated, explained, compared with an order, tried otherwise and printed', async ({
	browser
}) => {
	test.slow();
	await fill();
	// an office computer may run no scripts at all
	const page = await open(browser, people.coordinator, false);
	await page.goto(`/results/lists?year=${year}`);
	await expect(page.getByText('Списка этого года пока нет')).toBeVisible();
	await page.getByRole('button', { name: 'Рассчитать список' }).click();
	await expect(page.locator('.toast')).toContainText('Список рассчитан');
	const row = (name: string) => page.getByRole('row', { name });
	await expect(row('Песчанская СОШ')).toContainText('в списке, 1-й год');
	await expect(row('Песчанская СОШ')).toContainText('45 из 100 (45,0 %)');
	await expect(row('Лебяжинская ООШ')).toContainText('в списке, 1-й год');
	await expect(row('Лебяжинская ООШ')).toContainText('скорее случайность');
	await expect(row('Берёзовская СОШ')).toContainText('не в списке');
	const names = await page.locator('tbody th a').allTextContents();
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'ru')));

	// why, and how sure
	await page.getByRole('link', { name: 'Лебяжинская ООШ' }).click();
	await expect(page.getByRole('heading', { name: 'Почему в списке' })).toBeVisible();
	await expect(page.getByText(/2 из 6 \(33,3\s%\)/).first()).toBeVisible();
	await expect(page.getByText(/Скорее случайность/)).toBeVisible();
	await expect(page.getByText(/Если бы порог преодолел ещё 1\sученик/)).toBeVisible();
	await expect(page.locator('svg.picture').first()).toBeVisible();

	// the order names one of them, and another school in other words
	await page.getByRole('link', { name: `Список ${year} года` }).click();
	await page.getByRole('link', { name: 'Внести приказ' }).click();
	await page.getByLabel('Номер').fill('142');
	await page.getByLabel('Дата').fill(`${year}-09-14`);
	await page.getByLabel('Кто издал').fill('Минобр области');
	await page
		.getByLabel('Школы', { exact: true })
		.fill('1. Песчанская СОШ\n2. Школа в Берёзовке; снижение за два года');
	await page.getByRole('button', { name: 'Внести приказ' }).click();
	await expect(page.getByRole('alert')).toContainText('Для 1 строки школа не найдена точно');
	await page
		.getByLabel('2. Школа в Берёзовке; снижение за два года')
		.selectOption({ label: 'Берёзовская СОШ' });
	await page.getByRole('button', { name: 'Внести приказ' }).click();
	await expect(page.getByRole('heading', { name: 'Приказ и расчёт расходятся' })).toBeVisible();
	await expect(page.getByText('По расчёту в списке, а в приказе нет: 1')).toBeVisible();
	await page.goto(`/results/lists?year=${year}&show=differs`);
	await expect(row('Лебяжинская ООШ')).toContainText('По расчёту условия списка выполнены.');
	await expect(row('Берёзовская СОШ')).toContainText('снижение за два года');
	await expect(row('Песчанская СОШ')).toHaveCount(0);

	// what if half of the pupils had to fail
	await page.goto(`/results/lists/what-if?year=${year}`);
	await page.getByLabel('Доля, с которой результат низкий').fill('50');
	await page.getByRole('button', { name: 'Показать список' }).click();
	await expect(
		page.getByRole('heading', { name: 'В списке было бы 0, в зоне риска 0' })
	).toBeVisible();
	await page.getByLabel('Доля, с которой результат низкий').fill('много');
	await page.getByRole('button', { name: 'Показать список' }).click();
	await expect(page.getByText('Доля – от 0,01 до 100 процентов')).toBeVisible();
	await expect(page.getByLabel('Доля, с которой результат низкий')).toHaveValue('много');

	// on paper: the list and nothing around it
	await page.goto(`/results/lists?year=${year}`);
	await page.emulateMedia({ media: 'print' });
	await expect(row('Песчанская СОШ')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Рассчитать список' })).toBeHidden();
	await expect(page.locator('.tools').first()).toBeHidden();
	expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(5_000);
	await page.emulateMedia({ media: 'screen' });

	// an own rule, kept with its version, and a second run beside the first
	await page.goto('/results/lists/rules');
	await page.getByRole('link', { name: 'Скопировать и изменить' }).first().click();
	await page.getByLabel('Название', { exact: true }).fill('Правило района');
	await page.getByLabel('Код').fill('zarechny-own');
	await page.getByLabel('Откуда правило').fill('Протокол совета');
	await page.getByLabel('Участников не меньше').fill('10');
	await page.getByRole('button', { name: 'Сохранить правило' }).click();
	await expect(page.getByRole('heading', { name: 'Правило района, версия 1' })).toBeVisible();
	await page.goto(`/results/lists?year=${year}`);
	await page
		.getByLabel('Правило')
		.selectOption({ label: 'Правило района, версия 1 · Заречный район' });
	await page.getByRole('button', { name: 'Рассчитать список' }).click();
	await page.getByRole('button', { name: 'Сравнить' }).click();
	await expect(row('Лебяжинская ООШ')).toContainText('оценить нельзя');
	await page.getByRole('button', { name: `Взять за основу списка ${year} года` }).click();
	await expect(page.locator('.toast')).toContainText('теперь стоит на этом расчёте');
});

test('pages of results are accessible, and a school sees itself alone', async ({ browser }) => {
	const page = await open(browser, people.coordinator);
	for (const path of [
		'/results/lists',
		'/results/lists/rules',
		'/results/lists/what-if',
		'/results/signs'
	]) {
		await page.goto(path);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations, path).toEqual([]);
	}
	const school = await open(browser, people.schoolCoordinator);
	await school.goto('/results/lists');
	await expect(school.locator('tbody tr')).toHaveCount(
		(await school.locator('tbody tr').count()) ? 1 : 0
	);
	const refused = await school.goto('/results/signs');
	expect([403, 404]).toContain(refused?.status());
});
