import { roles, type Role } from '#lib/people/access.ts';
import { listPeople } from '#lib/people/people.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import type { PageServerLoad } from './$types';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const load: PageServerLoad = async ({ locals, url }) => {
	const wanted = url.searchParams;
	const organisation = wanted.get('organisation') ?? '';
	const role = wanted.get('role') ?? '';
	const filter = {
		q: (wanted.get('q') ?? '').trim().slice(0, 100),
		organisation: uuid.test(organisation) ? organisation : null,
		role: roles.includes(role as Role) ? (role as Role) : null,
		left: wanted.has('left')
	};
	return {
		title: say('people_title'),
		filter,
		...(await listPeople(locals.actor!, filter, pageNumber(url)))
	};
};
