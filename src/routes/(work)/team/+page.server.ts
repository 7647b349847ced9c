import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { isMailSet, remindLate } from '#lib/reminders/reminders.ts';
import { readTeam, readTeamAddress } from '#lib/today/today.ts';
import { pageNumber } from '#lib/ui/address.ts';
import { say } from '#lib/ui/say.server.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { ownPath } from '#lib/ui/shell.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
	locals.about = null;
	const { frame } = await parent();
	const address = readTeamAddress(url.searchParams);
	const team = await readTeam(locals.actor!, frame.today, address, pageNumber(url), isMailSet());
	return {
		title: say('team_title'),
		crumbs: [
			...(address.placeId ? [{ label: team.place.name, href: `/overview/${team.place.id}` }] : []),
			{ label: say('team_title') }
		],
		address,
		team
	};
};

export const actions: Actions = {
	remind: async ({ locals, request, cookies }) => {
		const form = await readForm(request);
		try {
			const { people, reminded } = await remindLate(locals.actor!, form.owner ?? '');
			const text =
				reminded > 0
					? m.remind_told({ n: reminded })
					: people > 0
						? m.remind_already()
						: m.remind_nobody();
			setFlash(cookies, { text });
		} catch (error) {
			return refuse(error, form);
		}
		redirect(303, ownPath(form.back ?? ''));
	}
};
