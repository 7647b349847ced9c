import { readTeam, readTeamAddress } from '#lib/today/today.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
	const { frame } = await parent();
	const address = readTeamAddress(url.searchParams);
	const team = await readTeam(locals.actor!, frame.today, address, pageNumber(url));
	return {
		title: say('team_title'),
		crumbs: [
			...(address.placeId ? [{ label: team.place.name, href: `/overview/${team.place.id}` }] : []),
			{ label: say('team_title') }
		],
		address,
		team
	};
};
