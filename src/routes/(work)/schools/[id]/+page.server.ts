import { openBrief } from '#lib/diagnosis/kept/kept.ts';
import { readOrganisation } from '#lib/people/people.ts';
import { openSchoolBrief } from '#lib/results/lists/lists.ts';
import { readSchoolWork } from '#lib/today/today.ts';
import { historyBefore } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent, isDataRequest }) => {
	locals.about = null;
	const found = await readOrganisation(locals.actor!, params.id, historyBefore(url));
	const { today } = (await parent()).frame;
	const name = found.organisation.shortName;
	return unsent(isDataRequest, {
		title: name,
		crumbs: [{ label: say('schools_title'), href: '/schools' }, { label: name }],
		...found,
		work: await readSchoolWork(locals.actor!, params.id, today),
		results: await openSchoolBrief(locals.actor!, params.id),
		profile: await openBrief(locals.actor!, params.id)
	});
};
