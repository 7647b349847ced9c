import { redirect } from '@sveltejs/kit';
import { Forbidden } from '#lib/platform/errors.ts';
import { addProcedure } from '#lib/results/catalogue/catalogue.ts';
import { listPlaces } from '#lib/results/import/import.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** An import that asked for the procedure, or nothing. */
function importIn(url: URL): string {
	const id = url.searchParams.get('import') ?? '';
	return /^[0-9a-f-]{36}$/.test(id) ? id : '';
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const places = await listPlaces(locals.actor!);
	if (places.length === 0) throw new Forbidden('error_forbidden');
	const title = say('procedures_new_title');
	return {
		title,
		crumbs: [
			{ label: say('nav_results'), href: '/results' },
			{ label: say('procedures_title'), href: '/results/procedures' },
			{ label: title }
		],
		places: places.map(({ id, name }) => ({ id, name })),
		year: url.searchParams.get('year')?.slice(0, 4) ?? '',
		name: url.searchParams.get('name')?.slice(0, 200) ?? '',
		back: importIn(url) ? `/results/import/${importIn(url)}` : '/results/procedures'
	};
};

export const actions: Actions = {
	default: async ({ request, locals, cookies, url }) => {
		const given = await readForm(request);
		let year: number;
		try {
			year = await addProcedure(locals.actor!, given);
		} catch (error) {
			return refuse(error, given);
		}
		setFlash(cookies, { text: say('procedures_added') });
		const id = importIn(url);
		redirect(303, id ? `/results/import/${id}` : `/results/procedures?year=${year}`);
	}
};
