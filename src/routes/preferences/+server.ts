import { redirect } from '@sveltejs/kit';
import { ownPath } from '#lib/ui/shell.ts';
import type { RequestHandler } from './$types';

const YEAR = 365 * 24 * 60 * 60;

/** Keeps the chosen language or contrast in a cookie and returns to the page. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
	const given = await request.formData();
	const keep = (name: string, value: string, httpOnly: boolean) =>
		cookies.set(name, value, {
			path: '/',
			maxAge: YEAR,
			sameSite: 'lax',
			secure: url.protocol === 'https:',
			httpOnly
		});
	const language = given.get('language');
	// hydrated pages read the language in the browser
	if (language === 'ru' || language === 'en') keep('language', language, false);
	const theme = given.get('theme');
	if (theme === 'contrast' || theme === 'plain') keep('theme', theme, true);
	redirect(303, ownPath(given.get('to')));
};
