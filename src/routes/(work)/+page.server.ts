import { isMailSet } from '#lib/reminders/reminders.ts';
import { readToday } from '#lib/today/today.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url, isDataRequest }) => {
	locals.about = null;
	const { frame } = await parent();
	return unsent(isDataRequest, {
		title: say('nav_today'),
		...(await readToday(locals.actor!, { ...frame, mail: isMailSet() }, pageNumber(url)))
	});
};
