import { expect, it } from 'vitest';
import { emptyTally } from '../roadmap/progress.ts';
import type { RoadmapCounts } from '../roadmap/progress/many.ts';
import { endangeredOf } from './endangered.ts';

/** A roadmap of 20 measures of which `due` fell due and `kept` were kept. */
const counts = (roadmapId: string, due: number, kept: number, periodTo = '2027-08-31') =>
	({
		roadmapId,
		title: 'Карта',
		level: 'school',
		owner: { id: 'o', kind: 'school', shortName: roadmapId, path: 'a' },
		periodTo,
		tally: { ...emptyTally(), whole: 20, due, kept, done: kept },
		months: { first: '2026-09-01', plan: [], fact: [] }
	}) satisfies RoadmapCounts;

it('tells of roadmaps that miss the line in the whole range of their forecast, the worst first', () => {
	const found = endangeredOf(
		[
			counts('half kept', 10, 5),
			counts('two of ten', 10, 2),
			counts('none of ten', 10, 0),
			counts('nothing due yet', 0, 0),
			counts('over', 10, 0, '2026-11-23')
		],
		'2026-11-24'
	);
	expect(found.map(({ owner }) => owner)).toEqual(['none of ten', 'two of ten']);
	// the line of 20 measures is 11
	for (const { high } of found) expect(high).toBeLessThan(11);
});
