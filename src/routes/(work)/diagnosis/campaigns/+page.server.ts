import { openCampaigns } from '#lib/diagnosis/campaign/campaign.ts';
import { m } from '#lib/paraglide/messages.js';
import { pageNumber } from '#lib/ui/address.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const page = pageNumber(url);
	return {
		title: m.campaign_title(),
		crumbs: [{ label: m.diag_title(), href: '/diagnosis' }, { label: m.campaign_title() }],
		page,
		...(await openCampaigns(locals.actor!, page))
	};
};
