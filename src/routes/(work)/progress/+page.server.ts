import { m } from '#lib/paraglide/messages.js';
import { openProgramme, readProgrammeFilter } from '#lib/roadmap/progress/programme.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	locals.about = null;
	const filter = readProgrammeFilter(url.searchParams);
	const programme = await openProgramme(locals.actor!, filter);
	return {
		title: m.programme_title(),
		crumbs: [
			...programme.place.above.map(({ id, shortName }) => ({
				label: shortName,
				href: `/progress?under=${id}`
			})),
			{ label: programme.place.shortName }
		],
		filter,
		programme
	};
};
