import { openDeficits, readMapAddress } from '#lib/diagnosis/kept/kept.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const filter = readMapAddress(url.searchParams);
	const withMedium = url.searchParams.get('medium') === '1';
	return {
		title: m.deficits_title(),
		crumbs: [
			{ label: m.diag_title(), href: '/diagnosis' },
			{ label: m.map_title(), href: '/diagnosis/map' },
			{ label: m.deficits_title() }
		],
		...{ filter, withMedium },
		table: await openDeficits(locals.actor!, filter, withMedium)
	};
};
