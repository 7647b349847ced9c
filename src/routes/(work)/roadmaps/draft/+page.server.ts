import { openDrafts } from '#lib/diagnosis/draft/draft.ts';
import { m } from '#lib/paraglide/messages.js';
import { Forbidden } from '#lib/platform/errors.ts';
import { pageNumber } from '#lib/ui/address.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const page = pageNumber(url);
	const opened = await openDrafts(locals.actor!, page);
	if (opened.places.length === 0) throw new Forbidden('error_forbidden');
	return {
		title: m.draft_title(),
		crumbs: [{ label: m.roadmaps_title(), href: '/roadmaps' }, { label: m.draft_title() }],
		page,
		...opened
	};
};
