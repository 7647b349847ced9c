import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
	if (!locals.actor) redirect(303, `/signin?to=${encodeURIComponent(url.pathname)}`);
	const { name, fullName, initials, post } = locals.actor;
	return { who: { name, fullName, initials, post }, demonstration: locals.demonstration };
};
