import { m } from '#lib/paraglide/messages.js';
import { passportPaper } from '#lib/programme/passport-paper.ts';
import { openPassport } from '#lib/programme/programme.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const given = await openPassport(locals.actor!, params.id);
	return {
		paper: passportPaper(given),
		title: m.programme_passport_preview(),
		crumbs: [
			{ label: m.programme_list_title(), href: '/programmes' },
			{ label: m.programme_passport(), href: `/programmes/${params.id}` },
			{ label: m.programme_preview() }
		]
	};
};
