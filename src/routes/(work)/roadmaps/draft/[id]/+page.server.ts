import { redirect } from '@sveltejs/kit';
import { acceptDraft, openDraft, saveDraft, withdrawDraft } from '#lib/diagnosis/draft/draft.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const opened = await openDraft(locals.actor!, params.id);
	return {
		title: opened.draft.title,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: m.draft_title(), href: '/roadmaps/draft' },
			{ label: opened.draft.place.shortName }
		],
		...opened
	};
};

export const actions: Actions = {
	save: async ({ locals, request, params, cookies }) => {
		const form = await readForm(request);
		try {
			await saveDraft(locals.actor!, params.id, form, Number(form.revision));
		} catch (error) {
			return refuse(error, form);
		}
		setFlash(cookies, { text: m.draft_told_saved() });
		redirect(303, `/roadmaps/draft/${params.id}`);
	},
	accept: async ({ locals, request, params, cookies }) => {
		const form = await readForm(request);
		let made: Awaited<ReturnType<typeof acceptDraft>>;
		try {
			made = await acceptDraft(locals.actor!, params.id, form, Number(form.revision));
		} catch (error) {
			return refuse(error, form);
		}
		const { roadmapId, links: count, kind } = made;
		const linked = kind === 'school' ? m.draft_told_linked_above : m.draft_told_linked;
		setFlash(cookies, { text: count > 0 ? linked({ count }) : m.draft_told_accepted() });
		redirect(303, `/roadmaps/${roadmapId}`);
	},
	withdraw: async ({ locals, params, cookies }) => {
		await withdrawDraft(locals.actor!, params.id);
		setFlash(cookies, { text: m.draft_told_withdrawn() });
		redirect(303, '/roadmaps/draft');
	}
};
