import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { readYearFilter } from '#lib/results/lists/lists.ts';
import { openSocial, saveKind, saveSocial } from '#lib/results/social/social.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
	const { today } = (await parent()).frame;
	const social = await openSocial(locals.actor!, params.id);
	const { shortName } = social.school;
	return {
		title: m.social_title_of({ school: shortName }),
		crumbs: [
			{ label: m.schools_title(), href: '/schools' },
			{ label: shortName, href: `/schools/${params.id}` },
			{ label: m.lists_results(), href: `/schools/${params.id}/results` },
			{ label: m.social_title() }
		],
		year: readYearFilter(url.searchParams).year ?? Number(today.slice(0, 4)),
		...social
	};
};

export const actions: Actions = {
	shares: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		try {
			await saveSocial(locals.actor!, params.id, form);
			setFlash(cookies, { text: m.social_told() });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, `/schools/${params.id}/social?year=${form.year}`);
	},
	kind: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		try {
			await saveKind(locals.actor!, params.id, form.kind ?? '');
			setFlash(cookies, { text: m.social_told_kind() });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, `/schools/${params.id}/social`);
	}
};
