import { openLibraryMeasure } from '#lib/diagnosis/library/library.ts';
import { addAddress } from '#lib/diagnosis/library/add.ts';
import { allowed } from '#lib/people/access.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { listEditableRoadmaps } from '#lib/roadmap/roadmap.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const entry = await openLibraryMeasure(locals.actor!, params.id);
	const roadmaps = await listEditableRoadmaps(locals.actor!);
	const chosen = roadmaps.find(({ id }) => id === url.searchParams.get('roadmap')) ?? null;
	const { measure } = entry;
	const mayEdit = 'own' in measure && allowed(locals.actor!, 'roadmap.edit', measure.own.path);
	return {
		...entry,
		mayEdit,
		title: getLocale() === 'en' ? measure.title : measure.text,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: m.library_title(), href: `/library${chosen ? `?roadmap=${chosen.id}` : ''}` },
			{ label: m.library_entry() }
		],
		roadmaps: roadmaps.map(({ id, title, owner }) => ({ id, title, owner })),
		chosen: chosen && { id: chosen.id, title: chosen.title, add: addAddress(measure, chosen) }
	};
};
