import { redirect } from '@sveltejs/kit';
import { acceptInvitation, readInvitation } from '#lib/people/people.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';
import { askAuth } from '#lib/platform/signin.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const invitation = await readInvitation(params.secret).catch((error: unknown) => {
		if (error instanceof NotFound) return null;
		throw error;
	});
	return { demonstration: locals.demonstration, invitation };
};

export const actions: Actions = {
	default: async (event) => {
		const given = await readForm(event.request);
		let credentials: { email: string; password: string };
		try {
			credentials = await acceptInvitation(event.params.secret, given);
		} catch (error) {
			// the page says itself that the link is dead
			if (error instanceof NotFound || error instanceof Conflict) redirect(303, event.url.pathname);
			return refuse(error, given);
		}
		// whoever was signed in on this device is so no longer
		await askAuth(event, '/sign-in/email', credentials);
		redirect(303, '/');
	}
};
