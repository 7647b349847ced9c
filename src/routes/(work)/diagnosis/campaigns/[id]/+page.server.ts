import { redirect } from '@sveltejs/kit';
import { decideHeld, openCampaign, saveExpected } from '#lib/diagnosis/campaign/campaign.ts';
import { m } from '#lib/paraglide/messages.js';
import { originOf } from '#lib/platform/services.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const opened = await openCampaign(locals.actor!, params.id);
	return {
		title: opened.campaign.title,
		crumbs: [
			{ label: m.diag_title(), href: '/diagnosis' },
			{ label: m.campaign_title(), href: '/diagnosis/campaigns' },
			{ label: opened.campaign.title }
		],
		origin: originOf(url),
		...opened
	};
};

export const actions: Actions = {
	expected: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		try {
			await saveExpected(locals.actor!, params.id, form);
		} catch (error) {
			return refuse(error, form);
		}
		setFlash(cookies, { text: m.campaign_expected_told() });
		redirect(303, `/diagnosis/campaigns/${params.id}`);
	},
	/** The button's name says what becomes of held sheets, its value of which link. */
	held: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		const count = form.count !== undefined;
		let decided: number;
		try {
			decided = await decideHeld(locals.actor!, params.id, form.count ?? form.refuse ?? '', count);
		} catch (error) {
			return refuse(error, form);
		}
		const told = count ? m.campaign_held_counted : m.campaign_held_refused;
		setFlash(cookies, { text: told({ n: decided }) });
		redirect(303, `/diagnosis/campaigns/${params.id}`);
	}
};
