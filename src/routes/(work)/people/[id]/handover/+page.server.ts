import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { fullName } from '#lib/people/names.ts';
import { handOver, openHandover } from '#lib/roadmap/responsible/handover.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const page = await openHandover(locals.actor!, params.id);
	return {
		title: m.handover_title(),
		crumbs: [
			{ label: m.people_title(), href: '/people' },
			{ label: fullName(page.person), href: `/people/${params.id}` },
			{ label: m.handover_title() }
		],
		...page,
		token: randomUUID()
	};
};

export const actions: Actions = {
	default: async ({ request, locals, params, cookies }) => {
		const form = await request.formData();
		const given = {
			successorId: String(form.get('successorId') ?? ''),
			fromDay: String(form.get('fromDay') ?? ''),
			token: String(form.get('token') ?? '')
		};
		const chosen = {
			measures: form.getAll('measure').map(String),
			appointments: form.getAll('appointment').map(String),
			curatorships: form.getAll('curatorship').map(String)
		};
		let moveId: string;
		try {
			({ moveId } = await handOver(locals.actor!, params.id, given, chosen));
		} catch (error) {
			const { status, data } = refuse(error, given);
			return fail(status, { ...data, chosen: Object.values(chosen).flat() });
		}
		setFlash(cookies, {
			text: m.handover_told(),
			undo: { action: `/people/${params.id}?/undoMove`, fields: { move: moveId } }
		});
		redirect(303, `/people/${params.id}/handover`);
	}
};
