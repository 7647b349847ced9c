import { openLibrary } from '#lib/diagnosis/library/library.ts';
import { addAddress } from '#lib/diagnosis/library/add.ts';
import { mayKeepEntries } from '#lib/diagnosis/library/own.ts';
import { readLibraryFilter } from '#lib/diagnosis/library/find.ts';
import { m } from '#lib/paraglide/messages.js';
import { listEditableRoadmaps } from '#lib/roadmap/roadmap.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const filter = readLibraryFilter(url.searchParams);
	const { measures, total, experience } = await openLibrary(locals.actor!, filter);
	const roadmaps = await listEditableRoadmaps(locals.actor!);
	const chosen = roadmaps.find(({ id }) => id === filter.roadmap) ?? null;
	return {
		title: m.library_title(),
		crumbs: [{ label: m.roadmaps_title(), href: '/roadmaps' }, { label: m.library_title() }],
		filter: { ...filter, roadmap: chosen?.id ?? null },
		total,
		experience,
		mayKeep: await mayKeepEntries(locals.actor!),
		roadmaps: roadmaps.map(({ id, title, owner }) => ({ id, title, owner })),
		chosen: chosen && { id: chosen.id, title: chosen.title },
		measures: measures.map((measure) => ({
			measure,
			/** Straight to the form where a roadmap is chosen. */
			add: chosen ? addAddress(measure, chosen) : null
		}))
	};
};
