import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatherOutput } from './output.testing.ts';
import { run } from './identify.ts';

const said = gatherOutput();
let folder = '';

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'opora-identify-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function file(text: string, name = 'results.csv'): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

const table = `school,year,procedure,participants,low
101,2024,"ОГЭ, математика",22,7
101,2025,"ОГЭ, математика",26,9
101,2025,"ОГЭ, русский язык",26,8
102,2025,"ОГЭ, математика",10,3
102,2025,"ОГЭ, русский язык",10000,2999
103,2025,"ОГЭ, математика",0,
104,2024,"ОГЭ, математика",10,9
`;
const json = () =>
	JSON.parse(said.out) as {
		ruleSet: { id: string; lowShare: object };
		year: number;
		schools: { school: string; status: string; because: string }[];
	};

describe('opora identify', () => {
	it('gives the schools of the year and the rule set in force', async () => {
		expect(await run([file(table), '--rules', '2025', '--year', '2025', '--json'])).toBe(0);
		expect(said.errors).toBe('');
		const { ruleSet, year, schools } = json();
		expect([ruleSet.id, year]).toEqual(['2025', 2025]);
		expect(schools.map(({ school, status }) => [school, status])).toEqual([
			['101', 'low-results'],
			['102', 'none'],
			['103', 'not-evaluated']
		]);
		expect(Object.keys(schools[0]!)).toEqual([
			'school',
			'status',
			'lowProcedures',
			'repeated',
			'because'
		]);
		expect(schools[0]).toMatchObject({
			lowProcedures: [
				{ procedure: 'ОГЭ, математика', participants: 26, low: 9, share: 9 / 26 },
				{ procedure: 'ОГЭ, русский язык', participants: 26, low: 8, share: 8 / 26 }
			],
			repeated: ['ОГЭ, математика']
		});
	});

	it('speaks to people without --json', async () => {
		const args = [file(table), '--rules', '847-2020', '--year', '2025', '--lang', 'en'];
		expect(await run(args)).toBe(0);
		expect(said.out).toContain('101 — low results');
		expect(said.out).toContain(
			'2025, 3 schools. low results: 1, at risk: 0, not listed: 1, not evaluated: 1.'
		);
	});

	it('says how sure it is where it is asked', async () => {
		const args = [file(table), '--rules', '2025', '--year', '2025', '--sure'];
		expect(await run([...args, '--json'])).toBe(0);
		expect(json()).toMatchObject({
			priors: { 'ОГЭ, математика': { a: 1, b: 1, schools: 2 } },
			schools: [
				{
					sure: {
						toLeave: 1,
						toJoin: null,
						procedures: [
							{
								low: 9,
								verdict: 'open',
								together: { years: [2024, 2025], participants: 48, low: 16 }
							},
							{ low: 8, together: null }
						]
					}
				},
				{ sure: { toLeave: null, toJoin: null } },
				{ sure: { procedures: [] } }
			]
		});
		said.out = '';
		expect(await run(args)).toBe(0);
		expect(said.out.replaceAll('\u00a0', ' ')).toContain(
			'Если бы порог преодолел ещё 1 ученик, школы не было бы в списке.'
		);
		expect(said.out).toContain('За 2024–2025 годы вместе (16 из 48)');
	});

	it('takes rules from a file', async () => {
		const path = [file(table), '--year', '2025', '--json'];
		await run([...path, '--rules', '2025']);
		const rules = { ...json().ruleSet, id: 'own', minLowProcedures: 1, atRisk: { any: ['many'] } };
		said.out = '';
		const own = file(JSON.stringify(rules), 'own.json');
		expect(await run([...path, '--rules', own])).toBe(0);
		expect(json().schools[1]!.status).toBe('at-risk');
	});

	it('prints nothing but the problems of a bad file', async () => {
		const path = file(`${table}101,2025,"ОГЭ, математика",26,9\n105,2025,ЕГЭ,3,4\n`);
		expect(await run([path, '--rules', '2025', '--year', '2025', '--json'])).toBe(1);
		expect(said.out).toBe('');
		expect(said.errors.trim().split('\n')).toEqual([
			expect.stringMatching(/строка 9: .*уже есть в строке 3/),
			expect.stringMatching(/строка 10: /)
		]);
	});

	it.each([
		[['/no/such/file.csv', '--rules', '2025', '--year', '2025'], 'такого файла нет'],
		[['.', '--rules', '2025', '--year', '2025'], 'папка'],
		[['FILE', '--rules', '2025', '--year', '2019'], 'результатов 2019 года'],
		[['FILE', '--rules', '/no/rules.json', '--year', '2025'], 'такого файла нет']
	])('%j is bad input', async (args, expected) => {
		const path = file(table);
		expect(await run(args.map((arg) => (arg === 'FILE' ? path : arg)))).toBe(1);
		expect(said.errors).toContain(expected);
		expect(said.out).toBe('');
	});

	it.each([
		[[]],
		[['f.csv']],
		[['f.csv', '--rules', '2025']],
		[['f.csv', '--rules', '2025', '--year', 'last']],
		[['f.csv', '--rules', '2031', '--year', '2025']],
		[['f.csv', 'g.csv', '--rules', '2025', '--year', '2025']],
		[['f.csv', '--rules', '2025', '--year', '2025', '--xml']]
	])('%j is wrong usage', async (args) => {
		expect(await run(args)).toBe(2);
		expect(said.errors).toContain('Usage: opora identify');
		expect(said.out).toBe('');
	});
});
