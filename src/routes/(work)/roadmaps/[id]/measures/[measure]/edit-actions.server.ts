import { m } from '#lib/paraglide/messages.js';
import { Invalid } from '#lib/platform/errors.ts';
import { readMeasureForm } from '#lib/roadmap/fields.ts';
import { linkKinds } from '#lib/roadmap/model.ts';
import {
	addLink,
	moveMeasure,
	removeLink,
	restoreMeasure,
	saveMeasure,
	withdrawMeasure,
	type Move
} from '#lib/roadmap/roadmap.ts';
import { backOf, refuseEdit, tell } from '#lib/roadmap/screen.server.ts';
import { fieldName, measureName } from '#lib/roadmap/wording.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, RequestEvent } from './$types';

/** What editors do to a measure of a draft. */
export const editActions = {
	save: async ({ locals, params, request, cookies }: RequestEvent) => {
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
	move: async ({ locals, params, request, cookies }: RequestEvent) => {
		const form = await request.formData();
		const changed = await moveMeasure(locals.actor!, params.measure, readMove(form));
		return tell(cookies, {
			roadmapId: params.id,
			text: m.roadmap_told_moved({ number: measureName(changed.result) }),
			changed,
			to: backOf(form, `/roadmaps/${params.id}#m-${params.measure}`)
		});
	},
	withdraw: async ({ locals, params, request, cookies }: RequestEvent) => {
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
	restore: async ({ locals, params, request, cookies }: RequestEvent) => {
		const form = await request.formData();
		const changed = await restoreMeasure(locals.actor!, params.measure);
		return tell(cookies, {
			roadmapId: params.id,
			text: m.roadmap_told_restored({ number: measureName(changed.result) }),
			changed,
			to: backOf(form, `/roadmaps/${params.id}#m-${params.measure}`)
		});
	},
	link: async ({ locals, params, request, cookies }: RequestEvent) => {
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
	unlink: async ({ locals, params, request, cookies }: RequestEvent) => {
		const form = await request.formData();
		const changed = await removeLink(locals.actor!, String(form.get('link') ?? ''));
		return tell(cookies, {
			roadmapId: params.id,
			text: m.roadmap_told_unlinked(),
			changed,
			to: `/roadmaps/${params.id}/measures/${params.measure}#links`
		});
	}
} satisfies Actions;

function readMove(form: FormData): Move {
	const step = form.get('step');
	if (step === 'up' || step === 'down') return { step };
	return {
		section: String(form.get('section') ?? '') || null,
		before: String(form.get('before') ?? '') || null
	};
}
