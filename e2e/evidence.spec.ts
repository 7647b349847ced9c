import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { people, signIn } from './session.ts';
import { ask, test } from './test.ts';

const pdf = {
	name: 'Приказ о семинаре.pdf',
	mimeType: 'application/pdf',
	buffer: readFileSync('demo/files/Дорожная карта Нижнелуговской СОШ.pdf')
};
const disguised = {
	name: 'протокол.pdf',
	mimeType: 'application/pdf',
	buffer: Buffer.from('<html><script>document.title = 1</script></html>')
};

/** A roadmap in force at the coordinator's school, with one measure that is due; its report's address. */
async function reportAddress(title: string): Promise<string> {
	await ask(`begin;
		select set_config('opora.approving', 'on', true);
		with school as (
			select a.organisation_id as id from opora.appointment a
			join opora.person p on p.id = a.person_id where p.email = '${people.schoolCoordinator}'
		), roadmap as (
			insert into opora.roadmap (owner_id, title, level, period_from, period_to, year_kind, lanes,
				status, in_force_from)
			select id, '${title}', 'school', '2026-09-01', '2027-08-31', 'school', '{}', 'in-force',
				'2026-09-01' from school returning id, owner_id
		), measure as (
			insert into opora.measure (roadmap_id, owner_id, position, text, term)
			select id, owner_id, 1, 'Провести семинар', '{"kind":"dates","window":null,"occurrences":[],
				"recurrence":null,"confidence":1,"doubts":[]}' from roadmap
			returning id, roadmap_id, owner_id
		)
		insert into opora.occurrence (measure_id, roadmap_id, owner_id, kind, due_from, due_to)
		select id, roadmap_id, owner_id, 'term', '2026-09-01', '2026-09-30' from measure;
		commit`);
	const [found] = await ask<{ roadmap: string; occurrence: string }>(
		`select r.id as roadmap, o.id as occurrence from opora.roadmap r
		join opora.occurrence o on o.roadmap_id = r.id where r.title = $1`,
		[title]
	);
	return `/roadmaps/${found!.roadmap}/report?occurrence=${found!.occurrence}`;
}

function evidenceOf(title: string): Promise<{ id: string; kind: string; name: string }[]> {
	return ask(
		`select e.id, e.kind, e.name, e.url from opora.evidence e join opora.report t on t.id = e.report_id
		join opora.roadmap r on r.id = t.roadmap_id where r.title = $1 order by e.position`,
		[title]
	);
}

async function tellWhat(page: Page): Promise<void> {
	await page.locator('input[name=doneOn]').fill('2026-09-20');
	await page.locator('textarea[name=text]').fill('Семинар проведён');
}

test('files go as they are chosen, a broken line and a refused file lose nothing', async ({
	page
}) => {
	const title = `Карта с файлами ${Date.now()}`;
	await signIn(page, people.schoolCoordinator);
	await page.goto(await reportAddress(title));
	const rows = page.locator('[data-items] > li');
	const files = page.locator('[data-files]').first();

	await page.route('**/evidence/upload*', (route) => route.abort());
	await files.setInputFiles(pdf);
	await expect(rows.first()).toContainText('Связь прервалась');
	await page.unroute('**/evidence/upload*');
	await rows.first().getByRole('button', { name: 'Повторить' }).click();
	await expect(rows.first()).toContainText('Передан');

	await files.setInputFiles(disguised);
	await expect(rows.nth(1)).toContainText('Это веб-страница');
	await tellWhat(page);
	await page.getByRole('button', { name: /Отправить/ }).click();
	await expect(page.getByText('Один из файлов не передан')).toBeVisible();
	await rows
		.nth(1)
		.getByRole('button', { name: /Убрать/ })
		.click();

	// left and come back to: the file is still there
	await page.reload();
	await expect(rows).toHaveCount(1);
	await expect(rows.first()).toContainText(pdf.name);
	await rows
		.first()
		.getByRole('button', { name: /Убрать/ })
		.click();
	await rows
		.first()
		.getByRole('button', { name: /Вернуть/ })
		.click();
	await tellWhat(page);
	await page.getByText('Добавить ссылку').first().click();
	await page.getByLabel('Адрес страницы').first().fill('нет такого');
	await page.getByRole('button', { name: /Отправить/ }).click();
	await expect(page.getByText('Проверьте адрес')).toBeVisible();
	await expect(rows.first()).toContainText(pdf.name);
	await page.getByLabel('Адрес страницы').first().fill('school.example/news');
	await page.getByRole('button', { name: /Отправить/ }).click();
	await expect(page).not.toHaveURL(/report/);

	const evidence = await evidenceOf(title);
	expect(evidence).toMatchObject([
		{ kind: 'order', name: pdf.name },
		{ kind: 'publication', url: 'https://school.example/news' }
	]);
	const file = await page.request.get(`/evidence/${evidence[0]!.id}`);
	expect(await file.body()).toEqual(pdf.buffer);
	expect(file.headers()).toMatchObject({
		'content-type': 'application/pdf',
		'x-content-type-options': 'nosniff',
		'cache-control': 'private, no-cache'
	});
	expect(file.headers()['content-security-policy']).toContain("default-src 'none'");
	expect(file.headers()['content-disposition']).toMatch(/^inline; .*filename\*=UTF-8''%D0%9F/);
});

test('without a script the form carries the files, and keeps those that were accepted', async ({
	browser
}) => {
	const title = `Карта без скрипта ${Date.now()}`;
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await signIn(page, people.schoolCoordinator);
	await page.goto(await reportAddress(title));
	await tellWhat(page);
	await page.locator('input[name=evidence-files]').setInputFiles([pdf, disguised]);
	await page.getByRole('button', { name: /Отправить/ }).click();
	await expect(page.getByText('протокол.pdf: Это веб-страница')).toBeVisible();
	await expect(page.locator('textarea[name=text]')).toHaveValue('Семинар проведён');
	await page.getByRole('button', { name: /Отправить/ }).click();
	await expect(page).not.toHaveURL(/report/);
	const evidence = await evidenceOf(title);
	expect(evidence).toMatchObject([{ name: pdf.name, kind: 'order' }]);

	// somebody of another school gets what he would get for a file that does not exist
	const stranger = await (await browser.newContext()).newPage();
	await signIn(stranger, 'fadeeva@zarechny.example');
	const foreign = await stranger.request.get(`/evidence/${evidence[0]!.id}`);
	const missing = await stranger.request.get('/evidence/00000000-0000-4000-8000-000000000000');
	expect([foreign.status(), missing.status()]).toEqual([404, 404]);
	expect(await foreign.text()).toBe(await missing.text());
});
