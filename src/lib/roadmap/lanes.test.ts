import { describe, expect, it } from 'vitest';
import { laneRows, tierRows } from './lanes.ts';
import type { Link, Measure } from './model.ts';
import { sampleTerm } from './sample.testing.ts';

const measure = (id: string, lane: number | null = null, row: number | null = null): Measure => ({
	id,
	sectionId: null,
	position: 1,
	lane,
	row,
	number: null,
	text: id,
	term: sampleTerm('Октябрь', '2026-10-01', '2026-10-31'),
	termByHand: false,
	responsible: [],
	result: null,
	notes: null,
	factors: [],
	source: null,
	originId: null,
	checkIn: 'half-yearly',
	evidenceKinds: [],
	withdrawn: false,
	revision: 1
});
const ids = (rows: (Measure | null)[][]) => rows.map((row) => row.map((cell) => cell?.id ?? null));

describe('laneRows', () => {
	it('puts measures of one row side by side and leaves empty cells', () => {
		const rows = laneRows([measure('a', 0, 1), measure('b', 2, 1), measure('c', 1, 2)], 3);
		expect(ids(rows)).toEqual([
			['a', null, 'b'],
			[null, 'c', null]
		]);
	});

	it('begins a row where the place is taken, the row unknown or the lane gone', () => {
		const rows = laneRows(
			[measure('a', 0, 1), measure('b', 0, 1), measure('c'), measure('d', 7)],
			2
		);
		expect(ids(rows)).toEqual([
			['a', null],
			['b', null],
			['c', null],
			[null, 'd']
		]);
	});
});

describe('tierRows', () => {
	const link = (measureId: string, kind: string | null): Link => ({
		id: `${measureId}-${kind}`,
		measureId,
		kind: 'supports',
		outgoing: true,
		owner: kind === null ? null : { shortName: kind, kind, path: 'region' },
		other: null
	});

	it('sorts links by the level of the other organisation', () => {
		const links = [link('a', 'school'), link('a', 'methodical-service'), link('b', 'partner')];
		const { own, shown, rows } = tierRows([measure('a'), measure('b')], links, 'municipality');
		expect(own).toBe('authority');
		expect(shown).toEqual(['authority', 'methodical-service', 'school']);
		expect(Object.keys(rows[0]!.links)).toEqual(['school', 'methodical-service']);
		expect(rows[1]!.links.school).toHaveLength(1);
	});

	it('shows the region only where it has something to show', () => {
		expect(tierRows([measure('a')], [link('a', 'region')], 'school').shown[0]).toBe('region');
		expect(tierRows([measure('a')], [], 'region').own).toBe('region');
	});
});
