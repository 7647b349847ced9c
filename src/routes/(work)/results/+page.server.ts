import { listImports } from '#lib/results/import/import.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, isDataRequest }) =>
	unsent(isDataRequest, {
		title: say('nav_results'),
		...(await listImports(locals.actor!, pageNumber(url)))
	});
