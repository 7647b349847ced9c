import { redirect } from '@sveltejs/kit';
import {
	approveProfile,
	confirmLevels,
	decideLevel,
	keepProfile,
	openSchoolProfile
} from '#lib/diagnosis/kept/kept.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Level } from '#lib/diagnosis/profile/profile.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const found = await openSchoolProfile(
		locals.actor!,
		params.id,
		url.searchParams.get('version') || null
	);
	const { name } = found.school;
	return {
		title: m.profile_title_of({ school: name }),
		crumbs: [
			{ label: m.schools_title(), href: '/schools' },
			{ label: name, href: `/schools/${params.id}` },
			{ label: m.profile_title() }
		],
		/** Number of the factor that is opened at once. */
		opened: Number(url.searchParams.get('factor')) || null,
		isOwnVersion: url.searchParams.has('version'),
		...found
	};
};

export const actions: Actions = {
	keep: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		try {
			await keepProfile(locals.actor!, form.campaign ?? '', params.id);
			setFlash(cookies, { text: m.kept_told_kept() });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, `/schools/${params.id}/profile`);
	},
	decide: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		try {
			const { level, reason = '', revision = '' } = form;
			await decideLevel(locals.actor!, form.profile ?? '', form.factor ?? '', {
				level: level as Level,
				reason,
				revision
			});
			setFlash(cookies, { text: m.kept_told_decided() });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, `/schools/${params.id}/profile?factor=${form.number}#f${form.number}`);
	},
	confirm: async ({ locals, params, request, cookies }) => {
		const given = await request.formData();
		const chosen = given.getAll(given.has('all') ? 'undecided' : 'chosen').map(String);
		try {
			const n = await confirmLevels(locals.actor!, String(given.get('profile') ?? ''), chosen);
			setFlash(cookies, { text: m.kept_told_confirmed({ n }) });
		} catch (error) {
			return refuse(error, {});
		}
		redirect(303, `/schools/${params.id}/profile`);
	},
	approve: async ({ locals, params, request, cookies }) => {
		const form = await readForm(request);
		try {
			await approveProfile(locals.actor!, form.profile ?? '', Number(form.revision));
			setFlash(cookies, { text: m.kept_told_approved() });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, `/schools/${params.id}/profile`);
	}
};
