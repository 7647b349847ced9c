import { redirect } from '@sveltejs/kit';
import { originOf } from '#lib/platform/services.ts';
import {
	endFeed,
	isMailSet,
	makeFeed,
	openReminders,
	saveWishes
} from '#lib/reminders/reminders.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = url.searchParams.get('roadmap');
	return {
		title: say('reminders_title'),
		crumbs: [{ label: say('account_title'), href: '/account' }, { label: say('reminders_title') }],
		reminders: await openReminders(locals.actor!, asked),
		isMailSet: isMailSet()
	};
};

export const actions: Actions = {
	save: async ({ locals, request, cookies }) => {
		const given = await readForm(request);
		try {
			await saveWishes(locals.actor!, given);
		} catch (error) {
			return refuse(error, given);
		}
		setFlash(cookies, { text: say('reminders_saved') });
		redirect(303, '/account/reminders');
	},
	make: async ({ locals, request, url }) => {
		const { roadmap = '' } = await readForm(request);
		const { path, title } = await makeFeed(locals.actor!, roadmap === '' ? null : roadmap);
		// no redirect: the address is in no page that could be asked for again
		return { made: { title, address: `${originOf(url)}${path}` } };
	},
	end: async ({ locals, request, cookies }) => {
		const { id = '' } = await readForm(request);
		await endFeed(locals.actor!, id);
		setFlash(cookies, { text: say('feeds_ended') });
		redirect(303, '/account/reminders');
	}
};
