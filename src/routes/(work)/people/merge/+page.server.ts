import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { mergePeople, openMerge } from '#lib/people/people.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { searchParams: asked } = url;
	const page = await openMerge(locals.actor!, asked.get('keep') ?? '', asked.get('gone') ?? '');
	return {
		title: m.merge_page_title(),
		crumbs: [
			{ label: m.people_title(), href: '/people' },
			{ label: m.merge_title(), href: '/people/duplicates' },
			{ label: m.merge_page_title() }
		],
		...page,
		refusal: page.refusal === null ? null : say(page.refusal),
		token: randomUUID()
	};
};

export const actions: Actions = {
	default: async ({ request, locals, cookies }) => {
		const given = await readForm(request);
		let made: { moveId: string; keptId: string };
		try {
			made = await mergePeople(locals.actor!, given);
		} catch (error) {
			return refuse(error, given);
		}
		setFlash(cookies, {
			text: m.merge_told(),
			undo: { action: `/people/${made.keptId}?/undoMove`, fields: { move: made.moveId } }
		});
		redirect(303, `/people/${made.keptId}`);
	}
};
