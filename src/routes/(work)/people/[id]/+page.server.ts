import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import {
	assignSchool,
	endCuratorship,
	endRole,
	giveRole,
	invite,
	readPerson,
	undoMove
} from '#lib/people/people.ts';
import { fullName } from '#lib/people/names.ts';
import { m } from '#lib/paraglide/messages.js';
import { originOf, publicAddress, useServices } from '#lib/platform/services.ts';
import { readDuties } from '#lib/roadmap/responsible/person.ts';
import { historyBefore } from '#lib/ui/address.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const found = await readPerson(locals.actor!, params.id, historyBefore(url));
	return {
		title: fullName(found.person),
		crumbs: [{ label: say('people_title'), href: '/people' }, { label: fullName(found.person) }],
		...found,
		duties: await readDuties(locals.actor!, params.id)
	};
};

type Use = (
	actor: NonNullable<App.Locals['actor']>,
	id: string,
	given: Record<string, string>
) => Promise<void>;

/** One form of the page: does it, says so and comes back; a refused form names its part. */
function form(part: string, use: Use, said: string) {
	return async ({ request, locals, params, cookies }: RequestEvent<{ id: string }>) => {
		const given = await readForm(request);
		try {
			await use(locals.actor!, params.id, given);
		} catch (error) {
			const { status, data } = refuse(error, given);
			return fail(status, { part: `${part}${given.id ?? ''}`, ...data });
		}
		setFlash(cookies, { text: say(said) });
		redirect(303, `/people/${params.id}`);
	};
}

export const actions: Actions = {
	role: form('role', giveRole, 'person_role_given'),
	endRole: form('end', endRole, 'person_role_ended'),
	school: form('school', assignSchool, 'person_school_given'),
	endSchool: form('end', endCuratorship, 'person_school_ended'),
	undoMove: async ({ request, locals, params, cookies }) => {
		const given = await readForm(request);
		try {
			const { kept } = await undoMove(locals.actor!, given.move ?? '');
			setFlash(cookies, {
				text: kept > 0 ? m.duties_told_undone_part({ n: kept }) : m.duties_told_undone()
			});
		} catch (error) {
			const { status, data } = refuse(error, given);
			return fail(status, { part: 'move', ...data });
		}
		redirect(303, `/people/${params.id}`);
	},
	invite: async ({ locals, params, url }) => {
		const actor = locals.actor!;
		// a letter never carries the address of the request: anybody can send one with a false host
		const mailed = publicAddress(useServices().settings);
		try {
			const { path, sentTo } = await invite(actor, params.id, (path, name) => ({
				subject: m.mail_invite_subject({}, { locale: 'ru' }),
				text: m.mail_invite_text(
					{ name, by: actor.fullName, link: `${mailed}${path}` },
					{ locale: 'ru' }
				)
			}));
			return { part: 'invited', link: `${originOf(url)}${path}`, sentTo };
		} catch (error) {
			const { status, data } = refuse(error, {});
			return fail(status, { part: 'invite', ...data });
		}
	}
};
