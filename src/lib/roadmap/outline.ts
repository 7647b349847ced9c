interface AnySection {
	id: string;
	parentId: string | null;
	position: number;
	title: string;
}

interface AnyMeasure {
	id: string;
	sectionId: string | null;
	position: number;
}

/** A section with its own measures in print order; `section` is null for what stands outside. */
export interface OutlineEntry<S, M> {
	section: S | null;
	/** Headings from the outermost to the section's own; empty outside any section. */
	path: string[];
	/** Index of the outermost section, null outside any. */
	top: number | null;
	measures: M[];
}

/**
 * The roadmap in print order: first the measures outside any section, then each section followed
 * by its subsections. A measure whose section is not given (withdrawn) stands outside.
 */
export function outlineOf<S extends AnySection, M extends AnyMeasure>({
	sections,
	measures
}: {
	sections: S[];
	measures: M[];
}): OutlineEntry<S, M>[] {
	const known = new Set(sections.map(({ id }) => id));
	const children = Map.groupBy(sections.toSorted(byPosition), ({ parentId }) =>
		parentId !== null && known.has(parentId) ? parentId : null
	);
	const own = Map.groupBy(measures.toSorted(byPosition), ({ sectionId }) =>
		sectionId !== null && known.has(sectionId) ? sectionId : null
	);
	const below = (parent: string | null, path: string[], top: number | null): OutlineEntry<S, M>[] =>
		(children.get(parent) ?? []).flatMap((section, index) => {
			const here = [...path, section.title];
			const place = top ?? index;
			return [
				{ section, path: here, top: place, measures: own.get(section.id) ?? [] },
				...below(section.id, here, place)
			];
		});
	const outside = own.get(null) ?? [];
	return [
		...(outside.length > 0 ? [{ section: null, path: [], top: null, measures: outside }] : []),
		...below(null, [], null)
	];
}

function byPosition(
	a: { position: number; id: string },
	b: { position: number; id: string }
): number {
	return a.position - b.position || (a.id < b.id ? -1 : 1);
}
