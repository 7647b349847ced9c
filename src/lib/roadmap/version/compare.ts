/** What differs between two versions, by measure and field. Pure. */
import type { ContentHead, ContentMeasure, ContentSection, VersionContent } from './content.ts';

export const comparedHead = [
	'title',
	'level',
	'owner',
	'period',
	'yearKind',
	'signatory',
	'lanes'
] as const satisfies (keyof ContentHead)[];
export type HeadPart = (typeof comparedHead)[number];

export const comparedFields = [
	...(['number', 'sectionId', 'lane', 'row', 'text', 'term', 'responsible'] as const),
	...(['result', 'notes', 'factors'] as const)
] satisfies (keyof ContentMeasure)[];
export type Part = (typeof comparedFields)[number];

export interface Difference {
	head: HeadPart[];
	/** In the newer version's print order; removed ones follow what stood before them. */
	sections: SectionChange[];
	measures: MeasureChange[];
}

/** `before` is null for what was added, `after` for what was removed. */
export interface SectionChange {
	before: ContentSection | null;
	after: ContentSection | null;
	renamed: boolean;
	/** Stands elsewhere: under another section, or in another order among its neighbours. */
	moved: boolean;
}

export interface MeasureChange {
	before: ContentMeasure | null;
	after: ContentMeasure | null;
	fields: Part[];
	/** Stands in another order within its section. */
	moved: boolean;
}

/** Both versions must be of one roadmap: their parts are told apart by ids. */
export function compare(older: VersionContent, newer: VersionContent): Difference {
	const movedSections = movedAmong(older.sections, newer.sections, ({ parentId }) => parentId);
	const movedMeasures = movedAmong(older.measures, newer.measures, ({ sectionId }) => sectionId);
	return {
		head: comparedHead.filter((part) => !same(older.head[part], newer.head[part])),
		sections: sideBySide(older.sections, newer.sections)
			.map(({ before, after }): SectionChange => ({
				before,
				after,
				renamed: before !== null && after !== null && before.title !== after.title,
				moved:
					before !== null &&
					after !== null &&
					(before.parentId !== after.parentId || movedSections.has(after.id))
			}))
			.filter(({ before, after, renamed, moved }) => !before || !after || renamed || moved),
		measures: sideBySide(older.measures, newer.measures)
			.map(({ before, after }): MeasureChange => ({
				before,
				after,
				fields:
					before && after ? comparedFields.filter((part) => !same(before[part], after[part])) : [],
				moved: before !== null && after !== null && movedMeasures.has(after.id)
			}))
			.filter(({ before, after, fields, moved }) => !before || !after || fields.length > 0 || moved)
	};
}

export function isSame({ head, sections, measures }: Difference): boolean {
	return head.length + sections.length + measures.length === 0;
}

interface Pair<T> {
	before: T | null;
	after: T | null;
}

/** The newer one's order; what was removed stands after its former neighbour above. */
function sideBySide<T extends { id: string }>(older: T[], newer: T[]): Pair<T>[] {
	const before = new Map(older.map((each) => [each.id, each]));
	const stays = new Set(newer.map(({ id }) => id));
	const removedAfter = new Map<string | null, T[]>();
	let above: string | null = null;
	for (const each of older)
		if (stays.has(each.id)) above = each.id;
		else removedAfter.set(above, [...(removedAfter.get(above) ?? []), each]);
	const gone = (id: string | null): Pair<T>[] =>
		(removedAfter.get(id) ?? []).map((each) => ({ before: each, after: null }));
	return [
		...gone(null),
		...newer.flatMap((after) => [
			{ before: before.get(after.id) ?? null, after },
			...gone(after.id)
		])
	];
}

/** Those that stay under one parent but not in one order: the fewest that explain the new order. */
function movedAmong<T extends { id: string }>(
	older: T[],
	newer: T[],
	parent: (each: T) => string | null
): Set<string> {
	const place = new Map(older.map((each, index) => [each.id, { index, parent: parent(each) }]));
	const staying = newer.filter((each) => place.get(each.id)?.parent === parent(each));
	const moved = new Set<string>();
	for (const row of Map.groupBy(staying, parent).values()) {
		const still = longestRising(row.map(({ id }) => place.get(id)!.index));
		row.forEach(({ id }, index) => {
			if (!still.has(index)) moved.add(id);
		});
	}
	return moved;
}

/** Indices of a longest rising subsequence; O(n log n). */
function longestRising(numbers: number[]): Set<number> {
	const ends: number[] = [];
	const previous: number[] = [];
	numbers.forEach((number, index) => {
		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (numbers[ends[middle]!]! < number) low = middle + 1;
			else high = middle;
		}
		previous[index] = low > 0 ? ends[low - 1]! : -1;
		ends[low] = index;
	});
	const found = new Set<number>();
	for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at]!) found.add(at);
	return found;
}

/** Values of content are plain JSON; the order of keys is that of whoever wrote it. */
function same(one: unknown, other: unknown): boolean {
	if (one === other) return true;
	if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
	const keys = Object.keys(one);
	return (
		Array.isArray(one) === Array.isArray(other) &&
		keys.length === Object.keys(other).length &&
		keys.every((key) =>
			same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key])
		)
	);
}

/** A difference in so few words that a page can say it beside the version's number. */
export interface Summary {
	head: HeadPart[];
	/** How many sections were added, removed, renamed or moved. */
	sections: number;
	/** Numbers as printed; null where a measure has none. The first ones; `…Count` counts all. */
	added: (string | null)[];
	addedCount: number;
	removed: (string | null)[];
	removedCount: number;
	/** Without those that only got another number or place. */
	changed: { number: string | null; fields: Part[] }[];
	changedCount: number;
	/** Only another number or another place. */
	reordered: number;
}

const MOST_NAMED = 12;
const orderly: readonly Part[] = ['number', 'row'];

export function summaryOf({ head, sections, measures }: Difference): Summary {
	const added = measures.filter(({ before }) => !before).map(({ after }) => after!.number);
	const removed = measures.filter(({ after }) => !after).map(({ before }) => before!.number);
	const both = measures.filter(({ before, after }) => before && after);
	const changed = both
		.map(({ after, fields }) => ({
			number: after!.number,
			fields: fields.filter((part) => !orderly.includes(part))
		}))
		.filter(({ fields }) => fields.length > 0);
	return {
		head,
		sections: sections.length,
		added: added.slice(0, MOST_NAMED),
		addedCount: added.length,
		removed: removed.slice(0, MOST_NAMED),
		removedCount: removed.length,
		changed: changed.slice(0, MOST_NAMED),
		changedCount: changed.length,
		reordered: both.length - changed.length
	};
}
