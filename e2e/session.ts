import type { Page } from '@playwright/test';
import { demoPassword } from '../demo/password.ts';

/** Accounts of the demonstration by role. */
export const people = {
	coordinator: 'vershinina@zarechny.example',
	methodist: 'solovyova@zarechny.example',
	curator: 'kudryavtseva@zarechny.example',
	schoolCoordinator: 'klimova@zarechny.example'
} as const;

/** Signs in through the page, as a user does. */
export async function signIn(page: Page, email: string = people.coordinator): Promise<void> {
	await page.goto('/signin');
	await page.getByLabel('Электронная почта').fill(email);
	await page.getByLabel('Пароль', { exact: true }).fill(demoPassword);
	await page.getByRole('button', { name: 'Войти' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
}
