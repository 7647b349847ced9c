import { m } from '#lib/paraglide/messages.js';
import { loadWritings, matchingActions } from '#lib/roadmap/responsible/screen.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const loaded = await loadWritings(event, { roadmapId: event.params.id });
	const head = (loaded.list?.head ?? loaded.choice?.head)!;
	return {
		title: m.responsible_title(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: `/roadmaps/${head.id}` },
			{ label: m.responsible_title() }
		],
		head,
		...loaded
	};
};

export const actions: Actions = matchingActions(
	({ params }) => ({ roadmapId: params.id ?? '' }),
	({ params }) => `/roadmaps/${params.id}/responsible`
);
