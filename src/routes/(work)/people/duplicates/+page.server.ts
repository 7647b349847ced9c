import { m } from '#lib/paraglide/messages.js';
import { listTwins } from '#lib/people/people.ts';
import { pageNumber } from '#lib/ui/address.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
	title: m.merge_title(),
	crumbs: [{ label: m.people_title(), href: '/people' }, { label: m.merge_title() }],
	...(await listTwins(locals.actor!, pageNumber(url)))
});
