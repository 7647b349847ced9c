import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { Conflict } from '#lib/platform/errors.ts';
import { findQueue, openEvidence, readQueueFilter } from '#lib/roadmap/execution/queue.ts';
import { takeBackVerdict, verifyOccurrence, type Decided } from '#lib/roadmap/execution/verify.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { ownPath } from '#lib/ui/shell.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const filter = readQueueFilter(url.searchParams);
	const { items, total } = await findQueue(locals.actor!, filter);
	const wanted = url.searchParams.get('open');
	const open = items.find(({ occurrenceId }) => occurrenceId === wanted) ?? items[0] ?? null;
	return {
		title: m.check_title(),
		filter,
		items,
		total,
		open,
		evidence: open ? await openEvidence(locals.actor!, open.reportId) : []
	};
};

export const actions: Actions = {
	decide: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		const verdict = form.verdict === 'returned' ? 'returned' : 'verified';
		let verificationId: string;
		try {
			const { result } = await verifyOccurrence(locals.actor!, {
				occurrenceId: form.occurrence ?? '',
				reportId: form.report ?? '',
				revision: Number(form.revision),
				verdict,
				comment: form.comment ?? ''
			});
			verificationId = result.verificationId;
		} catch (error) {
			const refused = refuse(error, form);
			const decided = error instanceof Conflict ? (error.stored as Decided) : null;
			return fail(refused.status, { ...refused.data, decided });
		}
		const back = ownPath(form.back);
		setFlash(cookies, {
			text: verdict === 'verified' ? m.check_told_verified() : m.check_told_returned(),
			undo: { action: '/check?/undo', fields: { verification: verificationId, back } }
		});
		redirect(303, back);
	},
	undo: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		try {
			await takeBackVerdict(locals.actor!, form.verification ?? '');
		} catch (error) {
			const refused = refuse(error, form);
			return fail(refused.status, { ...refused.data, decided: null });
		}
		setFlash(cookies, { text: m.check_told_back() });
		redirect(303, ownPath(form.back));
	}
};
