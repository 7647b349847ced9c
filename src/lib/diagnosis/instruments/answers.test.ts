import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswers } from './answers.ts';
import { itemsOf } from './instrument.ts';
import { findInstrument, instruments } from './shipped.ts';

const form = (fields: [string, string][]): FormData => {
	const data = new FormData();
	for (const [name, value] of fields) data.append(name, value);
	return data;
};
const read = (id: string, fields: [string, string][]) =>
	readAnswers(findInstrument(id)!, form(fields));

describe('a filled form', () => {
	it('gives the answers; what was left out is missing', () => {
		const { answers, problems, ignored } = read('pupils', [
			['grade', 'g9'],
			['explains', 'often'],
			['asks-again', 'unsure'],
			['career', 'visit'],
			['career', 'talk'],
			['better', '  Столовую  '],
			['interesting', ''],
			['revision', '7']
		]);
		expect({ answers, problems, ignored }).toEqual({
			answers: {
				grade: 'g9',
				explains: 'often',
				'asks-again': 'unsure',
				career: ['talk', 'visit'],
				better: 'Столовую'
			},
			problems: [],
			ignored: []
		});
	});

	it('reads rows of a matrix by their own names', () => {
		expect(read('teachers', [['confident.exam', 'partly']]).answers).toEqual({
			'confident.exam': 'partly'
		});
	});

	it.each<[string, string, string, string, string, number | null]>([
		['head', 'vacancies', 'много', 'not-a-number', 'много', null],
		['head', 'vacancies', '-1', 'below', '-1', 0],
		['head', 'vacancies', '−1', 'below', '−1', 0],
		['head', 'vacancies', '100,01', 'above', '100,01', 100],
		['head', 'vacancies', '1,255', 'too-many-decimals', '1,255', 2],
		['head', 'vacancies', '1e3', 'not-a-number', '1e3', null],
		['head', 'trained', '4,5', 'not-whole', '4,5', null],
		['pupils', 'explains', 'sometimes', 'unknown-option', 'sometimes', null],
		['pupils', 'grade', 'unsure', 'unknown-option', 'unsure', null],
		['pupils', 'career', 'circus', 'unknown-option', 'circus', null],
		['pupils', 'better', 'я'.repeat(1001), 'too-long', '1001', 1000]
	])('%s: %s = %s is wrong: %s', (id, key, value, code, given, bound) => {
		const before: [string, string][] = key === 'career' ? [['grade', 'g8']] : [];
		const { answers, problems } = read(id, [...before, [key, value]]);
		expect(problems).toEqual([{ key, number: expect.any(Number), code, given, bound }]);
		expect(answers).not.toHaveProperty(key);
		const index = itemsOf(findInstrument(id)!).findIndex((item) => item.code === key);
		expect(problems[0]!.number).toBe(index + 1);
	});

	it('takes a number as people write it', () => {
		for (const [written, number] of [
			['1,5', 1.5],
			['1.50', 1.5],
			['07', 7],
			['1,000', 1]
		] as const)
			expect(read('head', [['vacancies', written]]).answers).toEqual({ vacancies: number });
		expect(read('head', [['internet', '1\u00a0000']]).answers).toEqual({ internet: 1000 });
	});

	it('takes one answer for one question, and «none» only alone', () => {
		expect(
			read('pupils', [
				['explains', 'often'],
				['explains', 'never'],
				['grade', 'g7'],
				['career', 'none'],
				['career', 'talk']
			]).problems.map(({ key, code }) => [key, code])
		).toEqual([
			['explains', 'several-for-one'],
			['career', 'none-with-others']
		]);
	});

	it('leaves out what the earlier answers do not lead to, and says because of which question', () => {
		const { answers, problems, ignored } = read('pupils', [
			['grade', 'g5'],
			['career', 'nonsense'],
			['plan', 'yes']
		]);
		expect({ answers, problems }).toEqual({ answers: { grade: 'g5' }, problems: [] });
		expect(ignored).toEqual([
			{ key: 'career', number: 16, because: 1 },
			{ key: 'plan', number: 17, because: 1 }
		]);
		expect(read('pupils', [['plan', 'yes']]).ignored).toHaveLength(1);
	});

	it('a file in place of text is no answer', () => {
		const data = form([]);
		data.append('better', new Blob(['x']), 'x.txt');
		expect(readAnswers(findInstrument('pupils')!, data).answers).toEqual({});
	});

	it('whatever comes, only known keys and no throw', () => {
		const names = instruments.flatMap((one) =>
			itemsOf(one).flatMap((item) =>
				item.kind === 'matrix' ? item.rows.map(({ code }) => `${item.code}.${code}`) : [item.code]
			)
		);
		fc.assert(
			fc.property(
				fc.constantFrom(...instruments),
				fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string())),
				(instrument, fields) => {
					const { answers } = readAnswers(instrument, form(fields));
					for (const key of Object.keys(answers)) expect(names).toContain(key);
				}
			)
		);
	});
});
