import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isListed } from '#lib/people/people.ts';
import { askAuth } from '#lib/platform/signin.ts';
import { monthNow } from '#lib/today/today.ts';
import { ownPath } from '#lib/ui/shell.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

const credentials = z.object({ email: z.string().trim().min(1), password: z.string().min(1) });

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.actor) redirect(303, ownPath(url.searchParams.get('to')));
	return { demonstration: locals.demonstration, month: monthNow() };
};

export const actions: Actions = {
	default: async (event) => {
		const given = Object.fromEntries(await event.request.formData());
		const parsed = credentials.safeParse(given);
		const email = String(given.email ?? '');
		if (!parsed.success) return fail(400, { email, error: say('signin_incomplete') });
		const answer = await askAuth(event, '/sign-in/email', parsed.data);
		if (answer.code === 'TOO_MANY_REQUESTS')
			return fail(429, { email, error: say('signin_too_often') });
		if (!answer.ok) return fail(400, { email, error: say('signin_wrong') });
		const to = ownPath(event.url.searchParams.get('to'));
		if (answer.body.twoFactorRedirect) redirect(303, `/signin/code?to=${encodeURIComponent(to)}`);
		const { user } = answer.body as { user?: { id: string } };
		if (!user || !(await isListed(user.id))) {
			await askAuth(event, '/sign-out', {});
			return fail(403, { email, error: say('signin_left') });
		}
		redirect(303, to);
	}
};
