import { redirect } from '@sveltejs/kit';
import { copyInstrument, openOwn } from '#lib/diagnosis/editor/editor.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	title: m.editor_title(),
	crumbs: [{ label: m.diag_title(), href: '/diagnosis' }, { label: m.editor_title() }],
	...(await openOwn(locals.actor!))
});

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		let id: string;
		try {
			id = await copyInstrument(locals.actor!, form.place ?? '', form.audience ?? '');
		} catch (error) {
			return refuse(error, form);
		}
		setFlash(cookies, { text: m.editor_copied() });
		redirect(303, `/diagnosis/instruments/own/${id}`);
	}
};
