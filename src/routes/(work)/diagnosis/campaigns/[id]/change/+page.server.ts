import { redirect } from '@sveltejs/kit';
import { changeCampaign, openChange } from '#lib/diagnosis/campaign/change.ts';
import type { Asked } from '#lib/diagnosis/campaign/model.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const opened = await openChange(locals.actor!, params.id);
	const { campaign } = opened;
	return {
		title: m.campaign_change_of({ title: campaign.title }),
		crumbs: [
			{ label: m.diag_title(), href: '/diagnosis' },
			{ label: m.campaign_title(), href: '/diagnosis/campaigns' },
			{ label: campaign.title, href: `/diagnosis/campaigns/${campaign.id}` },
			{ label: m.campaign_change() }
		],
		...opened
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const all = (name: string) => form.getAll(name).map(String);
		const closesOn = String(form.get('closesOn') ?? '');
		const [schools, audiences] = [all('schools'), all('audiences')];
		let added: number;
		try {
			added = await changeCampaign(locals.actor!, params.id, {
				closesOn,
				schools,
				// the schema refuses an audience that is none
				audiences: audiences as Asked[]
			});
		} catch (error) {
			return refuse(error, { closesOn, schools: schools.join(), audiences: audiences.join() });
		}
		setFlash(cookies, {
			text: added > 0 ? m.campaign_change_told({ n: added }) : m.campaign_change_saved()
		});
		redirect(303, `/diagnosis/campaigns/${params.id}`);
	}
};
