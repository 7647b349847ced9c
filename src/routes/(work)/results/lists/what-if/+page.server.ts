import { m } from '#lib/paraglide/messages.js';
import { openWhatIf, readYearFilter } from '#lib/results/lists/lists.ts';
import { say } from '#lib/ui/say.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
	const { today } = (await parent()).frame;
	const filter = readYearFilter(url.searchParams);
	const thisYear = Number(today.slice(0, 4));
	const found = await openWhatIf(locals.actor!, url.searchParams, filter, thisYear);
	const { errors, place, year } = found;
	return {
		title: m.lists_what_if(),
		crumbs: [
			{ label: m.lists_results(), href: '/results' },
			{ label: m.lists_title(), href: `/results/lists?place=${place.id}&year=${year}` },
			{ label: m.lists_what_if() }
		],
		page: filter.page,
		...found,
		errors: Object.fromEntries(Object.entries(errors).map(([field, code]) => [field, say(code)])),
		query: url.searchParams.toString()
	};
};
