import { readToday } from '#lib/today/today.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
	const { frame } = await parent();
	return {
		title: say('nav_today'),
		...(await readToday(locals.actor!, frame, pageNumber(url)))
	};
};
