import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { dropRules, openRules, readYearFilter } from '#lib/results/lists/lists.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
	title: m.lists_rules_title(),
	crumbs: [
		{ label: m.lists_results(), href: '/results' },
		{ label: m.lists_title(), href: '/results/lists' },
		{ label: m.lists_rules_title() }
	],
	...(await openRules(locals.actor!, readYearFilter(url.searchParams).place))
});

export const actions: Actions = {
	drop: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		try {
			await dropRules(locals.actor!, form.place ?? '', form.id ?? '');
			setFlash(cookies, { text: m.lists_told_dropped() });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, `/results/lists/rules?place=${form.place}`);
	}
};
