import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { openRun, readYearFilter, takeForYear } from '#lib/results/lists/lists.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import { moment } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { page } = readYearFilter(url.searchParams);
	const other = url.searchParams.get('with') || null;
	const found = await openRun(locals.actor!, params.id, other, page);
	const { run, place } = found;
	const name = m.lists_run_of({ moment: moment(run.at, place.timeZone) });
	return {
		title: name,
		crumbs: [
			{ label: m.lists_results(), href: '/results' },
			{ label: m.lists_title(), href: `/results/lists?place=${place.id}&year=${run.year}` },
			{ label: name }
		],
		page,
		...found
	};
};

export const actions: Actions = {
	take: async ({ locals, params, cookies }) => {
		let to: string;
		try {
			const { placeId, year } = await takeForYear(locals.actor!, params.id);
			setFlash(cookies, { text: m.lists_told_taken({ year }) });
			to = `/results/lists?place=${placeId}&year=${year}`;
		} catch (error) {
			return refuse(error, {});
		}
		redirect(303, to);
	}
};
