import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { place, positions, renumber, step, type Group, type Placed } from './order.ts';

const rowOf = (ids: string[]): Placed[] =>
	positions(ids.length).map((position, i) => ({ id: ids[i]!, position }));

/** The row after `changes`, as the database would give it. */
function after(row: Placed[], changes: Placed[]): string[] {
	const changed = new Map(changes.map(({ id, position }) => [id, position]));
	const all = new Map([...row.map(({ id, position }) => [id, position] as const), ...changed]);
	return [...all].sort((a, b) => a[1] - b[1]).map(([id]) => id);
}

describe('place', () => {
	it('moves one thing and touches no other', () => {
		expect(place(rowOf(['a', 'b', 'c']), 'c', 'a')).toEqual([{ id: 'c', position: 0 }]);
		expect(place(rowOf(['a', 'b', 'c']), 'a', null)).toEqual([{ id: 'a', position: 4096 }]);
		expect(place([], 'a', null)).toEqual([{ id: 'a', position: 1024 }]);
	});

	it('spaces the row anew where no number lies between', () => {
		const row = [
			{ id: 'a', position: 1 },
			{ id: 'b', position: 1 },
			{ id: 'c', position: 2 }
		];
		expect(after(row, place(row, 'c', 'b'))).toEqual(['a', 'c', 'b']);
		expect(place(row, 'c', 'b')).toHaveLength(3);
	});

	it('always gives the wanted order, however often things are moved', () => {
		const moves = fc.array(fc.tuple(fc.nat(5), fc.option(fc.nat(5))), { maxLength: 200 });
		fc.assert(
			fc.property(moves, (moves) => {
				const names = ['a', 'b', 'c', 'd', 'e', 'f'];
				let row = rowOf(names);
				for (const [from, to] of moves) {
					const ids = row.map(({ id }) => id);
					const id = names[from]!;
					const before = to === null ? null : names[to]!;
					const others = ids.filter((name) => name !== id);
					const index = before === null ? -1 : others.indexOf(before);
					const wanted = others.toSpliced(index < 0 ? others.length : index, 0, id);
					const changes = new Map(place(row, id, before).map((c) => [c.id, c.position]));
					row = row
						.map((thing) => ({ ...thing, position: changes.get(thing.id) ?? thing.position }))
						.sort((x, y) => x.position - y.position);
					expect(row.map((thing) => thing.id)).toEqual(wanted);
				}
			})
		);
	});
});

describe('step', () => {
	const groups: Group[] = [
		{ section: null, ids: ['a'] },
		{ section: 's1', ids: [] },
		{ section: 's2', ids: ['b', 'c', 'd'] }
	];

	it('goes past a neighbour', () => {
		expect(step(groups, 'c', 'up')).toEqual({ section: 's2', before: 'b' });
		expect(step(groups, 'b', 'down')).toEqual({ section: 's2', before: 'd' });
		expect(step(groups, 'c', 'down')).toEqual({ section: 's2', before: null });
	});

	it('goes over the edge into the next section, an empty one too', () => {
		expect(step(groups, 'b', 'up')).toEqual({ section: 's1', before: null });
		expect(step(groups, 'a', 'down')).toEqual({ section: 's1', before: null });
	});

	it('stops at both ends', () => {
		expect(step(groups, 'a', 'up')).toBeNull();
		expect(step(groups, 'd', 'down')).toBeNull();
		expect(step(groups, 'nobody', 'down')).toBeNull();
	});

	it('a step down and a step up lead back', () => {
		const shape = fc.array(fc.nat(4), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(shape, fc.nat(), (sizes, pick) => {
				let count = 0;
				const groups = sizes.map((size, i) => ({
					section: `s${i}`,
					ids: Array.from({ length: size }, () => `m${(count += 1)}`)
				}));
				if (count === 0) return;
				const id = `m${(pick % count) + 1}`;
				const target = step(groups, id, 'down');
				if (!target) return;
				const moved = moveIn(groups, id, target);
				expect(moveIn(moved, id, step(moved, id, 'up')!)).toEqual(groups);
			})
		);
	});
});

function moveIn(
	groups: Group[],
	id: string,
	to: { section: string | null; before: string | null }
) {
	return groups.map(({ section, ids }) => {
		const others = ids.filter((other) => other !== id);
		if (section !== to.section) return { section, ids: others };
		const index = to.before === null ? others.length : others.indexOf(to.before);
		return { section, ids: others.toSpliced(index, 0, id) };
	});
}

describe('renumber', () => {
	const groups = [
		{ top: null, ids: ['a'] },
		{ top: 0, ids: ['b', 'c'] },
		{ top: 1, ids: ['d'] },
		{ top: 1, ids: ['e'] }
	];

	it('counts through the whole roadmap', () => {
		expect([...renumber(groups, 'through').values()]).toEqual(['1', '2', '3', '4', '5']);
	});

	it('counts inside each outermost section, its subsections included', () => {
		expect([...renumber(groups, 'by-section').values()]).toEqual(['1', '1.1', '1.2', '2.1', '2.2']);
	});
});
