import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { askAuth } from '#lib/platform/signin.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => ({
	demonstration: locals.demonstration,
	sent: url.searchParams.has('sent')
});

export const actions: Actions = {
	default: async (event) => {
		const given = String((await event.request.formData()).get('email') ?? '');
		const email = z.email().safeParse(given.trim());
		if (!email.success) return fail(400, { email: given, error: say('error_email') });
		const answer = await askAuth(event, '/request-password-reset', { email: email.data });
		if (answer.code === 'TOO_MANY_REQUESTS')
			return fail(429, { email: given, error: say('signin_too_often') });
		// the same answer for addresses that nobody has
		redirect(303, '/reset?sent');
	}
};
