import { fail, redirect } from '@sveltejs/kit';
import { editPerson, listPlacesForPeople, readPerson, type Person } from '#lib/people/people.ts';
import { fullName } from '#lib/people/names.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { person, rights } = await readPerson(locals.actor!, params.id);
	if (!rights.edit) throw new Forbidden('error_forbidden');
	return {
		title: say('person_edit_title'),
		crumbs: [
			{ label: say('people_title'), href: '/people' },
			{ label: fullName(person), href: `/people/${person.id}` },
			{ label: say('person_edit') }
		],
		person,
		values: valuesOf(person),
		organisations: await listPlacesForPeople(locals.actor!)
	};
};

export const actions: Actions = {
	default: async ({ request, locals, params, cookies }) => {
		const given = await readForm(request);
		try {
			await editPerson(locals.actor!, params.id, given);
		} catch (error) {
			const refusal = refuse(error, given);
			const stored = refusal.data.stored as Person | null;
			// saving once more writes over what was just shown
			return stored
				? fail(refusal.status, {
						...refusal.data,
						values: { ...refusal.data.values, revision: String(stored.revision) },
						stored: valuesOf(stored)
					})
				: refusal;
		}
		setFlash(cookies, { text: say('saved') });
		redirect(303, `/people/${params.id}`);
	}
};

function valuesOf(person: Person): Record<string, string> {
	return {
		surname: person.surname,
		given: person.given,
		patronymic: person.patronymic,
		post: person.post,
		email: person.email ?? '',
		phone: person.phone,
		organisationId: person.organisationId,
		leftOn: person.leftOn ?? '',
		revision: String(person.revision)
	};
}
