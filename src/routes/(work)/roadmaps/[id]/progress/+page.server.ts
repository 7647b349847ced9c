import { m } from '#lib/paraglide/messages.js';
import { openProgress, readMost } from '#lib/roadmap/progress/page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { head, progress } = await openProgress(
		locals.actor!,
		params.id,
		readMost(url.searchParams)
	);
	return {
		title: `${m.progress_title()}. ${head.title}`,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: `/roadmaps/${head.id}` },
			{ label: m.progress_title() }
		],
		head,
		progress
	};
};
