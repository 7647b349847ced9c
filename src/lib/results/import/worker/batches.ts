import type { Figures, ReadResult } from '../../read/figures.ts';
import type { Batch } from './messages.ts';

/**
 * The results of a file, `size` schools at a time in their order; those of a school in the order of
 * the key that they are stored by.
 */
export function* batchesOf(figures: Figures, size: number): Generator<Batch> {
	let from = 0;
	let schools: Batch['schools'] = [];
	for (const { results } of figures.schools()) {
		results.sort(byKey);
		const column = (values: (number | string)[]): string => `{${values.join(',')}}`;
		const hasMarks = results.some(({ marks }) => marks !== null);
		schools.push({
			years: column(results.map(({ year }) => year)),
			// codes need no quotes: their pattern is `[a-z0-9-]`
			procedures: column(results.map(({ procedure }) => procedure)),
			participants: column(results.map(({ participants }) => participants)),
			low: column(results.map(({ low }) => low)),
			marks: hasMarks ? column(results.flatMap(({ marks }) => marks ?? [-1, -1, -1, -1])) : null,
			rows: column(results.map(({ row }) => row))
		});
		if (schools.length < size) continue;
		yield { from, schools };
		from += schools.length;
		schools = [];
	}
	if (schools.length > 0) yield { from, schools };
}

function byKey(one: ReadResult, other: ReadResult): number {
	if (one.year !== other.year) return one.year - other.year;
	return one.procedure < other.procedure ? -1 : 1;
}
