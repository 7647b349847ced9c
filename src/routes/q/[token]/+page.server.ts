import { fail, redirect } from '@sveltejs/kit';
import { openLink, sendAnswers } from '#lib/diagnosis/campaign/campaign.ts';
import { problemSentence } from '#lib/diagnosis/instruments/wording.ts';
import type { Actions, PageServerLoad } from './$types';

/** Nobody is signed in here, and nothing of the request but the answers is kept. */
export const load: PageServerLoad = async ({ params, url }) => {
	const opened = await openLink(params.token);
	return { ...opened, isSent: url.searchParams.has('sent') };
};

export const actions: Actions = {
	default: async ({ params, request }) => {
		const form = await request.formData();
		const { done, problems } = await sendAnswers(params.token, form);
		if (done === 'kept') redirect(303, `/q/${params.token}?sent`);
		return fail(422, {
			done,
			sheet: String(form.get('sheet') ?? ''),
			given: Object.fromEntries(
				[...new Set(form.keys())].map((name) => [
					name,
					form.getAll(name).filter((value) => typeof value === 'string')
				])
			),
			problems: problems.map((problem) => ({
				key: problem.key,
				number: problem.number,
				sentence: problemSentence(problem)
			}))
		});
	}
};
