import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatherOutput } from './output.testing.ts';
import { run } from './term.ts';

const said = gatherOutput();
let folder = '';

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'opora-term-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
	const path = join(folder, 'phrases.jsonl');
	writeFileSync(path, text);
	return path;
}

const lines = () =>
	said.out
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('opora term', () => {
	const PLAN = ['--plan', '2021-01-01..2021-12-31'];

	it('gives the meaning as one JSON object whose first keys are the contract’s', async () => {
		expect(await run(['Апрель – май, сентябрь 2021 г.', ...PLAN, '--json'])).toBe(0);
		const [term] = lines();
		expect(Object.keys(term!).slice(0, 5)).toEqual([
			'phrase',
			'kind',
			'window',
			'occurrences',
			'recurrence'
		]);
		expect(term).toMatchObject({
			phrase: 'Апрель – май, сентябрь 2021 г.',
			kind: 'dates',
			window: { from: '2021-04-01', to: '2021-09-30' },
			occurrences: [
				{ from: '2021-04-01', to: '2021-05-31' },
				{ from: '2021-09-01', to: '2021-09-30' }
			],
			recurrence: null
		});
		expect(said.errors).toBe('');
	});

	it('explains itself without --json', async () => {
		expect(await run(['Ежеквартально', ...PLAN])).toBe(0);
		expect(said.out).toContain('ежеквартально, 4 раза в 2021 году, последний раз до 31 декабря');
		expect(said.out).toContain('2021-10-01..2021-12-31');
	});

	it('takes an unknown or empty phrase as a result', async () => {
		expect(await run(['31 февраля', ...PLAN, '--json'])).toBe(0);
		expect(await run(['', ...PLAN, '--json'])).toBe(0);
		expect(lines()).toMatchObject([
			{ kind: 'unknown', doubts: ['impossible-date'] },
			{ kind: 'unknown', doubts: ['empty-phrase'] }
		]);
	});

	it('uses the date of the document', async () => {
		const args = ['Сентябрь', '--plan', '2021-01-01..2024-12-31', '--written', '2021-11-15'];
		expect(await run(args)).toBe(0);
		expect(said.out).toContain('1–30 сентября 2022, ежегодно');
	});

	it.each([
		[['Март', '--plan', '2021-01-01']],
		[['Март', '--plan', '2021-02-30..2021-12-31']],
		[['Март', '--plan', '2022-01-01..2021-12-31']],
		[['Март', '--plan', '2021-01-01..2021-12-31', '--written', 'вчера']],
		[['--batch', '/no/such/file.jsonl', '--json']]
	])('%j is bad input', async (args) => {
		expect(await run(args)).toBe(1);
		expect(said.out).toBe('');
		expect(said.errors).toMatch(/^(plan|written|\/no\/such)/);
	});

	it.each([
		[[]],
		[['Март']],
		[['Март', 'Май', '--plan', '2021-01-01..2021-12-31']],
		[['Март', '--plan']],
		[['Март', '--plan', '2021-01-01..2021-12-31', '--yaml']],
		[['--batch', 'phrases.jsonl']],
		[['Март', '--batch', 'phrases.jsonl', '--json']]
	])('%j is wrong usage', async (args) => {
		expect(await run(args)).toBe(2);
		expect(said.out).toBe('');
		expect(said.errors).toContain('Usage: opora term');
	});
});

describe('opora term --batch', () => {
	it('gives one result a line, in order', async () => {
		const path = file(
			'\ufeff{"phrase":"Март","plan":"2021-01-01..2021-12-31","written":null}\r\n' +
				'{"phrase":"октябрь","plan":{"from":"2026-09-01","to":"2027-08-31"}}\n\n' +
				'{"phrase":null,"plan":"2021-01-01..2021-12-31"}'
		);
		expect(await run(['--batch', path, '--json'])).toBe(0);
		expect(lines()).toMatchObject([
			{ phrase: 'Март', window: { from: '2021-03-01', to: '2021-03-31' } },
			{ phrase: 'октябрь', window: { from: '2026-10-01', to: '2026-10-31' } },
			{ phrase: '', kind: 'unknown' }
		]);
	});

	it('names a bad line and reads the others', async () => {
		const path = file(
			[
				'{"phrase":"Март","plan":"2021-01-01..2021-12-31"}',
				'{"phrase":"Май"',
				'{"phrase":7,"plan":"2021-01-01..2021-12-31"}',
				'{"phrase":"Май","plan":"2021"}',
				'["Май"]',
				'{"phrase":"Май","plan":"2021-01-01..2021-12-31"}'
			].join('\n')
		);
		expect(await run(['--batch', path, '--json'])).toBe(1);
		expect(lines()).toMatchObject([{ phrase: 'Март' }, { phrase: 'Май', kind: 'dates' }]);
		expect(
			said.errors
				.trim()
				.split('\n')
				.map((line) => /line (\d)/.exec(line)?.[1])
		).toEqual(['2', '3', '4', '5']);
	});
});
