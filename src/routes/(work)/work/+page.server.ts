import { readWork, readWorkAddress } from '#lib/today/today.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url, isDataRequest }) => {
	const { frame } = await parent();
	const address = readWorkAddress(url.searchParams);
	const page = pageNumber(url);
	return unsent(isDataRequest, {
		title: say('work_title'),
		crumbs: [{ label: say('nav_today'), href: '/' }, { label: say('work_title') }],
		address,
		page,
		here: `${url.pathname}${url.search}`,
		...(await readWork(locals.actor!, frame.today, address, page))
	});
};
