/** The library's door: what its pages ask. */
import { allowedSomewhere, type Actor } from '../../people/access.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { librarySize, searchLibrary, type LibraryFilter } from './find.ts';
import {
	findLibraryMeasure,
	libraryMeasures,
	neighboursOf,
	type LibraryMeasure
} from './measures.ts';
import { findExperience, findOwn, type Experience, type OwnMeasure } from './store.ts';

export type { Experience, OwnMeasure } from './store.ts';

export interface LibraryPage {
	measures: (LibraryMeasure | OwnMeasure)[];
	total: number;
	/** What others did against the deficit that was asked for; null where too few did. */
	experience: Experience | null;
}

export interface LibraryEntry {
	measure: LibraryMeasure | OwnMeasure;
	/** What must come first, and what waits for it. */
	before: LibraryMeasure[];
	following: LibraryMeasure[];
	/** What others did against its deficits, where enough did. */
	experience: Experience[];
}

/** Whether the library is for `actor`: for whoever may read roadmaps. */
export function mayReadLibrary(actor: Actor): boolean {
	return (
		allowedSomewhere(actor, 'roadmap.read') || allowedSomewhere(actor, 'roadmap.read-approved')
	);
}

/** Entries of Opora and of the places above the actor. */
export async function allMeasures(actor: Actor): Promise<(LibraryMeasure | OwnMeasure)[]> {
	mustRead(actor);
	return [...(await actAs(actor, (db) => findOwn(db))), ...libraryMeasures];
}

/** A page of the measures that the filter lets through, own entries among them. */
export async function openLibrary(actor: Actor, filter: LibraryFilter): Promise<LibraryPage> {
	const found = searchLibrary(filter, await allMeasures(actor));
	const from = (filter.page - 1) * librarySize;
	const known = filter.factor === null ? [] : await actAs(actor, (db) => findExperience(db));
	return {
		measures: found.slice(from, from + librarySize),
		total: found.length,
		experience: known.find(({ factor }) => factor === filter.factor) ?? null
	};
}

/** One measure with its neighbours; throws `NotFound` for an id that the library lacks. */
export async function openLibraryMeasure(actor: Actor, id: string): Promise<LibraryEntry> {
	mustRead(actor);
	return actAs(actor, async (db) => {
		const [own] = isId(id) ? await findOwn(db, id) : [];
		const measure = own ?? findLibraryMeasure(id);
		if (!measure) throw new NotFound('not_found');
		const experience = (await findExperience(db)).filter(({ factor }) =>
			measure.factors.includes(factor)
		);
		return { measure, ...neighboursOf(measure), experience };
	});
}

function mustRead(actor: Actor): void {
	if (!mayReadLibrary(actor)) throw new Forbidden('error_forbidden');
}
