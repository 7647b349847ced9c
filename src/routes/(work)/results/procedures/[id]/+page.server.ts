import { redirect } from '@sveltejs/kit';
import {
	editProcedure,
	readProcedure,
	withdrawProcedure
} from '#lib/results/catalogue/catalogue.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const procedure = await readProcedure(locals.actor!, params.id);
	return {
		title: procedure.name,
		crumbs: [
			{ label: say('nav_results'), href: '/results' },
			{ label: say('procedures_title'), href: `/results/procedures?year=${procedure.year}` },
			{ label: procedure.name }
		],
		procedure
	};
};

export const actions: Actions = {
	save: async ({ request, locals, cookies, params }) => {
		const given = await readForm(request);
		let year: number;
		try {
			year = await editProcedure(locals.actor!, params.id, given);
		} catch (error) {
			return refuse(error, given);
		}
		setFlash(cookies, { text: say('procedures_saved') });
		redirect(303, `/results/procedures?year=${year}`);
	},
	withdraw: async ({ request, locals, cookies, params }) => {
		const given = await readForm(request);
		let year: number;
		try {
			year = await withdrawProcedure(locals.actor!, params.id, given);
		} catch (error) {
			return refuse(error, given);
		}
		setFlash(cookies, { text: say('procedures_withdrawn') });
		redirect(303, `/results/procedures?year=${year}`);
	}
};
