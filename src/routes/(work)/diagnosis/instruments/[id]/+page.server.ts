import { fail } from '@sveltejs/kit';
import { readAnswers } from '#lib/diagnosis/instruments/answers.ts';
import { openEditor } from '#lib/diagnosis/editor/editor.ts';
import type { Instrument } from '#lib/diagnosis/instruments/instrument.ts';
import { findInstrument } from '#lib/diagnosis/instruments/shipped.ts';
import { inLanguage, problemSentence } from '#lib/diagnosis/instruments/wording.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actor } from '#lib/people/access.ts';
import { NotFound } from '#lib/platform/errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
	const instrument = await findForm(locals.actor!, params.id, url);
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
	default: async ({ locals, params, request, url }) => {
		const form = await request.formData();
		const instrument = await findForm(locals.actor!, params.id, url);
		const { answers, problems, ignored } = readAnswers(instrument, form);
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

/** What people fill in, also an older version or an own draft; results come from their own room. */
async function findForm(actor: Actor, id: string, url: URL): Promise<Instrument> {
	const version = Number(url.searchParams.get('version')) || undefined;
	const instrument = findInstrument(id, version) ?? (await openEditor(actor, id)).own.draft;
	if (instrument.audience === 'results') throw new NotFound('not_found');
	return instrument;
}
