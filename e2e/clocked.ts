import { rmSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { demoPassword } from '../demo/password.ts';
import { copyOfDemonstration } from './demonstration.ts';
import { startServer, type OwnServer } from './server.ts';

/** An application on a copy of the demonstration that goes on from one moment to another. */
export class ClockedApplication {
	readonly data = copyOfDemonstration();
	readonly #port: number;
	readonly #settings: Record<string, string>;
	#server: OwnServer | undefined;
	constructor(port: number, settings: Record<string, string> = {}) {
		this.#port = port;
		this.#settings = settings;
	}

	get address(): string {
		return this.#server!.address;
	}

	/** Goes on at another moment: the application starts anew on the same data, at the same address. */
	async at(clock: string): Promise<void> {
		await this.#stop();
		this.#server = await startServer(this.data, this.#port, {
			OPORA_CLOCK: clock,
			OPORA_SIGN_IN_LIMIT: '1000',
			...this.#settings
		});
	}

	/** A page of somebody who signed in by the form; `headers` are sent with everything it asks. */
	async signIn(
		browser: Browser,
		email: string,
		headers: Record<string, string> = {}
	): Promise<Page> {
		const context = await browser.newContext({ baseURL: this.address, locale: 'ru-RU' });
		const page = await context.newPage();
		await page.setExtraHTTPHeaders(headers);
		await page.goto('/signin');
		await page.getByLabel('Электронная почта').fill(email);
		await page.getByLabel('Пароль', { exact: true }).fill(demoPassword);
		await page.getByRole('button', { name: 'Войти' }).click();
		await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
		return page;
	}

	async end(): Promise<void> {
		await this.#stop();
		rmSync(this.data, { recursive: true, force: true });
	}

	async #stop(): Promise<void> {
		this.#server?.process.kill('SIGTERM');
		await this.#server?.ended;
	}
}
