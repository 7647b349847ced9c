import { redirect } from '@sveltejs/kit';
import { acceptSuggestions, openCheck } from '#lib/diagnosis/draft/checked.ts';
import { addAddress } from '#lib/diagnosis/library/add.ts';
import { m } from '#lib/paraglide/messages.js';
import { tell } from '#lib/roadmap/screen.server.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const page = await openCheck(locals.actor!, params.id);
	const { head, findings, may } = page;
	return {
		title: `${m.fit_title()}. ${head.title}`,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: `/roadmaps/${head.id}` },
			{ label: m.fit_title() }
		],
		...page,
		/** The form of a new measure, filled from the library, by entry. */
		adds: Object.fromEntries(
			findings.flatMap((finding) =>
				finding.rule === 'unanswered' && may.edit
					? finding.offer.map((entry) => [entry.id, addAddress(entry, head)])
					: []
			)
		) as Record<string, string>
	};
};

export const actions: Actions = {
	mark: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const accepted = new Map<string, number[]>();
		for (const value of form.getAll('mark')) {
			const [id = '', factor] = String(value).split(' ');
			accepted.set(id, [...(accepted.get(id) ?? []), Number(factor)]);
		}
		const to = `/roadmaps/${params.id}/check`;
		try {
			const changed = await acceptSuggestions(locals.actor!, params.id, accepted);
			const text = m.fit_told_marked({ count: changed.result });
			if (form.get('open') === null) {
				setFlash(cookies, { text });
				redirect(303, to);
			}
			return tell(cookies, { roadmapId: params.id, text, changed, to });
		} catch (error) {
			return refuse(error, {});
		}
	}
};
