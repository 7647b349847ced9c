import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copiedLines } from './copy.ts';
import { schoolsByDeficit } from './deficits.ts';
import { dueIn, readPhrase } from './due.ts';
import { formOf, startLines } from './form.ts';
import type { Line } from './model.ts';
import { linesFields, readLines, readPartForm } from './parts.ts';
import { changedParts, markOf, type Compared } from './version.ts';

const lines: Line[] = startLines(formOf('004'), 'Заречный район').map((line, index) => ({
	...line,
	id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
	position: index
}));
const plan = lines.filter(({ section }) => section === 'plan');
const withTerms = (...terms: string[]) =>
	plan.map((line, index) => ({ ...line, term: terms[index] ?? '' }));

describe('terms of a plan', () => {
	it('are read in its calendar year, and doubts are told', () => {
		expect(readPhrase('до 15 октября', 2026, 'ru')).toEqual({
			text: 'до 15 октября 2026',
			doubtful: false
		});
		expect(readPhrase('', 2026, 'ru')).toEqual({ text: '', doubtful: false });
		expect(readPhrase('как получится', 2026, 'ru').doubtful).toBe(true);
		expect(readPhrase('31 февраля', 2026, 'en').doubtful).toBe(true);
	});

	it('fall due in the month of their last day, kept rows alone, by day', () => {
		const rows = withTerms('ноябрь', 'до 5 ноября', 'октябрь – декабрь', 'ежемесячно', 'постоянно');
		rows.push({ ...plan[0]!, id: 'dropped', kept: false, term: 'ноябрь' });
		expect(dueIn(rows, 2026, '2026-11').map(({ line, window }) => [line.term, window.to])).toEqual([
			['до 5 ноября', '2026-11-05'],
			['ноябрь', '2026-11-30'],
			['ежемесячно', '2026-11-30']
		]);
		expect(dueIn(rows, 2026, '2026-07').map(({ line }) => line.term)).toEqual(['ежемесячно']);
	});
});

describe('last year’s plan', () => {
	it('comes along with its choices and words, its years moved, without last year’s findings', () => {
		const before = lines.map((line) =>
			line.key === 'plan-1'
				? { ...line, kept: false, text: 'Иначе', term: '15.10.2026' }
				: line.section === 'deficits'
					? { ...line, source: 'Дальняя СОШ' }
					: line
		);
		const after = copiedLines(before, 2026, 2027);
		expect(after.find(({ key }) => key === 'plan-1')).toMatchObject({
			...{ kept: false, text: 'Иначе', term: '15.10.2027' }
		});
		expect(after.filter(({ section, source }) => section === 'deficits' && source)).toEqual([]);
		expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
	});
});

describe('forms of rows', () => {
	it('give back what they showed', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({
						kept: fc.boolean(),
						text: fc.string({ minLength: 1, maxLength: 50 }).map((text) => `т${text}`.trim()),
						term: fc.constantFrom('', 'май', 'до 1 июня')
					}),
					{ maxLength: 9 }
				),
				(changes) => {
					const rows = plan.map((line, index) => ({ ...line, ...changes[index] }));
					expect(readLines('plan', rows, linesFields('plan', rows))).toEqual(rows);
				}
			)
		);
	});

	it('know an unticked box by what was shown, and a row to add by its mark', () => {
		const [line] = plan as [Line];
		const form = new FormData();
		form.set(`was.${line.id}.keep`, '1');
		form.set(`was.${line.id}.text`, 'Было');
		form.set(`${line.id}.text`, 'Стало\r\nдва');
		form.set('new.id', line.id);
		form.set('new.text', ' ');
		form.set('role); drop', 'x');
		expect(readPartForm(form)).toEqual({
			base: { [`${line.id}.keep`]: '1', [`${line.id}.text`]: 'Было' },
			mine: { [`${line.id}.keep`]: '', [`${line.id}.text`]: 'Стало\nдва' },
			added: null
		});
		form.set('new.text', 'Своя');
		form.set(`choose.${line.id}.text`, 'theirs');
		const read = readPartForm(form);
		expect(read.added).toEqual({ id: line.id, values: { text: 'Своя' } });
		expect(read.mine).toEqual({ [`${line.id}.keep`]: '' });
	});
});

describe('schools of a deficit', () => {
	const profile = (
		schoolId: string,
		approvedOn: string | null,
		level: 'high' | 'medium' | 'low'
	) => ({
		...{ schoolId, profileId: schoolId, version: 1, year: 2026, approvedOn },
		levels: [{ factor: 'staff', number: 2, score: 70, level, reason: null }]
	});
	const given = {
		profiles: [
			profile('a', '2026-11-20', 'high'),
			profile('b', '2026-11-20', 'medium'),
			profile('c', null, 'high'),
			profile('d', '2026-11-20', 'low')
		],
		names: new Map([...'abcd'].map((id) => [id, `Школа ${id}`])),
		typed: { 'deficits-2': 'Школа x, Школа a\nШкола y' }
	};
	const rows = [{ key: 'deficits-1' }, { key: 'deficits-2' }];

	it('are those of approved profiles at the level asked for, then those typed, each once', () => {
		expect(schoolsByDeficit(rows, { ...given, from: 'high' })).toEqual({
			'deficits-1': [],
			'deficits-2': ['Школа a', 'Школа x', 'Школа y']
		});
		expect(schoolsByDeficit(rows, { ...given, from: 'medium' })['deficits-2']).toEqual([
			...['Школа a', 'Школа b', 'Школа x', 'Школа y']
		]);
	});
});

describe('what changed since an order', () => {
	const compared = (more: Partial<Compared['written']> = {}): Compared => ({
		schools: { listed: [], risky: [], deficits: {}, typed: {} },
		written: {
			passport: {
				...{ title: 'П', firstYear: 2026, lastYear: 2027, basis: '', customer: '' },
				...{ coordinator: '', executors: '', purpose: '', stagePreparationTerm: '' },
				...{ stagePreparation: '', stageExecutionTerm: '', stageExecution: '' },
				...{ stageSpreadingTerm: '', stageSpreading: '', financing: '', expected: '', control: '' }
			},
			...{ members: [], orders: [], year: 2026, lines, tasks: [] },
			targets: [
				{
					...{ id: 't', indicator: 'И', unit: '', baseline: null, measured: null },
					values: [{ year: 2026, target: 3, fact: null, factSource: '' }]
				}
			],
			settings: {
				...{ listYear: 2026, campaignId: null, diagnosisOrder: '', diagnosisFrom: null },
				...{ diagnosisTo: null, deficitsFrom: 'high', roadmapId: null }
			},
			...more
		}
	});

	it('names the parts, and takes no fact and no list for a change', async () => {
		const before = compared();
		expect(changedParts(before, compared())).toEqual([]);
		const fact = compared({
			targets: [
				{
					...before.written.targets[0]!,
					values: [{ year: 2026, target: 3, fact: 4, factSource: 'отчёт' }]
				}
			]
		});
		expect(changedParts(before, fact)).toEqual([]);
		expect(await markOf(fact)).toBe(await markOf(before));
		const dropped = compared({
			lines: lines.map((line) => (line.key === 'tasks-3' ? { ...line, kept: false } : line))
		});
		expect(changedParts(before, dropped)).toEqual(['tasks']);
		expect(await markOf(dropped)).not.toBe(await markOf(before));
		const typed = { ...before, schools: { ...before.schools!, typed: { 'deficits-1': 'А' } } };
		expect(changedParts(before, typed)).toEqual(['deficits']);
		expect(changedParts({ ...before, schools: null }, typed)).toEqual([]);
	});
});
