import { redirect } from '@sveltejs/kit';
import { askAuth } from '#lib/platform/signin.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	await askAuth(event, '/sign-out', {});
	redirect(303, '/signin');
};
