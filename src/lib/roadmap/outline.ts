import type { Measure, Roadmap, Section } from './model.ts';

/** A section with its own measures in print order; `section` is null for what stands outside. */
export interface OutlineEntry {
	section: Section | null;
	/** Headings from the outermost to the section's own; empty outside any section. */
	path: string[];
	measures: Measure[];
}

/**
 * The roadmap in print order: first the measures outside any section, then each section followed
 * by its subsections. A measure whose section is not shown (withdrawn) stands outside.
 */
export function outlineOf({
	sections,
	measures
}: Pick<Roadmap, 'sections' | 'measures'>): OutlineEntry[] {
	const known = new Set(sections.map(({ id }) => id));
	const children = Map.groupBy(sections.toSorted(byPosition), ({ parentId }) =>
		parentId !== null && known.has(parentId) ? parentId : null
	);
	const own = Map.groupBy(measures.toSorted(byPosition), ({ sectionId }) =>
		sectionId !== null && known.has(sectionId) ? sectionId : null
	);
	const below = (parent: string | null, path: string[]): OutlineEntry[] =>
		(children.get(parent) ?? []).flatMap((section) => {
			const here = [...path, section.title];
			return [
				{ section, path: here, measures: own.get(section.id) ?? [] },
				...below(section.id, here)
			];
		});
	const outside = own.get(null) ?? [];
	return [
		...(outside.length > 0 ? [{ section: null, path: [], measures: outside }] : []),
		...below(null, [])
	];
}

function byPosition(
	a: { position: number; id: string },
	b: { position: number; id: string }
): number {
	return a.position - b.position || (a.id < b.id ? -1 : 1);
}
