import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { Conflict, Invalid } from '#lib/platform/errors.ts';
import { openCheck, readQueueFilter } from '#lib/roadmap/execution/queue.ts';
import {
	takeBackVerdicts,
	verifyMany,
	verifyOccurrence,
	type Decided,
	type Verdict
} from '#lib/roadmap/execution/verify.ts';
import { setFlash, type Flash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import { ownPath } from '#lib/ui/shell.ts';
import { unsent } from '#lib/ui/unsent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, isDataRequest }) => {
	locals.about = null;
	const filter = readQueueFilter(url.searchParams);
	const page = await openCheck(locals.actor!, filter, url.searchParams.get('open'));
	return unsent(isDataRequest, { ...page, title: m.check_title(), filter });
};

export const actions: Actions = {
	decide: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		const verdict = verdictIn(form);
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
			return fail(refused.status, { ...refused.data, decided, refused: [] });
		}
		setFlash(cookies, {
			text: verdict === 'verified' ? m.check_told_verified() : m.check_told_returned(),
			undo: undoOf([verificationId], form.here)
		});
		redirect(303, ownPath(form.back));
	},
	decideMany: async ({ locals, request, cookies }) => {
		const data = await request.formData();
		const form = Object.fromEntries(
			[...data].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
		) as Record<string, string>;
		const verdict = verdictIn(form);
		const items = data.getAll('item').map((item) => {
			const [occurrenceId = '', reportId = '', revision = ''] = String(item).split(' ');
			return { occurrenceId, reportId, revision: Number(revision) };
		});
		try {
			const { result } = await verifyMany(locals.actor!, {
				...{ items, verdict, comment: form.comment ?? '' }
			});
			const done = result.verified.length;
			const ids = result.verified.map(({ verificationId }) => verificationId);
			const told: Flash = {
				text:
					verdict === 'verified'
						? m.check_told_verified_many({ count: done })
						: m.check_told_returned_many({ count: done })
			};
			if (done > 0) told.undo = undoOf(ids, form.here);
			if (result.refused.length > 0) {
				if (done > 0) setFlash(cookies, told);
				return fail(409, {
					...{ values: {} as Record<string, string>, errors: {}, stored: null, decided: null },
					error: done > 0 ? told.text : '',
					refused: result.refused.map(({ occurrenceId, code }) => ({
						...{ why: say(code), name: form[`name-${occurrenceId}`] ?? '' }
					}))
				});
			}
			setFlash(cookies, told);
		} catch (error) {
			const refused = refuse(error, { many: form.comment ?? '' });
			// beside its own field the sentence stands once
			const text = error instanceof Invalid ? error.fields.comment : undefined;
			const sentence = text ? say(text) : refused.data.error;
			return fail(refused.status, {
				...{ ...refused.data, error: sentence, errors: {}, decided: null, refused: [] }
			});
		}
		redirect(303, ownPath(form.list));
	},
	undo: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		try {
			await takeBackVerdicts(locals.actor!, (form.verification ?? '').split(' '));
		} catch (error) {
			const refused = refuse(error, {});
			return fail(refused.status, { ...refused.data, decided: null, refused: [] });
		}
		setFlash(cookies, { text: m.check_told_back() });
		redirect(303, ownPath(form.back));
	}
};

const verdictIn = ({ verdict }: Record<string, string>): Verdict =>
	verdict === 'returned' ? 'returned' : 'verified';

/** A button that takes verdicts back and opens what they were about again. */
const undoOf = (ids: string[], here: string | undefined): NonNullable<Flash['undo']> => ({
	action: '/check?/undo',
	fields: { verification: ids.join(' '), back: ownPath(here) }
});
