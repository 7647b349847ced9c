import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { Conflict, Failure, Invalid, NotFound } from '#lib/platform/errors.ts';
import { aboutRoadmap } from '#lib/roadmap/links.ts';
import { applyFilter, readFilter } from '#lib/roadmap/filters.ts';
import { openRoadmap, restoreRoadmap, undo, withdrawRoadmap } from '#lib/roadmap/roadmap.ts';
import { backOf, tell } from '#lib/roadmap/screen.server.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { say } from '#lib/ui/say.server.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, isDataRequest }) => {
	const roadmap = await openRoadmap(locals.actor!, params.id);
	locals.about = aboutRoadmap(roadmap);
	const { view, filter } = readFilter(url.searchParams);
	return unsent(isDataRequest, {
		title: roadmap.head.title,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: roadmap.head.owner.shortName }
		],
		roadmap,
		measures: applyFilter(roadmap, filter, roadmap.head.today),
		view,
		filter,
		chosen: url.searchParams.get('measure')
	});
};

export const actions: Actions = {
	undo: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const to = backOf(form, `/roadmaps/${params.id}`);
		try {
			const changed = await undo(locals.actor!, Number(form.get('audit')));
			return tell(cookies, { roadmapId: params.id, text: m.roadmap_told_undone(), changed, to });
		} catch (error) {
			// nothing was changed: the page says why and stays as it is
			if (error instanceof Failure && error.code.startsWith('approval_'))
				setFlash(cookies, { text: say(error.code) });
			else if (error instanceof Conflict) setFlash(cookies, { text: m.roadmap_undo_stale() });
			else if (error instanceof Invalid || error instanceof NotFound)
				setFlash(cookies, { text: m.roadmap_undo_impossible() });
			else throw error;
			redirect(303, to);
		}
	},
	withdraw: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const changed = await withdrawRoadmap(
			locals.actor!,
			params.id,
			String(form.get('reason') ?? '')
		);
		const text = m.roadmap_told_roadmap_withdrawn();
		return tell(cookies, { roadmapId: params.id, text, changed, to: '/roadmaps' });
	},
	restore: async ({ locals, params, cookies }) => {
		const changed = await restoreRoadmap(locals.actor!, params.id).catch((error: unknown) => {
			if (!(error instanceof Conflict)) throw error;
			setFlash(cookies, { text: say(error.code) });
			redirect(303, `/roadmaps/${params.id}`);
		});
		const text = m.roadmap_told_roadmap_restored();
		return tell(cookies, { roadmapId: params.id, text, changed, to: `/roadmaps/${params.id}` });
	}
};
