import { fail, redirect } from '@sveltejs/kit';
import { importLimits, listPlaces, startImport } from '#lib/results/import/import.ts';
import { m } from '#lib/paraglide/messages.js';
import { Failure, Forbidden } from '#lib/platform/errors.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

const megabyte = 1024 * 1024;

export const load: PageServerLoad = async ({ locals }) => {
	const places = await listPlaces(locals.actor!);
	if (places.length === 0) throw new Forbidden('error_forbidden');
	return {
		title: say('results_import'),
		crumbs: [{ label: say('nav_results'), href: '/results' }, { label: say('results_import') }],
		places: places.map(({ id, name }) => ({ id, name })),
		megabytes: importLimits.fileBytes / megabyte,
		formMegabytes: importLimits.formBytes / megabyte
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await request.formData();
		const file = form.get('file');
		const place = String(form.get('place') ?? '');
		if (!(file instanceof File) || file.name === '')
			return fail(400, { place, error: m.results_no_file() });
		let id: string;
		try {
			({ id } = await startImport(locals.actor!, {
				...{ placeId: place, name: file.name, announced: null },
				body: file.stream()
			}));
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			return fail(error.status, { place, error: say(error.code, error.details) });
		}
		redirect(303, `/results/import/${id}`);
	}
};
