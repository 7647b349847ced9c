import { m } from '#lib/paraglide/messages.js';
import { openVersions } from '#lib/roadmap/version/version.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const page = await openVersions(locals.actor!, params.id);
	return {
		...page,
		title: m.versions_title(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: page.head.owner.shortName, href: `/roadmaps/${page.head.id}` },
			{ label: m.versions_title() }
		]
	};
};
