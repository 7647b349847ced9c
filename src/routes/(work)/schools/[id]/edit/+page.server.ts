import { fail, redirect } from '@sveltejs/kit';
import {
	editOrganisation,
	readOrganisationToEdit,
	timeZones,
	type Organisation
} from '#lib/people/people.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const organisation = await readOrganisationToEdit(locals.actor!, params.id);
	return {
		title: say('school_edit_title'),
		crumbs: [
			{ label: say('schools_title'), href: '/schools' },
			{ label: organisation.shortName, href: `/schools/${organisation.id}` },
			{ label: say('school_edit') }
		],
		organisation,
		values: valuesOf(organisation),
		timeZones
	};
};

export const actions: Actions = {
	default: async ({ request, locals, params, cookies }) => {
		const given = await readForm(request);
		try {
			await editOrganisation(locals.actor!, params.id, given);
		} catch (error) {
			const refusal = refuse(error, given);
			const stored = refusal.data.stored as Organisation | null;
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
		redirect(303, `/schools/${params.id}`);
	}
};

function valuesOf(organisation: Organisation): Record<string, string> {
	return {
		shortName: organisation.shortName,
		name: organisation.name,
		kind: organisation.kind,
		timeZone: organisation.timeZone,
		code: organisation.code ?? '',
		closedOn: organisation.closedOn ?? '',
		revision: String(organisation.revision)
	};
}
