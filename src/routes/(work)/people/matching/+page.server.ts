import { m } from '#lib/paraglide/messages.js';
import { listOwners } from '#lib/roadmap/roadmap.ts';
import { loadWritings, matchingActions } from '#lib/roadmap/responsible/screen.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const under = event.url.searchParams.get('under') || null;
	return {
		title: m.responsible_all_title(),
		crumbs: [{ label: m.people_title(), href: '/people' }, { label: m.responsible_title() }],
		under,
		owners: await listOwners(event.locals.actor!),
		...(await loadWritings(event, { under }))
	};
};

export const actions: Actions = matchingActions(
	({ url }) => ({ under: url.searchParams.get('under') || null }),
	() => '/people/matching'
);
