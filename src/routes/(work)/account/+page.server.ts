import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readNewPassword } from '#lib/people/people.ts';
import { askAuth, endSession, readSignIn } from '#lib/platform/signin.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import { drawQr, type QrPicture } from '#lib/ui/qr.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: say('account_title'),
	crumbs: [{ label: say('account_title') }],
	duties: event.locals.actor!.duties.map(({ role, organisation }) => ({ role, organisation })),
	...(await readSignIn(event))
});

/** Back to the page with a word of what was done. */
function done(event: RequestEvent, code: string): never {
	setFlash(event.cookies, { text: say(code) });
	redirect(303, '/account');
}

function refused(status: number, part: 'password' | 'two', field: string, code: string) {
	return fail(status, { part, errors: { [field]: say(code) } as Record<string, string> });
}

/** The sentence for what better-auth refused where a password was asked. */
function whyRefused(code: string | null): string {
	return code === 'TOO_MANY_REQUESTS' ? 'signin_too_often' : 'error_password_wrong';
}

export const actions: Actions = {
	password: async (event) => {
		const given = await readForm(event.request);
		let newPassword: string;
		try {
			newPassword = readNewPassword(given);
		} catch (error) {
			return fail(400, { part: 'password' as const, errors: refuse(error, given).data.errors });
		}
		const answer = await askAuth(event, '/change-password', {
			currentPassword: given.current ?? '',
			newPassword,
			revokeOtherSessions: true
		});
		if (!answer.ok) return refused(answer.status, 'password', 'current', whyRefused(answer.code));
		done(event, 'account_changed');
	},
	enable: async (event) => {
		const { password = '' } = await readForm(event.request);
		const answer = await askAuth(event, '/two-factor/enable', { password });
		if (!answer.ok) return refused(answer.status, 'two', 'password', whyRefused(answer.code));
		const { totpURI, backupCodes } = answer.body as { totpURI: string; backupCodes: string[] };
		return { part: 'two' as const, errors: {}, ...keyOf(totpURI), codes: backupCodes };
	},
	confirm: async (event) => {
		const given = await readForm(event.request);
		const code = (given.code ?? '').replace(/\s/g, '');
		const answer = await askAuth(event, '/two-factor/verify-totp', { code });
		if (!answer.ok)
			return fail(400, {
				part: 'two' as const,
				errors: {
					code: say(answer.code === 'TOO_MANY_REQUESTS' ? 'code_locked' : 'code_wrong')
				} as Record<string, string>,
				...keyOf(given.uri ?? ''),
				codes: (given.codes ?? '').split(' ')
			});
		done(event, 'account_two_enabled');
	},
	disable: async (event) => {
		const { password = '' } = await readForm(event.request);
		const answer = await askAuth(event, '/two-factor/disable', { password });
		if (!answer.ok) return refused(answer.status, 'two', 'password', whyRefused(answer.code));
		done(event, 'account_two_disabled');
	},
	codes: async (event) => {
		const { password = '' } = await readForm(event.request);
		const answer = await askAuth(event, '/two-factor/generate-backup-codes', { password });
		if (!answer.ok) return refused(answer.status, 'two', 'password', whyRefused(answer.code));
		return {
			part: 'two' as const,
			errors: {},
			newCodes: (answer.body as { backupCodes: string[] }).backupCodes
		};
	},
	end: async (event) => {
		const { id = '' } = await readForm(event.request);
		await endSession(event, id);
		done(event, 'account_ended');
	},
	others: async (event) => {
		await askAuth(event, '/revoke-other-sessions', {});
		done(event, 'account_others_ended');
	}
};

/** The link for an authenticator, its key in groups of four, as people type it, and as a picture. */
function keyOf(uri: string): { uri: string; key: string; picture: QrPicture | null } {
	const parsed = URL.canParse(uri) ? new URL(uri) : null;
	if (parsed?.protocol !== 'otpauth:') return { uri: '', key: '', picture: null };
	const secret = parsed.searchParams.get('secret') ?? '';
	return { uri, key: secret.match(/.{1,4}/g)?.join(' ') ?? '', picture: drawQr(uri) };
}
