import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { summaryOf } from '#lib/roadmap/version/compare.ts';
import { acceptedOrders } from '#lib/roadmap/version/order-file.ts';
import {
	approveRoadmap,
	beginCorrection,
	moveRoadmap,
	openApproval
} from '#lib/roadmap/version/version.ts';
import { moves } from '#lib/roadmap/version/way.ts';
import { withdrawRoadmap } from '#lib/roadmap/roadmap.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const page = await openApproval(locals.actor!, params.id);
	const { head, difference } = page;
	return {
		...page,
		// its page shows it; here only whether there is any
		difference: null,
		changes: difference && summaryOf(difference),
		acceptedOrders,
		title: m.approval_title(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: `/roadmaps/${head.id}` },
			{ label: m.approval_title() }
		]
	};
};

const told = {
	review: m.approval_told_review,
	draft: m.approval_told_draft,
	agreed: m.approval_told_agreed,
	closed: m.approval_told_closed,
	approved: m.approval_told_approved,
	'in-force': m.approval_told_approved
};

export const actions: Actions = {
	move: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const move = moves.find((each) => each === form.get('move'));
		const comment = text(form, 'comment');
		if (!move) redirect(303, `/roadmaps/${params.id}/approval`);
		try {
			const sent = { move, comment, digest: text(form, 'digest') };
			const { result } = await moveRoadmap(locals.actor!, params.id, sent);
			setFlash(cookies, { text: told[result.status]() });
		} catch (error) {
			return refuse(error, { form: move, comment });
		}
		redirect(303, `/roadmaps/${params.id}/approval`);
	},
	approve: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		const file = form.get('file');
		const fields = {
			number: text(form, 'number'),
			date: text(form, 'date'),
			issuer: text(form, 'issuer'),
			from: text(form, 'from'),
			reason: text(form, 'reason')
		};
		let target: string;
		try {
			const { result } = await approveRoadmap(locals.actor!, params.id, {
				...fields,
				digest: text(form, 'digest'),
				file:
					file instanceof File && file.name !== ''
						? { name: file.name, body: file.stream(), announced: file.size }
						: null
			});
			target = result.roadmapId;
			setFlash(cookies, {
				text: result.repeated
					? m.approval_told_again()
					: m.approval_told_version({ number: result.version })
			});
		} catch (error) {
			const name = file instanceof File ? file.name : '';
			return refuse(error, { form: 'approve', ...fields, file: name });
		}
		redirect(303, `/roadmaps/${target}`);
	},
	correct: async ({ locals, params, request, cookies }) => {
		const reason = text(await request.formData(), 'reason');
		let draft: string;
		try {
			const { result } = await beginCorrection(locals.actor!, params.id, reason);
			draft = result.id;
			setFlash(cookies, {
				text: result.isNew
					? m.approval_told_begun({ number: result.version })
					: m.approval_told_already()
			});
		} catch (error) {
			return refuse(error, { form: 'correct', reason });
		}
		redirect(303, `/roadmaps/${draft}`);
	},
	/** Puts the draft of a next version away; to be undone by bringing it back from its page. */
	discard: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		await withdrawRoadmap(locals.actor!, params.id, text(form, 'reason'));
		setFlash(cookies, { text: m.approval_told_discarded() });
		redirect(303, `/roadmaps/${params.id}`);
	}
};

function text(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
