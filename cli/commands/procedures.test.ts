import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from './procedures.ts';

let out = '';
let errors = '';
beforeEach(() => {
	out = errors = '';
	vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))));
	vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((errors += String(text))));
});
afterEach(() => vi.restoreAllMocks());

describe('opora procedures', () => {
	it('prints a year for people and for programs', async () => {
		expect(await run(['--year', '2026'])).toBe(0);
		expect(out).toMatch(/ege-rus .*меньше 24 баллов +источник: sia\.ru/);
		out = '';
		expect(await run(['--year', '2020', '--json'])).toBe(0);
		const { procedures } = JSON.parse(out) as { procedures: { exam: string }[] };
		expect(procedures.filter(({ exam }) => exam === 'oge')).toEqual([]);
	});

	it('knows no other years and no other ways', async () => {
		expect(await run(['--year', '2018'])).toBe(1);
		expect(await run([])).toBe(2);
		expect(await run(['--year', 'all'])).toBe(2);
		expect(errors).toContain('Usage: opora procedures');
		expect(out).toBe('');
	});
});
