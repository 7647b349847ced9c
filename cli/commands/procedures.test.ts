import { describe, expect, it } from 'vitest';
import { gatherOutput } from './output.testing.ts';
import { run } from './procedures.ts';

const said = gatherOutput();

describe('opora procedures', () => {
	it('prints a year for people and for programs', async () => {
		expect(await run(['--year', '2026'])).toBe(0);
		expect(said.out).toMatch(/ege-rus .*меньше 24 баллов +источник: sia\.ru/);
		said.out = '';
		expect(await run(['--year', '2020', '--json'])).toBe(0);
		const { procedures } = JSON.parse(said.out) as { procedures: { exam: string }[] };
		expect(procedures.filter(({ exam }) => exam === 'oge')).toEqual([]);
	});

	it('knows no other years and no other ways', async () => {
		expect(await run(['--year', '2018'])).toBe(1);
		expect(await run([])).toBe(2);
		expect(await run(['--year', 'all'])).toBe(2);
		expect(said.errors).toContain('Usage: opora procedures');
		expect(said.out).toBe('');
	});
});
