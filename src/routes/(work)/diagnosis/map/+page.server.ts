import { openMap, readMapAddress } from '#lib/diagnosis/kept/kept.ts';
import { m } from '#lib/paraglide/messages.js';
import { unsent } from '#lib/ui/unsent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, isDataRequest }) => {
	const filter = readMapAddress(url.searchParams);
	return unsent(isDataRequest, {
		title: m.map_title(),
		crumbs: [{ label: m.diag_title(), href: '/diagnosis' }, { label: m.map_title() }],
		filter,
		map: await openMap(locals.actor!, filter)
	});
};
