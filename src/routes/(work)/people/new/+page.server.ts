import { redirect } from '@sveltejs/kit';
import { addPerson, listPlacesForPeople } from '#lib/people/people.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { ownPath } from '#lib/ui/shell.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const organisations = await listPlacesForPeople(locals.actor!);
	if (organisations.length === 0) throw new Forbidden('error_forbidden');
	return {
		title: say('person_new_title'),
		crumbs: [{ label: say('people_title'), href: '/people' }, { label: say('person_new_title') }],
		organisations,
		organisationId: url.searchParams.get('organisation') ?? locals.actor!.organisationId,
		name: {
			surname: url.searchParams.get('surname') ?? '',
			given: url.searchParams.get('given') ?? '',
			patronymic: url.searchParams.get('patronymic') ?? ''
		}
	};
};

export const actions: Actions = {
	default: async ({ request, locals, cookies, url }) => {
		const given = await readForm(request);
		let id: string;
		try {
			id = await addPerson(locals.actor!, given);
		} catch (error) {
			return refuse(error, given);
		}
		setFlash(cookies, { text: say('person_added') });
		const back = ownPath(url.searchParams.get('back'));
		redirect(303, back === '/' ? `/people/${id}` : back);
	}
};
