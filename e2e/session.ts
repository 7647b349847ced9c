import type { Page } from '@playwright/test';
import { signInByForm } from './server.ts';
import { application } from './test.ts';

/** Accounts of the demonstration by role. */
export const people = {
	coordinator: 'vershinina@zarechny.example',
	methodist: 'solovyova@zarechny.example',
	curator: 'kudryavtseva@zarechny.example',
	schoolCoordinator: 'klimova@zarechny.example'
} as const;

/**
 * Signs the browser of `page` in, which shows nothing yet; once a person and file by the form, whose own
 * page is tried in `people.spec.ts`. An account whose sessions a test ends or counts belongs to that test alone.
 */
export async function signIn(page: Page, email: string = people.coordinator): Promise<void> {
	const { address, cookies } = application();
	const cookie = cookies.get(email) ?? (await signInByForm(address, email));
	cookies.set(email, cookie);
	const [, name, value] = /^([^=]+)=(.*)$/.exec(cookie)!;
	await page
		.context()
		.addCookies([{ name: name!, value: value!, url: address, httpOnly: true, sameSite: 'Lax' }]);
}
