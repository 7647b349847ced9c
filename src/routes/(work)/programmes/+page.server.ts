import { m } from '#lib/paraglide/messages.js';
import { openProgrammes } from '#lib/programme/programme.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const wanted = Number(url.searchParams.get('page'));
	const page = Number.isInteger(wanted) && wanted > 0 && wanted < 10_000 ? wanted : 1;
	return {
		title: m.programme_list_title(),
		page,
		...(await openProgrammes(locals.actor!, page))
	};
};
