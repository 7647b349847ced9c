import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { Invalid } from '#lib/platform/errors.ts';
import { beginReport, openReports, readPeriod } from '#lib/roadmap/half-year/half-year.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const page = await openReports(locals.actor!, params.id);
	return {
		...page,
		title: m.halfyear_of_roadmap(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: page.head.owner.shortName, href: `/roadmaps/${params.id}` },
			{ label: m.halfyear_of_roadmap() }
		]
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		const home = `/roadmaps/${params.id}/reports`;
		let to: string;
		try {
			const period = readPeriod(form.period);
			if (!period) throw new Invalid('halfyear_nothing_covered');
			const { result } = await beginReport(locals.actor!, params.id, period);
			if (!result.repeated) setFlash(cookies, { text: m.halfyear_told_begun() });
			to = `${home}/${result.id}/fill`;
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, to);
	}
};
