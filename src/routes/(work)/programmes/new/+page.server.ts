import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { beginProgramme, openNew } from '#lib/programme/programme.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => ({
	title: m.programme_new(),
	crumbs: [{ label: m.programme_list_title(), href: '/programmes' }, { label: m.programme_new() }],
	year: Number((await parent()).frame.today.slice(0, 4)),
	...(await openNew(locals.actor!))
});

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		const given = await readForm(request);
		let to: string;
		try {
			const { id, year } = await beginProgramme(locals.actor!, given);
			setFlash(cookies, { text: m.programme_begun({ year }) });
			to = `/programmes/${id}/${year}`;
		} catch (error) {
			return refuse(error, given);
		}
		redirect(303, to);
	}
};
