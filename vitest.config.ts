import { defineConfig } from 'vitest/config';

// `*.db.test.ts` run against a real PostgreSQL; the others touch no database. A time limit guards
// against hanging alone: on a busy machine nothing is wrong that takes long.
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
					testTimeout: 300_000
				}
			},
			{
				test: {
					name: 'database',
					include: ['{src,demo,cli}/**/*.db.test.ts'],
					isolate: false,
					globalSetup: './src/lib/platform/testing/setup.ts',
					testTimeout: 300_000,
					hookTimeout: 300_000
				}
			}
		]
	}
});
