import { m } from '#lib/paraglide/messages.js';
import { Invalid } from '#lib/platform/errors.ts';
import { fieldsOf, measureFields, readMeasureForm } from '#lib/roadmap/fields.ts';
import { linkKinds } from '#lib/roadmap/model.ts';
import {
	addLink,
	moveMeasure,
	openLinkChoices,
	openMeasure,
	removeLink,
	restoreMeasure,
	saveMeasure,
	withdrawMeasure,
	type Move
} from '#lib/roadmap/roadmap.ts';
import { backOf, refuseEdit, tell } from '#lib/roadmap/screen.server.ts';
import { fieldName, inFull, measureName } from '#lib/roadmap/wording.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import { ownPath } from '#lib/ui/shell.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const before = Number(url.searchParams.get('before')) || undefined;
	const page = await openMeasure(locals.actor!, params.id, params.measure, before);
	const { head, measure, may } = page;
	const home = `/roadmaps/${head.id}`;
	const back = url.searchParams.get('back');
	const linked = url.searchParams.get('link');
	const editable = may.edit && !measure.withdrawn;
	const linkable = may.link && !measure.withdrawn;
	return {
		...page,
		editable,
		linkable,
		title: measure.text,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: home },
			{ label: m.roadmap_measure_numbered({ number: measureName(measure) }) }
		],
		home,
		back: back ? ownPath(back) : home,
		/** The one field of a cell's form, or null for all. */
		field: measureFields.find((field) => field === url.searchParams.get('field')) ?? null,
		hand: url.searchParams.has('hand'),
		stored: fieldsOf(measure),
		meaning: inFull(measure.term, head),
		linking:
			linkable && linked !== null ? await openLinkChoices(locals.actor!, head.id, linked) : null,
		linkedId: linked
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const sent = readMeasureForm(form);
		try {
			const changed = await saveMeasure(locals.actor!, params.measure, sent);
			const { taken } = changed.result;
			const text = [
				m.roadmap_told_saved({ number: measureName(changed.result) }),
				taken.length > 0
					? m.roadmap_told_taken({
							fields: taken.map((field) => fieldName[field]().toLocaleLowerCase()).join(', ')
						})
					: ''
			];
			return tell(cookies, {
				roadmapId: params.id,
				text: text.filter(Boolean).join(' '),
				changed,
				to: `${backOf(form, `/roadmaps/${params.id}`)}#m-${params.measure}`
			});
		} catch (error) {
			return refuseEdit(error, form, sent.mine);
		}
	},
	move: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const changed = await moveMeasure(locals.actor!, params.measure, readMove(form));
		return tell(cookies, {
			roadmapId: params.id,
			text: m.roadmap_told_moved({ number: measureName(changed.result) }),
			changed,
			to: backOf(form, `/roadmaps/${params.id}#m-${params.measure}`)
		});
	},
	withdraw: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const reason = String(form.get('reason') ?? '');
		const changed = await withdrawMeasure(locals.actor!, params.measure, reason);
		return tell(cookies, {
			roadmapId: params.id,
			text: m.roadmap_told_withdrawn({ number: measureName(changed.result) }),
			changed,
			to: `/roadmaps/${params.id}`
		});
	},
	restore: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const changed = await restoreMeasure(locals.actor!, params.measure);
		return tell(cookies, {
			roadmapId: params.id,
			text: m.roadmap_told_restored({ number: measureName(changed.result) }),
			changed,
			to: backOf(form, `/roadmaps/${params.id}#m-${params.measure}`)
		});
	},
	link: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const toId = String(form.get('to') ?? '');
		const kind = linkKinds.find((each) => each === form.get('kind')) ?? 'supports';
		try {
			const changed = await addLink(locals.actor!, { kind, fromId: params.measure, toId });
			const to = `/roadmaps/${params.id}/measures/${params.measure}#links`;
			return tell(cookies, {
				roadmapId: params.id,
				text: m.roadmap_told_linked(),
				changed,
				to
			});
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			return refuse(error, { to: toId, kind });
		}
	},
	unlink: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const changed = await removeLink(locals.actor!, String(form.get('link') ?? ''));
		return tell(cookies, {
			roadmapId: params.id,
			text: m.roadmap_told_unlinked(),
			changed,
			to: `/roadmaps/${params.id}/measures/${params.measure}#links`
		});
	}
};

function readMove(form: FormData): Move {
	const step = form.get('step');
	if (step === 'up' || step === 'down') return { step };
	return {
		section: String(form.get('section') ?? '') || null,
		before: String(form.get('before') ?? '') || null
	};
}
