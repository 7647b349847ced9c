/** Imports as a list, and what is in force year by year. */

import { allowed, type Actor } from '../../people/access.ts';
import { act } from '../../platform/database.ts';
import type { ImportRow, YearSum } from './model.ts';
import { findImports, findYears } from './store-list.ts';

const IMPORTS_PER_PAGE = 20;

interface ImportList {
	rows: ImportRow[];
	total: number;
	page: number;
	size: number;
	years: YearSum[];
	mayImport: boolean;
}

/** A page of the imports that `actor` sees, and the sums of every year. */
export async function listImports(actor: Actor, page: number): Promise<ImportList> {
	return act({ personId: actor.personId, today: null }, async (db) => ({
		...(await findImports(db, page, IMPORTS_PER_PAGE)),
		page,
		size: IMPORTS_PER_PAGE,
		years: await findYears(db),
		mayImport: actor.duties.some(({ path }) => allowed(actor, 'results.edit', path))
	}));
}
