import type { Cookie, Page } from '@playwright/test';
import { demoPassword } from '../demo/password.ts';

/** Accounts of the demonstration by role. */
export const people = {
	coordinator: 'vershinina@zarechny.example',
	methodist: 'solovyova@zarechny.example',
	curator: 'kudryavtseva@zarechny.example',
	schoolCoordinator: 'klimova@zarechny.example'
} as const;

/** Of everybody whom this worker signed in already, what the browser holds of it. */
const sessions = new Map<string, Cookie>();

/**
 * Signs in and shows the first page: through the page, as a user does, once a person and worker. An
 * account whose sessions a test ends or counts belongs to that test alone.
 */
export async function signIn(page: Page, email: string = people.coordinator): Promise<void> {
	const session = sessions.get(email);
	if (session) {
		await page.context().addCookies([session]);
		await page.goto('/');
		return;
	}
	await page.goto('/signin');
	await page.getByLabel('Электронная почта').fill(email);
	await page.getByLabel('Пароль', { exact: true }).fill(demoPassword);
	await page.getByRole('button', { name: 'Войти' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	const cookies = await page.context().cookies();
	sessions.set(
		email,
		cookies.find(({ name }) => name.endsWith('session_token'))!
	);
}
