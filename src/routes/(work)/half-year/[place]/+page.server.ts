import { m } from '#lib/paraglide/messages.js';
import { NotFound } from '#lib/platform/errors.ts';
import { openSummary, readPeriod } from '#lib/roadmap/half-year/half-year.ts';
import { periodName } from '#lib/roadmap/half-year/wording.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const period = readPeriod(url.searchParams.get('period'));
	if (!period) throw new NotFound('not_found');
	const summary = await openSummary(locals.actor!, params.place, period);
	return {
		summary,
		key: url.searchParams.get('period')!,
		title: m.halfyear_summary(),
		crumbs: [
			{ label: m.halfyear_title(), href: `/half-year?${url.searchParams}` },
			{ label: `${m.halfyear_summary()}, ${periodName(period)}` }
		]
	};
};
