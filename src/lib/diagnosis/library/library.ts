/** The library's door: what its pages ask. */
import { allowedSomewhere, type Actor } from '../../people/access.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { librarySize, searchLibrary, type LibraryFilter } from './find.ts';
import { findLibraryMeasure, neighboursOf, type LibraryMeasure } from './measures.ts';

export interface LibraryPage {
	measures: LibraryMeasure[];
	total: number;
}

export interface LibraryEntry {
	measure: LibraryMeasure;
	/** What must come first, and what waits for it. */
	before: LibraryMeasure[];
	following: LibraryMeasure[];
}

/** Whether the library is for `actor`: for whoever may read roadmaps. */
export function mayReadLibrary(actor: Actor): boolean {
	return (
		allowedSomewhere(actor, 'roadmap.read') || allowedSomewhere(actor, 'roadmap.read-approved')
	);
}

/** A page of the measures that the filter lets through. */
export function openLibrary(actor: Actor, filter: LibraryFilter): LibraryPage {
	mustRead(actor);
	const found = searchLibrary(filter);
	const from = (filter.page - 1) * librarySize;
	return { measures: found.slice(from, from + librarySize), total: found.length };
}

/** One measure with its neighbours; throws `NotFound` for an id that the library lacks. */
export function openLibraryMeasure(actor: Actor, id: string): LibraryEntry {
	mustRead(actor);
	const measure = findLibraryMeasure(id);
	if (!measure) throw new NotFound('not_found');
	return { measure, ...neighboursOf(measure) };
}

function mustRead(actor: Actor): void {
	if (!mayReadLibrary(actor)) throw new Forbidden('error_forbidden');
}
