import { defineConfig } from 'vitest/config';

// `*.db.test.ts` run against a real PostgreSQL; the others touch no database.
export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'unit',
					include: ['{src,demo,cli,bench}/**/*.test.ts'],
					exclude: ['**/*.db.test.ts'],
					testTimeout: 60_000
				}
			},
			{
				test: {
					name: 'database',
					include: ['{src,demo,cli}/**/*.db.test.ts'],
					globalSetup: './src/lib/platform/testing/setup.ts',
					testTimeout: 60_000,
					hookTimeout: 60_000
				}
			}
		]
	}
});
