import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSigns, isAdvancedName, type Compared, type TaskCompared } from './signs.ts';

const compared = (
	procedure: string,
	year: number,
	[well, participants]: [number, number],
	region: number,
	more: Partial<Compared> = {}
): Compared => {
	const [exam = '', subject = '', grade = ''] = procedure.split('-');
	return {
		...{ procedure, year, exam, subject, grade: grade === '' ? null : Number(grade), by: 'marks' },
		school: { well, participants },
		region: { well: Math.round(region * 10_000), participants: 10_000, schools: 400 },
		...more
	};
};
const plain = { isAdvanced: false, tasks: [] };
const high = compared('vpr-math-8', 2026, [28, 30], 0.45);

describe('a result far above the region', () => {
	it('is a sign where the exam of the subject does not confirm it', () => {
		const exam = compared('oge-math', 2026, [9, 30], 0.5);
		expect(findSigns({ ...plain, results: [high, exam] }, 2026)).toEqual([
			{
				...{ kind: 'not-confirmed', procedure: 'vpr-math-8', school: 28 / 30, region: 0.45 },
				participants: 30,
				other: { name: 'oge-math', school: 0.3, region: 0.5 }
			}
		]);
	});

	it('is none where the exam confirms it, or the school teaches in depth', () => {
		const exam = compared('oge-math', 2026, [27, 30], 0.5);
		expect(findSigns({ ...plain, results: [high, exam] }, 2026)).toEqual([]);
		expect(findSigns({ ...plain, isAdvanced: true, results: [high] }, 2026)).toEqual([]);
	});

	it('is told as unconfirmed by nothing where no exam was held', () => {
		expect(
			findSigns({ ...plain, results: [high, compared('oge-rus', 2026, [1, 30], 0.5)] }, 2026)
		).toMatchObject([{ kind: 'above-region', other: null }]);
	});

	it('says nothing of few pupils, few schools, another year, or an exam itself', () => {
		const few = compared('vpr-math-8', 2026, [9, 9], 0.45);
		const alone = { ...high, region: { ...high.region, schools: 9 } };
		const exam = compared('oge-math', 2026, [29, 30], 0.45);
		for (const one of [few, alone, { ...high, year: 2025 }, exam])
			expect(findSigns({ ...plain, results: [one] }, 2026)).toEqual([]);
	});
});

describe('a jump of the same children', () => {
	it('is a sign against the region’s own change', () => {
		const before = compared('vpr-math-5', 2025, [12, 30], 0.5);
		const after = compared('vpr-math-6', 2026, [25, 30], 0.7);
		const inDepth = { ...plain, isAdvanced: true };
		expect(findSigns({ ...inDepth, results: [before, after] }, 2026)).toMatchObject([]);
		const lower = compared('vpr-math-6', 2026, [25, 30], 0.45);
		expect(findSigns({ ...inDepth, results: [before, lower] }, 2026)).toMatchObject([
			{
				kind: 'jump',
				procedure: 'vpr-math-6',
				other: { name: 'vpr-math-5', school: 0.4, region: 0.5 }
			}
		]);
		const otherGrade = compared('vpr-math-4', 2025, [12, 30], 0.5);
		expect(findSigns({ ...inDepth, results: [otherGrade, lower] }, 2026)).toEqual([]);
	});
});

describe('tasks', () => {
	const task = (task: string, school: number, region: number): TaskCompared => ({
		...{ procedure: 'vpr-rus-6', task, school, region, participants: 25 }
	});
	it('easy ones worse and hard ones better than the region are a sign', () => {
		const tasks = [
			task('1', 0.7, 0.9),
			task('2', 0.6, 0.8),
			task('11', 0.6, 0.3),
			task('12', 0.7, 0.2)
		];
		expect(findSigns({ ...plain, results: [], tasks }, 2026)).toMatchObject([
			{ kind: 'task-profile' }
		]);
		const better = tasks.map((one) => ({ ...one, school: one.region + 0.1 }));
		expect(findSigns({ ...plain, results: [], tasks: better }, 2026)).toEqual([]);
	});
});

it('never finds a sign in a school that is as its region', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 200 }),
			fc.double({ min: 0, max: 1, noNaN: true }),
			(n, share) => {
				const well = Math.round(n * share);
				const results = [2025, 2026].flatMap((year) =>
					['vpr-math-5', 'vpr-math-6', 'oge-math'].map((procedure) =>
						compared(procedure, year, [well, n], 0, {
							region: { well: well * 50, participants: n * 50, schools: 50 }
						})
					)
				);
				expect(findSigns({ ...plain, results }, 2026)).toEqual([]);
			}
		)
	);
});

it('knows lyceums and gymnasiums by their names', () => {
	expect(['Лицей № 3', 'Заречная гимназия № 1', 'МБОУ «Лицей»'].every(isAdvancedName)).toBe(true);
	expect(['Песчанская СОШ', 'Школа № 4'].some(isAdvancedName)).toBe(false);
});
