import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import {
	openRulesForm,
	parameterFields,
	readYearFilter,
	saveRules
} from '#lib/results/lists/lists.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { place } = readYearFilter(url.searchParams);
	const found = await openRulesForm(locals.actor!, place ?? '', url.searchParams.get('rules'));
	// what was tried out in «Что, если» comes along
	if (url.searchParams.has('share'))
		for (const field of parameterFields) found.texts[field] = url.searchParams.get(field) ?? '';
	return {
		title: m.lists_rules_new(),
		crumbs: [
			{ label: m.lists_results(), href: '/results' },
			{ label: m.lists_title(), href: `/results/lists?place=${found.place.id}` },
			{ label: m.lists_rules_title(), href: `/results/lists/rules?place=${found.place.id}` },
			{ label: m.lists_rules_new() }
		],
		...found
	};
};

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		try {
			const { version } = await saveRules(locals.actor!, form.place ?? '', form);
			setFlash(cookies, { text: m.lists_told_rules({ version }) });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, `/results/lists/rules?place=${form.place}`);
	}
};
