import { m } from '#lib/paraglide/messages.js';
import { listRoadmaps, readListFilter } from '#lib/roadmap/roadmap.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const filter = readListFilter(url.searchParams);
	const list = await listRoadmaps(locals.actor!, filter);
	return { title: m.roadmaps_title(), filter, ...list };
};
