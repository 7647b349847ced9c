import { redirect } from '@sveltejs/kit';
import {
	beginMunicipalDraft,
	beginSchoolDraft,
	openMunicipalChoice,
	openSchoolChoice
} from '#lib/diagnosis/draft/draft.ts';
import { m } from '#lib/paraglide/messages.js';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const placeId = url.searchParams.get('place') ?? '';
	if (placeId === '') redirect(303, '/roadmaps/draft');
	const year = Number(url.searchParams.get('year')) || null;
	const crumbs = [
		{ label: m.roadmaps_title(), href: '/roadmaps' },
		{ label: m.draft_title(), href: '/roadmaps/draft' }
	];
	const school = await openSchoolChoice(locals.actor!, placeId);
	if (school.place.kind !== 'municipality')
		return {
			title: m.draft_new_school(),
			crumbs: [...crumbs, { label: school.place.shortName }],
			place: school.place,
			years: school.years,
			school,
			municipality: null
		};
	const municipality = await openMunicipalChoice(locals.actor!, placeId, year);
	return {
		title: m.draft_new_municipality(),
		crumbs: [...crumbs, { label: municipality.place.shortName }],
		place: municipality.place,
		years: municipality.years,
		school: null,
		municipality
	};
};

export const actions: Actions = {
	school: async ({ locals, request, url }) => {
		const form = await request.formData();
		const factors = form.getAll('factors').map(Number);
		const year = Number(form.get('year'));
		let id: string;
		try {
			id = await beginSchoolDraft(locals.actor!, url.searchParams.get('place') ?? '', {
				factors,
				year
			});
		} catch (error) {
			return refuse(error, { factors: factors.join(), year: String(year) });
		}
		redirect(303, `/roadmaps/draft/${id}`);
	},
	municipality: async ({ locals, request, url }) => {
		const form = await request.formData();
		const schools = form.getAll('schools').map(String);
		const year = Number(form.get('year'));
		let id: string;
		try {
			id = await beginMunicipalDraft(locals.actor!, url.searchParams.get('place') ?? '', {
				schools,
				year
			});
		} catch (error) {
			return refuse(error, { schools: schools.join(), year: String(year) });
		}
		redirect(303, `/roadmaps/draft/${id}`);
	}
};
