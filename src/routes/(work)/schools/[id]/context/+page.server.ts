import { redirect } from '@sveltejs/kit';
import { schoolYearOf } from '#lib/calendar/calendar.ts';
import { openContext, readContextYear, removeClass } from '#lib/diagnosis/context/context.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
	const { today } = (await parent()).frame;
	const year = readContextYear(url.searchParams.get('year')) ?? schoolYearOf(today).first;
	const found = await openContext(locals.actor!, params.id, year);
	const { name } = found.school;
	return {
		title: m.context_title_of({ school: name }),
		crumbs: [
			{ label: m.schools_title(), href: '/schools' },
			{ label: name, href: `/schools/${params.id}` },
			{ label: m.profile_title(), href: `/schools/${params.id}/profile` },
			{ label: m.context_title() }
		],
		...found
	};
};

export const actions: Actions = {
	remove: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		try {
			await removeClass(
				locals.actor!,
				params.id,
				Number(form.year),
				form.class ?? '',
				Number(form.revision)
			);
			setFlash(cookies, { text: m.context_told_removed({ class: form.class ?? '' }) });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, `/schools/${params.id}/context?year=${form.year}`);
	}
};
