import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { openLink, sendAnswers, tryCode } from '#lib/diagnosis/campaign/answering.ts';
import { trap, type Sender } from '#lib/diagnosis/campaign/gate.ts';
import { languageOf, languagesOf, speak } from '#lib/diagnosis/instruments/languages.ts';
import { problemSentence } from '#lib/diagnosis/instruments/wording.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { useServices } from '#lib/platform/services.ts';
import type { Actions, PageServerLoad } from './$types';

/** Nobody is signed in here, and nothing of the request but the answers is kept. */
export const load: PageServerLoad = async ({ params, url }) => {
	const opened = await openLink(params.token, useServices().secret);
	const language = languageOf(opened.instrument, url.searchParams.get('language') ?? getLocale());
	return {
		...opened,
		instrument: speak(opened.instrument, language),
		...{ language, languages: languagesOf(opened.instrument), trap },
		isSent: url.searchParams.has('sent')
	};
};

export const actions: Actions = {
	/** Sends the answers, or only shows the form: in another language, or opened by a code. */
	default: async (event) => {
		const { params, url } = event;
		const form = await event.request.formData();
		const told = {
			given: Object.fromEntries(
				[...new Set(form.keys())].map((name) => [
					name,
					form.getAll(name).filter((value) => typeof value === 'string')
				])
			),
			problems: [] as { key: string; number: number; sentence: string }[]
		};
		const sender = senderOf(event);
		const code = String(form.get('code') ?? '');
		if (form.has('open')) {
			const done = await tryCode(params.token, code, sender);
			if (done === 'free') return { ...told, done, isShut: false };
			return fail(done === 'many' ? 429 : 422, { ...told, done, isShut: true });
		}
		if (form.has('show')) return { ...told, done: 'shown' as const, isShut: false };
		const { done, problems } = await sendAnswers(params.token, form, sender);
		if (done === 'kept') {
			const language = url.searchParams.get('language');
			redirect(
				303,
				`/q/${params.token}?sent${language ? `&language=${encodeURIComponent(language)}` : ''}`
			);
		}
		return fail(done === 'many' ? 429 : 422, {
			...told,
			done,
			isShut: false,
			problems: problems.map((problem) => ({
				key: problem.key,
				number: problem.number,
				sentence: problemSentence(problem)
			}))
		});
	}
};

function senderOf(event: RequestEvent): Sender {
	return {
		address: event.getClientAddress(),
		secret: useServices().secret,
		now: Date.now()
	};
}
