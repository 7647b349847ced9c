import { compareProfiles } from '#lib/diagnosis/kept/kept.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const compared = await compareProfiles(
		locals.actor!,
		params.id,
		url.searchParams.get('before'),
		url.searchParams.get('after')
	);
	const { name } = compared.school;
	return {
		title: m.kept_compare_title(),
		crumbs: [
			{ label: m.schools_title(), href: '/schools' },
			{ label: name, href: `/schools/${params.id}` },
			{ label: m.profile_title(), href: `/schools/${params.id}/profile` },
			{ label: m.kept_compare_title() }
		],
		...compared
	};
};
