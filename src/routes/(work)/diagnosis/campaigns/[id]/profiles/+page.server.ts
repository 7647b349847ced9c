import { redirect } from '@sveltejs/kit';
import { beginKeeping, openCampaignProfiles } from '#lib/diagnosis/kept/kept.ts';
import { m } from '#lib/paraglide/messages.js';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const opened = await openCampaignProfiles(locals.actor!, params.id);
	const { title } = opened.campaign;
	return {
		title: m.kept_of_campaign(),
		crumbs: [
			{ label: m.diag_title(), href: '/diagnosis' },
			{ label: m.campaign_title(), href: '/diagnosis/campaigns' },
			{ label: title, href: `/diagnosis/campaigns/${params.id}` },
			{ label: m.kept_of_campaign() }
		],
		...opened
	};
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		try {
			await beginKeeping(locals.actor!, params.id);
		} catch (error) {
			return refuse(error, {});
		}
		redirect(303, `/diagnosis/campaigns/${params.id}/profiles`);
	}
};
