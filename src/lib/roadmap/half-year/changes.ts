/** What a new filling changes. Pure. */
import type { Change, FactRow, HalfYearFacts } from './model.ts';

/** Measures whose row differs, in the order of the new rows, then those that are gone. */
export function changesBetween(before: HalfYearFacts, after: HalfYearFacts): Change[] {
	const old = new Map(before.rows.map((row) => [row.measureId, row]));
	const now = new Set(after.rows.map(({ measureId }) => measureId));
	const changed = after.rows.flatMap((row): Change[] => {
		const was = old.get(row.measureId);
		if (was && same(was, row)) return [];
		return [changeOf(row, was?.state ?? null, row.state)];
	});
	const gone = before.rows
		.filter(({ measureId }) => !now.has(measureId))
		.map((row) => changeOf(row, row.state, null));
	return [...changed, ...gone];
}

function changeOf(row: FactRow, before: Change['before'], after: Change['after']): Change {
	return { measureId: row.measureId, name: row.number ?? row.text, before, after };
}

function same(one: FactRow, other: FactRow): boolean {
	return canonical(one) === canonical(other);
}

/** JSON whose keys are in order: the database gives them back in its own. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_, each: unknown) =>
		each !== null && typeof each === 'object' && !Array.isArray(each)
			? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
			: each
	);
}
