/** Distance between neighbours in a row that was never changed: room to put things between. */
const STEP = 1024;

export interface Placed {
	id: string;
	position: number;
}

/** Positions of `count` things in a row. */
export function positions(count: number): number[] {
	return Array.from({ length: count }, (_, i) => (i + 1) * STEP);
}

/**
 * Positions that must change so that `id` stands before `before` (null: at the end) among `row`,
 * which is in order and may hold `id` already. Usually one; all where no number lies between.
 */
export function place(row: Placed[], id: string, before: string | null): Placed[] {
	const others = row.filter((thing) => thing.id !== id);
	const found = before === null ? -1 : others.findIndex((thing) => thing.id === before);
	const index = found < 0 ? others.length : found;
	const left = others[index - 1]?.position;
	const right = others[index]?.position;
	const position = between(left, right);
	if (position !== null) return [{ id, position }];
	const spaced = positions(others.length + 1);
	return others.toSpliced(index, 0, { id, position: 0 }).map((thing, i) => ({
		id: thing.id,
		position: spaced[i]!
	}));
}

function between(left: number | undefined, right: number | undefined): number | null {
	if (left === undefined) return right === undefined ? STEP : right - STEP;
	if (right === undefined) return left + STEP;
	const middle = (left + right) / 2;
	return left < middle && middle < right ? middle : null;
}

/** A section's measures in order; `section` is null for those outside any. */
export interface Group {
	section: string | null;
	ids: string[];
}

export interface Target {
	section: string | null;
	/** The thing that will stand after it; null: at the end. */
	before: string | null;
}

/**
 * Where one step up or down leads: past a neighbour, or over the edge into the next section in
 * print order. null where it already stands first or last of all.
 */
export function step(groups: Group[], id: string, direction: 'up' | 'down'): Target | null {
	const at = groups.findIndex(({ ids }) => ids.includes(id));
	const group = groups[at];
	if (!group) return null;
	const { section, ids } = group;
	const index = ids.indexOf(id);
	if (direction === 'up') {
		if (index > 0) return { section, before: ids[index - 1]! };
		const above = groups[at - 1];
		return above ? { section: above.section, before: null } : null;
	}
	if (index < ids.length - 1) return { section, before: ids[index + 2] ?? null };
	const below = groups[at + 1];
	return below ? { section: below.section, before: below.ids[0] ?? null } : null;
}

export const numberings = ['through', 'by-section'] as const;
/** `through` 1, 2, 3 …; `by-section` 1.1, 1.2 … 2.1 with the number of the outermost section. */
export type Numbering = (typeof numberings)[number];

/**
 * New numbers by id. `groups` in print order, each with the index of its outermost section,
 * null for what stands outside any (numbered 1, 2 … before the sections).
 */
export function renumber(
	groups: { top: number | null; ids: string[] }[],
	numbering: Numbering
): Map<string, string> {
	const numbers = new Map<string, string>();
	const counts = new Map<number | null, number>();
	for (const { top, ids } of groups)
		for (const id of ids) {
			const key = numbering === 'through' ? null : top;
			const count = (counts.get(key) ?? 0) + 1;
			counts.set(key, count);
			numbers.set(id, key === null ? `${count}` : `${key + 1}.${count}`);
		}
	return numbers;
}
