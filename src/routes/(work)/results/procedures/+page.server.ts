import { readCatalogue } from '#lib/results/catalogue/catalogue.ts';
import { say } from '#lib/ui/say.server.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, isDataRequest }) => {
	const asked = url.searchParams.get('year') ?? '';
	const year = /^(19|20)\d\d$/.test(asked) ? Number(asked) : null;
	return unsent(isDataRequest, {
		title: say('procedures_title'),
		crumbs: [{ label: say('nav_results'), href: '/results' }, { label: say('procedures_title') }],
		...(await readCatalogue(locals.actor!, year))
	});
};
