import { defineConfig } from 'vitest/config';

// `*.db.test.ts` run against a real PostgreSQL; the others touch no database.
export default defineConfig({
	test: {
		// one fewer would leave half of a small machine idle
		maxWorkers: '100%',
		projects: [
			{
				test: {
					name: 'unit',
					include: ['{src,demo,cli,bench}/**/*.test.ts'],
					exclude: ['**/*.db.test.ts'],
					// modules are loaded once a worker: no test changes what they hold
					isolate: false,
					testTimeout: 60_000
				}
			},
			{
				test: {
					name: 'database',
					include: ['{src,demo,cli}/**/*.db.test.ts'],
					isolate: false,
					globalSetup: './src/lib/platform/testing/setup.ts',
					testTimeout: 60_000,
					hookTimeout: 60_000
				}
			}
		]
	}
});
