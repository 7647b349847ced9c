import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { addComment, settleRemark, withdrawComment } from '#lib/roadmap/talk/talk.ts';
import { readerLabel } from '#lib/roadmap/talk/wording.ts';
import { setFlash, type Flash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, RequestEvent } from './$types';

/** What is said about a measure. */
export const talkActions = {
	say: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		try {
			const answer = await addComment(locals.actor!, params.measure, {
				token: form.token ?? '',
				text: form.text ?? '',
				replyTo: form.replyTo || null,
				who: Object.fromEntries(
					Object.entries(form).flatMap(([name, value]) =>
						name.startsWith('who:') ? [[name.slice('who:'.length), value]] : []
					)
				)
			});
			if ('questions' in answer)
				return fail(400, {
					...{ values: form, error: '', errors: {}, stored: null },
					questions: answer.questions.map(({ readers, ...question }) => ({
						...question,
						readers: readers.map((reader) => ({ id: reader.id, label: readerLabel(reader) }))
					}))
				});
			const { commentId, repeated } = answer.added;
			setFlash(cookies, { text: repeated ? m.talk_told_before() : m.talk_told_added() });
			redirect(303, `${pathOf(params)}#c-${commentId}`);
		} catch (error) {
			return refuse(error, form);
		}
	},
	takeBack: (event) => settle(event, true, withdrawComment, m.talk_told_back(), 'putBack'),
	putBack: (event) => settle(event, false, withdrawComment, m.talk_told_restored()),
	settle: (event) => settle(event, true, settleRemark, m.talk_told_settled(), 'unsettle'),
	unsettle: (event) => settle(event, false, settleRemark, m.talk_told_unsettled())
} satisfies Actions;

const pathOf = ({ id, measure }: RequestEvent['params']): string =>
	`/roadmaps/${id}/measures/${measure}`;

/** Changes one comment; `back` names the action that takes the change back. */
async function settle(
	{ locals, params, request, cookies }: RequestEvent,
	to: boolean,
	work: typeof settleRemark,
	text: string,
	back?: string
) {
	const { comment = '' } = await readForm(request);
	try {
		await work(locals.actor!, comment, to);
	} catch (error) {
		return refuse(error, { comment });
	}
	const flash: Flash = { text };
	if (back) flash.undo = { action: `${pathOf(params)}?/${back}`, fields: { comment } };
	setFlash(cookies, flash);
	redirect(303, `${pathOf(params)}#talk`);
}
