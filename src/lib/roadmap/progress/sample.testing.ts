/** Occurrences that stand for anything that people and days make of a measure. */
import fc from 'fast-check';
import { stages, type Occurrence } from '../execution/model.ts';

let count = 0;

/** Days of two months around the end of November 2026. */
export const anyDay = fc
	.integer({ min: 0, max: 60 })
	.map((n) => new Date(Date.UTC(2026, 9, 20 + n)).toISOString().slice(0, 10));

export const anyOccurrence: fc.Arbitrary<Occurrence> = fc
	.record({
		stage: fc.constantFrom(...stages),
		days: fc.option(fc.tuple(anyDay, anyDay).map((pair) => pair.sort())),
		neverLate: fc.boolean(),
		doneOn: fc.option(anyDay)
	})
	.map(({ days, ...rest }) => ({
		...rest,
		id: String((count += 1)),
		measureId: 'm',
		kind: days ? 'term' : 'undated',
		from: days?.[0] ?? null,
		to: days?.[1] ?? null,
		reason: null,
		reportId: null,
		revision: 1
	}));

export const anyMeasure = fc.array(anyOccurrence, { maxLength: 5 });
