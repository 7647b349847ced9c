import { fail, redirect } from '@sveltejs/kit';
import { readNewPassword } from '#lib/people/people.ts';
import { askAuth } from '#lib/platform/signin.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({ demonstration: locals.demonstration });

export const actions: Actions = {
	default: async (event) => {
		const given = await readForm(event.request);
		let newPassword: string;
		try {
			newPassword = readNewPassword(given);
		} catch (error) {
			return refuse(error, given);
		}
		const answer = await askAuth(event, '/reset-password', {
			newPassword,
			token: event.params.token
		});
		if (!answer.ok)
			return fail(400, { values: {}, errors: {}, error: say('reset_dead'), dead: true });
		setFlash(event.cookies, { text: say('reset_done') });
		redirect(303, '/signin');
	}
};
