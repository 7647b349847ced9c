import { m } from '#lib/paraglide/messages.js';
import { openHistory } from '#lib/programme/programme.ts';
import { crumbOf } from '#lib/programme/wording.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const before = Number(url.searchParams.get('before')) || undefined;
	const { programme, history } = await openHistory(locals.actor!, params.id, before);
	return {
		history,
		programme,
		title: m.programme_history(),
		crumbs: [
			{ label: m.programme_list_title(), href: '/programmes' },
			{ label: crumbOf(programme), href: `/programmes/${programme.id}` },
			{ label: m.programme_history() }
		]
	};
};
