import { listSchools } from '#lib/people/people.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, isDataRequest }) => {
	const filter = {
		q: (url.searchParams.get('q') ?? '').trim().slice(0, 100),
		all: url.searchParams.has('all')
	};
	return unsent(isDataRequest, {
		title: say(filter.all ? 'schools_all_title' : 'schools_title'),
		filter,
		...(await listSchools(locals.actor!, filter, pageNumber(url)))
	});
};
