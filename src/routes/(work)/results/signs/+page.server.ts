import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { readYearFilter } from '#lib/results/lists/lists.ts';
import { lookForSigns, noteLook, openSigns } from '#lib/results/signs/look.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
	const { today } = (await parent()).frame;
	const filter = readYearFilter(url.searchParams);
	const found = await openSigns(locals.actor!, filter, Number(today.slice(0, 4)));
	const { place, year } = found;
	return {
		title: m.signs_title(),
		crumbs: [
			{ label: m.lists_results(), href: '/results' },
			{ label: m.lists_title(), href: `/results/lists?place=${place.id}&year=${year}` },
			{ label: m.signs_title() }
		],
		page: filter.page,
		...found
	};
};

export const actions: Actions = {
	look: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		try {
			const n = await lookForSigns(locals.actor!, form.place ?? '', Number(form.year));
			setFlash(cookies, { text: m.signs_told({ n }) });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, `/results/signs?place=${form.place}&year=${form.year}`);
	},
	note: async ({ locals, request, cookies, url }) => {
		const form = await readForm(request);
		try {
			await noteLook(locals.actor!, form.id ?? '', form.note ?? '');
			setFlash(cookies, { text: m.signs_told_note() });
		} catch (error) {
			return refuse(error, form);
		}
		const kept = new URLSearchParams(
			[...url.searchParams].filter(([name]) => !name.startsWith('/'))
		);
		redirect(303, `/results/signs?${kept}`);
	}
};
