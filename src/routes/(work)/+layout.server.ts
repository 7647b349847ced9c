import { redirect } from '@sveltejs/kit';
import { readKeptFrame } from '#lib/today/today.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url }) => {
	if (!locals.actor) redirect(303, `/signin?to=${encodeURIComponent(url.pathname)}`);
	const { name, fullName, initials, post } = locals.actor;
	return {
		who: { name, fullName, initials, post },
		demonstration: locals.demonstration,
		frame: await readKeptFrame(locals.actor)
	};
};
