import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { Invalid } from '#lib/platform/errors.ts';
import {
	listHalfYear,
	periodKey,
	readHalfYearFilter,
	readPeriod,
	setTerm
} from '#lib/roadmap/half-year/half-year.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
	const { today } = (await parent()).frame;
	const filter = readHalfYearFilter(url.searchParams, today);
	const list = await listHalfYear(locals.actor!, filter, today);
	return { title: m.halfyear_title(), filter, ...list };
};

export const actions: Actions = {
	term: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		let to: string;
		try {
			const period = readPeriod(form.period);
			if (!period) throw new Invalid('halfyear_nothing_covered');
			await setTerm(locals.actor!, form.place ?? '', period, {
				coversTo: form.coversTo ?? '',
				dueOn: form.dueOn ?? ''
			});
			setFlash(cookies, { text: m.halfyear_told_term() });
			to = `/half-year?period=${periodKey(period)}`;
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, to);
	}
};
