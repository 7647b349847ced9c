import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { askAuth } from '#lib/platform/signin.ts';
import type { Actions, PageServerLoad } from './$types';

const credentials = z.object({ email: z.string().trim().min(1), password: z.string().min(1) });

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.actor) redirect(303, ownPath(url.searchParams.get('to')));
	return { demonstration: locals.demonstration };
};

export const actions: Actions = {
	default: async (event) => {
		const given = Object.fromEntries(await event.request.formData());
		const parsed = credentials.safeParse(given);
		const email = String(given.email ?? '');
		if (!parsed.success) return fail(400, { email, error: 'signin_incomplete' as const });
		const answer = await askAuth(event, '/sign-in/email', parsed.data);
		if (answer.code === 'TOO_MANY_REQUESTS')
			return fail(429, { email, error: 'signin_too_often' as const });
		if (!answer.ok) return fail(400, { email, error: 'signin_wrong' as const });
		const to = ownPath(event.url.searchParams.get('to'));
		if (answer.body.twoFactorRedirect)
			redirect(303, `/signin/code?to=${encodeURIComponent(to)}`);
		redirect(303, to);
	}
};

/** Only a path of our own: an address in a letter must not lead elsewhere. */
function ownPath(wanted: string | null): string {
	return wanted?.startsWith('/') && !/^\/[/\\]/.test(wanted) ? wanted : '/';
}
