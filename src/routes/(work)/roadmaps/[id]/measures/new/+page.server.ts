import { mayReadLibrary } from '#lib/diagnosis/library/library.ts';
import { suggestMore } from '#lib/diagnosis/suggest/suggest.ts';
import { m } from '#lib/paraglide/messages.js';
import { readMeasureForm, type MeasureFields } from '#lib/roadmap/fields.ts';
import { prefilledFields } from '#lib/roadmap/prefill.ts';
import { addMeasure, openNewMeasure } from '#lib/roadmap/roadmap.ts';
import { backOf, refuseEdit, tell } from '#lib/roadmap/screen.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const page = await openNewMeasure(locals.actor!, params.id);
	const filled = prefilledFields(url.searchParams);
	const row = Number(url.searchParams.get('row') ?? NaN);
	return {
		...page,
		title: m.roadmap_add_measure(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: page.head.owner.shortName, href: `/roadmaps/${page.head.id}` },
			{ label: m.roadmap_add_measure() }
		],
		row: Number.isInteger(row) ? row : null,
		library: mayReadLibrary(locals.actor!),
		values: { ...filled, lane: filled.lane || (page.head.lanes.length > 0 ? '0' : '') }
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const { mine } = readMeasureForm(form);
		if (form.has('suggest')) return { values: mine, ...suggestionsFor(mine) };
		const row = form.get('row');
		try {
			const changed = await addMeasure(locals.actor!, params.id, {
				mine,
				row: typeof row === 'string' && /^\d{1,6}$/.test(row) ? Number(row) : null
			});
			const home = `/roadmaps/${params.id}`;
			return tell(cookies, {
				roadmapId: params.id,
				text: m.roadmap_told_added(),
				changed,
				to: `${backOf(form, home)}#m-${changed.result.id}`
			});
		} catch (error) {
			return refuseEdit(error, form, mine);
		}
	}
};

/** What the typed text speaks of beside what is marked; nothing is saved. */
function suggestionsFor({ text = '', result = '', factors = '' }: Partial<MeasureFields>) {
	const marked = factors.split(',').filter(Boolean).map(Number);
	return { suggested: suggestMore(`${text}. ${result}`, marked) };
}
