import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { NotFound } from '#lib/platform/errors.ts';
import { linesFields, settingsFields } from '#lib/programme/parts.ts';
import {
	approveYear,
	dueIn,
	openYear,
	readPartForm,
	readPhrase,
	saveYearPart,
	yearParts
} from '#lib/programme/programme.ts';
import { crumbOf } from '#lib/programme/wording.ts';
import { refuseEdit } from '#lib/roadmap/screen.server.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

const partOf = (url: URL) =>
	yearParts.find((part) => part === url.searchParams.get('edit')) ?? null;

/** A year or a number of a version in an address. */
const numberOf = (text: string | null): number | null =>
	text !== null && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : null;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const year = numberOf(params.year);
	if (year === null) throw new NotFound('not_found');
	const version = numberOf(url.searchParams.get('version'));
	const asked = partOf(url);
	const page = await openYear(locals.actor!, params.id, year, version, asked === 'settings');
	const edit = page.may.edit && !page.version ? asked : null;
	const lines = [...page.content.written.lines, ...page.deficits];
	const month = page.programme.place.today.slice(0, 7);
	return {
		...page,
		edit,
		year,
		stored:
			edit === null
				? {}
				: edit === 'settings'
					? settingsFields(page.content.written.settings)
					: linesFields(
							edit,
							lines.filter(({ section }) => section === edit)
						),
		/** What each term means, by the row's id. */
		terms: Object.fromEntries(
			lines.flatMap(({ id, term }) => (term ? [[id, readPhrase(term, year, getLocale())]] : []))
		),
		due: month.startsWith(params.year)
			? dueIn(lines, year, month).map(({ line, window }) => ({ ...window, text: line.text }))
			: null,
		newId: crypto.randomUUID(),
		title: m.programme_plan_of({ year }),
		crumbs: [
			{ label: m.programme_list_title(), href: '/programmes' },
			{ label: crumbOf(page.programme), href: `/programmes/${params.id}` },
			{ label: m.programme_plan_of({ year }) }
		]
	};
};

export const actions: Actions = {
	save: async ({ locals, params, url, request, cookies }) => {
		const form = await request.formData();
		const part = partOf(url);
		const at = { id: params.id, year: Number(params.year) };
		if (!part) throw new NotFound('not_found');
		try {
			await saveYearPart(locals.actor!, at, part, readPartForm(form));
		} catch (error) {
			return refuseEdit(error, form, {});
		}
		setFlash(cookies, { text: m.programme_told_saved() });
		redirect(303, `/programmes/${params.id}/${params.year}#${part}`);
	},
	approve: async ({ locals, params, request, cookies }) => {
		const given = await readForm(request);
		const at = { id: params.id, year: Number(params.year) };
		try {
			const { number } = await approveYear(locals.actor!, at, given);
			setFlash(cookies, { text: m.programme_told_approved({ n: number }) });
		} catch (error) {
			return refuse(error, given);
		}
		redirect(303, `/programmes/${params.id}/${params.year}`);
	}
};
