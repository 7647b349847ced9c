import { describe, expect, it } from 'vitest';
import { identify, type Result } from '../identify.ts';
import { shippedRules } from '../rules.ts';
import { sureOfLow, sureOfSchoolAtAll } from './sureness.ts';

const rules = shippedRules('2025')!;
const prior = { a: 2, b: 6, schools: 60 };
const priors = new Map([
	['math', prior],
	['rus', prior]
]);
const result = (procedure: string, year: number, low: number, participants: number): Result => ({
	...{ procedure, year, participants, low },
	level: 'ООО'
});

/** The word for a school with these results in 2026. */
function word(results: Result[]) {
	const finding = identify(results, rules, 2026);
	const earlier = results.filter(({ year }) => year < 2026);
	return sureOfSchoolAtAll(sureOfLow(finding, rules, priors, { year: 2026, earlier }), rules);
}

describe('one word for a school', () => {
	const small = [result('math', 2026, 4, 10), result('rus', 2026, 4, 10)];

	it('doubts a small class of one year, and less so the same for three years', () => {
		expect(word(small)).toBe('open');
		const before = [2024, 2025].flatMap((year) => small.map((one) => ({ ...one, year })));
		expect(word([...before, ...small])).toBe('likely');
	});

	it('doubts it more where the years before were good', () => {
		const good = small.map((one) => ({ ...one, year: 2025, low: 0 }));
		expect(word([...good, ...small])).toBe('chance');
	});

	it('takes no year beyond a gap, and none that nobody wrote in', () => {
		const far = small.map((one) => ({ ...one, year: 2024, low: 10 }));
		const empty = small.map((one) => ({ ...one, year: 2025, low: 0, participants: 0 }));
		expect(word([...far, ...small])).toBe('open');
		expect(word([...far, ...empty, ...small])).toBe('open');
	});

	it('has no word where nothing is low', () => {
		expect(word([result('math', 2026, 0, 10)])).toBeNull();
	});
});
