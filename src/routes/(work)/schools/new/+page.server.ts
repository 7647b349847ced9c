import { redirect } from '@sveltejs/kit';
import { addOrganisation, listParents, timeZones } from '#lib/people/people.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const parents = await listParents(locals.actor!);
	if (parents.length === 0) throw new Forbidden('error_forbidden');
	return {
		title: say('school_new_title'),
		crumbs: [{ label: say('schools_title'), href: '/schools' }, { label: say('school_new_title') }],
		parents,
		timeZones
	};
};

export const actions: Actions = {
	default: async ({ request, locals, cookies }) => {
		const given = await readForm(request);
		let id: string;
		try {
			id = await addOrganisation(locals.actor!, given);
		} catch (error) {
			return refuse(error, given);
		}
		setFlash(cookies, { text: say('school_added') });
		redirect(303, `/schools/${id}`);
	}
};
