import { redirect } from '@sveltejs/kit';
import { entryFields, readEntryForm, typedOf } from '#lib/diagnosis/library/entry-form.ts';
import { openEntry, saveEntry, withdrawEntry } from '#lib/diagnosis/library/own.ts';
import { m } from '#lib/paraglide/messages.js';
import { Forbidden } from '#lib/platform/errors.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { entry, may } = await openEntry(locals.actor!, params.id);
	if (!may.edit) throw new Forbidden('error_forbidden');
	return {
		title: m.own_edit(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: m.library_title(), href: '/library' },
			{ label: m.library_entry(), href: `/library/${entry.id}` },
			{ label: m.own_edit() }
		],
		entry,
		fields: entryFields(entry)
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const revision = Number(form.get('revision'));
		try {
			await saveEntry(locals.actor!, params.id, readEntryForm(form), revision);
		} catch (error) {
			return refuse(error, typedOf(form));
		}
		setFlash(cookies, { text: m.own_told_saved() });
		redirect(303, `/library/${params.id}`);
	},
	withdraw: async ({ locals, params, cookies }) => {
		await withdrawEntry(locals.actor!, params.id, true);
		setFlash(cookies, {
			text: m.own_told_withdrawn(),
			undo: { action: `/library/own/${params.id}?/restore`, fields: {} }
		});
		redirect(303, '/library');
	},
	restore: async ({ locals, params, cookies }) => {
		await withdrawEntry(locals.actor!, params.id, false);
		setFlash(cookies, { text: m.own_told_restored() });
		redirect(303, `/library/${params.id}`);
	}
};
