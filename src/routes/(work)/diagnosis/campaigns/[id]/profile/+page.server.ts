import { openProfile } from '#lib/diagnosis/campaign/profile.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const school = url.searchParams.get('school') ?? '';
	const opened = await openProfile(locals.actor!, params.id, school);
	const { campaign } = opened;
	return {
		title: m.profile_title_of({ school: opened.school }),
		crumbs: [
			{ label: m.diag_title(), href: '/diagnosis' },
			{ label: m.campaign_title(), href: '/diagnosis/campaigns' },
			{ label: campaign.title, href: `/diagnosis/campaigns/${campaign.id}` },
			{ label: m.profile_title() }
		],
		...opened
	};
};
