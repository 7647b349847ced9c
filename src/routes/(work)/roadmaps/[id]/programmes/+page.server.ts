import { openProgrammes } from '#lib/diagnosis/draft/programmes.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { head, factors, fromDraft, programme } = await openProgrammes(locals.actor!, params.id);
	return {
		title: `${m.programmes_title()}. ${head.title}`,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: `/roadmaps/${head.id}` },
			{ label: m.programmes_title() }
		],
		head,
		factors,
		fromDraft,
		goal: programme.goal,
		indicators: programme.indicators
	};
};
