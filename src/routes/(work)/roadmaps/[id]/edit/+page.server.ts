import { m } from '#lib/paraglide/messages.js';
import { headFieldsOf, readHeadForm, type HeadFields } from '#lib/roadmap/head-fields.ts';
import { openHead, saveHead } from '#lib/roadmap/roadmap.ts';
import { refuseEdit, tell } from '#lib/roadmap/screen.server.ts';
import { headFieldName } from '#lib/roadmap/wording.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const before = Number(url.searchParams.get('before')) || undefined;
	const { head, history, may } = await openHead(locals.actor!, params.id, before);
	return {
		title: head.title,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: `/roadmaps/${head.id}` },
			{ label: m.roadmap_edit_head() }
		],
		head,
		stored: headFieldsOf(head),
		history,
		may
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const sent = readHeadForm(form);
		try {
			const changed = await saveHead(locals.actor!, params.id, sent);
			const { taken, terms } = changed.result;
			const text = [
				m.roadmap_told_head_saved(),
				terms > 0 ? m.roadmap_told_terms({ count: terms }) : '',
				taken.length > 0
					? m.roadmap_told_taken({
							fields: taken.map((field) => headFieldName[field]()).join(', ')
						})
					: ''
			];
			return tell(cookies, {
				roadmapId: params.id,
				text: text.filter(Boolean).join(' '),
				changed,
				to: `/roadmaps/${params.id}`
			});
		} catch (error) {
			return refuseEdit(error, form, sent.mine as HeadFields);
		}
	}
};
