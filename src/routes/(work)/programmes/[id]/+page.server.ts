import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { passportFields } from '#lib/programme/parts.ts';
import { membersFields, ordersFields, targetsFields } from '#lib/programme/parts-around.ts';
import {
	beginYear,
	openProgramme,
	programmeParts,
	readPartForm,
	saveProgrammePart,
	yearsOf
} from '#lib/programme/programme.ts';
import { crumbOf } from '#lib/programme/wording.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { refuseEdit } from '#lib/roadmap/screen.server.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

const partOf = (url: URL) =>
	programmeParts.find((part) => part === url.searchParams.get('edit')) ?? null;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const asked = partOf(url);
	const needs =
		asked === 'working-group' || asked === 'council'
			? 'people'
			: asked === 'orders'
				? 'documents'
				: null;
	const page = await openProgramme(locals.actor!, params.id, needs);
	const edit = page.may.edit ? asked : null;
	const years = yearsOf(page.programme);
	const members = page.members.filter(({ body }) => body === edit);
	const stored =
		edit === 'passport'
			? passportFields(page.programme)
			: edit === 'targets'
				? targetsFields(page.targets, years)
				: edit === 'orders'
					? ordersFields(page.orders)
					: membersFields(members);
	return {
		...page,
		edit,
		stored,
		newId: crypto.randomUUID(),
		span: years,
		title: page.programme.title,
		crumbs: [
			{ label: m.programme_list_title(), href: '/programmes' },
			{ label: crumbOf(page.programme) }
		]
	};
};

export const actions: Actions = {
	save: async ({ locals, params, url, request, cookies }) => {
		const form = await request.formData();
		const part = partOf(url);
		if (!part) throw new NotFound('not_found');
		try {
			await saveProgrammePart(locals.actor!, params.id, part, readPartForm(form));
		} catch (error) {
			return refuseEdit(error, form, {});
		}
		setFlash(cookies, { text: m.programme_told_saved() });
		redirect(303, `/programmes/${params.id}#${part}`);
	},
	year: async ({ locals, params, request, cookies }) => {
		const given = await readForm(request);
		const year = Number(given.year);
		try {
			await beginYear(locals.actor!, params.id, { year, copy: given.copy === '1' });
		} catch (error) {
			return refuse(error, given);
		}
		setFlash(cookies, { text: m.programme_year_added({ year }) });
		redirect(303, `/programmes/${params.id}/${year}`);
	}
};
