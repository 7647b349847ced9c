import { m } from '#lib/paraglide/messages.js';
import { openSums, readYearFilter } from '#lib/results/lists/lists.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
	const { today } = (await parent()).frame;
	const { place } = readYearFilter(url.searchParams);
	const sums = await openSums(locals.actor!, place, Number(today.slice(0, 4)));
	return {
		title: m.lists_picture_heat(),
		crumbs: [
			{ label: m.lists_results(), href: '/results' },
			{ label: m.lists_title(), href: `/results/lists?place=${sums.place.id}` },
			{ label: m.lists_picture_heat() }
		],
		sums
	};
};
