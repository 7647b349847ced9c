import { redirect } from '@sveltejs/kit';
import { readEntryForm, typedOf } from '#lib/diagnosis/library/entry-form.ts';
import { addEntry, openNewEntry } from '#lib/diagnosis/library/own.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	title: m.own_new(),
	crumbs: [
		{ label: m.roadmaps_title(), href: '/roadmaps' },
		{ label: m.library_title(), href: '/library' },
		{ label: m.own_new() }
	],
	...(await openNewEntry(locals.actor!))
});

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		const form = await request.formData();
		let id: string;
		try {
			id = await addEntry(locals.actor!, String(form.get('place') ?? ''), readEntryForm(form));
		} catch (error) {
			return refuse(error, typedOf(form));
		}
		setFlash(cookies, { text: m.own_told_added() });
		redirect(303, `/library/${id}`);
	}
};
