import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { openYear, readYearFilter, runYear } from '#lib/results/lists/lists.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent, isDataRequest }) => {
	const { today } = (await parent()).frame;
	const filter = readYearFilter(url.searchParams);
	return unsent(isDataRequest, {
		title: m.lists_title(),
		crumbs: [{ label: m.lists_results(), href: '/results' }, { label: m.lists_title() }],
		filter,
		list: await openYear(locals.actor!, filter, Number(today.slice(0, 4)))
	});
};

export const actions: Actions = {
	run: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		let to: string;
		try {
			const year = Number(form.year);
			const { id, isTaken } = await runYear(locals.actor!, form.place ?? '', year, form.rules);
			setFlash(cookies, { text: isTaken ? m.lists_told_run() : m.lists_told_run_again() });
			to = isTaken
				? `/results/lists?place=${form.place}&year=${year}`
				: `/results/lists/runs/${id}`;
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, to);
	}
};
