import { m } from '#lib/paraglide/messages.js';
import { programmePaper } from '#lib/programme/paper.ts';
import { openPaper } from '#lib/programme/programme.ts';
import { crumbOf } from '#lib/programme/wording.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const version = url.searchParams.get('version');
	const year = Number(params.year);
	const given = await openPaper(
		locals.actor!,
		params.id,
		year,
		version === null ? null : Number(version)
	);
	return {
		paper: programmePaper(given),
		title: m.programme_preview(),
		crumbs: [
			{ label: m.programme_list_title(), href: '/programmes' },
			{
				label: crumbOf({ ...given.content.written.passport, place: given.content.place }),
				href: `/programmes/${params.id}`
			},
			{ label: m.programme_plan_of({ year }), href: `/programmes/${params.id}/${year}` },
			{ label: m.programme_preview() }
		]
	};
};
