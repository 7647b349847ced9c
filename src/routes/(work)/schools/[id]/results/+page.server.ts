import { m } from '#lib/paraglide/messages.js';
import { openSchoolResults, readYearFilter } from '#lib/results/lists/lists.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, isDataRequest }) => {
	const { year } = readYearFilter(url.searchParams);
	const results = await openSchoolResults(locals.actor!, params.id, year);
	const { shortName } = results.school;
	return unsent(isDataRequest, {
		title: m.lists_school_title({ school: shortName }),
		crumbs: [
			{ label: m.schools_title(), href: '/schools' },
			{ label: shortName, href: `/schools/${params.id}` },
			{ label: m.lists_results() }
		],
		results
	});
};
