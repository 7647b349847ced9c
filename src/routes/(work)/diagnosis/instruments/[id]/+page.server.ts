import { fail } from '@sveltejs/kit';
import { readAnswers } from '#lib/diagnosis/instruments/answers.ts';
import type { Instrument } from '#lib/diagnosis/instruments/instrument.ts';
import { findInstrument } from '#lib/diagnosis/instruments/shipped.ts';
import { inLanguage, problemSentence } from '#lib/diagnosis/instruments/wording.ts';
import { m } from '#lib/paraglide/messages.js';
import { NotFound } from '#lib/platform/errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent }) => {
	const instrument = findForm(params.id);
	const name = inLanguage(instrument.name);
	return {
		title: name,
		crumbs: [{ label: m.diag_title(), href: '/diagnosis' }, { label: name }],
		place: (await parent()).frame.place,
		instrument
	};
};

export const actions: Actions = {
	/** Reads the answers as the real form would; keeps nothing. */
	default: async ({ params, request }) => {
		const form = await request.formData();
		const { answers, problems, ignored } = readAnswers(findForm(params.id), form);
		const given = Object.fromEntries(
			[...new Set(form.keys())].map((name) => [
				name,
				form.getAll(name).filter((value) => typeof value === 'string')
			])
		);
		const told = problems.map((problem) => ({
			key: problem.key,
			number: problem.number,
			sentence: problemSentence(problem)
		}));
		const answer = { given, problems: told, ignored, count: Object.keys(answers).length };
		return problems.length > 0 ? fail(422, answer) : answer;
	}
};

/** What people fill in; results come from their own room. */
function findForm(id: string): Instrument {
	const instrument = findInstrument(id);
	if (!instrument || instrument.audience === 'results') throw new NotFound('not_found');
	return instrument;
}
