import { redirect } from '@sveltejs/kit';
import { beginCampaign, openCampaignForm } from '#lib/diagnosis/campaign/campaign.ts';
import { asked, type Asked } from '#lib/diagnosis/campaign/model.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => ({
	title: m.campaign_new(),
	crumbs: [
		{ label: m.diag_title(), href: '/diagnosis' },
		{ label: m.campaign_title(), href: '/diagnosis/campaigns' },
		{ label: m.campaign_new() }
	],
	today: (await parent()).frame.today,
	...(await openCampaignForm(locals.actor!, url.searchParams.get('place') ?? ''))
});

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		const form = await request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const all = (name: string) => form.getAll(name).map(String);
		const head = {
			title: text('title'),
			opensOn: text('opensOn'),
			closesOn: text('closesOn'),
			orderNumber: text('orderNumber'),
			orderDate: text('orderDate'),
			orderIssuer: text('orderIssuer')
		};
		const [schools, audiences] = [all('schools'), all('audiences')];
		let id: string;
		try {
			// the schema refuses an audience that is none
			const codes = form.has('codes');
			const instruments = Object.fromEntries(
				asked.flatMap((audience) => {
					const chosen = text(`instrument-${audience}`);
					return chosen ? [[audience, chosen]] : [];
				})
			);
			const given = { ...head, codes, instruments, schools, audiences: audiences as Asked[] };
			id = await beginCampaign(locals.actor!, text('place'), given);
		} catch (error) {
			return refuse(error, {
				...head,
				codes: text('codes'),
				...Object.fromEntries(asked.map((one) => [`instrument-${one}`, text(`instrument-${one}`)])),
				schools: schools.join(),
				audiences: audiences.join()
			});
		}
		setFlash(cookies, { text: m.campaign_told() });
		redirect(303, `/diagnosis/campaigns/${id}`);
	}
};
