import { createHmac } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { demoPassword as password } from '../demo/password.ts';
import { people } from './session.ts';
import { test } from './test.ts';

const { coordinator } = people;

/** Unlike the session's own helper it may fail: the tests look at how. */
async function signIn(page: Page, email: string, secret = password): Promise<void> {
	await page.goto('/signin');
	await page.getByLabel('Электронная почта').fill(email);
	await page.getByLabel('Пароль').fill(secret);
	await page.getByRole('button', { name: 'Войти' }).click();
}

/** RFC 6238 with the usual 30 seconds and six digits; `secret` in Base32. */
function totp(secret: string, at = Date.now()): string {
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	const bits = [...secret.replace(/=+$/, '')]
		.map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
		.join('');
	const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
	const mac = createHmac('sha1', key).update(counter).digest();
	const offset = mac.at(-1)! & 15;
	return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Adds a person at the first school and returns the page's address. */
async function addPerson(page: Page, surname: string, email: string): Promise<string> {
	await page.goto('/people/new');
	await page.getByLabel('Фамилия').fill(surname);
	await page.getByLabel('Имя').fill('Вера');
	await page.getByLabel('Электронная почта').fill(email);
	await page.getByRole('button', { name: 'Добавить', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(surname);
	return page.url();
}

test('a wrong password keeps the address and says what to check', async ({ page }) => {
	await signIn(page, coordinator, 'не тот пароль');
	await expect(page.getByLabel('Электронная почта')).toHaveValue(coordinator);
	await expect(page.getByLabel('Пароль')).toHaveAccessibleDescription(/не подошли/);
	await expect(page.getByLabel('Пароль')).toHaveValue('');
});

test('a page asked for without a sign-in comes after it, and only a page of our own', async ({
	page
}) => {
	await page.goto('/schools');
	await expect(page).toHaveURL(/\/signin\?to=%2Fschools/);
	await page.goto('/signin?to=//evil.example/');
	await page.getByLabel('Электронная почта').fill(coordinator);
	await page.getByLabel('Пароль').fill(password);
	await page.getByRole('button', { name: 'Войти' }).click();
	await expect(page).toHaveURL(/^http:\/\/(localhost|127\.0\.0\.1):\d+\/$/);
});

test('an invitation is accepted in another browser, once; the role opens what it should', async ({
	page,
	browser
}) => {
	await signIn(page, coordinator);
	const email = `invited-${Date.now()}@zarechny.example`;
	const address = await addPerson(page, 'Приглашённая', email);

	await page.getByText('Дать роль').first().click();
	await page.getByLabel('Роль').selectOption('observer');
	await page.locator('form[action="?/role"]').getByRole('button').click();
	await expect(page.getByRole('status')).toContainText('Роль дана');

	await page.getByRole('button', { name: 'Пригласить' }).click();
	const link = await page.locator('.note code').textContent();
	expect(link).toMatch(/\/invite\/[\w-]{32}$/);

	const other = await browser.newContext();
	const guest = await other.newPage();
	await guest.goto(link!);
	await expect(guest.getByText(email)).toBeVisible();
	await guest.getByLabel('Новый пароль').fill('короткий');
	await guest.getByLabel('Ещё раз').fill('короткий');
	await guest
		.locator('form:not([action])')
		.evaluate((form: HTMLFormElement) => (form.noValidate = true));
	await guest.getByRole('button', { name: 'Сохранить пароль и войти' }).click();
	await expect(guest.getByLabel('Новый пароль')).toHaveAccessibleDescription(/не меньше 10/);
	await guest.getByLabel('Новый пароль').fill('длинный пароль гостя');
	await guest.getByLabel('Ещё раз').fill('длинный пароль гостя');
	await guest.getByRole('button', { name: 'Сохранить пароль и войти' }).click();
	await expect(guest.locator('.who')).toContainText('Приглашённая');
	await expect(guest.getByRole('navigation').getByRole('link', { name: 'Люди' })).toHaveCount(0);

	const again = await browser.newContext();
	const late = await again.newPage();
	await late.goto(link!);
	await expect(late.getByRole('heading', { level: 1 })).toHaveText('Приглашение не действует');

	// whoever leaves is signed out at once, everywhere
	await page.goto(`${address}/edit`);
	await page.getByLabel('Больше не работает с').fill('2020-01-01');
	await page.getByRole('button', { name: 'Сохранить' }).click();
	await expect(page.getByRole('status')).toContainText('Сохранено');
	await guest.goto('/');
	await expect(guest).toHaveURL(/\/signin/);
	await signIn(guest, email, 'длинный пароль гостя');
	await expect(guest.getByLabel('Пароль')).toHaveAccessibleDescription(/больше не числитесь/);
	await other.close();
	await again.close();
});

test('the second factor is asked for, a backup code stands in, and it can be turned off', async ({
	page,
	browser
}) => {
	const email = 'ryabtsev@zarechny.example';
	await signIn(page, email);
	await page.goto('/account');
	await page.getByLabel('Пароль для подтверждения').fill(password);
	await page.getByRole('button', { name: 'Включить второй шаг' }).click();
	const key = (await page.locator('code.key').textContent())!.replaceAll(' ', '');
	const backup = (await page.locator('.codes li').first().textContent())!.trim();
	await page.getByLabel('Код из приложения').fill('000000');
	await page.getByRole('button', { name: 'Подтвердить и включить' }).click();
	await expect(page.getByLabel('Код из приложения')).toHaveAccessibleDescription(/не подошёл/);
	await page.getByLabel('Код из приложения').fill(totp(key));
	await page.getByRole('button', { name: 'Подтвердить и включить' }).click();
	await expect(page.getByRole('status')).toContainText('Второй шаг входа включён');

	const other = await browser.newContext();
	const phone = await other.newPage();
	await signIn(phone, email);
	await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Второй шаг входа');
	await phone.goto('/schools');
	await expect(phone).toHaveURL(/\/signin/);
	await phone.goto('/signin/code');
	await phone.getByLabel('Код из приложения').fill(totp(key));
	await phone.getByRole('button', { name: 'Войти' }).click();
	await expect(phone.locator('.who')).toBeVisible();
	await phone.locator('.rail').getByRole('button', { name: 'Выйти' }).click();
	await signIn(phone, email);
	await phone.getByRole('link', { name: /запасной код/ }).click();
	await phone.getByLabel('Запасной код').fill(backup);
	await phone.getByRole('button', { name: 'Войти' }).click();
	await expect(phone.locator('.who')).toBeVisible();
	await other.close();

	await page.goto('/account');
	await page.getByLabel('Пароль для подтверждения').fill(password);
	await page.getByRole('button', { name: 'Выключить второй шаг' }).click();
	await expect(page.getByRole('status')).toContainText('выключен');
});

test('sessions are listed and ended by their owner', async ({ page, browser }) => {
	// ends sessions: nobody whom another test signs in
	const email = 'melnikov@zarechny.example';
	const other = await browser.newContext();
	const phone = await other.newPage();
	await signIn(phone, email);
	await expect(phone.locator('.who')).toBeVisible();
	await signIn(page, email);
	await page.goto('/account');
	await expect(page.getByText('это устройство')).toHaveCount(1);
	await page.getByRole('button', { name: 'Завершить на всех других устройствах' }).click();
	await expect(page.getByRole('status')).toContainText('На других устройствах вход завершён');
	await phone.goto('/');
	await expect(phone).toHaveURL(/\/signin/);
	await other.close();
});

test('two people edit one person: the second sees both versions and decides', async ({
	page,
	browser
}) => {
	await signIn(page, coordinator);
	const address = await addPerson(page, 'Спорная', '');
	const other = await browser.newContext();
	const second = await other.newPage();
	await signIn(second, 'belousov@zarechny.example');
	await second.goto(`${address}/edit`);
	await page.goto(`${address}/edit`);
	await page.getByLabel('Должность').fill('методист');
	await page.getByRole('button', { name: 'Сохранить' }).click();
	await expect(page.getByRole('status')).toContainText('Сохранено');

	await second.getByLabel('Должность').fill('психолог');
	await second.getByRole('button', { name: 'Сохранить' }).click();
	const conflict = second.getByRole('alert');
	await expect(conflict).toContainText('методист');
	await expect(conflict).toContainText('психолог');
	await second.getByRole('button', { name: 'Сохранить' }).click();
	await expect(second.getByRole('status')).toContainText('Сохранено');
	await expect(second.locator('#history')).toContainText('психолог');
	await other.close();
});

test('a forgotten password gets the same answer for any address', async ({ page }) => {
	for (const email of ['klimova@zarechny.example', 'nobody@zarechny.example']) {
		await page.goto('/reset');
		await page.getByLabel('Электронная почта').fill(email);
		await page.getByRole('button', { name: 'Прислать ссылку' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Проверьте почту');
	}
	await page.goto('/reset/made-up');
	await page.getByLabel('Новый пароль').fill('совсем новый пароль');
	await page.getByLabel('Ещё раз').fill('совсем новый пароль');
	await page.getByRole('button', { name: 'Сохранить пароль' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ссылка больше не действует');
});

test('a new password by mail: the link works once and ends every session', async ({
	page,
	browser,
	post
}) => {
	const email = 'osipova@zarechny.example';
	await signIn(page, email);
	const other = await browser.newContext();
	const guest = await other.newPage();
	await guest.goto('/reset');
	await guest.getByLabel('Электронная почта').fill(email);
	await guest.getByRole('button', { name: 'Прислать ссылку' }).click();
	// the letter of the morning comes here as well, when there is one
	const letters = () => post.to(email).filter((letter) => !letter.includes('List-Unsubscribe:'));
	await expect.poll(() => letters().length).toBe(1);
	const path = /\/reset\/[\w-]+/.exec(letters()[0]!)?.[0];
	expect(path).toBeTruthy();

	const setPassword = async (): Promise<void> => {
		await guest.goto(path!);
		await guest.getByLabel('Новый пароль').fill(password);
		await guest.getByLabel('Ещё раз').fill(password);
		await guest.getByRole('button', { name: 'Сохранить пароль' }).click();
	};
	await setPassword();
	await expect(guest.getByRole('status')).toContainText('Пароль изменён');
	await page.goto('/');
	await expect(page).toHaveURL(/\/signin/);
	await signIn(page, email);
	await expect(page.locator('.who')).toContainText('Осипова');
	await setPassword();
	await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Ссылка больше не действует');
	await other.close();
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });

	test('language and contrast are kept and lead back to the page', async ({ page }) => {
		await signIn(page, coordinator);
		await page.goto('/schools?all');
		const rail = page.locator('.rail');
		await rail.getByRole('button', { name: 'English' }).click();
		await expect(page).toHaveURL(/\/schools\?all/);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Organisations');
		await expect(page.locator('html')).toHaveAttribute('lang', 'en');
		await rail.getByRole('button', { name: 'For weak sight' }).click();
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
		await page.goto('/people');
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
		await rail.getByRole('button', { name: 'Usual view' }).click();
		await rail.getByRole('button', { name: 'Русский' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Люди');
	});
});

test('a school coordinator sees his school and cannot reach another', async ({ page, browser }) => {
	await signIn(page, coordinator);
	await page.goto('/schools');
	const foreign = await page.getByRole('link', { name: 'Песчанская СОШ' }).getAttribute('href');
	const other = await browser.newContext();
	const school = await other.newPage();
	await signIn(school, 'klimova@zarechny.example');
	await school.goto('/schools');
	await expect(school.getByRole('row')).toHaveCount(2);
	const answer = await school.goto(foreign!);
	expect(answer?.status()).toBe(404);
	await expect(school.getByRole('heading', { level: 1 })).toHaveText('Такой страницы нет');
	expect((await school.goto('/people/new'))?.status()).toBe(403);
	await other.close();
});
