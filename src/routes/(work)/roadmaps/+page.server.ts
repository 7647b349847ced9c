import { mayReadLibrary } from '#lib/diagnosis/library/library.ts';
import { m } from '#lib/paraglide/messages.js';
import { listRoadmaps, readListFilter } from '#lib/roadmap/roadmap.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, isDataRequest }) => {
	locals.about = null;
	const filter = readListFilter(url.searchParams);
	const list = await listRoadmaps(locals.actor!, filter);
	return unsent(isDataRequest, {
		title: m.roadmaps_title(),
		filter,
		library: mayReadLibrary(locals.actor!),
		...list
	});
};
