import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

// workers load this file too: the name is made once and handed on, the folder by e2e/setup.ts
process.env.OPORA_E2E_DATA ??= join(tmpdir(), `opora-e2e-${randomUUID()}`);

const longest = /(axe|crash|intake|people|thread|year)\.spec\.ts$/;

/** End-to-end: the built application on demonstration data, in Debian's Chromium. */
export default defineConfig({
	testDir: 'e2e',
	fullyParallel: false,
	// one more than a small machine has processors: many tests wait for a clock or a restart
	workers: 3,
	// generous: a busy machine makes nothing wrong
	timeout: 180_000,
	expect: { timeout: 20_000 },
	reporter: [['line']],
	// the longest begin first, so that no worker ends long after the other
	projects: [
		{ name: 'long', testMatch: longest },
		{ name: 'short', testIgnore: longest }
	],
	globalSetup: './e2e/setup.ts',
	globalTeardown: './e2e/teardown.ts',
	use: {
		locale: 'ru-RU',
		timezoneId: 'Europe/Moscow',
		// recording every step takes a third of the time: asked for by hand (OPORA_TRACE=1)
		trace: process.env.OPORA_TRACE ? 'retain-on-failure' : 'off',
		launchOptions: {
			executablePath: '/usr/bin/chromium',
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	}
});
