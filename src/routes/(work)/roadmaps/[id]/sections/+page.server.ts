import { m } from '#lib/paraglide/messages.js';
import { Conflict, Invalid } from '#lib/platform/errors.ts';
import { numberings } from '#lib/roadmap/order.ts';
import {
	addSection,
	moveSection,
	openParts,
	renumberRoadmap,
	restoreMeasure,
	restoreSection,
	saveSection,
	withdrawSection
} from '#lib/roadmap/roadmap.ts';
import { tell } from '#lib/roadmap/screen.server.ts';
import { measureName } from '#lib/roadmap/wording.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { head, sections, measures, may } = await openParts(locals.actor!, params.id);
	return {
		title: m.roadmap_sections(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: `/roadmaps/${head.id}` },
			{ label: m.roadmap_sections() }
		],
		head,
		sections: sections.filter(({ withdrawn }) => !withdrawn),
		measures: measures
			.filter(({ withdrawn }) => !withdrawn)
			.map(({ sectionId }) => ({ sectionId })),
		withdrawnSections: sections.filter(({ withdrawn }) => withdrawn),
		withdrawnMeasures: measures
			.filter(({ withdrawn }) => withdrawn)
			.map(({ id, number, text }) => ({ id, number, text })),
		may
	};
};

export const actions: Actions = {
	add: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const sent = { title: text(form, 'title'), parentId: text(form, 'parent') || null };
		try {
			const changed = await addSection(locals.actor!, params.id, sent);
			const { title } = changed.result;
			return told(cookies, params.id, changed, m.roadmap_told_section_added({ title }));
		} catch (error) {
			return refuse(error, { id: '', title: sent.title, parent: sent.parentId ?? '' });
		}
	},
	save: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const id = text(form, 'id');
		const sent = {
			title: text(form, 'title'),
			parentId: text(form, 'parent') || null,
			revision: Number(form.get('revision'))
		};
		try {
			const changed = await saveSection(locals.actor!, id, sent);
			const { title } = changed.result;
			return told(cookies, params.id, changed, m.roadmap_told_section_saved({ title }));
		} catch (error) {
			if (!(error instanceof Conflict || error instanceof Invalid)) throw error;
			return refuse(error, { id, title: sent.title, parent: sent.parentId ?? '' });
		}
	},
	move: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const direction = form.get('step') === 'up' ? 'up' : 'down';
		const changed = await moveSection(locals.actor!, text(form, 'id'), direction);
		const { title } = changed.result;
		return told(cookies, params.id, changed, m.roadmap_told_section_moved({ title }));
	},
	withdraw: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const changed = await withdrawSection(locals.actor!, text(form, 'id'), '');
		const { title, measures } = changed.result;
		const said = m.roadmap_told_section_withdrawn({ title, count: measures });
		return told(cookies, params.id, changed, said);
	},
	restore: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const changed = await restoreSection(locals.actor!, text(form, 'id'));
		const { title } = changed.result;
		return told(cookies, params.id, changed, m.roadmap_told_section_restored({ title }));
	},
	restoreMeasure: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const changed = await restoreMeasure(locals.actor!, text(form, 'id'));
		const number = measureName(changed.result);
		return told(cookies, params.id, changed, m.roadmap_told_restored({ number }));
	},
	renumber: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const numbering = numberings.find((each) => each === form.get('numbering')) ?? 'through';
		const changed = await renumberRoadmap(locals.actor!, params.id, numbering);
		return told(cookies, params.id, changed, m.roadmap_told_renumbered());
	}
};

function told(
	cookies: Parameters<typeof tell>[0],
	roadmapId: string,
	changed: Parameters<typeof tell>[1]['changed'],
	said: string
): never {
	return tell(cookies, { roadmapId, text: said, changed, to: `/roadmaps/${roadmapId}/sections` });
}

function text(form: FormData, name: string): string {
	return String(form.get(name) ?? '');
}
