import { fail, redirect } from '@sveltejs/kit';
import { isListed } from '#lib/people/people.ts';
import { askAuth } from '#lib/platform/signin.ts';
import { monthNow } from '#lib/today/today.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { say } from '#lib/ui/say.server.ts';
import { ownPath } from '#lib/ui/shell.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.actor) redirect(303, ownPath(url.searchParams.get('to')));
	return {
		demonstration: locals.demonstration,
		month: monthNow(),
		to: ownPath(url.searchParams.get('to')),
		backup: url.searchParams.has('backup')
	};
};

export const actions: Actions = {
	default: async (event) => {
		const given = await event.request.formData();
		const backup = event.url.searchParams.has('backup');
		const code = String(given.get('code') ?? '').replace(/\s/g, '');
		const answer = await askAuth(
			event,
			backup ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp',
			{ code, trustDevice: given.get('trust') === 'yes' }
		);
		if (answer.code === 'INVALID_TWO_FACTOR_COOKIE') {
			setFlash(event.cookies, { text: say('code_expired') });
			redirect(303, '/signin');
		}
		if (answer.code === 'TOO_MANY_REQUESTS') return fail(429, { error: say('code_locked') });
		if (!answer.ok) return fail(400, { error: say(backup ? 'code_backup_wrong' : 'code_wrong') });
		const { user } = answer.body as { user?: { id: string } };
		if (!user || !(await isListed(user.id))) {
			await askAuth(event, '/sign-out', {});
			return fail(403, { error: say('signin_left') });
		}
		redirect(303, ownPath(event.url.searchParams.get('to')));
	}
};
