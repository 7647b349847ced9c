import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { readCompared } from '#lib/roadmap/version/compared.ts';
import { openComparison } from '#lib/roadmap/version/version.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const asked = readCompared(url.searchParams);
	const page = await openComparison(locals.actor!, params.id, asked);
	const { head } = page;
	// a draft of the next version is compared on the page of its roadmap
	if (head.id !== params.id) redirect(303, `/roadmaps/${head.id}/compare`);
	const home = `/roadmaps/${head.id}`;
	return {
		...page,
		home,
		title: m.versions_compare_title(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: home },
			{ label: m.versions_title(), href: `${home}/versions` },
			{ label: m.versions_compare_title() }
		]
	};
};
