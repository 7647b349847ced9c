import { act } from '#lib/platform/database.ts';
import { foundKinds, search } from '#lib/platform/search.ts';
import type { PageServerLoad } from './$types';

const SHOWN = 40;

export const load: PageServerLoad = async ({ locals, url }) => {
	const line = (url.searchParams.get('q') ?? '').trim();
	const found = line
		? await act({ personId: locals.actor!.personId, today: null }, (db) => search(db, line, SHOWN))
		: [];
	return {
		line,
		capped: found.length === SHOWN ? SHOWN : null,
		groups: foundKinds
			.map((kind) => ({ kind, found: found.filter((one) => one.kind === kind) }))
			.filter((group) => group.found.length > 0)
	};
};
