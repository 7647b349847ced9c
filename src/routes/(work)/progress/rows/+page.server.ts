import { m } from '#lib/paraglide/messages.js';
import { openRows, readProgrammeFilter, readRowFilter } from '#lib/roadmap/progress/programme.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const filter = readProgrammeFilter(url.searchParams);
	const rowFilter = readRowFilter(url.searchParams);
	const rows = await openRows(locals.actor!, filter, rowFilter);
	return {
		title: m.programme_rows(),
		crumbs: [
			{ label: m.programme_title(), href: `/progress?under=${rows.place.id}` },
			{ label: rows.place.shortName }
		],
		filter,
		rowFilter,
		rows
	};
};
