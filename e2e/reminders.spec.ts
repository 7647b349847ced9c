import { rmSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '../demo/password.ts';
import { copyOfDemonstration } from './demonstration.ts';
import { openPostOffice, type PostOffice } from './post.ts';
import { askDatabase, startServer, type OwnServer } from './server.ts';
import { people } from './session.ts';

// one application after another on the same data
test.describe.configure({ mode: 'serial' });

const PORT = Number(process.env.OPORA_E2E_PORT ?? 3210) + 4;
const MAIL_PORT = PORT + 1;
const MEASURE = 'Провести педагогический совет об итогах четверти';
const settings = (clock: string) => ({
	OPORA_CLOCK: clock,
	SMTP_URL: `smtp://127.0.0.1:${MAIL_PORT}`,
	OPORA_SIGN_IN_LIMIT: '1000'
});

let data: string;
let server: OwnServer;
let post: PostOffice;

test.beforeAll(async () => {
	test.setTimeout(240_000);
	data = copyOfDemonstration();
	post = await openPostOffice(MAIL_PORT);
	// at five in the morning nothing is sent; the measure falls due while the application is off
	server = await startServer(data, PORT, settings('2026-11-24T02:00:00Z'));
	await addLateMeasure();
	await stop();
	server = await startServer(data, PORT, settings('2026-11-24T06:30:00Z'));
});
test.afterAll(async () => {
	await stop();
	await post.close();
	rmSync(data, { recursive: true, force: true });
});

async function stop(): Promise<void> {
	server.process.kill('SIGTERM');
	await server.ended;
}

/** A measure of Klimova's school that an order approved and nobody has begun. */
async function addLateMeasure(): Promise<void> {
	await askDatabase(
		data,
		`set opora.approving = 'on';
		with school as (
			select organisation_id as id from opora.person where email = '${people.schoolCoordinator}'
		), roadmap as (
			insert into opora.roadmap (owner_id, title, level, period_from, period_to, year_kind, status,
				order_number, order_date, in_force_from)
			select id, 'Карта для писем', 'school', '2026-09-01', '2027-08-31', 'school', 'in-force', '7',
				'2026-09-01', '2026-09-01' from school
			returning id, owner_id
		), measure as (
			insert into opora.measure (roadmap_id, owner_id, position, number, text, term)
			select id, owner_id, 1, '1', '${MEASURE}', '{"kind": "dates", "window": null, "occurrences": [],
				"recurrence": null, "confidence": 1, "doubts": []}' from roadmap
			returning id, roadmap_id, owner_id
		)
		insert into opora.occurrence (measure_id, roadmap_id, owner_id, kind, due_from, due_to)
		select id, roadmap_id, owner_id, 'term', '2026-11-16', '2026-11-20' from measure`
	);
}

async function signIn(page: Page, email: string): Promise<void> {
	await page.goto(`${server.address}/signin`);
	await page.getByLabel('Электронная почта').fill(email);
	await page.getByLabel('Пароль', { exact: true }).fill(demoPassword);
	await page.getByRole('button', { name: 'Войти' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
}

/** Whether the morning's job has ended since, and whether letters are still to be sent. */
const doneSince = (moment: string) =>
	askDatabase(
		data,
		`select coalesce(bool_or(name = 'mornings' and state = 'completed' and completed_on > $1), false)
				as looked,
			coalesce(bool_or(name = 'letters' and state in ('created', 'retry', 'active')), false) as sending
		from jobs.job`,
		[moment]
	);

const toKlimova = () => post.to(people.schoolCoordinator);

test('a letter that was owed since seven comes when the application is back, once', async () => {
	await expect.poll(() => toKlimova().length, { timeout: 60_000 }).toBe(1);
	const [letter] = toKlimova();
	expect(letter).toContain('ПРОСРОЧЕНО');
	expect(letter).toContain(MEASURE);
	expect(letter).toContain('срок был 20\u00a0ноября');
	await stop();
	const since = new Date().toISOString();
	server = await startServer(data, PORT, settings('2026-11-24T08:30:00Z'));
	// it has looked whom it owes a letter, and nothing is left to send
	await expect
		.poll(() => doneSince(since), { timeout: 60_000 })
		.toEqual([{ looked: true, sending: false }]);
	expect(toKlimova()).toHaveLength(1);
});

test('everybody sets what letters tell, and typing errors lose nothing', async ({ page }) => {
	await signIn(page, people.coordinator);
	await page.goto(`${server.address}/account`);
	await page.getByRole('link', { name: 'Напоминания и календарь' }).click();
	await page.getByLabel('Вас упомянули').uncheck();
	await page.getByLabel('Предупреждать за, дней').fill('сорок');
	await page.getByRole('button', { name: 'Сохранить' }).click();
	await expect(page.getByText('Укажите целое число от 1 до 14')).toBeVisible();
	await expect(page.getByLabel('Вас упомянули')).not.toBeChecked();
	await expect(page.getByLabel('Предупреждать за, дней')).toHaveValue('сорок');
	await page.getByLabel('Предупреждать за, дней').fill('10');
	await page.getByRole('button', { name: 'Сохранить' }).click();
	await expect(page.getByText('Сохранено')).toBeVisible();
	await expect(page.getByLabel('Предупреждать за, дней')).toHaveValue('10');
	await expect(page.getByLabel('Вас упомянули')).not.toBeChecked();
	await expect(page.getByLabel('Присылать утреннее письмо')).toBeChecked();
});

test('letters are turned off without signing in, by hand and by mail programs', async ({
	page
}) => {
	const letter = toKlimova()[0]!;
	const link = /List-Unsubscribe: <([^>]+)>/.exec(letter)![1]!;
	expect(letter).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
	await page.goto(link);
	await expect(page.getByRole('button')).toHaveCount(3);
	const foreign = await page.request.get(`${server.address}/unsubscribe/made-up`);
	expect(foreign.status()).toBe(200);
	const state = () =>
		askDatabase<{ email: boolean }>(
			data,
			`select s.email from opora.reminder_setting s join opora.person p on p.id = s.person_id
			where p.email = $1`,
			[people.schoolCoordinator]
		);
	expect(await state()).toEqual([]);
	// as a mail program does it: no cookies, no origin
	const oneClick = (address: string) =>
		fetch(address, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: 'List-Unsubscribe=One-Click'
		});
	expect((await oneClick(`${server.address}/unsubscribe/made-up`)).status).toBe(200);
	expect(await state()).toEqual([]);
	expect((await oneClick(link)).status).toBe(200);
	expect(await state()).toEqual([{ email: false }]);
	await page.getByRole('button', { name: 'Больше не присылать' }).click();
	await expect(page.getByRole('heading', { name: 'Готово' })).toBeVisible();
	await signIn(page, people.schoolCoordinator);
	await page.goto(`${server.address}/account/reminders`);
	await expect(page.getByLabel('Присылать утреннее письмо')).not.toBeChecked();
});

test('a private address shows the dates until it is closed', async ({ page }) => {
	await signIn(page, people.schoolCoordinator);
	await page.goto(`${server.address}/account/reminders`);
	await page.getByRole('button', { name: 'Создать адрес: Мои сроки' }).click();
	const address = await page.getByLabel('Адрес календаря').inputValue();
	const first = await fetch(address);
	expect(first.headers.get('content-type')).toContain('text/calendar');
	const text = (await first.text()).replaceAll('\r\n ', '');
	expect(text).toContain(`SUMMARY:1. ${MEASURE}`);
	expect(text).toContain('DTSTART;VALUE=DATE:20261116');
	const again = await fetch(address, { headers: { 'if-none-match': first.headers.get('etag')! } });
	expect(again.status).toBe(304);
	await page.goto(`${server.address}/account/reminders`);
	await expect(page.getByLabel('Адрес календаря')).toHaveCount(0);
	await page.getByRole('button', { name: 'Закрыть адрес: Мои сроки' }).click();
	await expect(page.getByText('Адрес закрыт')).toBeVisible();
	expect((await fetch(address)).status).toBe(404);
});
