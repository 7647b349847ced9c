import { readOverview } from '#lib/today/today.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
	locals.about = null;
	const { frame } = await parent();
	const overview = await readOverview(locals.actor!, params.id, frame.today, pageNumber(url));
	return {
		title: overview.place.name,
		crumbs: [{ label: say('nav_today'), href: '/' }, { label: overview.place.name }],
		overview
	};
};
