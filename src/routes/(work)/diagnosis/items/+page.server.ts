import { feedingOf } from '#lib/diagnosis/instruments/feeding.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({
	title: m.diag_items_title(),
	crumbs: [{ label: m.diag_title(), href: '/diagnosis' }, { label: m.diag_items_title() }],
	factors: feedingOf()
});
